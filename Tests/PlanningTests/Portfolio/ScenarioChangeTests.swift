import Bus
import Planning
import Testing

/// Scenarios that turn out otherwise, and rules that are left out.
@Suite struct ScenarioChangeTests {
    private static var scenario: Scenario {
        var scenario = HandCase.scenario(quarters: 5, demand: [10, 10, 10, 10, 10])
        scenario.demands[0].lowFactor = 0.6
        scenario.demands[0].highFactor = 1.4
        scenario.demands.append(HandCase.demand("other", [1, 1, 1, 1, 1]))
        scenario.offers = [
            HandCase.offer("now", by: "a", term: 4, at: 1),
            HandCase.offer("later", by: "a", from: 2, term: 4, at: 1),
            HandCase.offer("else", by: "b", from: 2, term: 4, at: 1),
        ]
        scenario.campuses = [
            Campus(
                name: "c",
                region: "here",
                gridOperator: "g",
                power: [
                    .init(from: HandCase.quarter(-4), limit: 10),
                    .init(from: HandCase.quarter(3), limit: 50),
                ]
            )
        ]
        return scenario
    }

    private func starts(_ scenario: Scenario) -> [Int] {
        scenario.offers.map { scenario.horizon.index(of: $0.starts) }
    }

    @Test func `demand grows by a factor, all of it or one`() {
        let all = Self.scenario.with(change: .demand(nil, factor: 2))
        #expect(all.demands.map(\.power[0]) == [20, 2])
        let one = Self.scenario.with(change: .demand("other", factor: 2))
        #expect(one.demands.map(\.power[0]) == [10, 2])
    }

    @Test func `low and high demand part in a straight line`() {
        let low = Self.scenario.with(change: .demandLow).demands[0].power
        #expect(near(low, [10, 9, 8, 7, 6]))
        let high = Self.scenario.with(change: .demandHigh).demands[0].power
        #expect(near(high, [10, 11, 12, 13, 14]))
    }

    @Test func `a provider that is late brings later what is still to come`() {
        let late = Self.scenario.with(change: .providerLate("a", quarters: 2))
        #expect(starts(late) == [0, 4, 2])
        let early = Self.scenario.with(change: .providerLate("a", quarters: -3))
        #expect(starts(early) == [0, 0, 2])
    }

    @Test func `an insolvent provider fails from the earlier date on`() {
        let twice = Self.scenario
            .with(change: .providerInsolvent("a", from: HandCase.quarter(3)))
            .with(change: .providerInsolvent("a", from: HandCase.quarter(4)))
        #expect(twice.offers.map(\.failsFrom) == [HandCase.quarter(3), HandCase.quarter(3), nil])
    }

    @Test func `a campus and a grid move their dates, not what is there`() {
        for change in [Stress.Change.campusLate("c", quarters: 2), .gridLate("g", quarters: 2)] {
            let dates = Self.scenario.with(change: change).campuses[0].power.map(\.from)
            #expect(dates == [HandCase.quarter(-4), HandCase.quarter(5)])
        }
    }

    @Test func `fuel is scaled within the marginal cost`() {
        var scenario = Self.scenario
        var site = PowerSite(name: "s", years: [.init(year: 2026, it: [1, 1, 1, 1])], profile: [1])
        var engine = Generator(name: "engine", carrier: "gas", capitalCost: 1)
        engine.fuel = "gas"
        engine.fuelCost = 30
        engine.marginalCost = 40
        site.generators = [engine, Generator(name: "sun", carrier: "solar", capitalCost: 1)]
        site.grid = GridConnection(
            steps: [.init(from: HandCase.quarter(1), limit: 5)],
            price: [50]
        )
        scenario.sites = [site]
        let dear = scenario.with(change: .fuelPrice("gas", factor: 2)).sites[0].generators
        #expect(dear.map(\.marginalCost) == [70, 0] && dear.map(\.fuelCost) == [60, 0])
        let late = scenario.with(change: .gridLate("s", quarters: 2)).sites[0].grid
        #expect(late?.steps.map(\.from) == [HandCase.quarter(3)])
    }

    @Test func `a stress makes all of its changes`() {
        let stress = Stress(
            name: "both",
            changes: [.demand(nil, factor: 2), .providerLate("a", quarters: 1)],
            probability: 0
        )
        let scenario = stress.applied(to: Self.scenario)
        #expect(scenario.demands[0].power[0] == 20)
        #expect(starts(scenario) == [0, 3, 2])
    }

    @Test func `every rule is listed once and can be left out`() {
        var scenario = Self.scenario
        scenario.contingencies = HandCase.losses(of: ["a", "b"])
        scenario.rules.caps = [.init(source: .provider("a"), share: 0.4, from: HandCase.first)]
        scenario.rules.floors = [.init(jurisdiction: "eu", from: HandCase.first, least: 1)]
        scenario.rules.carbonPrice = 1
        scenario.finance.cash = 1
        scenario.finance.spendingLimits = [1]
        scenario.finance.covenantMultiple = 1
        scenario.providers[0].deliveryLimit = 1
        let rules = scenario.planningRules
        #expect(
            rules.map(\.name) == [
                "N-1 of everything", "N-1 of a", "N-1 of b", "concentration of a at most 40 %",
                "least capacity in jurisdiction eu", "cash floor", "spending limits", "covenant",
                "delivery limit of a", "carbon price",
            ]
        )
        for rule in rules {
            #expect(!scenario.without(rule: rule).planningRules.contains(rule))
        }
        #expect(rules.reduce(scenario) { $0.without(rule: $1) }.planningRules.isEmpty)
    }

    @Test func `without the carbon price sites keep only a price of their own`() {
        var scenario = Self.scenario
        scenario.rules.carbonPrice = 30
        scenario.sites = [CarbonCase.site("a", clean: 70), CarbonCase.site("b", clean: 70)]
        for place in scenario.sites.indices { scenario.sites[place].rules.carbonPrice = 30 }
        scenario.sites[0].rules.hasSharedCarbonPrice = true
        let changed = scenario.without(rule: .carbonPrice)
        #expect(changed.rules.carbonPrice == 0)
        #expect(changed.sites.map(\.rules.carbonPrice) == [0, 30])
    }
}
