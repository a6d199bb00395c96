import Bus
import Inference
import Testing

/// A stream is read the same whether what its chunks have in common is remembered or not.
@Suite struct ChunkPrefixTests {
    private static let head =
        #"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"a,b","#

    /// The first event whose reading depends on the ones before it.
    private static func difference(_ events: [String]) -> String? {
        var prefix = ChunkPrefix()
        for event in events {
            let bytes = Array("data: \(event)\n\n".utf8)
            let range = 0..<bytes.count
            let remembered = EventFacts(
                bytes.span,
                range,
                of: .chatCompletions,
                prefix: &prefix
            )
            guard remembered == EventFacts(bytes.span, range, of: .chatCompletions) else {
                return event
            }
        }
        return nil
    }

    @Test(arguments: [
        head + "}", head, head + ",\"choices\":[]}", head + "\"choices\":[]} x", head + "\"}",
        head + #""usage":{"prompt_tokens":1},"choices":[]}"#, head + #""error":"no"}"#,
        head + #""choices":[{"delta":{"content":"x"},"finish_reason":"stop"}]}"#,
        head + #" "choices" : null}"#, String(head.dropLast()) + "}", String(head.dropLast()), "{",
        String(head.dropLast(4)), head + head,
    ]) func `a chunk that begins as the others do is read as if it stood alone`(chunk: String) {
        let usual = Self.head + #""choices":[{"index":0,"delta":{"content":"x"}}]}"#
        #expect(Self.difference([usual, chunk, chunk]) == nil)
        #expect(Self.difference([usual, usual, chunk, usual]) == nil)
        #expect(Self.difference([chunk, usual, chunk]) == nil)
    }

    @Test(arguments: 0..<200) func `no stream is read in another way for its memory`(seed: Int) {
        var generator = SplitMix64(seed)
        let heads = (0..<2).map { _ in
            let id = Int.random(in: 0...3, using: &generator)
            let tail = ["\"model\":\"m\",", "\"usage\":null,", "\"x\":[1,2],", ""]
            return #"{"id":"chatcmpl-\#(id)","object":"chat.completion.chunk","created":17,"#
                + (tail.randomElement(using: &generator) ?? "")
        }
        let tails = [
            #""choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}]}"#,
            #""choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}"#,
            #""choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}"#,
            #""system_fingerprint":"f","choices":[{"delta":{"role":"assistant"}}]}"#, "}",
            #""error":{"message":"no"}}"#, "",
        ]
        let letters = Array(#"{}[]",:\1 x"#.utf8)
        let events = (0..<40).map { _ in
            let whole =
                (heads.randomElement(using: &generator) ?? "")
                + (tails.randomElement(using: &generator) ?? "")
            guard Int.random(in: 0..<4, using: &generator) == 0 else { return whole }
            var bytes = Array(whole.utf8)
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            if Bool.random(using: &generator) {
                bytes.remove(at: place)
            } else {
                bytes[place] = letters.randomElement(using: &generator) ?? 0
            }
            return String(decoding: bytes, as: UTF8.self)
        }
        #expect(Self.difference(events) == nil)
    }
}
