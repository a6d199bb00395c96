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
}
