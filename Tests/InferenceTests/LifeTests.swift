import Bus
import Inference
import Testing

/// Limits of time, the retry budget, and clients that leave.
@Suite struct LifeTests {
    @Test func `no connection in time moves on`() {
        var scene = Scene()
        #expect(scene.start() == .send(0))
        #expect(scene.relay.deadline == scene.now + .seconds(5))
        #expect(scene.wake() == .send(1))
        #expect(scene.relay.failures.map(\.failure) == [.unreachable("no connection in time")])
    }

    @Test func `the limit of the first content is counted from the sending`() {
        var scene = Scene()
        #expect(scene.start() == .send(0))
        let sent = scene.now
        scene.sleep(.seconds(3))
        scene.connect()
        #expect(scene.relay.deadline == sent + .seconds(12))
        #expect(scene.wake() == .send(1))
        #expect(scene.relay.failures.isEmpty, "it is overtaken and may still answer")
    }

    @Test func `what is not streamed has the limit of a whole answer`() {
        var scene = Scene(streams: false)
        #expect(scene.start() == .send(0))
        scene.connect()
        #expect(scene.relay.deadline == scene.now + .seconds(120))
        #expect(scene.wake() == .send(1))
        #expect(scene.relay.failures.map(\.failure) == [.silent])
    }

    @Test func `silence in mid-answer breaks it off`() {
        var scene = Scene()
        #expect(scene.start() == .send(0))
        scene.connect()
        #expect(scene.chunk(Chunk.text) == .begin)
        scene.sleep(.seconds(14))
        #expect(scene.chunk(Chunk.text) == .forward)
        #expect(scene.relay.deadline == scene.now + .seconds(15))
        #expect(scene.wake() == .send(1))
        #expect(scene.relay.failures.map(\.failure) == [.stalled])
    }

    @Test func `a client that takes nothing is not the supply's silence`() {
        var scene = Scene()
        #expect(scene.start() == .send(0))
        scene.connect()
        scene.relay.clientPaused()
        #expect(scene.relay.deadline == scene.now + .seconds(12))
        #expect(scene.chunk(Chunk.text) == .begin)
        scene.relay.clientPaused()
        scene.sleep(.seconds(100))
        #expect(scene.relay.timerFired(at: scene.now) == .none)
        scene.relay.clientResumed(at: scene.now)
        #expect(scene.relay.deadline == scene.now + .seconds(15))
    }

    @Test func `a timer that is early or late does nothing`() {
        var scene = Scene(["a"])
        #expect(scene.start() == .send(0))
        #expect(scene.relay.timerFired(at: scene.now) == .none)
        #expect(scene.answer() == .finish)
        #expect(scene.relay.timerFired(at: scene.now + .seconds(1_000)) == .none)
    }

    // MARK: The whole time

    @Test func `the client's deadline ends the request and says so`() {
        var scene = Scene(["a", "b"], patience: .seconds(8))
        #expect(scene.start() == .send(0))
        scene.connect()
        #expect(scene.relay.deadline == scene.now + .seconds(8))
        #expect(scene.wake() == .fail(504, "supplier_timeout"))
    }

    @Test func `no patience of a client is longer than the site's`() {
        var policy = Policy()
        policy.totalTimeout = .seconds(4)
        var scene = Scene(["a"], policy: policy, patience: .seconds(600))
        #expect(scene.start() == .send(0))
        #expect(scene.relay.deadline == scene.now + .seconds(4))
    }

    @Test func `a request without any time is not sent`() {
        var scene = Scene(patience: .zero)
        #expect(scene.start() == .fail(503, "no_supply_available"))
        #expect(scene.board.rows[0].attempts == 0)
    }

    @Test func `clients in a hurry do not open a breaker`() {
        var scene = Scene(["a", "b"])
        for _ in 0..<20 {
            scene.another(patience: .milliseconds(10))
            #expect(scene.start() == .send(0))
            scene.connect()
            #expect(scene.wake() == .fail(504, "supplier_timeout"))
        }
        #expect(scene.admission(0) == .pass(share: 1))
        #expect(scene.board.rows[0].inFlight == 0)
    }

    @Test func `a probe that a client in a hurry takes away is not a failed one`() {
        var scene = Scene(["a", "b"])
        scene.trip(0)
        scene.sleep(.seconds(5))
        scene.another(patience: .milliseconds(10))
        #expect(scene.start() == .send(0, probe: true))
        #expect(scene.wake() == .fail(503, "no_supply_available"))
        #expect(scene.admission(0) == .probe)
    }

    @Test func `five silent attempts of patient clients do open it`() {
        var scene = Scene(["a"])
        for _ in 0..<5 {
            scene.another()
            #expect(scene.start() == .send(0))
            scene.connect()
            #expect(scene.wake() == .goOn, "nobody else is there, so it may go on thinking")
            #expect(scene.wake() == .fail(504, "supplier_timeout"))
        }
        #expect(scene.admission(0) == .open(until: scene.now + .seconds(5)))
    }

    // MARK: The retry budget

    @Test func `extra attempts stop at the budget and first attempts never do`() {
        var policy = Policy()
        policy.retryBudget = 0.2
        var limits = Limits()
        limits.freeRetries = 0
        var scene = Scene(["a", "b"], policy: policy, limits: limits)
        var moved = 0
        for _ in 0..<100 {
            scene.another()
            #expect(scene.start() == .send(0))
            switch scene.fail(.unavailable(status: 503, retryAfter: nil)) {
            case .send:
                moved += 1
                #expect(scene.answer() == .finish)
            case .fail(let status, let code):
                #expect(status == 503)
                #expect(code == "no_supply_available")
            case .wait, .passOn, .abort, .goOn: Issue.record("nothing else is possible")
            }
            // The breakers are another matter.
            scene.board.reset(credential: 0, rows: [0])
        }
        #expect(moved == 20)
    }

    @Test func `an error for want of budget asks nobody to try again`() throws {
        var limits = Limits()
        limits.freeRetries = 0
        var scene = Scene(["a", "b"], limits: limits)
        #expect(scene.start() == .send(0))
        let action = scene.relay.failed(
            scene.number,
            .cut("reset"),
            at: scene.now,
            on: &scene.board,
            using: &scene.generator
        )
        guard case .fail(let error) = action else {
            Issue.record("\(action)")
            return
        }
        #expect(error.shouldRetry == false)
        #expect(error.retryAfter == nil)
    }

    // MARK: The client leaves

    @Test func `a client that leaves releases its attempt and harms nobody`() {
        var scene = Scene()
        #expect(scene.start() == .send(0))
        scene.connect()
        #expect(scene.board.rows[0].inFlight == 1)
        let live = scene.relay.clientGone(at: scene.now, on: &scene.board)
        #expect(live)
        #expect(scene.relay.isEnded)
        #expect(scene.board.rows[0].inFlight == 0)
        #expect(scene.board.rows[0].failures == 0)
    }

    @Test func `a client that leaves while its request waits leaves nothing behind`() {
        var scene = Scene(["a"])
        #expect(scene.start() == .send(0))
        #expect(scene.fail(.cut("reset")) == .wait)
        let live = scene.relay.clientGone(at: scene.now, on: &scene.board)
        #expect(!live)
        #expect(scene.board.rows[0].inFlight == 0)
    }

    // MARK: What a client is told

    @Test func `all failed: the most useful error with a list of what was tried`() throws {
        var scene = Scene(["a", "b", "c"])
        #expect(scene.start() == .send(0))
        scene.sleep(.milliseconds(20))
        #expect(scene.fail(.credential(status: 401, code: "invalid_api_key")) == .send(1))
        scene.sleep(.milliseconds(30))
        #expect(scene.fail(.silent) == .send(2))
        scene.sleep(.milliseconds(40))
        let action = scene.relay.failed(
            scene.number,
            .rateLimited(retryAfter: .seconds(9)),
            at: scene.now,
            on: &scene.board,
            using: &scene.generator
        )
        guard case .fail(let error) = action else {
            Issue.record("\(action)")
            return
        }
        #expect(error.status == 429)
        #expect(error.retryAfter == .seconds(9))
        #expect(error.attempts.map(\.supply) == ["a/m0", "b/m1", "c/m2"])
        #expect(
            error.attempts.map { ($0.failedAt - $0.attempt.sentAt).milliseconds } == [20, 30, 40]
        )
        let json = String(decoding: error.json, as: UTF8.self)
        #expect(!json.contains("sk-"))
        #expect(json.contains("invalid_api_key"))
        #expect(json.contains(#""ms":30"#))
    }
}
