import Foundation
import Testing

@testable import Demo

struct QuestionTests {
    @Test(arguments: 1...9)
    func `data and comments are found however the stream is cut`(size: Int) {
        let stream = Array(
            ": ping\r\ndata: {\"a\":1}\r\n\r\nevent: x\ndata:two\n\ndata: [DONE]\n\n".utf8
        )
        var lines = EventLines()
        var found: [EventLines.Line] = []
        for start in stride(from: 0, to: stream.count, by: size) {
            found += lines.received(stream[start..<min(start + size, stream.count)])
        }
        #expect(
            found == [.comment("ping"), .data("{\"a\":1}"), .data("two"), .data("[DONE]")]
        )
    }

    @Test func `a comment of the gateway says who goes on`() {
        let comment = "busbar: attempt 2 continuation local-b/smollm2-135m-instruct"
        #expect(Handover(comment: comment)?.supplier == "local-b")
        #expect(Handover(comment: "OPENROUTER PROCESSING") == nil)
        #expect(Handover(comment: "busbar: attempt 2") == nil)
        #expect(Handover(comment: "") == nil)
    }

    @Test(arguments: [true, false])
    func `a question is a valid request`(streamed: Bool) throws {
        let question = Question(text: "Hi?", streamed: streamed, mostTokens: 7)
        let json = try #require(
            JSONSerialization.jsonObject(with: Data(question.body(model: "m").utf8))
                as? [String: Any]
        )
        #expect(json["model"] as? String == "m")
        #expect(json["stream"] as? Bool == streamed)
        #expect(json["max_tokens"] as? Int == 7)
    }

    @Test func `an error whose code is a number keeps its message`() throws {
        let text = #"{"error":{"code":503,"message":"Loading model"}}"#
        let piece = try JSONDecoder().decode(Completion.self, from: Data(text.utf8))
        #expect(piece.error?.message == "Loading model")
        #expect(piece.error?.code == nil)
    }
}
