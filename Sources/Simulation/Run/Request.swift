import Bus
import Inference

/// A request under way, as the simulated gateway keeps it.
struct Request: Sendable {
    var relay: Relay
    var arrival: Arrival
    var startedAt: Instant
    /// Goes up when the place is given to another one.
    var generation: UInt32 = 0
    var isEnded = false
    /// The first of its open calls; −1 for none.
    var calls: Int32 = -1
    /// The number of the attempt whose answer the client gets; 0 for none yet.
    var source: Int32 = 0
    /// Tokens that the client has.
    var delivered: Int32 = 0
    /// The client has the finish reason.
    var hasFinish = false
    /// Where the answer that the client gets leaves the undisturbed one.
    var divergesAt = Int32.max
    /// Every event that the client got was one token.
    var isFine = true
    var hasRescue = false
    /// When the timer that is set for it rings; the end of time when none is.
    var timerAt = Int64.max
}
