package import Bus

/// Why an attempt failed, sorted by what the relay does next.
package enum AttemptFailure: Error, Sendable, Hashable {
    /// No connection came about: refused, no such host, TLS, or no answer to the connect.
    case unreachable(String)
    /// The connection ended before the answer did, or the answer broke the protocol.
    case cut(String)
    /// Connected, and no content-bearing event or no whole answer within its time.
    case silent
    /// Nothing came for too long after content had come.
    case stalled
    /// 500: worth one more try at the same supply.
    case serverError
    /// 408, 409, 502, 503, 504 and the other 5xx: not here, not now.
    case unavailable(status: Int, retryAfter: Interval?)
    /// 429 for load.
    case rateLimited(retryAfter: Interval?)
    /// 401, 402, 403 and 429 for money: nothing helps until an operator acts.
    case credential(status: Int, code: String)
    /// A 200 that is no answer: HTML, an empty or cut body, an error object.
    case badAnswer(String)
    /// The request is longer than this supply's context window.
    case contextTooLong(status: Int)
    /// The provider refuses the content.
    case contentPolicy(status: Int)
    /// Any other 4xx: the request's own fault.
    case rejected(status: Int)
    /// It was given up because another supply was faster.
    case outpaced
    /// A rescue that says something else than what the client has.
    case diverged(String)

    /// Sorts a response that is not a 2xx.
    ///
    /// `retryAfter`: What the supplier asked for, when it did.
    /// `error`: What its body says.
    package init(status: Int, retryAfter: Interval?, error: ErrorFacts) {
        switch status {
        // One client's words must not lock the credential of all.
        case 403 where error.saysContentPolicy: self = .contentPolicy(status: status)
        case 401, 402, 403: self = .credential(status: status, code: error.code)
        case 408, 409: self = .unavailable(status: status, retryAfter: retryAfter)
        case 429 where error.saysBilling: self = .credential(status: status, code: error.code)
        case 429: self = .rateLimited(retryAfter: retryAfter)
        case 500: self = .serverError
        case 501...599: self = .unavailable(status: status, retryAfter: retryAfter)
        case 400...499 where error.saysContextTooLong: self = .contextTooLong(status: status)
        case 400...499 where error.saysContentPolicy: self = .contentPolicy(status: status)
        case 400...499: self = .rejected(status: status)
        default: self = .badAnswer("status \(status)")
        }
    }

    /// Sorts an error that came inside a 200.
    package init(inside error: ErrorFacts) {
        if error.saysBilling {
            self = .credential(status: 200, code: error.code)
        } else if error.code == "rate_limit_exceeded" || error.type == "rate_limit_error" {
            self = .rateLimited(retryAfter: nil)
        } else if error.saysContextTooLong {
            self = .contextTooLong(status: 200)
        } else if error.saysContentPolicy {
            self = .contentPolicy(status: 200)
        } else {
            let name = error.code.isEmpty ? error.type : error.code
            self = .badAnswer(name.isEmpty ? "an error inside a 200" : "error \(name) inside a 200")
        }
    }

    /// What happened, for the list of attempts, logs and the console: no content, no secrets.
    package var summary: String {
        switch self {
        case .unreachable(let reason): "not reachable: \(reason)"
        case .cut(let reason): reason
        case .silent: "no content in time"
        case .stalled: "silent in mid-answer"
        case .serverError: "status 500"
        case .unavailable(let status, let wait): "status \(status)" + Self.after(wait)
        case .rateLimited(let wait): "rate limited" + Self.after(wait)
        case .credential(let status, let code):
            "credential refused: status \(status)" + (code.isEmpty ? "" : " \(code)")
        case .badAnswer(let reason): reason
        case .contextTooLong: "longer than its context window"
        case .contentPolicy: "refused by its content policy"
        case .rejected(let status): "status \(status)"
        case .outpaced: "given up: another supply was faster"
        case .diverged(let reason): "its answer differs from what was sent: \(reason)"
        }
    }

    private static func after(_ wait: Interval?) -> String {
        wait.map { ", asks to wait \($0.milliseconds) ms" } ?? ""
    }

    /// One of few words, for metrics.
    package var label: StaticString { Self.labels[labelIndex] }

    /// Every label, in order of ``labelIndex``.
    package static let labels: [StaticString] = [
        "unreachable", "cut", "silent", "stalled", "server_error", "unavailable", "rate_limited",
        "credential", "bad_answer", "context_too_long", "content_policy", "rejected", "outpaced",
        "diverged",
    ]

    /// The place of ``label`` in ``labels``.
    package var labelIndex: Int {
        switch self {
        case .unreachable: 0
        case .cut: 1
        case .silent: 2
        case .stalled: 3
        case .serverError: 4
        case .unavailable: 5
        case .rateLimited: 6
        case .credential: 7
        case .badAnswer: 8
        case .contextTooLong: 9
        case .contentPolicy: 10
        case .rejected: 11
        case .outpaced: 12
        case .diverged: 13
        }
    }
}
