import Bus
import Inference
import Testing

/// What follows which failure, before an answer has begun.
@Suite struct FailoverTests {
    @Test func `the first supply of the list is asked first`() {
        var scene = Scene()
        #expect(scene.start() == .send(0))
        #expect(scene.relay.attemptsMade == 1)
    }

    @Test(arguments: [
        AttemptFailure.unreachable("refused"), .cut("reset"), .badAnswer("HTML"), .silent,
        .unavailable(status: 502, retryAfter: nil), .unavailable(status: 503, retryAfter: nil),
        .unavailable(status: 504, retryAfter: nil), .unavailable(status: 408, retryAfter: nil),
        .unavailable(status: 409, retryAfter: nil), .unavailable(status: 529, retryAfter: nil),
        .rateLimited(retryAfter: nil), .rateLimited(retryAfter: .seconds(60)),
        .credential(status: 401, code: "invalid_api_key"),
    ]) func `the next supply is asked at once after`(failure: AttemptFailure) {
        var scene = Scene()
        #expect(scene.start() == .send(0))
        #expect(scene.fail(failure) == .send(1))
        #expect(scene.relay.failures.map(\.failure) == [failure])
        #expect(scene.relay.failures.first?.supply == "a/m0")
    }

    @Test func `a single 500 is retried once on the same supply and a second moves on`() {
        var scene = Scene()
        #expect(scene.start() == .send(0))
        #expect(scene.fail(.serverError) == .send(0))
        #expect(scene.fail(.serverError) == .send(1))
        #expect(scene.fail(.serverError) == .send(1))
        #expect(scene.fail(.serverError) == .fail(503, "no_supply_available"))
    }

    @Test func `a 500 is not retried on a supply whose breaker it opened`() {
        var scene = Scene()
        for _ in 0..<4 {
            let probe = scene.board.sent(row: 0, at: scene.now)
            scene.board.failed(
                row: 0,
                credential: 0,
                probe: probe,
                .serverError,
                at: scene.now,
                using: &scene.generator
            )
        }
        #expect(scene.start() == .send(0))
        #expect(scene.fail(.serverError) == .send(1))
    }

    @Test func `a silent supply is never asked again by the same request`() {
        var policy = Policy()
        policy.attempts = 12
        var scene = Scene(["a", "b"], policy: policy)
        #expect(scene.start() == .send(0))
        #expect(scene.fail(.silent) == .send(1))
        var told = scene.fail(.cut("reset"))
        for _ in 0..<30 {
            #expect(told != .send(0))
            switch told {
            case .send: told = scene.fail(.cut("reset"))
            case .wait: told = scene.wake() ?? .passOn
            case .fail, .passOn, .abort, .goOn: break
            }
        }
        #expect(told == .fail(504, "supplier_timeout") || told == .fail(503, "no_supply_available"))
    }

    @Test func `the only supply silent ends the request at once with a timeout`() {
        var scene = Scene(["a"])
        #expect(scene.start() == .send(0))
        #expect(scene.fail(.silent) == .fail(504, "supplier_timeout"))
    }

    @Test func `when none is left it waits with full jitter and asks again`() {
        for seed in 0..<50 {
            var scene = Scene(["a"], seed: seed)
            #expect(scene.start() == .send(0))
            for ceiling in [0.5, 1, 2] {
                #expect(scene.fail(.cut("reset")) == .wait)
                let wait = scene.relay.deadline - scene.now
                #expect(wait >= .zero)
                #expect(wait <= .seconds(ceiling))
                #expect(scene.wake() == .send(0))
            }
            #expect(scene.fail(.cut("reset")) == .fail(503, "no_supply_available"))
        }
    }

    @Test func `attempts are counted over all supplies`() {
        var policy = Policy()
        policy.attempts = 3
        var scene = Scene(["a", "b", "c", "d", "e"], policy: policy)
        #expect(scene.start() == .send(0))
        #expect(scene.fail(.cut("reset")) == .send(1))
        #expect(scene.fail(.cut("reset")) == .send(2))
        #expect(scene.fail(.cut("reset")) == .fail(503, "no_supply_available"))
        #expect(scene.relay.attemptsMade == 3)
    }

    @Test(arguments: [400, 404, 413, 422])
    func `the request's own fault goes to the client as it is`(
        status: Int
    ) {
        var scene = Scene()
        #expect(scene.start() == .send(0))
        #expect(scene.fail(.rejected(status: status)) == .passOn)
        #expect(scene.relay.isEnded)
        #expect(scene.admission(0) == .pass(share: 1))
    }

    // MARK: Credentials

    @Test(arguments: [401, 402, 403, 429])
    func `a refused credential is locked for all its supplies until an operator acts`(status: Int) {
        var scene = Scene(["a", "a", "b"])
        #expect(scene.start() == .send(0))
        #expect(scene.fail(.credential(status: status, code: "")) == .send(2))
        #expect(scene.admission(0) == .locked)
        #expect(scene.admission(1) == .locked)
        #expect(scene.answer() == .finish)
        scene.sleep(.seconds(86_400))
        scene.another()
        #expect(scene.start() == .send(2))
        scene.board.reset(credential: 0, rows: [0, 1])
        scene.another()
        #expect(scene.start() == .send(0))
    }

    @Test func `with every credential locked nothing is sent`() {
        var scene = Scene(["a", "a"])
        #expect(scene.start() == .send(0))
        #expect(
            scene.fail(.credential(status: 401, code: ""))
                == .fail(502, "supplier_credential_refused")
        )
        scene.another()
        #expect(scene.start() == .fail(503, "no_supply_available"))
        #expect(scene.relay.attemptsMade == 0)
        scene.board.unlockAll()
        scene.another()
        #expect(scene.start() == .send(0))
    }

    // MARK: Context and content

    @Test func `too long for one supply goes only to those with a larger window`() {
        var scene = Scene(["a", "b", "c", "d"], contexts: [8_000, 4_000, nil, 32_000])
        #expect(scene.start() == .send(0))
        #expect(scene.fail(.contextTooLong(status: 400)) == .send(3))
        #expect(scene.fail(.contextTooLong(status: 400)) == .passOn)
        #expect(scene.relay.attemptsMade == 2)
    }

    @Test func `too long for a window that nobody knows goes nowhere`() {
        var scene = Scene(["a", "b"], contexts: [nil, 32_000])
        #expect(scene.start() == .send(0))
        #expect(scene.fail(.contextTooLong(status: 400)) == .passOn)
    }

    @Test func `too long inside a 200 becomes an error that no client repeats`() {
        var scene = Scene(["a"], contexts: [8_000])
        #expect(scene.start() == .send(0))
        #expect(scene.fail(.contextTooLong(status: 200)) == .fail(400, "context_length_exceeded"))
    }

    @Test func `the larger supply's failure is told when it could not answer either`() {
        var scene = Scene(["a", "b"], contexts: [8_000, 32_000])
        #expect(scene.start() == .send(0))
        #expect(scene.fail(.contextTooLong(status: 400)) == .send(1))
        #expect(scene.fail(.silent) == .fail(504, "supplier_timeout"))
    }

    @Test func `a content policy is not gone around`() {
        var scene = Scene()
        #expect(scene.start() == .send(0))
        #expect(scene.fail(.contentPolicy(status: 400)) == .passOn)
    }

    @Test func `a content policy is gone around when the site says so`() {
        var policy = Policy()
        policy.contentPolicyFailover = true
        var scene = Scene(["a", "b"], policy: policy)
        #expect(scene.start() == .send(0))
        #expect(scene.fail(.contentPolicy(status: 400)) == .send(1))
        // And the one that refused is not asked again.
        #expect(scene.fail(.cut("reset")) == .wait)
        #expect(scene.wake() == .send(1))
    }

    // MARK: Residency

    @Test func `only allowed supplies are asked, also again and when all others are down`() {
        var policy = Policy()
        policy.attempts = 8
        var allowed = SupplySet()
        allowed.insert(1)
        var scene = Scene(policy: policy, allowed: allowed)
        var told: Scene.Told? = scene.start()
        for _ in 0..<20 {
            guard let next = told else { break }
            switch next {
            case .send(let place, _):
                #expect(place == 1)
                told = scene.fail(.cut("reset"))
            case .wait: told = scene.wake()
            case .fail, .passOn, .abort, .goOn: told = nil
            }
        }
        #expect(scene.relay.attemptsMade == 8)
        #expect(scene.board.rows[0].attempts == 0)
        #expect(scene.board.rows[2].attempts == 0)
    }
}
