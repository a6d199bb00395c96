import Bus
import Inference
import Testing

/// Random requests over random supplies, with everything that can happen to them.
@Suite struct RelayPropertyTests {
    /// A run's whole history, for comparing two.
    private struct Run {
        var actions: [String] = []
        var ends = 0
    }

    private struct World {
        var scene: Scene
        var run = Run()
        let allowed: SupplySet
        let policy: Policy
        let streams: Bool

        init(seed: Int) {
            var generator = SplitMix64(seed)
            let count = Int.random(in: 1...6, using: &generator)
            var policy = Policy()
            policy.attempts = Int.random(in: 1...10, using: &generator)
            policy.contentPolicyFailover = Bool.random(using: &generator)
            var limits = Limits()
            limits.freeRetries = Int.random(in: 0...40, using: &generator)
            let names = (0..<count).map { _ in
                ["a", "b", "c"].randomElement(using: &generator) ?? "a"
            }
            let contexts = (0..<count).map { _ -> Int? in
                Int.random(in: 0...3, using: &generator) * 1_000
            }
            var allowed = SupplySet(bits: UInt64.random(in: 1..<(1 << count), using: &generator))
            if allowed.isEmpty { allowed.insert(0) }
            streams = Bool.random(using: &generator)
            self.policy = policy
            self.allowed = allowed
            scene = Scene(
                names,
                contexts: contexts,
                policy: policy,
                limits: limits,
                streams: streams,
                allowed: allowed,
                seed: seed
            )
        }

        mutating func chance(_ of: Int) -> Bool {
            Int.random(in: 0..<of, using: &scene.generator) == 0
        }

        mutating func failure() -> AttemptFailure {
            let all: [AttemptFailure] = [
                .unreachable("refused"), .cut("reset"), .silent, .stalled, .serverError,
                .unavailable(status: 503, retryAfter: nil),
                .unavailable(status: 502, retryAfter: .seconds(1)), .rateLimited(retryAfter: nil),
                .rateLimited(retryAfter: .seconds(2)), .rateLimited(retryAfter: .seconds(20)),
                .badAnswer("HTML"), .contextTooLong(status: 400), .contentPolicy(status: 400),
            ]
            if chance(40) { return .rejected(status: 400) }
            if chance(60) { return .credential(status: 401, code: "") }
            return all.randomElement(using: &scene.generator) ?? .silent
        }

        /// One request from its start to its end.
        mutating func request() {
            let patience = Interval.seconds(Int.random(in: 0...60, using: &scene.generator))
            scene.relay = Relay(
                route: scene.route,
                allowed: allowed,
                streams: streams,
                choices: 1,
                keepsUsageChunk: false,
                patience: patience,
                at: scene.now
            )
            var told: Scene.Told? = scene.start()
            var steps = 0
            while let next = told {
                run.actions.append("\(scene.now.nanoseconds) \(next)")
                steps += 1
                #expect(steps < 200, "it ends")
                guard steps < 200 else { return }
                told = after(next)
                for row in scene.board.rows { #expect((0...1).contains(row.inFlight)) }
            }
            run.ends += 1
            #expect(scene.relay.phase == .ended)
            #expect(scene.relay.attemptsMade <= policy.attempts)
            for row in scene.board.rows { #expect(row.inFlight == 0) }
        }

        /// What happens after an action; nil when the request has ended.
        private mutating func after(_ action: Scene.Told) -> Scene.Told? {
            switch action {
            case .send(let place, _):
                #expect(allowed.contains(place))
                return attempt()
            case .wait:
                if chance(20) {
                    let live = scene.relay.clientGone(at: scene.now, on: &scene.board)
                    #expect(!live)
                    return nil
                }
                return scene.wake()
            case .passOn, .fail, .abort: return nil
            }
        }

        private mutating func attempt() -> Scene.Told? {
            if chance(10) { return scene.wake() }
            scene.sleep(.milliseconds(Int.random(in: 0...300, using: &scene.generator)))
            if chance(5) { return scene.fail(failure()) }
            scene.connect()
            if chance(10) { return scene.wake() }
            if chance(3) { return scene.fail(failure()) }
            if chance(20) {
                let live = scene.relay.clientGone(at: scene.now, on: &scene.board)
                #expect(live)
                return nil
            }
            return streams ? stream() : whole()
        }

        private mutating func whole() -> Scene.Told? {
            let body = chance(2) ? #"{"choices":[{}]}"# : "{"
            let facts = AnswerFacts(Array(body.utf8).span, of: .chatCompletions)
            switch scene.relay.answered(facts, at: scene.now, on: &scene.board) {
            case .finish: return nil
            case .giveUp(let failure): return scene.fail(failure)
            }
        }

        private mutating func stream() -> Scene.Told? {
            let events = [
                Chunk.role, Chunk.empty, Chunk.text, Chunk.text, Chunk.usage, Chunk.stop, "[DONE]",
                "{oops", Chunk.error,
            ]
            var mayBegin = true
            for _ in 0..<30 {
                if chance(15) { return scene.fail(.cut("reset")) }
                if chance(30) { return scene.wake() ?? finished() }
                if chance(15) { return ended() }
                switch scene.chunk(events.randomElement(using: &scene.generator) ?? "") {
                case .begin:
                    #expect(mayBegin, "it begins once")
                    mayBegin = false
                    scene.relay.proved(at: scene.now, on: &scene.board)
                case .forward: #expect(!mayBegin, "nothing goes out before the beginning")
                case .hold: #expect(mayBegin, "nothing is held after the beginning")
                case .drop: break
                case .giveUp(let failure): return scene.fail(failure)
                }
                scene.sleep(.milliseconds(10))
            }
            return ended()
        }

        private mutating func ended() -> Scene.Told? {
            let isWhole = scene.relay.isWhole
            switch scene.end() {
            case .finish:
                #expect(isWhole, "a cut stream is never a success")
                return nil
            case .giveUp(let failure): return scene.fail(failure)
            }
        }

        /// The timer said that the answer is whole.
        private mutating func finished() -> Scene.Told? {
            #expect(scene.relay.isWhole)
            return ended()
        }
    }

    private static func run(_ seed: Int) -> Run {
        var world = World(seed: seed)
        for _ in 0..<40 {
            world.request()
            world.scene.sleep(
                .milliseconds(Int.random(in: 0...2_000, using: &world.scene.generator))
            )
        }
        return world.run
    }

    @Test(arguments: 0..<300)
    func `every request ends once, within its attempts, where it may run`(seed: Int) {
        let run = Self.run(seed)
        #expect(run.ends == 40)
        #expect(Self.run(seed).actions == run.actions, "the same seed gives the same run")
    }
}
