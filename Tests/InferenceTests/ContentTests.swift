import Bus
import Inference
import Testing

/// When an answer begins, what goes to the client, and when it is whole.
@Suite struct ContentTests {
    private static func asking(
        choices: Int = 1,
        keepsUsageChunk: Bool = false,
        policy: Policy = .init()
    ) -> Scene {
        var scene = Scene(policy: policy, choices: choices, keepsUsageChunk: keepsUsageChunk)
        #expect(scene.start() == .send(0))
        scene.connect()
        return scene
    }

    @Test(arguments: [
        "data: \(Chunk.role)\n\n", "data: \(Chunk.empty)\n\n", ": ping\n\n", "\n",
        "event: ping\n\n", "id: 3\n\n",
        #"data: {"choices":[],"prompt_filter_results":[{}]}"# + "\n\n",
        #"data: {"choices":[{"index":0,"delta":{"role":"assistant","content":null,"tool_calls":[]}}]}"#
            + "\n\n",
    ]) func `this holds everything back`(event: String) {
        var scene = Self.asking()
        for _ in 0..<5 { #expect(scene.event(event) == .hold) }
        #expect(!scene.relay.hasBegun)
        // And does not move the limit: the supply is silent.
        scene.sleep(.seconds(12))
        #expect(scene.relay.timerFired(at: scene.now) == .askAnother)
        #expect(scene.fail(.silent) == .send(1))
    }

    @Test func `the first content begins the answer and the rest follows`() {
        var scene = Self.asking()
        scene.sleep(.milliseconds(700))
        #expect(scene.chunk(Chunk.role) == .hold)
        #expect(scene.chunk(Chunk.text) == .begin)
        #expect(scene.relay.hasBegun)
        #expect(scene.relay.firstToken == .milliseconds(700))
        #expect(scene.chunk(Chunk.text) == .forward)
        #expect(scene.event(": ping\n\n") == .forward)
        #expect(scene.chunk(Chunk.stop) == .forward)
        #expect(scene.chunk("[DONE]") == .forward)
        #expect(scene.relay.sawDone)
        #expect(scene.end() == .finish)
        #expect(scene.relay.isEnded)
    }

    @Test func `a finish without content is an answer`() {
        var scene = Self.asking()
        #expect(scene.chunk(Chunk.role) == .hold)
        #expect(scene.chunk(Chunk.stop) == .begin)
        #expect(scene.end() == .finish)
    }

    @Test func `after content no other supply is asked when the site wants no rescue`() {
        var policy = Policy()
        policy.rescue = .off
        var scene = Self.asking(policy: policy)
        #expect(scene.chunk(Chunk.text) == .begin)
        #expect(scene.fail(.cut("reset")) == .abort("stream_interrupted"))
        #expect(scene.relay.isEnded)
        #expect(scene.board.rows[1].attempts == 0)
    }

    // MARK: The end

    @Test func `[DONE] without a finish reason fails`() {
        let cut = AttemptFailure.cut("[DONE] without a finish reason")
        var scene = Self.asking()
        #expect(scene.chunk("[DONE]") == .giveUp(cut))
        #expect(scene.fail(cut) == .send(1))
        var begun = Self.asking()
        #expect(begun.chunk(Chunk.text) == .begin)
        #expect(begun.chunk("[DONE]") == .giveUp(cut))
        #expect(begun.fail(cut) == .send(1))
    }

    @Test func `the end of the stream without a finish reason fails`() {
        let cut = AttemptFailure.cut("the stream ended without a finish reason")
        var scene = Self.asking()
        #expect(scene.end() == .giveUp(cut))
        #expect(scene.fail(cut) == .send(1))
        var begun = Self.asking()
        #expect(begun.chunk(Chunk.text) == .begin)
        #expect(begun.end() == .giveUp(cut))
    }

    @Test func `a finish reason without [DONE] is a whole answer`() {
        var scene = Self.asking()
        #expect(scene.chunk(Chunk.text) == .begin)
        #expect(scene.chunk(Chunk.stop) == .forward)
        #expect(scene.relay.isWhole)
        #expect(!scene.relay.sawDone)
        scene.sleep(.seconds(1))
        #expect(scene.relay.timerFired(at: scene.now) == .finish(1))
        #expect(scene.end() == .finish)
        #expect(scene.board.rows[0].answers == 1)
    }

    @Test func `a stream of several choices is whole when each has finished`() {
        var scene = Self.asking(choices: 3)
        #expect(scene.chunk(Chunk.text) == .begin)
        #expect(scene.chunk(Chunk.stop) == .forward)
        #expect(scene.chunk(Chunk.stop) == .forward)
        #expect(scene.end() == .giveUp(.cut("the stream ended without a finish reason")))
        #expect(scene.chunk(Chunk.stop) == .forward)
        #expect(scene.end() == .finish)
    }

    @Test func `what an attempt finished does not count for the next`() {
        var scene = Self.asking(choices: 2)
        scene.connect()
        #expect(scene.chunk(Chunk.role) == .hold)
        #expect(scene.fail(.cut("reset")) == .send(1))
        scene.connect()
        #expect(scene.chunk(Chunk.stop) == .begin)
        #expect(!scene.relay.isWhole)
    }

    @Test func `the final usage stands for a finish reason that is not sent`() {
        var scene = Self.asking()
        #expect(scene.chunk(Chunk.text) == .begin)
        #expect(scene.chunk(Chunk.usage) == .drop)
        #expect(!scene.relay.isWhole)
        #expect(scene.chunk("[DONE]") == .forward)
        #expect(scene.end() == .finish)
    }

    @Test func `usage and [DONE] without anything else are no answer`() {
        var scene = Self.asking()
        #expect(scene.chunk(Chunk.role) == .hold)
        #expect(scene.chunk(Chunk.usage) == .drop)
        let cut = AttemptFailure.cut("[DONE] without a finish reason")
        #expect(scene.chunk("[DONE]") == .giveUp(cut))
        #expect(scene.fail(cut) == .send(1))
        scene.connect()
        // Nor does the usage of this attempt finish the next.
        #expect(scene.chunk(Chunk.text) == .begin)
        #expect(scene.chunk("[DONE]") == .giveUp(cut))
    }

    @Test func `a chunk of usage after the finish does not move the end`() {
        var scene = Self.asking()
        #expect(scene.chunk(Chunk.text) == .begin)
        #expect(scene.chunk(Chunk.stop) == .forward)
        let deadline = scene.relay.deadline
        scene.sleep(.milliseconds(600))
        #expect(scene.event(": ping\n\n") == .forward)
        #expect(scene.relay.deadline == deadline)
    }

    // MARK: Usage

    @Test func `the usage chunk is kept from a client that did not ask, and read`() {
        var scene = Self.asking()
        #expect(scene.chunk(Chunk.text) == .begin)
        #expect(scene.chunk(Chunk.stop) == .forward)
        #expect(scene.chunk(Chunk.usage) == .drop)
        #expect(scene.relay.usage == Usage(input: 9, cachedInput: 4, output: 3))
        #expect(scene.chunk("[DONE]") == .forward)
    }

    @Test func `a client that asked gets the usage chunk`() {
        var scene = Self.asking(keepsUsageChunk: true)
        #expect(scene.chunk(Chunk.usage) == .hold)
        #expect(scene.chunk(Chunk.text) == .begin)
        #expect(scene.chunk(Chunk.usage) == .forward)
    }

    @Test func `usage before any content is no content`() {
        var scene = Self.asking()
        #expect(scene.chunk(Chunk.usage) == .drop)
        #expect(!scene.relay.hasBegun)
    }

    // MARK: What can't be read

    @Test func `one malformed event is left out and counted, three in a row fail`() {
        var scene = Self.asking()
        #expect(scene.chunk(Chunk.text) == .begin)
        for _ in 0..<3 {
            #expect(scene.chunk("{oops") == .drop)
            #expect(scene.chunk("oops") == .drop)
            #expect(scene.chunk(Chunk.text) == .forward)
        }
        #expect(scene.relay.malformedEvents == 6)
        #expect(scene.chunk("{") == .drop)
        #expect(scene.chunk("{") == .drop)
        guard case .giveUp(.badAnswer) = scene.chunk("{") else {
            Issue.record("the third is borne")
            return
        }
    }

    @Test func `malformed events before content lead to the next supply`() {
        var scene = Self.asking()
        #expect(scene.chunk("<html>") == .drop)
        #expect(scene.chunk("<body>") == .drop)
        guard case .giveUp(let failure) = scene.chunk("502") else {
            Issue.record("the third is borne")
            return
        }
        #expect(scene.fail(failure) == .send(1))
        scene.connect()
        // The next supply begins with a clean sheet.
        #expect(scene.chunk("{") == .drop)
        #expect(scene.chunk("{") == .drop)
        #expect(scene.chunk(Chunk.text) == .begin)
    }

    @Test func `an error inside a 200 fails the attempt, before content and after`() {
        let failure = AttemptFailure.badAnswer("error server_error inside a 200")
        var scene = Self.asking()
        #expect(scene.chunk(Chunk.role) == .hold)
        #expect(scene.chunk(Chunk.error) == .giveUp(failure))
        #expect(scene.fail(failure) == .send(1))
        var begun = Self.asking()
        #expect(begun.chunk(Chunk.text) == .begin)
        #expect(begun.chunk(Chunk.error) == .giveUp(failure))
        #expect(begun.fail(failure) == .send(1))
    }

    // MARK: Not streamed

    private static func answer(_ body: String) -> AnswerFacts {
        AnswerFacts(Array(body.utf8).span, of: .chatCompletions)
    }

    @Test func `a whole body is the answer`() {
        var scene = Scene(streams: false)
        #expect(scene.start() == .send(0))
        scene.connect()
        scene.sleep(.seconds(2))
        let facts = Self.answer(
            #"{"choices":[{"message":{}}],"usage":{"prompt_tokens":1,"completion_tokens":2}}"#
        )
        let action = scene.relay.answered(facts, of: scene.number, at: scene.now, on: &scene.board)
        #expect(action == .finish)
        #expect(scene.relay.usage == Usage(input: 1, output: 2))
        #expect(scene.relay.firstToken == .seconds(2))
        #expect(scene.board.rows[0].inFlight == 0)
    }

    @Test(arguments: [
        "", "<html>", "{", "{\"choices\":[]}", "{}", "[]", "{\"choices\":[1]", Chunk.error,
    ])
    func `a body that is none leads to the next supply`(body: String) {
        var scene = Scene(streams: false)
        #expect(scene.start() == .send(0))
        scene.connect()
        let action = scene.answered(Self.answer(body))
        guard case .giveUp(let failure) = action else {
            Issue.record("\(body) is taken for an answer")
            return
        }
        #expect(scene.fail(failure) == .send(1))
    }
}
