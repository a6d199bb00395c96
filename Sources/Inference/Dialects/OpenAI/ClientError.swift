package import Bus
import Wire

/// An error of the gateway's own, as a client of the OpenAI API understands it.
package struct ClientError: Error, Sendable, Hashable {
    /// 400…599.
    package var status: Int
    /// OpenAI's class of error: `invalid_request_error`, `rate_limit_error`, `api_error` ….
    package var type: String
    package var code: String
    package var message: String
    package var param: String?
    /// What the official SDKs obey before they look at the status; nil leaves it to them.
    package var shouldRetry: Bool?
    package var retryAfter: Interval?
    /// What was tried, in order.
    package var attempts: [FailedAttempt]
    /// How much of an answer the client has got before it broke off.
    package var delivered: Delivered.Amount?

    package init(
        status: Int,
        type: String,
        code: String,
        message: String,
        param: String? = nil,
        shouldRetry: Bool? = nil,
        retryAfter: Interval? = nil,
        attempts: [FailedAttempt] = []
    ) {
        self.status = status
        self.type = type
        self.code = code
        self.message = message
        self.param = param
        self.shouldRetry = shouldRetry
        self.retryAfter = retryAfter
        self.attempts = attempts
    }

    /// `{"error":{"message","type","param","code"}}`, and `attempts` when there were any.
    package var json: [UInt8] {
        var text = JSONText()
        text.beginObject()
        text.key("error")
        text.beginObject()
        text.key("message")
        text.value(message)
        text.key("type")
        text.value(type)
        text.key("param")
        if let param { text.value(param) } else { text.null() }
        text.key("code")
        text.value(code)
        if let delivered {
            text.key("delivered")
            text.beginObject()
            text.key("events")
            text.value(delivered.events)
            text.key("bytes")
            text.value(delivered.bytes)
            text.endObject()
        }
        if !attempts.isEmpty {
            text.key("attempts")
            text.beginArray()
            for attempt in attempts { attempt.write(to: &text) }
            text.endArray()
        }
        text.endObject()
        text.endObject()
        return text.bytes
    }
}

/// One attempt that did not become the answer.
package struct FailedAttempt: Sendable, Hashable {
    package let supply: SupplyID
    package let failure: AttemptFailure
    package let attempt: Attempt
    package let failedAt: Instant
    /// Events with content that it had brought: what was burnt, in tokens or nearly so.
    package let events: Int

    package init(
        supply: SupplyID,
        failure: AttemptFailure,
        attempt: Attempt,
        failedAt: Instant,
        events: Int = 0
    ) {
        self.supply = supply
        self.failure = failure
        self.attempt = attempt
        self.failedAt = failedAt
        self.events = events
    }

    fileprivate func write(to text: inout JSONText) {
        text.beginObject()
        text.key("supply")
        text.value(supply.name)
        text.key("outcome")
        text.value(failure.summary)
        text.key("ms")
        text.value((failedAt - attempt.sentAt).milliseconds)
        text.endObject()
    }
}

extension ClientError {
    package static func invalidRequest(
        _ status: Int = 400,
        code: String,
        _ message: String,
        param: String? = nil
    ) -> Self {
        ClientError(
            status: status,
            type: "invalid_request_error",
            code: code,
            message: message,
            param: param,
            shouldRetry: false
        )
    }

    /// The request's body cannot be relayed.
    package init(_ fault: RequestFault) {
        switch fault {
        case .json(let fault):
            self = .invalidRequest(
                code: "invalid_json",
                "The body is not valid JSON: \(fault.reason.rawValue), at byte \(fault.offset)."
            )
        case .notAnObject:
            self = .invalidRequest(code: "invalid_json", "The body has to be a JSON object.")
        case .trailingBytes(let offset):
            self = .invalidRequest(
                code: "invalid_json",
                "Something follows the JSON object, at byte \(offset)."
            )
        case .noModel:
            self = .invalidRequest(
                code: "missing_required_parameter",
                "You must provide a model.",
                param: "model"
            )
        case .wrongType(let key, let expected):
            self = .invalidRequest(
                code: "invalid_type",
                "\(key) has to be \(expected).",
                param: key
            )
        case .repeatedKey(let key):
            self = .invalidRequest(
                code: "repeated_key",
                "\(key) is given twice.",
                param: key
            )
        case .escapedKey(let key):
            self = .invalidRequest(
                code: "escaped_key",
                "The key \(key) has to be spelled without escapes.",
                param: key
            )
        }
    }

    /// Bytes of a model's name that are quoted and compared; a body may hold a longer one.
    package static let longestName = 256

    package static func modelNotFound(_ name: String, near: [String]) -> Self {
        let name =
            name.utf8.count > longestName
            ? String(decoding: name.utf8.prefix(longestName), as: UTF8.self) + "…" : name
        let hint =
            near.isEmpty
            ? "GET /v1/models lists the models that do."
            : "Did you mean \(near.map { "'\($0)'" }.joined(separator: " or "))?"
        return .invalidRequest(
            404,
            code: "model_not_found",
            "The model '\(name)' does not exist. \(hint)",
            param: "model"
        )
    }

    /// No supply may carry the request under the law that its key or itself demands.
    package static func residency(
        _ route: Route,
        key: Set<Jurisdiction>?,
        request: Set<Jurisdiction>?
    ) -> Self {
        func list(_ set: Set<Jurisdiction>) -> String {
            set.sorted().map(\.code).joined(separator: ", ")
        }
        let ruledOut = route.model.supplies.map { supply in
            let place = supply.supplier.jurisdiction
            let byKey = key.map { !$0.contains(place) } ?? false
            let who = byKey ? "the key" : "the request"
            return "\(supply.id) (\(place), ruled out by \(who))"
        }
        var demands: [String] = []
        if let key { demands.append("the key allows \(list(key))") }
        if let request { demands.append("the request allows \(list(request))") }
        return ClientError(
            status: 403,
            type: "permission_error",
            code: "data_residency_mismatch",
            message: """
                No supply of '\(route.model.name)' may carry this request: \
                \(demands.joined(separator: " and ")), but there are only \
                \(ruledOut.joined(separator: ", ")). Nothing was sent.
                """,
            shouldRetry: false
        )
    }

    /// No supply that the law allows can do what the request needs.
    ///
    /// `allowed`: The supplies that residency left.
    package static func noSupplyCan(_ route: Route, _ ask: Ask, allowed: SupplySet) -> Self {
        let lacking = (0..<route.count).filter { allowed.contains($0) }.map { place in
            let supply = route.model.supplies[place]
            let lacks = supply.lacks.intersection(ask.needs)
            return "\(supply.id) (no \(lacks.names.joined(separator: ", no ")))"
        }
        let others = route.count - allowed.count
        let law =
            others == 0
            ? "" : ", and residency rules out \(others == 1 ? "1 other" : "\(others) others")"
        return .invalidRequest(
            code: "no_supply_can",
            """
            No supply of '\(route.model.name)' can take this request, which needs \
            \(ask.needs.names.joined(separator: " and ")): \(lacking.joined(separator: ", "))\
            \(law). Nothing was sent.
            """,
            param: ask.needs.param
        )
    }
}
