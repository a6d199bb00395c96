import Bus
import Optimization
import Planning
import Testing

/// Two stages that are solved by hand: what is decided today, and what that is worth.
@Suite struct TwoStageTests {
    @Test func `a newsvendor signs up to the critical fractile`() throws {
        // P(demand > z) · 10 > 4 up to 70 MW: 0.6 · 10 between 40 and 70, 0.3 · 10 beyond.
        let scenario = TwoStageFixture.newsvendor([(1.75, 0.3), (2.5, 0.3)])
        let plan = try #require(try TwoStageFixture.solve(scenario))
        #expect(plan.status == "optimal")
        #expect(plan.decisions.map(\.name) == ["now"])
        #expect(plan.decisions.first.map(\.size).isNear(70))
        #expect(plan.decisions.first.map(\.planned).isNear(40))
        #expect(plan.expected.isNear(370e6))
        #expect(plan.expectedKeepingPlan.isNear(430e6))
        #expect(plan.expectedHindsight.isNear(268e6))
        #expect(plan.value.isNear(60e6))
        #expect(plan.valueOfInformation.isNear(102e6))
        #expect(plan.cases.map(\.name) == ["as planned", "times 1.75", "times 2.5"])
        #expect(plan.cases[2].cost.isNear(580e6) && plan.cases[2].hindsight.isNear(400e6))
        #expect(
            plan.finding.hasPrefix(
                "With the stresses in mind, decide otherwise today: sign 70 MW of now (instead of "
                    + "40 MW). On average over 3 cases, weighted with their chances, the total is "
                    + "$370M: $60M less than with the plan's own decisions. It is an insurance: $120M "
                    + "more if things go as planned, $180M less in “times "
            )
        )
        #expect(plan.finding.hasSuffix("Knowing today which case comes would save another $102M."))
    }

    @Test(arguments: [(0.5, 100.0, 400e6, 60e6, 120e6), (0.3, 40, 340e6, 0, 108e6)])
    func `what is signed turns where the chance is worth the price`(
        chance: Double,
        size: Double,
        expected: Double,
        value: Double,
        information: Double
    ) throws {
        let scenario = TwoStageFixture.newsvendor([(2.5, chance)])
        let plan = try #require(try TwoStageFixture.solve(scenario))
        #expect(plan.decisions.first.map(\.size).isNear(size))
        #expect(plan.expected.isNear(expected))
        #expect(plan.value.isNear(value))
        #expect(plan.valueOfInformation.isNear(information))
    }

    @Test func `an option is bought today and used only where it is needed`() throws {
        var scenario = TwoStageFixture.newsvendor([(2.5, 0.5)])
        scenario.offers[0].signed = 40
        scenario.offers.append(
            HandCase.offer("more", from: 1, at: 3e6) {
                $0.extends = "now"
                $0.premium = 100e6
                $0.most = 60
            }
        )
        let plan = try #require(try TwoStageFixture.solve(scenario))
        #expect(plan.decisions.map(\.kind) == [.option])
        #expect(plan.decisions.first.map(\.size).isNear(60))
        #expect(plan.cases[0].cost.isNear(260e6), "the premium is paid for nothing")
        #expect(plan.cases[1].cost.isNear(440e6))
        #expect(plan.value.isNear(110e6))
        #expect(plan.valueOfInformation.isNear(50e6))
    }

    @Test func `one case that is certain is planned as if it were the plan`() throws {
        let scenario = TwoStageFixture.newsvendor([(2.5, 1)])
        let plan = try #require(try TwoStageFixture.solve(scenario))
        #expect(plan.cases.map(\.name) == ["times 2.5"])
        #expect(plan.expected.isNear(400e6))
        #expect(plan.valueOfInformation.isNear(0))
    }

    @Test func `without probabilities there is nothing to weigh`() throws {
        let plan = try #require(try TwoStageFixture.solve(TwoStageFixture.newsvendor([(2.5, 0)])))
        #expect(plan.status == "undecided" && plan.expected == nil)
        #expect(
            plan.finding
                == "No stress has a probability, so there is nothing to weigh: give some of them a "
                + "`probability_percent`."
        )
    }

    @Test func `a case without any plan is named`() throws {
        var scenario = TwoStageFixture.newsvendor([(2.5, 0.5)])
        scenario.rules.floors = [
            .init(jurisdiction: "us", from: HandCase.quarter(1), least: 10)
        ]
        scenario.stresses.append(
            Stress(
                name: "a fails",
                changes: [.providerInsolvent("a", from: HandCase.quarter(1))],
                probability: 0.1
            )
        )
        let plan = try #require(try TwoStageFixture.solve(scenario))
        #expect(plan.status == "infeasible")
        #expect(
            plan.finding.hasPrefix("No plan was found for “a fails”, whatever is decided today")
        )
    }
}

/// What a stress says of the plan, and that what is decided today is kept in it.
@Suite struct StressFindingTests {
    private static func late(_ probability: Double = 0) -> Stress {
        Stress(
            name: "late",
            changes: [.providerLate("a", quarters: 2)],
            probability: probability
        )
    }

    private static func finding(_ scenario: Scenario) throws -> StressResult? {
        try TwoStageFixture.studies(scenario)?.stresses().first
    }

    @Test func `a cheaper stress says what falls after the horizon and what is not served`() throws
    {
        var scenario = HandCase.scenario(quarters: 4, demand: [0, 10, 10, 10])
        scenario.demands[0].unservedCost = 5e6
        scenario.offers = [HandCase.offer("x", from: 1, term: 3, at: 10e6) { $0.signed = 10 }]
        scenario.stresses = [Self.late()]
        let result = try #require(try Self.finding(scenario))
        #expect(
            result.finding
                == "Costs $100M less than planned, because 20 MW-quarters less are bought and $200M "
                + "more of payments fall after the horizon; 20 MW-quarters are not served, 20 more "
                + "than planned ($100M of the total)."
        )
    }

    @Test func `a contract of today is kept when its provider is late`() throws {
        var scenario = HandCase.scenario(quarters: 4, demand: [0, 10, 10, 10])
        scenario.decidedQuarters = 2
        scenario.demands[0].unservedCost = 50e6
        scenario.offers = [HandCase.offer("x", from: 1, term: 3, at: 10e6)]
        var stress = Self.late()
        stress.changes.append(.demand(nil, factor: 0))
        scenario.stresses = [stress]
        let result = try #require(try Self.finding(scenario))
        // One of its three quarters is within the horizon, whether or not anything is needed.
        #expect(result.adapted.isNear(100e6) && result.hindsight.isNear(0))
    }

    @Test func `blocks that are ordered today wait for a late campus`() throws {
        var scenario = HandCase.scenario(quarters: 4, demand: [0, 10, 10, 10])
        scenario.decidedQuarters = 1
        scenario.demands[0].unservedCost = 300e6
        scenario.campuses = [
            Campus(
                name: "c",
                region: "here",
                power: [.init(from: HandCase.quarter(1), limit: 20)]
            )
        ]
        var build = HandCase.build(lead: 1, capex: 100e6, opex: 1e6)
        build.campus = "c"
        scenario.builds = [build]
        scenario.stresses = [
            Stress(name: "late", changes: [.campusLate("c", quarters: 1)], probability: 0.5)
        ]
        let studies = try #require(try TwoStageFixture.studies(scenario))
        let futures = try studies.futures()
        // Paid today, in vain for one quarter: 1,000 + 2 · 10 of operation + 10 · 300.
        #expect(studies.stresses(futures).first?.adapted.isNear(4_020e6) == true)
        let plan = try #require(try studies.twoStage(futures))
        #expect(plan.decisions.map(\.kind) == [.order])
        #expect(plan.decisions.first.map(\.size).isNear(10))
        #expect(plan.expected.isNear((1_030e6 + 4_020e6) / 2))
    }
}
