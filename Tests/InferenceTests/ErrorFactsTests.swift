import Bus
import Inference
import Testing

@Suite struct ErrorFactsTests {
    private static func facts(_ body: String) -> ErrorFacts { ErrorFacts(Array(body.utf8).span) }

    @Test(arguments: [
        #"{"error":{"message":"m","type":"t","param":null,"code":"c"}}"#,
        #"{"object":"error","message":"m","type":"t","code":"c"}"#,
        #"{"type":"error","error":{"type":"t","message":"m","code":"c"}}"#,
        #" { "x" : [ { } ] , "error" : { "code" : "c" , "type":"t","message":"m" } } "#,
    ]) func `the shapes of suppliers say the same`(body: String) {
        let facts = Self.facts(body)
        #expect(facts.message == "m")
        #expect(facts.type == "t")
        #expect(facts.code == "c")
    }

    @Test(
        arguments: [
            (#"{"error":"m"}"#, "m"), (#"{"detail":"m"}"#, "m"), (#"{"detail":["m"]}"#, #"["m"]"#),
            (#"{"message":"\u00fc\n"}"#, "ü\n"), ("<html>", ""), ("", ""), ("{", ""), ("[]", ""),
            (#"{"error":null,"message":"m"}"#, "m"), (#"{"error":{"message":null}}"#, ""),
        ] as [(String, String)]
    )
    func `other shapes give what they have`(body: String, message: String) {
        #expect(Self.facts(body).message == message)
    }

    @Test func `a code may be a number and null is nothing`() {
        #expect(Self.facts(#"{"error":{"code":503}}"#).code == "503")
        #expect(Self.facts(#"{"error":{"code":null,"type":null}}"#) == ErrorFacts.silent)
    }

    @Test func `a long text is cut`() {
        let long = String(repeating: "x", count: 5_000)
        #expect(Self.facts("{\"error\":{\"message\":\"\(long)\"}}").message.count == 512)
        // A cut escape is no trap.
        let escapes = String(repeating: "\\u00e9", count: 500)
        #expect(Self.facts("{\"error\":{\"message\":\"\(escapes)\"}}").message.hasPrefix("éé"))
    }

    // MARK: Sorting

    private static func failure(
        _ status: Int,
        _ body: String = "",
        retryAfter: Interval? = nil
    ) -> AttemptFailure {
        AttemptFailure(status: status, retryAfter: retryAfter, error: facts(body))
    }

    @Test func `each status of the rules has its failure`() {
        for status in [408, 409, 501, 502, 503, 504, 520, 529, 599] {
            #expect(Self.failure(status) == .unavailable(status: status, retryAfter: nil))
            let wait = Interval.seconds(2)
            let expected = AttemptFailure.unavailable(status: status, retryAfter: wait)
            #expect(Self.failure(status, retryAfter: wait) == expected)
        }
        #expect(Self.failure(500) == .serverError)
        #expect(Self.failure(429) == .rateLimited(retryAfter: nil))
        #expect(Self.failure(429, retryAfter: .seconds(7)) == .rateLimited(retryAfter: .seconds(7)))
        for status in [401, 402, 403] {
            #expect(Self.failure(status) == .credential(status: status, code: ""))
        }
        for status in [400, 404, 405, 413, 415, 422, 451] {
            #expect(Self.failure(status) == .rejected(status: status))
        }
        for status in [301, 304, 100] {
            #expect(Self.failure(status) == .badAnswer("status \(status)"))
        }
    }

    @Test(arguments: [
        "insufficient_quota", "credit_balance_exhausted", "billing_hard_limit_reached",
        "enforced_spend_limit_reached",
    ]) func `a 429 for money is the credential's`(code: String) {
        let expected = AttemptFailure.credential(status: 429, code: code)
        #expect(
            Self.failure(429, "{\"error\":{\"code\":\"\(code)\"}}", retryAfter: .seconds(1))
                == expected
        )
    }

    @Test(arguments: ["rate_limit_exceeded", "slow_down", ""]) func `any other 429 is load`(
        code: String
    ) {
        #expect(
            Self.failure(429, "{\"error\":{\"code\":\"\(code)\"}}") == .rateLimited(retryAfter: nil)
        )
    }

    @Test(arguments: [
        #"{"error":{"code":"context_length_exceeded"}}"#,
        #"{"error":{"code":400,"type":"exceed_context_size_error","message":"x"}}"#,
        #"{"error":{"message":"This model's maximum context length is 8192 tokens."}}"#,
        #"{"object":"error","message":"Prompt exceeds the Context Window"}"#,
    ]) func `an error of the context's length is one`(body: String) {
        #expect(Self.failure(400, body) == .contextTooLong(status: 400))
        #expect(Self.failure(413, body) == .contextTooLong(status: 413))
        #expect(Self.failure(500, body) == .serverError)
    }

    @Test(arguments: [
        #"{"error":{"code":"content_filter"}}"#, #"{"error":{"code":"content_policy_violation"}}"#,
        #"{"error":{"code":"moderation_blocked"}}"#, #"{"error":{"type":"content_filter"}}"#,
    ]) func `a refusal of the content is one, and locks no credential`(body: String) {
        #expect(Self.failure(400, body) == .contentPolicy(status: 400))
        #expect(Self.failure(403, body) == .contentPolicy(status: 403))
    }

    @Test(
        arguments: [
            (
                #"{"error":{"code":"insufficient_quota"}}"#,
                .credential(status: 200, code: "insufficient_quota")
            ),
            (#"{"error":{"code":"rate_limit_exceeded"}}"#, .rateLimited(retryAfter: nil)),
            (#"{"error":{"type":"rate_limit_error"}}"#, .rateLimited(retryAfter: nil)),
            (#"{"error":{"code":"context_length_exceeded"}}"#, .contextTooLong(status: 200)),
            (#"{"error":{"code":"content_filter"}}"#, .contentPolicy(status: 200)),
            (
                #"{"error":{"type":"overloaded_error"}}"#,
                .badAnswer("error overloaded_error inside a 200")
            ),
            (#"{"error":"no"}"#, .badAnswer("an error inside a 200")),
        ] as [(String, AttemptFailure)]
    )
    func `an error inside a 200 is sorted by what it says`(body: String, failure: AttemptFailure) {
        #expect(AttemptFailure(inside: Self.facts(body)) == failure)
    }

    @Test func `every failure has a label of its own and a summary`() {
        let all: [AttemptFailure] = [
            .unreachable("x"), .cut("x"), .silent, .stalled, .serverError,
            .unavailable(status: 503, retryAfter: .seconds(1)),
            .rateLimited(retryAfter: .seconds(1)),
            .credential(status: 401, code: "c"), .badAnswer("x"), .contextTooLong(status: 400),
            .contentPolicy(status: 400), .rejected(status: 404), .outpaced, .diverged("x"),
        ]
        #expect(all.map { "\($0.label)" } == AttemptFailure.labels.map { "\($0)" })
        #expect(Set(all.map { "\($0.label)" }).count == all.count)
        for failure in all { #expect(!failure.summary.isEmpty) }
        #expect(all[5].summary == "status 503, asks to wait 1000 ms")
    }
}
