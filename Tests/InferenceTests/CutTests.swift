import Bus
import Inference
import Testing
import Wire

/// A recorded stream, cut at every byte.
@Suite struct CutTests {
    private static let pieces = [
        "So", " it", " was", ".", "\n", "\n", "Gr\u{F6}\u{DF}e", " \u{96FB}\u{529B}", "\u{1F642}",
        " \"q\"", " \\", " ha",
        " ha", " ha",
    ]
    private static let text = pieces.joined()

    private static func chunk(_ delta: String, finish: String = "null") -> [UInt8] {
        let choice = #"{"index":0,"delta":\#(delta),"finish_reason":\#(finish)}"#
        return Array(#"data: {"id":"c","created":1,"model":"m","choices":[\#(choice)]}"#.utf8)
            + [10, 10]
    }

    /// The answer from its piece `start` on, as a server sends it.
    private static func stream(from start: Int = 0) -> [UInt8] {
        var bytes = chunk(#"{"role":"assistant","content":null}"#)
        for piece in pieces[start...] {
            var content = JSONText()
            content.value(piece)
            bytes += chunk(#"{"content":\#(String(decoding: content.bytes, as: UTF8.self))}"#)
        }
        bytes += chunk("{}", finish: #""stop""#)
        bytes += Array(
            #"data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":14}}"#.utf8
        )
        return bytes + Array("\n\ndata: [DONE]\n\n".utf8)
    }

    /// What a client has got.
    private struct Client {
        var raw: [UInt8] = []

        var text: String { JSONString.decoded(raw) }

        mutating func take(_ action: Relay.EventAction, _ facts: EventFacts, _ bytes: [UInt8]) {
            switch action {
            case .begin, .forward: raw += bytes[facts.text]
            case .join(let text): raw += text ?? Array(bytes[facts.text])
            case .hold, .drop, .giveUp: break
            }
        }
    }

    /// Reads what has come of a stream; the failure when the relay gives the attempt up.
    private static func read(
        _ bytes: [UInt8],
        into scene: inout Scene,
        _ client: inout Client
    ) -> AttemptFailure? {
        var splitter = EventSplitter()
        var place = 0
        while let end = splitter.eventEnd(in: bytes.span, from: place) {
            let facts = EventFacts(bytes.span, place..<end, of: .chatCompletions)
            let action = scene.relay.received(
                facts,
                in: bytes.span,
                of: scene.number,
                at: scene.now
            )
            if case .giveUp(let failure) = action { return failure }
            client.take(action, facts, bytes)
            _ = scene.settle()
            place = end
        }
        return nil
    }

    /// One request whose first answer is cut behind `offset` bytes.
    ///
    /// - Returns: What the client has, and whether it was told that this is all.
    private static func live(
        cutAt offset: Int,
        rescue: Policy.Rescue,
        prefill: Prefill?
    ) -> (text: String, isWhole: Bool) {
        var policy = Policy()
        policy.rescue = rescue
        var scene = Scene(["a", "b"], prefill: [nil, prefill], policy: policy)
        var client = Client()
        var told = scene.start()
        var bytes = Array(stream().prefix(offset))
        for _ in 0..<8 {
            guard case .send = told else { break }
            scene.connect()
            let purpose = scene.relay.open.last?.purpose
            if purpose == .continuation {
                let solid = JSONString.decoded(Array(scene.relay.delivered.solidText))
                var start = 0
                while pieces[..<start].joined() != solid { start += 1 }
                bytes = stream(from: start)
            } else if scene.relay.attemptsMade > 1 {
                bytes = stream()
            }
            let failure = read(bytes, into: &scene, &client)
            if failure == nil, case .finish = scene.end() { return (client.text, true) }
            told = scene.fail(failure ?? .cut("reset"))
        }
        return (client.text, false)
    }

    @Test func `is whole at another supply, wherever it is cut and however it goes on`() {
        for prefill in [nil, Prefill.trailing] {
            for offset in 0...Self.stream().count {
                let client = Self.live(cutAt: offset, rescue: .splice, prefill: prefill)
                #expect(client.text == Self.text, "cut at \(offset)")
                #expect(client.isWhole, "cut at \(offset)")
            }
        }
    }

    @Test func `without rescue it is whole, or a beginning that is not passed off as whole`() {
        var whole = 0
        for offset in 0...Self.stream().count {
            let client = Self.live(cutAt: offset, rescue: .off, prefill: nil)
            #expect(Self.text.hasPrefix(client.text))
            if client.isWhole {
                whole += 1
                #expect(client.text == Self.text, "cut at \(offset)")
            }
        }
        // Those before the first content, and those behind the finish reason.
        #expect(whole > 200 && whole < Self.stream().count / 2)
    }
}
