import Optimization
import Planning
import Testing

/// Value at risk of portfolios small enough to know what it has to be.
@Suite struct CostAtRiskTests {
    /// A figure that sets the price of an offer.
    private static func price(
        of offer: String,
        _ likely: Double,
        _ range: ClosedRange<Double>
    ) -> SourcedFigure {
        SourcedFigure(
            path: "offers.\(offer).price_usd_per_mw_quarter",
            value: likely,
            range: range,
            source: "",
            date: "",
            isAssumed: true
        )
    }

    /// Fifty megawatts for a quarter, signed at a price that is not sure.
    private static func signed(cash: Double? = nil) -> Scenario {
        var scenario = HandCase.scenario(quarters: 1, demand: [50])
        scenario.offers = [HandCase.offer("one", at: 10) { $0.signed = 50 }]
        scenario.finance.cash = cash
        return scenario
    }

    private static func risk(
        _ scenario: Scenario,
        _ figures: [SourcedFigure] = [],
        count: Int = 200,
        seed: UInt64 = 1,
        set: @escaping @Sendable (inout Scenario, [Double]) -> Void = { _, _ in }
    ) throws -> CostAtRisk {
        let planner = Planner(
            portfolio: PortfolioPlanning(
                solver: try PlanningSolver.highs(),
                within: SolveLimits(gap: 1e-6)
            ),
            sites: Planner.Sites(years: { _, _ in [] }, wholes: { _ in [] })
        )
        guard case .planned(let planned) = try planner.plan(scenario) else {
            throw SolverError.failed("there is no plan")
        }
        let sample = RiskSample(of: scenario, figures: figures, count: count, seed: seed) {
            values in
            var changed = scenario
            set(&changed, values)
            return changed
        }
        return try PlanStudies(planner, scenario, planned).risk(sample)
    }

    @Test func `one uncertain price gives the quantiles of its triangle`() throws {
        let figure = Self.price(of: "one", 10, 5...20)
        let risk = try Self.risk(Self.signed(), [figure]) { $0.offers[0].price = $1[0] }
        let triangle = TriangularRange(low: 5, likely: 10, high: 20)
        #expect(risk.planned == 500)
        #expect(risk.futures.count == 200)
        for share in [0.05, 0.5, 0.95] {
            // The n-th of so many parts has one draw, wherever in it.
            let value = risk.spread.quantile(share).value
            #expect(value <= 50 * triangle.quantile(share) + 1e-6)
            #expect(value >= 50 * triangle.quantile(share - 1.0 / 200) - 1e-6)
        }
        #expect(abs(risk.spread.mean.value - 50 * 35 / 3) < 1)
        // (a² + b² + c² − ab − ac − bc) / 18 of 5, 10 and 20
        let variance = 175.0 / 18
        #expect(abs(risk.spread.standardDeviation.value - 50 * variance.squareRoot()) < 2)
        // The mean of high − √((1 − u) · 15 · 10) over the last twentieth of u.
        let below = (0.05 * 150).squareRoot() * 2 / 3
        let worst = 50 * (20 - below)
        #expect(abs(risk.spread.tailMean(beyond: 0.95).value - worst) < 6)
        let over = risk.spread.quantile(0.95).value - 500
        #expect(abs(risk.valueAtRiskOverPlan.value - over) < 1e-9)
    }

    @Test func `the power of sites is held, which is told where its figures have ranges`() throws {
        var scenario = Self.signed()
        #expect(try !Self.risk(scenario, count: 1).holdsSites)
        var figure = Self.price(of: "one", 10, 5...20)
        scenario.figures = [figure]
        #expect(try !Self.risk(scenario, count: 1).holdsSites)
        figure.path = "sites.a.grid.limit_mw"
        scenario.figures = [figure]
        #expect(try Self.risk(scenario, count: 1).holdsSites)
    }

    @Test func `the same seed gives the same futures, bit for bit`() throws {
        let scenario = SmallPortfolio.scenario(seed: 3)
        let figure = Self.price(of: "any", 1, 0.5...2)
        func once(_ seed: UInt64) throws -> CostAtRisk {
            try Self.risk(scenario, [figure], count: 12, seed: seed) {
                for place in $0.spots.indices { $0.spots[place].price *= $1[0] }
                for place in $0.offers.indices { $0.offers[place].price *= $1[0] }
            }
        }
        let first = try once(1)
        #expect(try once(1) == first)
        #expect(try once(2).futures != first.futures)
    }

    @Test(arguments: 1...4) func `a wider range spreads the cost no less`(seed: UInt64) throws {
        let deviations = try [1.0, 2, 4].map { width in
            let figure = Self.price(of: "one", 10, (10 - width)...(10 + 2 * width))
            let risk = try Self.risk(Self.signed(), [figure], count: 40, seed: seed) {
                $0.offers[0].price = $1[0]
            }
            return risk.spread.standardDeviation.value
        }
        #expect(deviations == deviations.sorted())
        #expect(deviations[0] > 0)
    }

    @Test func `what is signed today stays, and what comes later adapts`() throws {
        for (start, isKept) in [(0, true), (5, false)] {
            var scenario = HandCase.scenario(
                quarters: 6,
                demand: (0..<6).map { $0 == start ? 50 : 0 }
            )
            scenario.offers = [HandCase.offer("one", from: start, at: 10)]
            scenario.spots = [HandCase.spot(at: 12)]
            let figure = Self.price(of: "spot", 12, 6...18)
            let risk = try Self.risk(scenario, [figure], count: 40) { $0.spots[0].price = $1[0] }
            // Who has signed for 10 cannot buy for 6.
            let least = isKept ? 500.0 : 50 * 6
            #expect(risk.spread.costs.allSatisfy { $0 <= 500 + 1e-6 && $0 >= least - 1e-6 })
            #expect((risk.spread.costs[0] < 400) == !isKept)
        }
    }

    @Test func `stresses come as often as they are likely, and one at a time`() throws {
        var scenario = Self.signed()
        scenario.stresses = [
            Stress(name: "more", changes: [.demand(nil, factor: 1.2)], probability: 0.25),
            Stress(name: "less", changes: [.demand(nil, factor: 0.5)], probability: 0.1),
            Stress(name: "only tried", changes: [.demand(nil, factor: 9)], probability: 0),
        ]
        let risk = try Self.risk(scenario, count: 100)
        #expect(risk.futures.count { $0.stress == "more" } == 25)
        #expect(risk.futures.count { $0.stress == "less" } == 10)
        #expect(risk.futures.count { $0.stress == nil } == 65)
        // Ten megawatts at 1,000 dollars are not served.
        #expect(risk.futures.allSatisfy { ($0.stress == "more") == ($0.unserved > 1) })
        #expect(risk.chanceUnserved.value == 0.25)
        #expect(risk.spread.quantile(0.95).value == 10_500)
    }

    @Test func `the factors of a demand spread it, and a stress of demand takes their place`()
        throws
    {
        var scenario = Self.signed()
        scenario.demands[0].power = [0, 50]
        scenario = HandCase.scenario(quarters: 2, demand: [0, 50])
        scenario.demands[0].lowFactor = 0.5
        scenario.demands[0].highFactor = 1.5
        scenario.spots = [HandCase.spot(at: 10)]
        let risk = try Self.risk(scenario, count: 100)
        #expect(risk.demandCount == 1)
        #expect(risk.spread.costs[0] >= 250 && risk.spread.costs[99] <= 750)
        #expect(abs(risk.spread.mean.value - 500) < 2)
        #expect(abs(risk.spread.standardDeviation.value - 250 / 6.0.squareRoot()) < 3)
        scenario.stresses = [Stress(name: "high", changes: [.demandHigh], probability: 1)]
        let high = try Self.risk(scenario, count: 10)
        #expect(high.spread.costs.allSatisfy { abs($0 - 750) < 1e-6 })
    }

    @Test func `money rules give way last, and it is told how often`() throws {
        let figure = Self.price(of: "one", 10, 5...20)
        let risk = try Self.risk(Self.signed(cash: 600), [figure]) { $0.offers[0].price = $1[0] }
        // F(12) of the triangle: 1 − (20 − 12)² / (15 · 10).
        let share = 64.0 / 150
        #expect(abs(risk.chanceMoneyBreaks.value - share) <= 1.0 / 200)
        #expect(risk.chanceMoneyBreaksUnadapted == risk.chanceMoneyBreaks)
        #expect(risk.futures.allSatisfy { ($0.verdict == .money) == ($0.cost ?? 0 > 600) })
        // There are no rules for failures or shares that could give way.
        #expect(risk.chanceRulesBreak.value == 0)
    }

    @Test func `a rule for failures is kept as far as it can be`() throws {
        var scenario = HandCase.scenario(quarters: 6, demand: [0, 0, 0, 0, 0, 40])
        scenario.offers = [
            HandCase.offer("one", by: "a", from: 5, at: 10),
            HandCase.offer("two", by: "b", from: 5, at: 20),
        ]
        scenario.contingencies = HandCase.losses(of: ["a", "b"])
        scenario.stresses = [
            // The second provider is not there: half of what the rule asks for cannot be had.
            Stress(name: "b gone", changes: [.providerLate("b", quarters: 9)], probability: 0.5)
        ]
        let risk = try Self.risk(scenario, count: 10)
        for future in risk.futures {
            #expect(future.verdict == (future.stress == nil ? .kept : .rules))
            // Forty of each with both; with one alone losing it cannot be survived, forty are used.
            #expect(abs((future.cost ?? 0) - (future.stress == nil ? 1_200 : 400)) < 1e-3)
        }
        #expect(risk.chanceRulesBreak.value == 0.5)
        #expect(risk.chanceMoneyBreaks.value == 0)
    }

    @Test func `renting only stands beside what owns something, in the same futures`() throws {
        var scenario = HandCase.scenario(
            quarters: 8,
            demand: [0, 0, 0, 0, 0, 20, 20, 20]
        )
        scenario.builds = [HandCase.build(lead: 1, capex: 20, opex: 1)]
        scenario.spots = [HandCase.spot(at: 30)]
        let figure = Self.price(of: "spot", 30, 25...45)
        let risk = try Self.risk(scenario, [figure], count: 30) { $0.spots[0].price = $1[0] }
        #expect(risk.comparisons.map(\.name) == ["this plan", "rent only"])
        #expect(risk.comparisons[0].difference.value == 0)
        // Blocks for 20 MW cost 400 and 60 to run; renting 60 MW-quarters at 35 on average.
        #expect(abs(risk.spread.mean.value - 460) < 1e-6)
        let rent = risk.comparisons[1]
        #expect(rent.spread.count == 10)
        #expect(abs(rent.difference.value - (rent.spread.mean.value - 460)) < 1e-6)
        #expect(rent.spread.costs.allSatisfy { $0 >= 60 * 25 && $0 <= 60 * 45 })
    }

    @Test func `renting only signs today what a tenant would sign`() throws {
        var scenario = HandCase.scenario(quarters: 2, demand: [0, 20])
        scenario.decidedQuarters = 1
        // Blocks cost 400 and 20 to run, the contract 600, spot 1,800.
        scenario.builds = [HandCase.build(lead: 1, capex: 20, opex: 1)]
        scenario.offers = [HandCase.offer("lease", term: 2, at: 30) { $0.ramp = [0, 1] }]
        scenario.spots = [HandCase.spot(at: 90)]
        let risk = try Self.risk(scenario, count: 3)
        #expect(risk.planned == 420)
        let rent = try #require(risk.policies.first)
        #expect(rent.futures.map(\.cost) == [600])
    }

    @Test func `who wants an end gets the futures so far`() throws {
        let scenario = Self.signed()
        let solver = try PlanningSolver.highs()
        let planning = PortfolioPlanning(solver: solver)
        let sites = Planner.Sites(years: { _, _ in [] }, wholes: { _ in [] })
        guard
            case .planned(let planned) = try Planner(portfolio: planning, sites: sites)
                .plan(scenario)
        else {
            Issue.record("no plan")
            return
        }
        let stopped = Planner(portfolio: planning, sites: sites, watch: { _ in .stop })
        let sample = RiskSample(of: scenario, figures: [], count: 5, seed: 1) { _ in scenario }
        let risk = try PlanStudies(stopped, scenario, planned).risk(sample)
        #expect(risk.futures.isEmpty)
        #expect(risk.asked == 5)
    }

    /// Whoever answers too late, from the first question on.
    private struct Slow: Solver {
        func solve(
            _ program: Program,
            within limits: SolveLimits,
            from start: [Double]?,
            watch: Watch?
        ) throws(SolverError) -> Outcome {
            .exhausted(.timeLimit, bound: nil)
        }
    }

    @Test func `what took too long is not said to be impossible`() throws {
        var scenario = Self.signed()
        scenario.stresses = [
            Stress(name: "more", changes: [.demand(nil, factor: 1.2)], probability: 0.5)
        ]
        guard case .planned(let planned) = try TwoStageFixture.planner().plan(scenario) else {
            Issue.record("no plan")
            return
        }
        let slow = Planner(
            portfolio: PortfolioPlanning(solver: Slow()),
            sites: Planner.Sites(years: { _, _ in [] }, wholes: { _ in [] })
        )
        let studies = PlanStudies(slow, scenario, planned)
        let sample = RiskSample(of: scenario, figures: [], count: 2, seed: 1) {
            [scenario] _ in scenario
        }
        #expect(try studies.risk(sample).futures.allSatisfy { $0.verdict == .unsolved })
        #expect(try studies.effects(of: [("horizon", scenario)]).isEmpty)
        let futures = try studies.futures()
        #expect(studies.stresses(futures)[0].finding.hasPrefix("The search ended before"))
        let plan = try #require(try studies.twoStage(futures))
        #expect(plan.status == "undecided")
        #expect(plan.finding.contains("“more” ended before one was found"))
    }
}
