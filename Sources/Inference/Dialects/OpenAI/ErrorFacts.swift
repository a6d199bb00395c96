import Wire

/// What a supplier's error says, whatever shape it has: `{"error":{…}}`, `{"error":"…"}`,
/// `{"object":"error",…}` or `{"detail":"…"}`.
package struct ErrorFacts: Sendable, Hashable {
    /// Longer texts are cut: they are quoted in our own errors.
    private static let mostText = 512

    package var type = ""
    package var code = ""
    package var message = ""

    /// Reads a whole body.
    package init(_ body: Span<UInt8>) {
        // A body that is no JSON says nothing; what it says stays empty.
        try? read(body)
    }

    /// Reads the value of an `error` key: an object or a string.
    init(errorValue value: Span<UInt8>) {
        // As above: the event itself was checked before.
        try? readError(value, 0..<value.count)
    }

    private mutating func read(_ body: Span<UInt8>) throws(JSONFault) {
        for member in try JSONMember.all(of: body) {
            let (key, value) = (member.key, member.value)
            if body.equals(key, "error"), body[value.lowerBound] != 0x6E {
                try readError(body, value)
            } else if body.equals(key, "detail") {
                message = Self.text(body, value)
            } else {
                take(body, key, value)
            }
        }
    }

    private mutating func readError(
        _ body: Span<UInt8>,
        _ value: Range<Int>
    ) throws(JSONFault) {
        guard body[value.lowerBound] == ASCII.openBrace else {
            message = Self.text(body, value)
            return
        }
        for member in try JSONMember.all(of: body, from: value.lowerBound) {
            take(body, member.key, member.value)
        }
    }

    private mutating func take(_ body: Span<UInt8>, _ key: Range<Int>, _ value: Range<Int>) {
        if body.equals(key, "message") {
            message = Self.text(body, value)
        } else if body.equals(key, "type") {
            type = Self.text(body, value)
        } else if body.equals(key, "code") {
            code = Self.text(body, value)
        }
    }

    /// A string that is decoded, or a scalar as it is; nothing for `null`.
    private static func text(_ body: Span<UInt8>, _ value: Range<Int>) -> String {
        guard body[value.lowerBound] != 0x6E else { return "" }
        let isString = body[value.lowerBound] == ASCII.quote
        let inner = isString ? value.lowerBound + 1..<value.upperBound - 1 : value
        return JSONString.decoded(
            body.array(inner.lowerBound..<min(inner.upperBound, inner.lowerBound + mostText))
        )
    }
}

extension ErrorFacts {
    /// The request is longer than the model's context window.
    package var saysContextTooLong: Bool {
        code == "context_length_exceeded" || type == "exceed_context_size_error"
            || Self.contextPhrases.contains { message.lowercased().contains($0) }
    }

    /// The provider refuses the content.
    package var saysContentPolicy: Bool {
        ["content_filter", "content_policy_violation", "moderation_blocked"].contains(code)
            || ["content_filter", "content_policy_violation"].contains(type)
    }

    /// Money or a quota is missing; waiting does not help (reference: gateway.md §4.4).
    package var saysBilling: Bool {
        let known = [
            "insufficient_quota", "credit_balance_exhausted", "billing_hard_limit_reached",
            "billing_not_active", "enforced_spend_limit_reached", "quotaexceeded",
        ]
        return known.contains(code.lowercased()) || known.contains(type.lowercased())
    }

    private static let contextPhrases = [
        "maximum context length", "context window", "context size", "context_length_exceeded",
    ]
}
