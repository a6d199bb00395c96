import Bus
import Inference

/// A request under way, as the simulated gateway keeps it beside its relay.
///
/// Only numbers: it is read often, and a copy costs nothing but its bytes.
struct Request: Sendable {
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

/// Reads of a relay where it stands; through a plain property all of it would be copied first.
extension Relay {
    @inline(__always)
    mutating func mustSettleInPlace() -> Bool { mustSettle }

    @inline(__always)
    mutating func usageInPlace() -> (client: Usage?, billed: Usage?) { (usage, billed) }

    @inline(__always)
    mutating func attemptsInPlace() -> (made: Int, failed: Int) { (attemptsMade, failures.count) }

    @inline(__always)
    mutating func deadlineInPlace() -> Instant { deadline }

    @inline(__always)
    mutating func malformedInPlace() -> Int { malformedEvents }
}

extension Switchboard {
    @inline(__always)
    mutating func inFlightInPlace(_ row: Int) -> Int { rows[row].inFlight }
}
