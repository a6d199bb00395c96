import Bus

/// What the relay knows of an attempt that is under way.
struct Leg: Sendable {
    enum Stage: Sendable, Hashable {
        /// The connection is being made.
        case connecting
        /// The request is out and nothing of an answer has come.
        case asking
        /// The client is getting this one's answer.
        case answering
    }

    let attempt: Attempt
    var stage = Stage.connecting
    /// When its stage ends by itself; ``Instant/never`` for one that was overtaken.
    var deadline: Instant
    /// How long it may be silent, from its sending.
    let firstTokenLimit: Interval
    /// It has brought nothing within its time and stays open beside others.
    var isOvertaken = false
    /// Choices that it has ended.
    var finished = 0
    var sawDone = false
    var sawFinalUsage = false
    var malformedInARow = 0
    /// Events that carried content, sent on or not.
    var events = 0
    var usage: Usage?
    /// Kinds of the Responses events that are held.
    var heldKinds: [UInt32] = []
    /// For a rescue: where its answer and the client's meet; nil when they have met.
    var rejoin: Rejoin?

    /// Takes in what a good event says about the whole.
    ///
    /// - Returns: False for an end that is none.
    @inline(__always)
    mutating func take(_ event: EventFacts, choices: Int) -> Bool {
        malformedInARow = 0
        if event.bearsContent { events += 1 }
        if event.usage != nil { usage = event.usage }
        finished += event.finishes
        if event.isUsageOnly { sawFinalUsage = true }
        guard event.isDone else { return true }
        // A supplier counts the tokens of an answer when it is whole, so its final usage
        // stands for a finish reason that it does not send. Without content it stands for nothing.
        guard finished >= choices || (sawFinalUsage && stage == .answering) else { return false }
        finished = max(finished, choices)
        sawDone = true
        return true
    }

    /// Until when the next event of an answer has to come, now that one has.
    @inline(__always)
    mutating func limit(choices: Int, _ route: Route, at now: Instant) -> Instant {
        deadline =
            finished >= choices
            ? min(deadline, now + route.limits.finish) : now + route.policy.idleTimeout
        return deadline
    }
}
