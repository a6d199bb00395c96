package import Bus

/// A promise that was broken, in one run.
package struct Violation: Sendable, Hashable {
    /// What must always hold (docs/simulator.md).
    package enum Promise: String, Sendable, Hashable, CaseIterable {
        /// Every request ends exactly once, within its time.
        case endsOnce = "every request ends exactly once"
        /// A whole answer is the undisturbed one, byte for byte, with its finish.
        case wholeAnswer = "an answer that is given as whole is whole, byte for byte"
        /// Every attempt goes where the request may run.
        case residency = "every attempt stays where the request may run"
        case attempts = "a request makes no more attempts than the policy allows"
        /// An attempt that has lost is given up at once.
        case cancels = "an attempt that is of no use any more is given up at once"
        /// In flight on every supply is what is in flight, and 0 in the end.
        case inFlight = "each attempt is counted in flight from its sending to its end, once"
        /// What was metered is what the suppliers billed.
        case ledger = "what is metered is what the suppliers billed"
        /// A supply that asked for patience is left alone.
        case patience = "a supply that said Retry-After is not asked before"
        case retryBudget = "extra attempts stay within the retry budget"
        case hedgeBudget = "hedges stay within their budget"
        /// A rate limit neither opens nor closes a breaker.
        case limitIsNoSickness = "a rate limit neither opens nor closes a breaker"
    }

    package let promise: Promise
    /// The number of the request; −1 for the run as a whole.
    package let request: Int
    /// What happened.
    package let detail: String
    /// Since the beginning of the run.
    package let at: Interval
}

/// A line of what happened.
package struct TraceLine: Sendable, Hashable {
    package let at: Interval
    package let request: Int
    package let text: String

    package var description: String {
        let microseconds = String(1_000_000 + at.nanoseconds / 1_000 % 1_000_000).dropFirst()
        return "\(at.nanoseconds / 1_000_000_000).\(microseconds) s  request \(request): \(text)"
    }
}
