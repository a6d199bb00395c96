import Bus
import Inference

/// An attempt as its supplier sees it: what is asked, how it will go, and how far it is.
///
/// Times are nanoseconds from the beginning of the run; tokens are counted from the first of the
/// call, which for a continuation is not the first of the answer.
struct Call: Sendable {
    // What is asked.
    var request: Int32 = 0
    var generation: UInt32 = 0
    /// The next call of the same request; −1 for none.
    var next: Int32 = -1
    var number: Int32 = 0
    var place: Int32 = 0
    var row: Int32 = 0
    var purpose = Attempt.Purpose.whole
    var streams = true
    var sentAt: Int64 = 0
    var inputTokens: Int32 = 0
    /// Tokens of the whole answer.
    var total: Int32 = 0
    /// The token of the answer that the call begins with.
    var from: Int32 = 0
    /// Tokens that the client had when the call was sent.
    var rejoin: Int32 = 0

    // How it will go.
    var fault: Fault?
    var retryAfter: Interval?
    var firstAt: Int64 = 0
    var perToken: Int64 = 0
    /// Tokens until it ends or fails.
    var stop: Int32 = 0
    /// When it ends or fails; the end of time when nothing is ever said.
    var endAt: Int64 = .max
    /// The token of the answer from which on it says something else.
    var divergesAt = Int32.max
    /// The token before which an event is no JSON; −1 for none.
    var marred: Int32 = -1
    /// Each token comes in an event of its own.
    var isFine = false

    // How far it is.
    var sent: Int32 = 0
    /// When it has something to say next.
    var nextAt: Int64 = .max
    var hasFinished = false

    /// It has no content: it fails at once, or when its first token would have come.
    mutating func refuse(_ fault: Fault) {
        self.fault = fault
        stop = 0
        switch fault {
        case .unconnected, .silent: endAt = .max
        // A refusal comes sooner than an answer: one network round trip, say 20 ms.
        case .refused, .status500, .status503, .status429, .refusesPrefill:
            endAt = sentAt + 20_000_000
        case .html, .cutHead, .errorInside, .malformed, .threeMalformed, .doneWithoutFinish, .cut,
            .cutEnd, .stall, .finishWithoutDone, .diverges, .echoesPrefix:
            endAt = firstAt
        }
    }

    /// When it ends, as its ``fault`` and ``stop`` say.
    var timeOfEnd: Int64 {
        guard fault != .stall else { return .max }
        guard endAt == .max else { return endAt }
        if fault == .silent || fault == .unconnected { return .max }
        guard streams else { return time(of: stop) }
        let isWhole = fault == nil || fault == .malformed || fault == .finishWithoutDone
        return isWhole ? time(of: max(0, stop - 1)) : time(of: stop)
    }

    func time(of token: Int32) -> Int64 { firstAt + Int64(token) * perToken }

    /// How many tokens it has made by a time.
    func tokens(by time: Int64) -> Int32 {
        guard time >= firstAt else { return 0 }
        return Int32(min(Int64(stop), (time - firstAt) / perToken + 1))
    }

    /// Whether the supplier has taken the request, and so bills the prompt.
    var bills: Bool {
        switch fault {
        case .refused, .unconnected, .status500, .status503, .status429, .refusesPrefill: false
        case .silent, .html, .errorInside, .malformed, .threeMalformed, .doneWithoutFinish,
            .cutHead, .cut, .cutEnd, .stall, .finishWithoutDone, .diverges, .echoesPrefix, nil:
            true
        }
    }
}
