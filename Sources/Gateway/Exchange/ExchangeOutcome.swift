import Inference

/// How a request ended.
enum ExchangeOutcome {
    /// The client has a whole answer, or the supplier's own refusal.
    case answered(status: Int)
    case failed(ClientError)
    /// The client went away first.
    case abandoned
}
