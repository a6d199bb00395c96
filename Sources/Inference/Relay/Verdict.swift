import Bus

/// What a client is told when no supply has answered: the most useful of all that happened.
struct Verdict {
    let model: String
    let failures: [FailedAttempt]
    let end: Choice.End

    func error(at now: Instant) -> ClientError {
        var error = kind(at: now)
        error.attempts = failures
        let tried = failures.map { "\($0.supply): \($0.failure.summary)" }
        let list = tried.isEmpty ? "" : " (\(tried.joined(separator: "; ")))"
        error.message = "No supply of '\(model)' could answer: \(reason)\(list)."
        return error
    }

    /// The error inside a stream whose beginning the client already has.
    func brokenOff(_ delivered: Delivered) -> ClientError {
        let what = failures.last.map { "\($0.supply): \($0.failure.summary)" } ?? ""
        let amount = delivered.amount
        let rescue =
            delivered.obstacle.map { "could not be gone on with: \($0.summary)" }
            ?? "no supply could go on with it: \(reason)"
        var error = ClientError(
            status: 502,
            type: "api_error",
            code: "stream_interrupted",
            message: """
                The answer broke off after \(amount.events) events (\(amount.bytes) bytes of text) \
                and is not whole (\(what)); \(rescue).
                """,
            attempts: failures
        )
        error.delivered = amount
        return error
    }

    private var reason: String {
        switch end {
        case .attemptsUsed: "all attempts are used up"
        case .budgetUsed: "too many requests are being retried"
        case .outOfTime: "the time is used up"
        case .exhausted: failures.isEmpty ? "none is in service" : "each was tried"
        case .held: "each asks for patience"
        }
    }

    private func kind(at now: Instant) -> ClientError {
        if case .held(let until) = end { return limited(until - now) }
        switch failures.map(\.failure).max(by: { Self.rank($0) < Self.rank($1) }) {
        case .rateLimited(let wait): return limited(wait ?? .seconds(1))
        case .credential:
            return unavailable(502, "supplier_credential_refused", retry: false)
        case .silent, .stalled: return unavailable(504, "supplier_timeout", retry: mayRetry)
        case .contextTooLong:
            return .invalidRequest(code: "context_length_exceeded", "", param: "messages")
        case .unreachable, .cut, .serverError, .unavailable, .badAnswer, .contentPolicy,
            .rejected, .outpaced, .diverged, nil:
            return unavailable(503, "no_supply_available", retry: mayRetry)
        }
    }

    /// A client that tries again at once would only feed the storm that the budget stops.
    private var mayRetry: Bool { end != .budgetUsed && end != .outOfTime }

    private func limited(_ wait: Interval) -> ClientError {
        ClientError(
            status: 429,
            type: "rate_limit_error",
            code: "rate_limit_exceeded",
            message: "",
            shouldRetry: true,
            retryAfter: max(wait, .milliseconds(1))
        )
    }

    private func unavailable(_ status: Int, _ code: String, retry: Bool) -> ClientError {
        ClientError(
            status: status,
            type: "api_error",
            code: code,
            message: "",
            shouldRetry: retry,
            retryAfter: retry ? .seconds(1) : nil
        )
    }

    /// The higher, the more the client can do with it.
    private static func rank(_ failure: AttemptFailure) -> Int {
        switch failure {
        case .rateLimited: 5
        case .serverError, .unavailable, .badAnswer: 4
        case .silent, .stalled: 3
        case .cut, .unreachable: 2
        case .contextTooLong, .contentPolicy, .rejected, .outpaced, .diverged: 1
        case .credential: 0
        }
    }
}
