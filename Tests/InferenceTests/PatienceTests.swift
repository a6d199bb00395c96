import Bus
import Inference
import Testing

/// Rate limits, the waits that suppliers ask for, and how often one is asked.
@Suite struct PatienceTests {
    @Test func `a short Retry-After is waited for and the same supply asked once more`() {
        var scene = Scene()
        #expect(scene.start() == .send(0))
        #expect(scene.fail(.rateLimited(retryAfter: .seconds(3))) == .wait)
        #expect(scene.relay.deadline == scene.now + .seconds(3))
        #expect(scene.relay.timerFired(at: scene.now + .seconds(2)) == .none)
        #expect(scene.wake() == .send(0))
        #expect(scene.fail(.rateLimited(retryAfter: .seconds(1))) == .send(1))
    }

    @Test func `a longer one means another supply now and no return before`() {
        var scene = Scene()
        #expect(scene.start() == .send(0))
        #expect(scene.fail(.rateLimited(retryAfter: .milliseconds(3_001))) == .send(1))
        #expect(scene.answer() == .finish)
        for _ in 0..<3 {
            scene.another()
            #expect(scene.start() == .send(1))
            #expect(scene.answer() == .finish)
            scene.sleep(.seconds(1))
        }
        scene.sleep(.milliseconds(1))
        scene.another()
        #expect(scene.start() == .send(0))
    }

    @Test func `what one request was told holds for all`() {
        var scene = Scene(["a"])
        #expect(scene.start() == .send(0))
        #expect(
            scene.fail(.rateLimited(retryAfter: .seconds(60))) == .fail(429, "rate_limit_exceeded")
        )
        scene.another()
        #expect(scene.start() == .fail(429, "rate_limit_exceeded"))
        #expect(scene.board.rows[0].attempts == 1)
    }

    @Test func `the error of a held supply says how long to wait`() throws {
        var scene = Scene(["a"])
        #expect(scene.start() == .send(0))
        _ = scene.fail(.rateLimited(retryAfter: .seconds(60)))
        scene.sleep(.seconds(20))
        scene.another()
        let action = scene.relay.start(at: scene.now, on: &scene.board, using: &scene.generator)
        guard case .fail(let error) = action else {
            Issue.record("\(action)")
            return
        }
        #expect(error.retryAfter == .seconds(40))
        #expect(error.shouldRetry == true)
    }

    @Test func `a supply that asked for little patience is waited for when it is the only one`() {
        var scene = Scene(["a"])
        #expect(scene.start() == .send(0))
        #expect(
            scene.fail(.rateLimited(retryAfter: .seconds(5))) == .fail(429, "rate_limit_exceeded")
        )
        scene.another()
        #expect(scene.start() == .wait)
        #expect(scene.wake() == .send(0))
        #expect(scene.now >= Instant(nanoseconds: 1_005_000_000_000))
    }

    @Test func `a shorter wait never shortens a longer one`() {
        var scene = Scene(["a", "b"])
        _ = scene.board.sent(row: 0, at: scene.now)
        _ = scene.board.sent(row: 0, at: scene.now)
        for wait in [60, 1] {
            scene.board.failed(
                row: 0,
                credential: 0,
                probe: false,
                .rateLimited(retryAfter: .seconds(wait)),
                at: scene.now,
                using: &scene.generator
            )
        }
        scene.sleep(.seconds(59))
        #expect(scene.admission(0) == .held(until: scene.now + .seconds(1)))
    }

    @Test func `a 503 with Retry-After moves on at once and is not asked before`() {
        var scene = Scene(["a", "b"])
        #expect(scene.start() == .send(0))
        #expect(scene.fail(.unavailable(status: 503, retryAfter: .seconds(2))) == .send(1))
        #expect(scene.answer() == .finish)
        scene.another()
        #expect(scene.start() == .send(1))
    }

    @Test(arguments: 0..<50)
    func `an overloaded supply is never asked more than four times in 3 s by one request`(seed: Int)
    {
        var policy = Policy()
        policy.attempts = 32
        policy.totalTimeout = .seconds(120)
        var scene = Scene(["a"], policy: policy, seed: seed)
        var sent: [Instant] = []
        var told: Scene.Told? = scene.start()
        while let next = told {
            switch next {
            case .send:
                sent.append(scene.now)
                scene.sleep(.milliseconds(5))
                told = scene.fail(.rateLimited(retryAfter: nil))
            case .wait: told = scene.wake()
            case .fail, .passOn, .abort, .goOn: told = nil
            }
        }
        #expect(sent.count >= 4)
        Self.checkRate(sent)
    }

    /// Any mixture of failures, for which backoffs are shorter.
    @Test(arguments: 0..<200)
    func `nor is a failing one, whatever the failures`(seed: Int) {
        var policy = Policy()
        policy.attempts = 32
        var scene = Scene(["a"], policy: policy, seed: seed)
        var sent: [Instant] = []
        var told: Scene.Told? = scene.start()
        let failures: [AttemptFailure] = [
            .serverError, .cut("reset"), .rateLimited(retryAfter: nil),
            .rateLimited(retryAfter: .milliseconds(100)),
            .unavailable(status: 503, retryAfter: nil),
        ]
        while let next = told {
            switch next {
            case .send:
                sent.append(scene.now)
                scene.sleep(.milliseconds(1))
                told = scene.fail(failures.randomElement(using: &scene.generator) ?? .serverError)
            case .wait: told = scene.wake()
            case .fail, .passOn, .abort, .goOn: told = nil
            }
        }
        Self.checkRate(sent)
    }

    private static func checkRate(_ sent: [Instant]) {
        for (first, fifth) in zip(sent, sent.dropFirst(4)) {
            #expect(fifth - first >= .seconds(3))
        }
    }

    @Test func `many requests on a limited supply ask it at most four times in 3 s`() {
        var scene = Scene(["a", "b"])
        var sent: [Instant] = []
        for _ in 0..<300 {
            scene.another()
            var told = scene.start()
            if told == .send(0) {
                sent.append(scene.now)
                told = scene.fail(.rateLimited(retryAfter: nil))
            }
            #expect(told == .send(1))
            #expect(scene.answer() == .finish)
            scene.sleep(.milliseconds(30))
        }
        #expect(sent.count >= 3)
        Self.checkRate(sent)
    }

    @Test func `a rate limit does not open the breaker`() {
        var scene = Scene(["a", "b"])
        for _ in 0..<20 {
            scene.another()
            #expect(scene.start() == .send(0))
            #expect(scene.fail(.rateLimited(retryAfter: .seconds(4))) == .send(1))
            #expect(scene.answer() == .finish)
            scene.sleep(.seconds(4))
        }
        #expect(scene.admission(0) == .pass(share: 1))
    }

    @Test func `a wait that ends after the deadline is not begun`() {
        var scene = Scene(["a", "b"], patience: .seconds(2))
        #expect(scene.start() == .send(0))
        #expect(scene.fail(.rateLimited(retryAfter: .seconds(3))) == .send(1))
        var alone = Scene(["a"], patience: .seconds(2))
        #expect(alone.start() == .send(0))
        let told = alone.fail(.rateLimited(retryAfter: .seconds(3)))
        #expect(told != .send(0))
        #expect(alone.relay.deadline <= alone.now + .seconds(2))
    }
}
