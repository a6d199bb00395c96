import Bus
import Inference
import Testing
import Wire

@Suite struct EventFactsTests {
    private static func facts(_ data: String, of endpoint: Endpoint = .chatCompletions)
        -> EventFacts
    {
        Scene.facts("data: \(data)\n\n", of: endpoint)
    }

    private static func delta(_ delta: String) -> EventFacts {
        facts(#"{"choices":[{"index":0,"delta":\#(delta),"finish_reason":null}]}"#)
    }

    // MARK: Chat

    @Test(arguments: [
        "{}", #"{"role":"assistant"}"#, #"{"role":"assistant","content":""}"#,
        #"{"role":"assistant","content":null,"refusal":null}"#, #"{"content":"","tool_calls":[]}"#,
        #"{"reasoning_content":null,"function_call":{ }}"#, "null", #"{"tool_calls":[ ]}"#,
    ]) func `this delta is no content`(delta: String) {
        #expect(Self.delta(delta) == EventFacts())
    }

    @Test(arguments: [
        #"{"content":"a"}"#, #"{"content":" "}"#, #"{"role":"assistant","content":"\n"}"#,
        #"{"tool_calls":[{"index":0}]}"#, #"{"reasoning_content":"hm"}"#, #"{"reasoning":"hm"}"#,
        #"{"refusal":"no"}"#, #"{"function_call":{"name":"f"}}"#, #"{"audio":{"id":"x"}}"#,
    ]) func `this delta is content`(delta: String) {
        #expect(Self.delta(delta).bearsContent)
        #expect(Self.delta(delta).finishes == 0)
    }

    @Test func `a finish reason ends a choice, null and nothing do not`() {
        #expect(Scene.facts("data: \(Chunk.stop)\n\n").finishes == 1)
        for reason in ["null", "\"\""] {
            let facts = Self.facts(#"{"choices":[{"delta":{},"finish_reason":\#(reason)}]}"#)
            #expect(facts.finishes == 0, "\(reason)")
        }
        let both = Self.facts(
            #"{"choices":[{"finish_reason":"length","delta":{"content":"x"}},{"finish_reason":"stop"}]}"#
        )
        #expect(both.finishes == 2)
        #expect(both.bearsContent)
    }

    @Test func `usage with choices is read and the chunk is not dropped`() {
        let facts = Self.facts(
            #"{"choices":[{"delta":{"content":"x"}}],"usage":{"prompt_tokens":1,"completion_tokens":2}}"#
        )
        #expect(facts.usage == Usage(input: 1, output: 2))
        #expect(!facts.isUsageOnly)
        #expect(facts.bearsContent)
    }

    @Test func `the usage chunk is one without choices`() {
        let facts = Scene.facts("data: \(Chunk.usage)\n\n")
        #expect(facts.isUsageOnly)
        #expect(!facts.bearsContent)
        #expect(facts.usage == Usage(input: 9, cachedInput: 4, output: 3))
        #expect(!Self.facts(#"{"choices":[],"usage":null}"#).isUsageOnly)
    }

    @Test(arguments: [
        #"{"error":{"message":"no","type":"server_error"}}"#, #"{"error":"no"}"#,
        #"{"choices":[],"error":{"code":500,"message":"no"}}"#,
    ]) func `an error inside the stream is one`(data: String) {
        #expect(Self.facts(data).error?.message == "no")
    }

    @Test func `an error that is null is none`() {
        #expect(Self.facts(#"{"error":null,"choices":[]}"#).error == nil)
    }

    @Test func `an event of the name error is one, whatever it says`() {
        #expect(Scene.facts("event: error\ndata: {\"message\":\"no\"}\n\n").error?.message == "no")
        #expect(Scene.facts("event: error\ndata: oops\n\n").error == ErrorFacts.silent)
    }

    @Test(arguments: [
        "oops", "{", "", "[]", "null", "1", "{\"choices\":[}",
        "{\"choices\":[{\"delta\":{\"content\":\"a}]}",
        "{\"choices\":[]} {}", "{\"choices\":[{\"delta\":{}}],}", "[DONE]x",
    ]) func `this is malformed and nothing else`(data: String) {
        var expected = EventFacts()
        expected.isMalformed = true
        #expect(Self.facts(data) == expected)
    }

    // MARK: Frames

    @Test(arguments: ["data: [DONE]\n\n", "data:[DONE]\r\n\r\n", "data: [DONE]\n"])
    func `this is the end mark`(event: String) {
        #expect(Scene.facts(event).isDone)
        #expect(Scene.facts(event, of: .responses).isDone)
    }

    @Test(arguments: [": ping\n\n", "\n", "\r\n", "event: ping\n\n", "id: 1\nretry: 5\n\n"])
    func `without data it is a comment`(event: String) {
        var expected = EventFacts()
        expected.isComment = true
        #expect(Scene.facts(event) == expected)
    }

    @Test(arguments: 0..<3) func `line ends and comments between do not matter`(seed: Int) {
        let plain = Scene.facts("data: \(Chunk.text)\n\n")
        #expect(plain.bearsContent)
        let shapes = [
            "data: \(Chunk.text)\r\n\r\n", ": c\ndata:\(Chunk.text)\n\n",
            "id: 1\ndata: \(Chunk.text)\n\n",
        ]
        var facts = Scene.facts(shapes[seed])
        let bytes = Array(shapes[seed].utf8)
        #expect(bytes[facts.text].elementsEqual("Hi".utf8))
        facts.text = plain.text
        #expect(facts == plain)
    }

    @Test func `several lines of data are one`() {
        let facts = Scene.facts(
            "data: {\"choices\":\ndata: [{\"delta\":\r\ndata: {\"content\":\"x\"}}]}\n\n"
        )
        #expect(facts.bearsContent)
        #expect(!facts.isMalformed)
        let broken = Scene.facts("data: \(Chunk.text)\ndata: \(Chunk.text)\n\n")
        #expect(broken.isMalformed)
    }

    // MARK: Completions

    @Test func `completions bear text`() {
        let chunk = { (text: String, reason: String) in
            Self.facts(
                #"{"choices":[{"text":"\#(text)","index":0,"finish_reason":\#(reason)}]}"#,
                of: .completions
            )
        }
        #expect(!chunk("", "null").bearsContent)
        #expect(chunk("a", "null").bearsContent)
        #expect(chunk("", "\"stop\"").finishes == 1)
    }

    // MARK: Responses

    @Test(arguments: [
        #"{"type":"response.created","response":{"id":"r"}}"#,
        #"{"type":"response.in_progress","response":{"usage":null}}"#,
        #"{"type":"response.queued"}"#,
        #"{"type":"response.output_item.added","item":{"type":"message"}}"#,
        #"{"type":"response.content_part.added","part":{"text":""}}"#,
        #"{"type":"response.output_text.delta","delta":""}"#, #"{"type":"keepalive"}"#,
    ]) func `this event of responses is no content`(data: String) {
        var facts = Self.facts(data, of: .responses)
        facts.kind = 0
        #expect(facts == EventFacts())
    }

    @Test(arguments: [
        #"{"type":"response.output_text.delta","delta":"a"}"#,
        #"{"type":"response.function_call_arguments.delta","delta":"{"}"#,
        #"{"type":"response.reasoning_summary_text.delta","delta":"hm"}"#,
        #"{"type":"response.refusal.delta","delta":"no"}"#,
        #"{"delta":"a","type":"response.audio.delta"}"#,
    ]) func `this event of responses is content`(data: String) {
        #expect(Self.facts(data, of: .responses).bearsContent)
    }

    @Test(arguments: ["response.completed", "response.incomplete"])
    func `these events end a response`(type: String) {
        let facts = Self.facts(
            #"{"type":"\#(type)","response":{"id":"r","usage":{"input_tokens":5,"input_tokens_details":{"cached_tokens":2},"output_tokens":7}}}"#,
            of: .responses
        )
        #expect(facts.finishes == 1)
        #expect(facts.usage == Usage(input: 5, cachedInput: 2, output: 7))
        #expect(!facts.isUsageOnly)
    }

    @Test func `a failed response says why`() {
        let failed = Self.facts(
            #"{"type":"response.failed","response":{"error":{"code":"server_error","message":"no"}}}"#,
            of: .responses
        )
        #expect(failed.error?.code == "server_error")
        let error = Self.facts(
            #"{"type":"error","code":"rate_limit_exceeded","message":"no"}"#,
            of: .responses
        )
        #expect(error.error?.code == "rate_limit_exceeded")
        #expect(error.finishes == 0)
    }

    @Test(arguments: ["{}", #"{"type":1}"#, "oops", "[]", #"{"type":"response.completed"} x"#])
    func `an event of responses without a type is malformed`(data: String) {
        #expect(Self.facts(data, of: .responses).isMalformed)
    }

    @Test(arguments: 0..<20) func `no damaged event traps or ends an answer twice`(seed: Int) {
        var generator = SplitMix64(seed)
        let good = [Chunk.role, Chunk.text, Chunk.stop, Chunk.usage, Chunk.error]
        let letters = Array("{}[]\",:\\ntrue0\n\r ".utf8)
        for _ in 0..<1_000 {
            var event = Array(
                "event: e\ndata: \(good.randomElement(using: &generator) ?? "")\n\n".utf8
            )
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<event.count, using: &generator)
                if Bool.random(using: &generator) {
                    event.remove(at: place)
                } else {
                    event[place] = letters.randomElement(using: &generator) ?? 0
                }
            }
            for endpoint in Endpoint.allCases {
                let facts = EventFacts(event.span, 0..<event.count, of: endpoint)
                if facts.isMalformed { #expect(facts.finishes == 0 && !facts.bearsContent) }
                #expect(facts.finishes <= 1)
            }
        }
    }
}
