import Bus
import Optimization
import Planning
import Testing

/// What the planner does beside planning: prices without being asked, and an end when it is wanted.
@Suite struct PlannerTests {
    /// Several ways to avoid a tonne, so that one round does not know all prices.
    private static var scenario: Scenario {
        var sites = [("a", 100.0), ("b", 160)].map { CarbonCase.site($0, clean: $1) }
        for place in sites.indices {
            for (number, price) in [58.0, 66, 74, 85].enumerated() {
                var more = SiteFixture.standing("more \(number)", 20, run: price + Double(place))
                more.carbon = 0.1
                sites[place].generators.append(more)
            }
        }
        var scenario = CarbonCase.portfolio(sites[0], thousands: 500)
        scenario.sites = sites
        return scenario
    }

    @Test func `the prices of rules are there without a study`() throws {
        let hand = HandCase("x", costs: 0, quarters: 2, demand: [10, 10]) {
            $0.spots = [HandCase.spot(at: 8)]
            $0.offers = [HandCase.offer("o", term: 2, at: 2)]
            $0.rules.caps = [.init(source: .provider("a"), share: 0.5, from: HandCase.first)]
            $0.offers.append(HandCase.offer("p", by: "b", term: 2, at: 4))
        }
        guard case .planned(let planned) = try CarbonCase.planner().plan(hand.scenario) else {
            Issue.record("no plan")
            return
        }
        let price = planned.plan.pricesOfRules.first { $0.rule.hasPrefix("concentration of a") }
        #expect((price?.value ?? 0) > 0)
        var quiet = try CarbonCase.planner()
        quiet.findsPrices = false
        guard case .planned(let other) = try quiet.plan(hand.scenario) else { return }
        #expect(other.plan.pricesOfRules.isEmpty)
    }

    @Test(arguments: [
        "power of the sites, round 2", "contracts, round 2", "prices of the rules",
        "power of the sites over all years",
    ])
    func `an interruption keeps the best plan so far`(step: String) throws {
        let interruption = Interruption(when: step)
        let watch = interruption.watch
        var planner = try CarbonCase.planner(watch: watch) { () throws(SolverError) in
            guard watch(.init(incumbent: nil, bound: nil, iterations: 0)) != .stop else {
                throw .failed("interrupted")
            }
        }
        planner.begins = { interruption.begins($0) }
        guard case .planned(let planned) = try planner.plan(Self.scenario) else {
            Issue.record("the plan is lost")
            return
        }
        // Its cost is known, the hours of its sites are not.
        #expect(planned.plan.sites.isEmpty)
        #expect(planned.plan.quarters.count == 4)
        #expect(planned.plan.bound <= planned.plan.objective)
        #expect(planned.plan.gap.isFinite)
        #expect(planned.plan.carbon.first?.budget == 500_000)
        #expect(!planned.cuts.isEmpty)
    }

    @Test(arguments: ["power of the sites, to begin with", "contracts, round 1"])
    func `an interruption before the first plan says so`(step: String) throws {
        let interruption = Interruption(when: step)
        var planner = try CarbonCase.planner(watch: interruption.watch)
        planner.begins = { interruption.begins($0) }
        switch try planner.plan(Self.scenario) {
        case .exhausted(let stop, bound: _): #expect(stop == .interrupted)
        case .planned(let planned): #expect(planned.plan.sites.isEmpty)
        case .infeasible, .unbounded: Issue.record("nothing was proved")
        }
    }
}
