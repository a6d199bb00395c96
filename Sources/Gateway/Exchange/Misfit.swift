import Inference
import Wire

extension ResponseHead {
    /// Why a 2xx cannot be an answer to a request, by its head alone; nil when it can.
    ///
    /// `streams`: Whether a stream was asked for.
    func misfit(streams: Bool) -> AttemptFailure? {
        if isEncoded { return .badAnswer("a compressed answer that nobody asked for") }
        if framing == .none || framing == .sized(0) { return .badAnswer("an empty answer") }
        switch content {
        case .html: return .badAnswer("HTML instead of an answer")
        case .eventStream:
            return streams ? nil : .badAnswer("a stream that nobody asked for")
        case .json, .other, .unstated: return nil
        }
    }
}
