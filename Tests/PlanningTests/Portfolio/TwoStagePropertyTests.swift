import Bus
import Planning
import Testing

/// What holds for two stages of any scenario, over portfolios made up from seeds.
@Suite struct TwoStagePropertyTests {
    private static func scenario(seed: Int) -> Scenario {
        var scenario = SmallPortfolio.scenario(seed: seed)
        for place in scenario.demands.indices {
            scenario.demands[place].lowFactor = 0.5
            scenario.demands[place].highFactor = 1.8
        }
        scenario.decidedQuarters = 1 + seed % 2
        scenario.stresses = [
            Stress(name: "low", changes: [.demandLow], probability: 0.25),
            Stress(name: "high", changes: [.demandHigh], probability: 0.25),
            Stress(name: "late", changes: [.providerLate("b", quarters: 2)], probability: 0.15),
        ]
        return scenario
    }

    @Test(arguments: [0, 1, 2, 3, 5, 6])
    func `expected costs stand in order: hindsight, two stages, keeping the plan`(
        seed: Int
    ) throws {
        let gap = 1e-3
        let plan = try #require(
            try TwoStageFixture.solve(Self.scenario(seed: seed), gap: gap)
        )
        let expected = try #require(plan.expected)
        let open = 4 * gap * abs(expected)
        #expect(plan.status == "optimal")
        #expect(plan.bound <= expected + 1e-9 * abs(expected))
        #expect(expected - plan.bound <= gap * abs(expected))
        let known = try #require(plan.expectedHindsight)
        #expect(known <= expected)
        #expect(expected <= (plan.expectedKeepingPlan ?? .infinity))
        let information = try #require(plan.valueOfInformation)
        #expect(information >= 0 && (plan.value ?? 0) >= 0)
        for one in plan.cases {
            let cost = try #require(one.cost)
            #expect(try #require(one.hindsight) <= cost)
        }
        // The bound of all cases together is no worse than that of each case with hindsight.
        #expect(known <= plan.bound + open)
    }

    @Test(arguments: 0..<3)
    func `what is decided later may adapt, so deciding less today costs no more`(
        seed: Int
    ) throws {
        let gap = 1e-3
        var scenario = Self.scenario(seed: seed)
        scenario.decidedQuarters = 1
        let free = try #require(try TwoStageFixture.solve(scenario, gap: gap)?.expected)
        scenario.decidedQuarters = 3
        let bound = try #require(try TwoStageFixture.solve(scenario, gap: gap)?.expected)
        #expect(free <= bound + 2 * gap * abs(bound))
    }

    @Test(arguments: 0..<3)
    func `stresses without a probability change nothing`(seed: Int) throws {
        var scenario = Self.scenario(seed: seed)
        let before = try #require(try TwoStageFixture.solve(scenario, gap: 1e-3))
        scenario.stresses.append(
            Stress(name: "tried", changes: [.demand(nil, factor: 3)], probability: 0)
        )
        #expect(try TwoStageFixture.solve(scenario, gap: 1e-3) == before)
    }

    @Test(arguments: 0..<3)
    func `a stress that is certain costs what its own plan costs`(seed: Int) throws {
        let gap = 1e-3
        var scenario = Self.scenario(seed: seed)
        scenario.stresses = [Stress(name: "high", changes: [.demandHigh], probability: 1)]
        let plan = try #require(try TwoStageFixture.solve(scenario, gap: gap))
        let changed = scenario.stresses[0].applied(to: scenario)
        let planner = try TwoStageFixture.planner(gap: gap)
        guard case .planned(let planned) = try planner.plan(changed) else {
            Issue.record("the case alone has a plan, as it has one among others")
            return
        }
        let expected = try #require(plan.expected)
        #expect(abs(expected - planned.plan.objective) <= 2 * gap * abs(expected))
    }
}
