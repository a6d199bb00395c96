import Bus
import Inference
import Testing
import Wire

/// What happens when a stream breaks off after the client has got a part.
@Suite struct RescueTests {
    private static func text(_ text: String, finish: String? = nil, role: Bool = false) -> String {
        let reason = finish.map { "\"\($0)\"" } ?? "null"
        let who = role ? #""role":"assistant","# : ""
        return
            #"{"id":"1","choices":[{"index":0,"delta":{\#(who)"content":"\#(text)"},"finish_reason":\#(reason)}]}"#
    }

    /// A scene whose first supply has sent `said` and has broken off.
    private static func cut(
        _ said: [String],
        prefill: [Prefill?] = [nil, .trailing, nil],
        policy: Policy = .init(),
        ask: Ask = .init()
    ) -> (scene: Scene, told: Scene.Told) {
        var scene = Scene(prefill: prefill, policy: policy, ask: ask)
        #expect(scene.start() == .send(0))
        scene.connect()
        for (place, piece) in said.enumerated() {
            #expect(scene.chunk(text(piece)) == (place == 0 ? .begin : .forward))
        }
        _ = scene.settle()
        let told = scene.fail(.cut("reset"))
        scene.connect()
        return (scene, told)
    }

    private static func purpose(_ scene: Scene) -> Attempt.Purpose? {
        scene.relay.open.last?.purpose
    }

    // MARK: Continuation

    @Test func `whoever can go on with the text is asked first`() {
        var (scene, told) = Self.cut(["Once ", "upon"], prefill: [nil, nil, .trailing])
        #expect(told == .send(2))
        #expect(Self.purpose(scene) == .continuation)
        #expect(scene.chunk(Chunk.role) == .hold)
        #expect(scene.chunk(Self.text(" a time")) == .join(text: Array(" a time".utf8)))
        #expect(scene.settle() == [])
        #expect(scene.relay.rescuedBy == .continuation)
        #expect(scene.chunk(Self.text(".", finish: "stop")) == .forward)
        #expect(scene.end() == .finish)
        #expect(scene.board.rows.map(\.inFlight) == [0, 0, 0])
        #expect(scene.board.rows[2].prefill.echoes == false)
    }

    @Test func `a prefix that comes back is taken away, in one piece or in many`() {
        let said = "The quick brown fox jumps over"
        for pieces in [
            ["\(said) the dog"], [said, " the dog"],
            ["The quick ", "brown fox jumps over the dog"],
        ] {
            var (scene, _) = Self.cut([said])
            for piece in pieces.dropLast() { #expect(scene.chunk(Self.text(piece)) == .hold) }
            let last = scene.chunk(Self.text(pieces.last ?? ""))
            #expect(last == .join(text: Array(" the dog".utf8)))
            _ = scene.settle()
            #expect(scene.board.rows[1].prefill.echoes == true)
        }
    }

    @Test func `a prefix that comes back is noticed also where none came before`() {
        let said = "The quick brown fox jumps over"
        var (scene, _) = Self.cut([said])
        scene.board.echoes(row: 1, false)
        #expect(scene.chunk(Self.text("\(said) the dog")) == .join(text: Array(" the dog".utf8)))
    }

    @Test func `what was learned decides where the text does not`() {
        for (echoes, rest) in [(true, "!"), (false, "ha!")] {
            var scene = Scene(prefill: [nil, .trailing])
            scene.board.echoes(row: 1, echoes)
            #expect(scene.start() == .send(0))
            scene.connect()
            #expect(scene.chunk(Self.text("ha")) == .begin)
            #expect(scene.fail(.cut("reset")) == .send(1))
            scene.connect()
            #expect(scene.chunk(Self.text("ha!")) == .join(text: Array(rest.utf8)))
        }
    }

    @Test func `a text that only begins alike is kept whole`() {
        var (scene, _) = Self.cut(["ha ha ha, he laughed, ha"])
        #expect(scene.chunk(Self.text("ha")) == .hold)
        #expect(scene.chunk(Self.text(" ha!")) == .join(text: Array("ha ha!".utf8)))
    }

    @Test func `what cannot be told from an echo is regenerated`() {
        var (scene, told) = Self.cut(["ha"], prefill: [nil, .trailing, nil])
        #expect(told == .send(1))
        guard case .giveUp(let failure) = scene.chunk(Self.text("ha")) else {
            Issue.record("it may be the echo or the second syllable")
            return
        }
        #expect(scene.fail(failure) == .send(1))
        #expect(Self.purpose(scene) == .regeneration)
        scene.connect()
        #expect(scene.chunk(Self.text("ha")) == .hold)
        #expect(scene.chunk(Self.text("ha")) == .join(text: Array("ha".utf8)))
    }

    @Test func `white space at the end is written again and taken away`() {
        for (reply, rest) in [
            ("\\n\\nWell", "Well"), (" Well", "Well"), ("\\n\\n\\nWell", "\\nWell"),
        ] {
            var (scene, _) = Self.cut(["So.", "\\n", "\\n"])
            #expect(scene.relay.delivered.solidText.elementsEqual("So.".utf8))
            #expect(scene.chunk(Self.text(reply)) == .join(text: Array(rest.utf8)), "\(reply)")
        }
        var (scene, _) = Self.cut(["So.", "\\n"])
        guard case .giveUp(.diverged) = scene.chunk(Self.text("!")) else {
            Issue.record("it would stand behind the white space")
            return
        }
    }

    @Test func `the tokens that the client has are taken from the bound`() {
        var ask = Ask()
        ask.outputTokens = 10
        let (scene, _) = Self.cut(["a", "b", "\\n"], ask: ask)
        #expect(Self.purpose(scene) == .continuation)
        #expect(scene.relay.remainingTokens == 8)
        ask.outputTokens = 2
        let (full, _) = Self.cut(["a", "b"], ask: ask)
        #expect(Self.purpose(full) == .regeneration, "nothing is left to ask for")
    }

    @Test func `a refusal to continue is remembered and the answer regenerated`() {
        var (scene, told) = Self.cut(["Hi"], prefill: [nil, .trailing, nil])
        #expect(told == .send(1))
        #expect(scene.fail(.rejected(status: 400)) == .send(1))
        #expect(Self.purpose(scene) == .regeneration)
        #expect(scene.board.rows[1].prefill.isRefused)
        scene.connect()
        #expect(scene.chunk(Self.text("Hi there")) == .join(text: Array(" there".utf8)))
    }

    @Test func `usage is what the client received`() {
        var (scene, _) = Self.cut(["a", "b", "c"])
        #expect(scene.chunk(Self.text("d")) == .join(text: Array("d".utf8)))
        _ = scene.settle()
        #expect(scene.chunk(Chunk.stop) == .forward)
        // 9 prompt tokens, three of them the text so far; 3 new ones.
        #expect(scene.chunk(Chunk.usage) == .drop)
        #expect(scene.end() == .finish)
        #expect(scene.relay.usage == Usage(input: 6, cachedInput: 4, output: 6))
        #expect(scene.relay.billed == Usage(input: 9, cachedInput: 4, output: 3))
        #expect(scene.relay.failures.map(\.events) == [3])
    }

    // MARK: Regeneration

    @Test func `what is said again is held back, whatever the pieces and the spelling`() {
        for pieces in [["caf\\u00e9 \\/ 1", "2"], ["caf", "é / 12"], ["café / 12"]] {
            var (scene, told) = Self.cut(["café ", "/ 1"], prefill: [])
            #expect(told == .send(1))
            #expect(Self.purpose(scene) == .regeneration)
            for piece in pieces.dropLast() { #expect(scene.chunk(Self.text(piece)) == .hold) }
            #expect(scene.chunk(Self.text(pieces.last ?? "")) == .join(text: Array("2".utf8)))
        }
    }

    @Test func `a character whose halves came apart is one`() {
        var (scene, _) = Self.cut(["\\ud83d", "\\ude00"], prefill: [])
        #expect(scene.chunk(Self.text("😀")) == .hold)
        #expect(scene.chunk(Self.text("!")) == .join(text: Array("!".utf8)))
    }

    @Test func `another text is not spliced, and when all differ the client is told`() {
        var policy = Policy()
        policy.attempts = 3
        var (scene, told) = Self.cut(["Hello"], prefill: [], policy: policy)
        for next in [1, 2] {
            #expect(told == .send(next))
            #expect(scene.chunk(Self.text("He")) == .hold)
            guard case .giveUp(let failure) = scene.chunk(Self.text("y")) else {
                Issue.record("it diverges")
                return
            }
            told = scene.fail(failure)
            if case .send = told { scene.connect() }
        }
        #expect(told == .abort("stream_interrupted"))
        #expect(scene.relay.isEnded)
        // Nobody is sick for having other words.
        #expect(scene.admission(1) == .pass(share: 1))
    }

    @Test func `an end before what was sent diverges, one right behind it is the end`() {
        var (scene, _) = Self.cut(["Hello"], prefill: [])
        #expect(scene.chunk(Self.text("Hello")) == .hold)
        #expect(scene.chunk(Chunk.stop) == .join(text: nil))
        _ = scene.settle()
        #expect(scene.end() == .finish)
        var (short, _) = Self.cut(["Hello"], prefill: [])
        #expect(short.chunk(Self.text("Hell")) == .hold)
        guard case .giveUp(.diverged) = short.chunk(Chunk.stop) else {
            Issue.record("the client has more")
            return
        }
    }

    @Test func `reasoning is repeated before the text`() {
        let reasoning = { (text: String) in
            #"{"choices":[{"index":0,"delta":{"reasoning_content":"\#(text)"}}]}"#
        }
        var scene = Scene(prefill: [nil, .trailing])
        #expect(scene.start() == .send(0))
        scene.connect()
        #expect(scene.chunk(reasoning("hmm, ")) == .begin)
        #expect(scene.chunk(reasoning("so")) == .forward)
        #expect(scene.chunk(Self.text("Yes")) == .forward)
        #expect(scene.fail(.stalled) == .send(1))
        #expect(Self.purpose(scene) == .regeneration, "reasoning is no text to go on from")
        scene.connect()
        #expect(scene.chunk(reasoning("hmm, so")) == .hold)
        #expect(scene.chunk(Self.text("Yes, ")) == .join(text: Array(", ".utf8)))
    }

    // MARK: Never

    @Test(arguments: [
        #"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":""}}]}}]}"#,
        #"{"choices":[{"index":0,"delta":{"audio":{"data":"AAAA"}}}]}"#,
        #"{"choices":[{"index":0,"delta":{"reasoning_details":[{"signature":"x"}]}}]}"#,
        #"{"choices":[{"index":0,"delta":{"refusal":"No"}}]}"#,
    ]) func `after this nobody goes on`(chunk: String) {
        var scene = Scene(prefill: [.trailing, .trailing])
        #expect(scene.start() == .send(0))
        scene.connect()
        #expect(scene.chunk(Self.text("Hi")) == .begin)
        #expect(scene.chunk(chunk) == .forward)
        #expect(scene.fail(.cut("reset")) == .abort("stream_interrupted"))
        #expect(scene.board.rows[1].attempts == 0)
    }

    @Test(arguments: RescueObstacle.allCases) func `a request that rules it out is not rescued`(
        obstacle: RescueObstacle
    ) {
        var ask = Ask()
        ask.unrescuable = obstacle
        let (scene, told) = Self.cut(["Hi"], ask: ask)
        #expect(told == .abort("stream_interrupted"))
        #expect(scene.board.rows[1].attempts == 0)
        var early = Scene(ask: ask)
        #expect(early.start() == .send(0))
        early.connect()
        #expect(early.chunk(Chunk.role) == .hold)
        #expect(early.fail(.cut("reset")) == .send(1), "nothing was sent, so it starts again")
    }

    @Test func `a tool call that has not begun may begin at the rescue`() {
        let call =
            #"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c"}]}}]}"#
        var (scene, _) = Self.cut(["Let me see. "])
        #expect(scene.chunk(call) == .join(text: nil))
        _ = scene.settle()
        #expect(scene.fail(.cut("reset")) == .abort("stream_interrupted"))
    }

    @Test func `the site decides how far it goes, each model for itself`() {
        var policy = Policy()
        policy.rescue = .off
        #expect(Self.cut(["Hi"], policy: policy).told == .abort("stream_interrupted"))
        policy.rescue = .continue
        #expect(Self.cut(["Hi"], policy: policy).told == .send(1))
        let (_, told) = Self.cut(["Hi"], prefill: [], policy: policy)
        #expect(told == .abort("stream_interrupted"), "nobody can go on")
        policy.rescue = .splice
        #expect(Self.cut(["Hi"], prefill: [], policy: policy).told == .send(1))
    }

    @Test func `a text past its bound is not kept, and the error says how much was sent`() throws {
        var limits = Limits()
        limits.rescueBytes = 4
        var scene = Scene(limits: limits)
        #expect(scene.start() == .send(0))
        scene.connect()
        #expect(scene.chunk(Self.text("12345")) == .begin)
        #expect(scene.relay.delivered.text.isEmpty)
        let action = scene.relay.failed(
            scene.number,
            .cut("reset"),
            at: scene.now,
            on: &scene.board,
            using: &scene.generator
        )
        guard case .abort(let error) = action else {
            Issue.record("\(action)")
            return
        }
        #expect(error.delivered == Delivered.Amount(events: 1, bytes: 5))
        #expect(error.message.contains("too long"))
        #expect(String(decoding: error.json, as: UTF8.self).contains(#""delivered":{"events":1"#))
    }

    @Test func `a rescue keeps to the supplies that the law allows`() {
        var allowed = SupplySet()
        allowed.insert(0)
        allowed.insert(2)
        var scene = Scene(prefill: [nil, .trailing, nil], allowed: allowed)
        #expect(scene.start() == .send(0))
        scene.connect()
        #expect(scene.chunk(Self.text("Hi")) == .begin)
        #expect(scene.fail(.cut("reset")) == .send(2))
    }

    @Test func `a rescue that breaks off is rescued`() {
        var (scene, _) = Self.cut(["one "])
        #expect(scene.chunk(Self.text("two ")) == .join(text: Array("two ".utf8)))
        _ = scene.settle()
        #expect(scene.fail(.cut("reset")) == .send(2))
        scene.connect()
        #expect(scene.chunk(Self.text("one two ")) == .hold)
        #expect(scene.chunk(Self.text("three")) == .join(text: Array("three".utf8)))
        #expect(scene.chunk(Chunk.stop) == .forward)
        #expect(scene.end() == .finish)
    }
}
