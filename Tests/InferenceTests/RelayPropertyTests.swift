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
        /// The attempts under way: whether each is connected, and whether it is the client's.
        private var stages: [Int: Stage] = [:]
        private var hasBegun = false

        private enum Stage { case connecting, asking, answering }

        init(seed: Int) {
            var generator = SplitMix64(seed)
            let count = Int.random(in: 1...6, using: &generator)
            var policy = Policy()
            policy.attempts = Int.random(in: 1...10, using: &generator)
            policy.contentPolicyFailover = Bool.random(using: &generator)
            policy.rescue = Policy.Rescue.allCases.randomElement(using: &generator) ?? .off
            if Bool.random(using: &generator) {
                policy.hedge = .init(after: .fixed(.milliseconds(200)), budget: 0.5)
            }
            let prefill = (0..<count).map { _ in Bool.random(using: &generator) }
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
                prefill: prefill.map { $0 ? .trailing : nil },
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
            stages = [:]
            hasBegun = false
            let patience = Interval.seconds(Int.random(in: 0...60, using: &scene.generator))
            scene.relay = Relay(
                route: scene.route,
                allowed: allowed,
                ask: scene.ask,
                keepsUsageChunk: false,
                patience: patience,
                at: scene.now
            )
            var told: Scene.Told? = scene.start()
            var steps = 0
            while let next = told {
                run.actions.append("\(scene.now.nanoseconds) \(next)")
                steps += 1
                #expect(steps < 1_000, "it ends")
                guard steps < 1_000 else { return }
                told = after(next)
            }
            run.ends += 1
            #expect(scene.relay.isEnded)
            #expect(scene.relay.attemptsMade <= policy.attempts)
            for row in scene.board.rows { #expect(row.inFlight == 0) }
        }

        private func check() {
            let open = Set(scene.relay.open.map(\.number))
            #expect(open == Set(stages.keys), "the driver and the relay agree on what is open")
            #expect(open.count <= scene.route.limits.attemptsAtOnce)
            let inFlight = scene.board.rows.map(\.inFlight)
            #expect(inFlight.allSatisfy { $0 >= 0 })
            #expect(inFlight.reduce(0, +) == open.count)
            let places = scene.relay.open.map(\.place)
            #expect(Set(places).count == places.count, "no supply is asked twice at once")
        }

        /// What happens after an action; nil when the request has ended.
        private mutating func after(_ action: Scene.Told) -> Scene.Told? {
            switch action {
            case .send(let place, _):
                #expect(allowed.contains(place))
                stages[scene.number] = .connecting
            case .wait, .goOn: break
            case .passOn, .fail:
                #expect(!hasBegun, "who has a part is told in the stream")
                stages = [:]
                return nil
            case .abort:
                #expect(hasBegun)
                stages = [:]
                return nil
            }
            return something()
        }

        /// Lets something happen to one of the attempts under way.
        private mutating func something() -> Scene.Told? {
            for _ in 0..<10_000 {
                check()
                guard let number = stages.keys.sorted().randomElement(using: &scene.generator)
                else { return scene.relay.isEnded ? nil : woken() }
                if chance(60) {
                    let live = scene.relay.clientGone(at: scene.now, on: &scene.board)
                    #expect(live)
                    stages = [:]
                    return nil
                }
                scene.sleep(.milliseconds(Int.random(in: 0...60, using: &scene.generator)))
                if scene.now >= scene.relay.deadline || chance(12) { return woken() }
                if chance(8) { return failed(failure(), number) }
                switch stages[number] {
                case .connecting:
                    scene.relay.connected(number, at: scene.now)
                    stages[number] = .asking
                case .asking, .answering:
                    let told = streams ? event(number) : whole(number)
                    if told != nil || scene.relay.isEnded { return told }
                case nil: break
                }
            }
            Issue.record("a request that goes on for ever")
            return nil
        }

        private mutating func failed(_ failure: AttemptFailure, _ number: Int) -> Scene.Told? {
            stages[number] = nil
            return scene.fail(failure, of: number)
        }

        private mutating func woken() -> Scene.Told? {
            scene.now = max(scene.now, scene.relay.deadline)
            switch scene.relay.timerFired(at: scene.now) {
            case .none: return .goOn
            case .resume:
                let action = scene.relay.resume(
                    at: scene.now,
                    on: &scene.board,
                    using: &scene.generator
                )
                return scene.told(action)
            case .giveUp(let number, let failure): return failed(failure, number)
            case .askAnother: return scene.askAnother()
            case .finish(let number): return ended(number)
            }
        }

        private mutating func whole(_ number: Int) -> Scene.Told? {
            let body = chance(2) ? #"{"choices":[{}]}"# : "{"
            let facts = AnswerFacts(Array(body.utf8).span, of: .chatCompletions)
            switch scene.relay.answered(facts, of: number, at: scene.now, on: &scene.board) {
            case .finish:
                stages = [:]
                return nil
            case .giveUp(let failure): return failed(failure, number)
            }
        }

        private mutating func event(_ number: Int) -> Scene.Told? {
            let events = [
                Chunk.role, Chunk.empty, Chunk.text, Chunk.text, Chunk.text, Chunk.usage,
                Chunk.stop, "[DONE]", "{oops", Chunk.error,
            ]
            if chance(15) { return ended(number) }
            let event = events.randomElement(using: &scene.generator) ?? ""
            switch scene.chunk(event, from: number) {
            case .begin:
                #expect(!hasBegun, "it begins once")
                hasBegun = true
                began(number)
            case .join:
                #expect(hasBegun, "a rescue needs something to rescue")
                began(number)
            case .forward: #expect(stages[number] == .answering)
            case .hold: #expect(stages[number] == .asking)
            case .drop: break
            case .giveUp(let failure): return failed(failure, number)
            }
            return nil
        }

        private mutating func began(_ number: Int) {
            stages[number] = .answering
            let losers = scene.settle()
            for loser in losers { stages[loser] = nil }
            #expect(Set(stages.keys) == [number], "all others are given up")
        }

        private mutating func ended(_ number: Int) -> Scene.Told? {
            let isWhole = scene.relay.isWhole
            switch scene.relay.streamEnded(number, at: scene.now, on: &scene.board) {
            case .finish:
                #expect(isWhole, "a cut stream is never a success")
                #expect(stages[number] == .answering)
                stages = [:]
                return nil
            case .giveUp(let failure): return failed(failure, number)
            }
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
