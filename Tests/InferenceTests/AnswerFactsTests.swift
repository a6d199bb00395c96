import Inference
import Testing

@Suite struct AnswerFactsTests {
    private static func facts(_ body: String, of endpoint: Endpoint = .chatCompletions)
        -> AnswerFacts
    {
        AnswerFacts(Array(body.utf8).span, of: endpoint)
    }

    @Test(
        arguments: [
            (#"{"choices":[{}]}"#, .chatCompletions),
            (#" {"error":null,"choices":[{}]} "#, .chatCompletions),
            (#"{"choices":[{"text":"a"}]}"#, .completions), (#"{"data":[{}]}"#, .embeddings),
            (#"{"output":[]}"#, .responses), (#"{"output":[{}],"error":null}"#, .responses),
        ] as [(String, Endpoint)]
    )
    func `this is a whole answer`(body: String, endpoint: Endpoint) {
        #expect(Self.facts(body, of: endpoint).verdict == .whole)
    }

    @Test(
        arguments: [
            ("", .chatCompletions), ("  \n", .chatCompletions),
            ("<!DOCTYPE html>", .chatCompletions),
            ("[]", .chatCompletions), ("null", .chatCompletions), ("{}", .chatCompletions),
            (#"{"choices":[]}"#, .chatCompletions), (#"{"choices":[ ]}"#, .completions),
            (#"{"choices":null}"#, .chatCompletions), (#"{"choices":{}}"#, .chatCompletions),
            (#"{"data":[]}"#, .embeddings), (#"{"output":null}"#, .responses),
            (#"{"choices":[{}]"#, .chatCompletions), (#"{"choices":[{}]}{"#, .chatCompletions),
            (#"{"choices":[{}],"usage":{"#, .chatCompletions),
            (#"{"data":[{}]}"#, .chatCompletions),
        ] as [(String, Endpoint)]
    )
    func `this is no answer`(body: String, endpoint: Endpoint) {
        guard case .unusable(let reason) = Self.facts(body, of: endpoint).verdict else {
            Issue.record("\(body) is taken for an answer")
            return
        }
        #expect(!reason.isEmpty)
    }

    @Test func `an error is told from an answer, also beside one`() {
        let verdict = Self.facts(#"{"choices":[{}],"error":{"message":"no","code":"c"}}"#).verdict
        guard case .error(let error) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(error.code == "c")
        #expect(error.message == "no")
    }

    @Test func `every cut body is no answer`() {
        let body =
            #"{"id":"x","choices":[{"message":{"content":"a}"}}],"usage":{"prompt_tokens":1}}"#
        for length in 0..<body.utf8.count {
            let cut = String(decoding: body.utf8.prefix(length), as: UTF8.self)
            #expect(Self.facts(cut).verdict != .whole, "\(length) bytes")
        }
        #expect(Self.facts(body).verdict == .whole)
    }

    @Test(
        arguments: [
            (#"{"prompt_tokens":8,"total_tokens":8}"#, Usage(input: 8, output: 0)),
            (#"{"input_tokens":5,"output_tokens":6}"#, Usage(input: 5, output: 6)),
            (
                #"{"prompt_tokens":8,"prompt_tokens_details":{"audio_tokens":1,"cached_tokens":3},"completion_tokens":2}"#,
                Usage(input: 8, cachedInput: 3, output: 2)
            ),
            (#"{"prompt_tokens":8,"prompt_tokens_details":null}"#, Usage(input: 8, output: 0)),
            (#"{"prompt_tokens":-1,"completion_tokens":1.5}"#, Usage()), (#"{}"#, Usage()),
            ("null", nil), ("[]", nil), ("7", nil),
        ] as [(String, Usage?)]
    )
    func `usage is read in both spellings`(usage: String, expected: Usage?) {
        let facts = Self.facts(#"{"usage":\#(usage),"choices":[{}]}"#)
        #expect(facts.verdict == .whole)
        #expect(facts.usage == expected)
    }
}
