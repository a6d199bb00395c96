/// The bounds of the control plane.
enum ConsoleLimits {
    /// Open `GET /events` streams: a few people with a few tabs each.
    static let eventStreams = 64
    /// Connections at once; more wait in the listener's backlog.
    ///
    /// Above ``eventStreams``, so that open pages never shut out `/metrics`.
    static let connections = 256
    /// Bytes of a request's head; the longest is an explain with many jurisdictions.
    static let headBytes = 16 * 1_024
    /// Seconds that a connection may stay silent between requests.
    static let idleSeconds: Int64 = 60
    /// Milliseconds after which a browser comes back to a stream that ended.
    static let eventRetryMilliseconds = 2_000
}
