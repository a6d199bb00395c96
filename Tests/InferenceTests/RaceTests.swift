import Bus
import Inference
import Testing

/// Attempts beside each other: hedges, and slow ones that are overtaken.
@Suite struct RaceTests {
    private static func hedged(
        _ after: Policy.Hedge.Delay = .fixed(.milliseconds(500)),
        budget: Double = 1,
        streams: Bool = true,
        ask: Ask = .init()
    ) -> Scene {
        var policy = Policy()
        policy.hedge = .init(after: after, budget: budget)
        return Scene(["a", "b"], policy: policy, streams: streams, ask: ask)
    }

    @Test func `a slow first content brings a second supply, and the first to speak is kept`() {
        for winner in [1, 2] {
            var scene = Self.hedged()
            #expect(scene.start() == .send(0))
            scene.connect()
            #expect(scene.relay.deadline == scene.now + .milliseconds(500))
            #expect(scene.wake() == .send(1))
            #expect(scene.relay.open.map(\.reason) == [.first, .hedge])
            scene.connect()
            scene.sleep(.milliseconds(100))
            #expect(scene.chunk(Chunk.role, from: 1) == .hold)
            #expect(scene.chunk(Chunk.text, from: winner) == .begin)
            #expect(scene.settle() == [3 - winner])
            scene.number = winner
            #expect(scene.relay.failures.map(\.failure) == [.outpaced])
            #expect(scene.chunk(Chunk.stop) == .forward)
            #expect(scene.end() == .finish)
            #expect(scene.board.rows.map(\.inFlight) == [0, 0])
            #expect(scene.admission(2 - winner) == .pass(share: 1), "losing is no failure")
        }
    }

    @Test func `content in time needs no hedge`() {
        var scene = Self.hedged()
        #expect(scene.start() == .send(0))
        scene.connect()
        #expect(scene.chunk(Chunk.text) == .begin)
        #expect(!scene.relay.mustSettle)
        #expect(scene.relay.deadline == scene.now + .seconds(15))
    }

    @Test func `a failure before the hedge is a failover as ever`() {
        var scene = Self.hedged()
        #expect(scene.start() == .send(0))
        #expect(scene.fail(.cut("reset")) == .send(1))
        #expect(scene.relay.open.map(\.reason) == [.retry])
    }

    @Test func `a retry has the whole delay before it is hedged in its turn`() {
        var scene = Self.hedged()
        #expect(scene.start() == .send(0))
        scene.sleep(.milliseconds(490))
        #expect(scene.fail(.cut("reset")) == .send(1))
        scene.connect()
        #expect(scene.relay.deadline == scene.now + .milliseconds(500))
    }

    @Test(arguments: [AttemptFailure.rejected(status: 400), .contentPolicy(status: 400)])
    func `a hedge that is refused takes nothing from the one that is under way`(
        failure: AttemptFailure
    ) {
        var scene = Self.hedged()
        #expect(scene.start() == .send(0))
        scene.connect()
        #expect(scene.wake() == .send(1))
        #expect(scene.fail(failure, of: 2) == .goOn)
        #expect(scene.chunk(Chunk.text, from: 1) == .begin)
    }

    @Test func `who is refused by one and left waiting by the other is told in time`() {
        var scene = Self.hedged()
        #expect(scene.start() == .send(0))
        scene.connect()
        #expect(scene.wake() == .send(1))
        #expect(scene.fail(.rejected(status: 400), of: 2) == .goOn)
        #expect(scene.wake() == .fail(504, "supplier_timeout"))
        #expect(scene.now == scene.relay.failures[1].attempt.sentAt + .seconds(12))
    }

    @Test func `when one of two fails the other goes on alone`() {
        var scene = Self.hedged()
        #expect(scene.start() == .send(0))
        scene.connect()
        #expect(scene.wake() == .send(1))
        let told = scene.fail(.cut("reset"), of: 2)
        #expect(told == .wait || told == .goOn)
        #expect(scene.chunk(Chunk.text, from: 1) == .begin)
        #expect(scene.chunk(Chunk.stop, from: 1) == .forward)
    }

    @Test func `percentiles are of the supply's own recent first contents`() {
        var scene = Self.hedged(.percentile(0.95))
        #expect(scene.start() == .send(0))
        #expect(scene.relay.deadline == scene.now + .seconds(5), "nothing is known yet")
        for _ in 0..<19 {
            scene.board.took(.milliseconds(100), row: 0, streams: true, at: scene.now)
        }
        scene.board.took(.seconds(4), row: 0, streams: true, at: scene.now)
        scene.another()
        #expect(scene.start() == .send(0))
        let delay = scene.relay.deadline - scene.now
        #expect(delay >= .milliseconds(100) && delay < .milliseconds(105))
    }

    @Test func `a duration says nothing about whole answers, their own percentile does`() {
        var fixed = Self.hedged(streams: false)
        #expect(fixed.start() == .send(0))
        fixed.connect()
        #expect(fixed.relay.deadline == fixed.now + .seconds(120))
        var scene = Self.hedged(.percentile(0.5), streams: false)
        for _ in 0..<20 { scene.board.took(.seconds(2), row: 0, streams: false, at: scene.now) }
        #expect(scene.start() == .send(0))
        scene.connect()
        #expect(scene.wake() == .send(1))
        scene.connect()
        let body = Array(#"{"choices":[{}]}"#.utf8)
        #expect(scene.answered(AnswerFacts(body.span, of: .chatCompletions)) == .finish)
        #expect(scene.relay.failures.map(\.failure) == [.outpaced])
        #expect(scene.board.rows.map(\.inFlight) == [0, 0])
    }

    @Test func `what has side effects is neither hedged nor overtaken`() {
        var ask = Ask()
        ask.hasSideEffects = true
        var scene = Self.hedged(ask: ask)
        #expect(scene.start() == .send(0))
        scene.connect()
        #expect(scene.relay.deadline == scene.now + .seconds(12))
        #expect(scene.wake() == .send(1))
        #expect(scene.relay.failures.map(\.failure) == [.silent])
        #expect(scene.relay.open.count == 1)
    }

    @Test func `hedges keep to their share of the requests`() {
        var scene = Self.hedged(budget: 0.05)
        var hedges = 0
        for _ in 0..<200 {
            scene.another()
            #expect(scene.start() == .send(0))
            scene.connect()
            scene.now = scene.relay.deadline
            #expect(scene.relay.timerFired(at: scene.now) == .askAnother)
            if case .send = scene.askAnother() {
                hedges += 1
                scene.connect()
            }
            _ = scene.relay.clientGone(at: scene.now, on: &scene.board)
            scene.now = scene.now - .milliseconds(490)
        }
        #expect((8...11).contains(hedges), "\(hedges) of 200")
    }

    @Test func `a silent attempt is overtaken and may still win`() {
        var scene = Scene(["a", "b"])
        #expect(scene.start() == .send(0))
        scene.connect()
        #expect(scene.wake() == .send(1))
        scene.connect()
        #expect(scene.wake() == .goOn, "both think; nobody else is there")
        #expect(scene.relay.deadline == scene.relay.open.map(\.sentAt)[0] + .seconds(600))
        scene.sleep(.seconds(40))
        #expect(scene.chunk(Chunk.text, from: 1) == .begin)
        #expect(scene.settle() == [2])
        // The other one was silent for longer than it may be.
        #expect(scene.relay.failures.map(\.failure) == [.silent])
        #expect(scene.board.rows[1].breaker.failuresInARow == 1)
        #expect(scene.board.rows[0].breaker.failuresInARow == 0)
    }

    @Test func `five that were overtaken open the breaker`() {
        var scene = Scene(["a", "b"])
        for _ in 0..<5 {
            scene.another()
            #expect(scene.start() == .send(0))
            scene.connect()
            #expect(scene.wake() == .send(1))
            #expect(scene.answer() == .finish)
        }
        #expect(scene.admission(0) == .open(until: scene.now + .seconds(5)))
    }

    @Test func `the log tells an attempt that overtakes from a retry`() {
        var scene = Scene(["a", "b"])
        #expect(scene.start() == .send(0))
        scene.connect()
        #expect(scene.wake() == .send(1))
        #expect(scene.relay.open.map(\.reason) == [.first, .overtake])
    }

    @Test func `the limit of the first content can be learned`() {
        var policy = Policy()
        policy.firstTokenTimeout = .auto
        var scene = Scene(["a", "b"], policy: policy)
        #expect(scene.start() == .send(0))
        scene.connect()
        #expect(scene.relay.deadline == scene.now + .seconds(12), "nothing is known yet")
        for (time, limit) in [(10.0, 30.0), (0.1, 2), (50, 60)] {
            var learned = Scene(["a", "b"], policy: policy)
            for _ in 0..<30 {
                learned.board.took(.seconds(time), row: 0, streams: true, at: learned.now)
            }
            #expect(learned.start() == .send(0))
            learned.connect()
            let found = (learned.relay.deadline - learned.now).seconds
            #expect(abs(found - limit) < limit * 0.04, "\(time): \(found)")
        }
    }

    @Test func `what a hedge saved is what slow answers took longer`() {
        var scene = Self.hedged()
        for time in [0.1, 4.5, 5.5] {
            for _ in 0..<10 {
                scene.board.took(.seconds(time), row: 0, streams: true, at: scene.now)
            }
        }
        #expect(scene.start() == .send(0))
        scene.connect()
        #expect(scene.wake() == .send(1))
        scene.connect()
        #expect(scene.chunk(Chunk.text, from: 2) == .begin)
        _ = scene.settle()
        #expect(abs((scene.relay.saved?.seconds ?? 0) - 4.5) < 0.2)
    }
}
