import Bus
import Inference
import Simulation
import Testing

@Suite struct SimulatorTests {
    private static func run(_ setup: Setup, _ seed: Int, _ count: Int) -> Simulator {
        var simulator = Simulator(setup, Extent(seed: seed, count: count))
        simulator.run()
        return simulator
    }

    /// What a seed runs under: every policy and the settings around it take turns.
    private static func troubled(_ seed: Int) -> Setup {
        var setup = Setup.benchmark(hasTroubles: true)
        let variant = Variant.allCases[seed % Variant.allCases.count]
        setup.policy = variant.applied(to: setup.policy)
        setup.policy.attempts = 1 + seed % 6
        setup.policy.rescue = [.splice, .splice, .continue, .off][seed % 4]
        setup.policy.affinity = seed % 3 == 0 ? .prompt : .off
        setup.policy.firstTokenTimeout =
            seed % 2 == 0 ? .fixed(.seconds(6)) : .auto
        setup.policy.totalTimeout = seed % 5 == 0 ? .seconds(20) : .seconds(600)
        setup.limits.freeRetries = [256, 20, 0][seed % 3]
        setup.scenario.traffic.rate = [20, 100, 400][seed / 2 % 3]
        setup.scenario.traffic.sessions = 50
        return setup
    }

    /// 60 seeds, 3,500 requests each: 210,000 lives with everything that can go wrong.
    @Test(arguments: 0..<60)
    func `no promise is broken with all faults on`(seed: Int) {
        let setup = Self.troubled(seed)
        let done = Self.run(setup, seed, 3_500)
        if let violation = done.violation {
            let failure = Failure.smallest(of: Extent(seed: seed, count: 3_500), setup, violation)
            let lines = failure.trace.map(\.description).joined(separator: "\n")
            Issue.record("\(violation)\n\(failure.extent.options)\n\(lines)")
        }
        #expect(done.tally.requests == 3_500)
        #expect(done.tally.ends.reduce(0, +) == 3_500, "each has one end")
        #expect(done.tally[.answered] > 1_500)
    }

    @Test func `every trouble comes about and every end is reached`() {
        let done = Self.run(.benchmark(hasTroubles: true), 1, 20_000)
        for end in Tally.End.allCases { #expect(done.tally[end] > 0, "\(end.name)") }
        for (reason, count) in zip(Attempt.Reason.allCases, done.tally.attempts) {
            #expect(count > 0, "\(reason)")
        }
        #expect(done.tally.wonRaces > 0)
        #expect(done.tally.malformedEvents > 0)
    }

    @Test(arguments: 0..<4)
    func `the same seed gives the same run, and another one another`(seed: Int) {
        let setup = Self.troubled(seed)
        let first = Self.run(setup, seed, 2_000).tally
        #expect(first == Self.run(setup, seed, 2_000).tally)
        #expect(first.digest != Self.run(setup, seed + 100, 2_000).tally.digest)
    }

    @Test func `a run in pieces is the run in one`() {
        let setup = Setup.benchmark(hasTroubles: true)
        var pieces = Simulator(setup, Extent(seed: 3, count: 3_000))
        while pieces.advance(requests: 7) {}
        #expect(pieces.tally == Self.run(setup, 3, 3_000).tally)
    }

    @Test func `without faults every request is answered by the first supply`() {
        let done = Self.run(.benchmark(hasTroubles: false), 1, 3_000)
        #expect(done.violation == nil)
        #expect(done.tally[.answered] == 3_000)
        #expect(done.tally.attempts == [3_000, 0, 0, 0, 0])
        #expect(done.tally.supplies[0].answers == 3_000)
    }

    @Test func `times are those that the behavior says`() throws {
        var setup = Setup.benchmark(hasTroubles: false)
        setup.scenario.standard.firstToken = .fixed(0.25)
        setup.scenario.standard.tokensPerSecond = 100
        setup.scenario.traffic.outputTokens = .fixed(101)
        let done = Self.run(setup, 1, 500)
        #expect(done.tally.firstToken.percentile(0.5) == .milliseconds(250))
        #expect(done.tally.firstToken.percentile(1) == .milliseconds(250))
        // 100 gaps of 10 ms behind the first token.
        #expect(done.tally.total.percentile(1) == .milliseconds(1_250))
        #expect(done.tally.supplies[0].outputTokens == 500 * 101)
    }

    @Test func `a trace is replayed as it is`() throws {
        var setup = Setup.benchmark(hasTroubles: false)
        setup.trace = try Trace(Array("0,10,5\n1,20,0\n2.5,30,1\n".utf8).span)
        let done = Self.run(setup, 1, 100)
        #expect(done.violation == nil)
        #expect(done.tally.requests == 3)
        #expect(done.tally[.answered] == 3)
        #expect(done.tally.supplies[0].inputTokens == 60)
        #expect(done.tally.supplies[0].outputTokens == 6)
    }

    /// Two suppliers, one with a 2 % tail of 5 s first tokens (docs/simulator.md).
    @Test func `hedging takes the tail away at little cost`() throws {
        var setup = Setup.benchmark(hasTroubles: false)
        setup.scenario.behaviors["north"] = {
            var behavior = Behavior()
            behavior.firstToken = .lognormal(p50: 0.3, p95: 0.6)
            behavior.tail = Behavior.Tail(share: 0.02, delay: .seconds(5))
            return behavior
        }()
        setup.scenario.standard.firstToken = .lognormal(p50: 0.3, p95: 0.6)
        setup.policy.hedge = Policy.Hedge(after: .fixed(.milliseconds(800)), budget: 0.05)
        let hedged = Self.run(setup, 1, 20_000).tally
        setup.policy.hedge = nil
        let plain = Self.run(setup, 1, 20_000).tally
        let bound = (Interval.milliseconds(600) + .milliseconds(800)) * 1.2
        #expect(try #require(plain.firstToken.percentile(0.99)) > .seconds(5))
        #expect(try #require(hedged.firstToken.percentile(0.99)) < bound)
        #expect(Double(hedged.attempts.reduce(0, +)) < 1.05 * 20_000)
    }

    @Test func `cost is the exact sum of what was billed`() {
        let done = Self.run(.benchmark(hasTroubles: true), 5, 2_000)
        let setup = Setup.benchmark(hasTroubles: true)
        let column = Report.Column(
            name: "site",
            tally: done.tally,
            supplies: setup.models[0].supplies
        )
        let prices: [(Int128, Int128)] = [(150, 600), (200, 400), (300, 1_200)]
        var sum: Int128 = 0
        for (used, price) in zip(done.tally.supplies, prices) {
            sum += Int128(used.inputTokens) * price.0 + Int128(used.outputTokens) * price.1
        }
        #expect(column.cost.total == Money(nanodollars: sum))
        #expect(column.cost.unpricedTokens == 0)
        #expect(column.carbon.averageGrams == nil)
        #expect(column.carbon.unknownTokens > 0)
    }

    @Test func `the report is the same bytes for the same seed`() {
        func report() -> Report {
            var comparison = Comparison(
                .benchmark(hasTroubles: true),
                Extent(seed: 9, count: 1_000),
                [.site, .cost, .hedged]
            )
            while comparison.advance(requests: 100) {}
            return comparison.report
        }
        let first = report()
        #expect(first.json == report().json)
        #expect(first.columns.map(\.name) == ["site", "cost", "hedged"])
        #expect(first.rows.allSatisfy { $0.texts.count == 3 })
        #expect(first.json.last == 0x0A)
    }
}
