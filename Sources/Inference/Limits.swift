package import Bus

/// Every bound of the gateway, with its unit and reason.
///
/// Past a bound it refuses early and says so.
package struct Limits: Sendable, Hashable {
    /// Bytes of a request or response head.
    ///
    /// OpenAI allows 64 KiB of request headers.
    package var headBytes = 64 << 10
    /// Bytes of a request body; images and files inside a chat are the large ones.
    package var bodyBytes = 64 << 20
    /// Bytes of all request bodies that are held for a possible retry; past it: 503.
    package var bodyBytesInAll = 1 << 30
    /// Bytes of an answer that is not streamed, which is checked whole before it is sent.
    package var answerBytes = 64 << 20
    /// Bytes of a supplier's error body that are read; the rest says nothing new.
    package var errorBytes = 1 << 20
    /// Bytes of one server-sent event; a longer one fails the attempt.
    package var eventBytes = 8 << 20
    /// Bytes of events that are held back before the first content.
    package var heldBytes = 256 << 10
    /// Bytes that a client may send ahead while an answer is under way.
    package var pipelinedBytes = 64 << 10
    /// Client connections of the process; each takes a descriptor and a few KiB.
    package var connections = 20_000
    /// Idle connections kept to one supplier by one event loop.
    package var idlePerSupplier = 1_024
    /// An idle connection to a supplier is closed after this, before most servers do it.
    package var supplierIdle = Interval.seconds(55)
    /// From the first byte of a head to its last: what a slow head may take.
    package var headTimeout = Interval.seconds(10)
    /// Silence inside a request body.
    package var bodyIdle = Interval.seconds(15)
    /// From the head to the last byte of a body.
    package var bodyTimeout = Interval.seconds(120)
    /// A client connection without a request is closed after this.
    package var keepAlive = Interval.seconds(75)
    /// A client that takes no byte of its answer for this long is given up.
    package var clientStall = Interval.seconds(60)
    /// After a refusal the rest of what a client sends is read and dropped for this long, so that
    /// it sees the refusal and not a reset.
    package var linger = Interval.seconds(2)
    /// From SIGTERM to the end: how long streams may go on.
    package var drain = Interval.seconds(30)
    /// After a finish reason, how long the usage and the end of the stream are waited for.
    package var finish = Interval.seconds(1)
    /// The longest wait for a supply that asked for patience, and the ceiling of the backoff.
    package var longestBackoff = Interval.seconds(8)
    /// The first backoff; it doubles.
    package var firstBackoff = Interval.milliseconds(500)
    /// Extra attempts in 10 s that need no budget: below this no supplier is in a storm, and a
    /// few hundred requests that lose their supply at once can all move.
    package var freeRetries = 256
    /// Attempts of one request on one supply within ``attemptWindow``.
    package var attemptsPerSupply = 4
    package var attemptWindow = Interval.seconds(3)

    /// Attempts of one request that are open at once: hedges and those that were overtaken.
    package var attemptsAtOnce = 4
    /// Bytes of an answer's text that are kept so that another supply can go on with it.
    ///
    /// 64 Ki tokens or so; a longer answer that breaks off ends with an error.
    package var rescueBytes = 256 << 10
    /// The same for all answers of the process; past it new streams are not armed for a rescue.
    package var rescueBytesInAll = 512 << 20
    /// `first_token_timeout: auto` is three times a supply's 99th percentile, but no less than this.
    package var firstTokenFloor = Interval.seconds(2)
    /// And no more than this.
    package var firstTokenCeiling = Interval.seconds(60)

    package init() {}
}
