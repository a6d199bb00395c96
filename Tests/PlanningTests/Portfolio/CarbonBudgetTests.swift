import Bus
import Optimization
import Planning
import Testing

/// A carbon budget over all sites, split between them by its price.
@Suite struct CarbonBudgetTests {
    /// A tonne less costs $40 at a and $200 at b; without a budget each emits 438,000 t.
    private static let sites = [
        CarbonCase.site("a", clean: 70), CarbonCase.site("b", clean: 150),
    ]

    @Test(arguments: [
        // Thousands of tonnes: the budget, what a and b get; millions of dollars; dollars per tonne.
        (600.0, 162.0, 438.0, 87.6 + 276 * 0.04, 40.0),
        (300.0, 0.0, 300.0, 87.6 + 438 * 0.04 + 138 * 0.2, 200.0),
        (0.0, 0.0, 0.0, 87.6 + 438 * 0.04 + 438 * 0.2, 200.0),
    ])
    func `what is cheap to avoid is avoided first`(
        budget: Double,
        first: Double,
        second: Double,
        millions: Double,
        price: Double
    ) throws {
        let scenario = CarbonCase.scenario(Self.sites, thousands: budget)
        let plan = try #require(try CarbonCase.plan(scenario))
        #expect(plan.status == "optimal")
        #expect(isNear(plan.objective, millions * 1e6, 1e-6))
        #expect(plan.gap < 1e-6)
        let year = try #require(plan.carbon.first)
        #expect(year.year == 2026 && year.budget == budget * 1_000)
        #expect(isNear(year.sites[0].granted / 1_000, first, 1e-5))
        #expect(isNear(year.sites[1].granted / 1_000, second, 1e-5))
        #expect(isNear(year.emitted / 1_000, budget, 1e-5))
        #expect(year.sites.map(\.site) == ["a", "b"])
        #expect(plan.sites[1].years[0].granted == year.sites[1].granted)
        // With nothing to emit, the price is any from the dearest on.
        let rule = try #require(plan.pricesOfRules.first { $0.rule == "carbon budget of 2026" })
        #expect(budget == 0 ? rule.value >= price - 1e-3 : isNear(rule.value, price, 1e-5))
        #expect(rule.per == "t more" && rule.method == "dual of the relaxation")
    }

    @Test func `a budget that does not bind changes nothing`() throws {
        let free = try #require(
            try CarbonCase.plan(CarbonCase.scenario(Self.sites, thousands: nil))
        )
        let loose = try #require(
            try CarbonCase.plan(CarbonCase.scenario(Self.sites, thousands: 1_000))
        )
        #expect(isNear(loose.objective, free.objective))
        #expect(
            loose.sites.map { $0.years[0].emissions } == free.sites.map { $0.years[0].emissions }
        )
        #expect(!loose.pricesOfRules.contains { $0.rule.hasPrefix("carbon budget") })
        #expect(free.carbon.isEmpty && free.sites[0].years[0].granted == nil)
    }

    @Test func `the only site has the whole budget`() throws {
        let scenario = CarbonCase.scenario([Self.sites[0]], thousands: 100)
        let plan = try #require(try CarbonCase.plan(scenario))
        #expect(isNear(plan.objective, 57.32e6))
        #expect(plan.proof.rounds.isEmpty)
        #expect(isNear(plan.sites[0].years[0].grantPrice ?? 0, 40))
        let rule = plan.pricesOfRules.first { $0.rule.hasPrefix("share of the carbon budget") }
        #expect(isNear(rule?.value ?? 0, 40))
    }

    @Test func `a site that is planned by itself keeps the budget that is all its own`() throws {
        var scenario = CarbonCase.scenario([Self.sites[0]], thousands: 100)
        let scope = try #require(scenario.scopeAlone(of: Self.sites[0], years: [0]))
        #expect(scope.tonnes == [100_000])
        let solving = SiteSolving(highs: try PlanningSolver.highs(), method: .highs)
        let outcome = try solving.plan(Self.sites[0], scope)
        #expect(isNear(outcome.planning?.plans.first?.emissions ?? 0, 100_000, 1e-5))
        scenario.sites.append(Self.sites[1])
        #expect(scenario.scopeAlone(of: Self.sites[0], years: [0]) == nil)
        scenario.rules.carbonBudget = nil
        #expect(scenario.scopeAlone(of: Self.sites[0], years: [0]) == .init(years: [0]))
        var other = CarbonCase.portfolio(Self.sites[0], thousands: 100)
        other.builds[0].site = nil
        other.builds[0].powerCarbon = 0.5
        #expect(other.scopeAlone(of: Self.sites[0], years: [0]) == nil)
    }

    @Test func `a budget by years holds from each year on`() throws {
        let budget = CarbonBudget(steps: [
            .init(from: 2027, tonnes: 600_000), .init(from: 2029, tonnes: 0),
        ])
        #expect((2026...2030).map { budget.tonnes(in: $0) } == [nil, 6e5, 6e5, 0, 0])
        var sites = Self.sites
        for place in sites.indices {
            sites[place].years = (2026...2029).map { .init(year: $0, it: [100, 100, 100, 100]) }
        }
        var scenario = CarbonCase.scenario(sites, thousands: nil)
        scenario.rules.carbonBudget = budget
        let plan = try #require(try CarbonCase.plan(scenario))
        #expect(plan.carbon.map(\.year) == [2027, 2028, 2029])
        let emitted = (0..<4).map { year in
            plan.sites.reduce(0) { $0 + $1.years[year].emissions }
        }
        #expect(areNear(emitted, [876_000, 600_000, 600_000, 0], 1e-5))
        #expect(plan.sites[0].years[0].granted == nil)
    }

    @Test func `too little is named before anything is split`() throws {
        var sites = Self.sites
        for place in sites.indices { sites[place].generators.removeLast() }
        sites[1] = CarbonCase.site("b", clean: 150, power: 50)
        sites[1].generators[1].existing = 10
        let scenario = CarbonCase.scenario(sites, thousands: 400)
        guard case .infeasible(let sentences) = try CarbonCase.planner().plan(sitesOf: scenario)
        else {
            Issue.record("nothing can keep this budget")
            return
        }
        #expect(
            sentences == [
                "2026: 400,000 t of CO2 are allowed, the sites emit at least 613,200 t: "
                    + "a 438,000 t, b 175,200 t"
            ]
        )
    }

    /// Up to 10 MW of load, 10 MW of something clean at $70, and a grid that pays $100 for 100 MW.
    fileprivate static func seller(
        _ name: String,
        gas: Double,
        power: Double = 10
    ) -> PowerSite {
        var site = CarbonCase.site(name, clean: 70, power: power)
        site.generators[0].marginalCost = gas
        site.generators[1].existing = 10
        var grid = SiteFixture.grid(100, [100, 100, 100, 100])
        grid.exportLimit = 100
        grid.marginalCarbon = [1, 1, 1, 1]
        site.grid = grid
        return site
    }

    @Test func `tonnes go to who earns most with them, also below a cost of zero`() throws {
        // A tonne earns $160 at a and then saves $100 there, and earns $80 at b.
        let sites = [Self.seller("a", gas: 20), Self.seller("b", gas: 60)]
        let scenario = CarbonCase.scenario(sites, thousands: 481.8)
        let plan = try #require(try CarbonCase.plan(scenario))
        // a: 110 MW of gas at $20, 100 MW sold; b: 10 MW at $70.
        let first: Double = 19.272e6 - 87.6e6
        #expect(isNear(plan.objective, first + 6.132e6, 1e-6))
        #expect(plan.gap < 1e-6 && plan.status == "optimal")
        #expect(isNear(plan.carbon.first?.sites.first?.granted ?? 0, 481_800, 1e-5))
    }

    @Test func `what a site emits at the least does not depend on dollars`() throws {
        var site = CarbonCase.site("a", clean: 70)
        site.generators.removeLast()
        let solving = SiteSolving(highs: try PlanningSolver.highs(), method: .highs)
        let question = PowerQuestion(site: "a", year: 2026, built: [0, 0, 0, 10], tonnes: 1_000)
        let answer = try site.answer(question) { (program) throws(SolverError) in
            try solving.outcome(of: program)
        }
        #expect(answer.cut.kind == .limit && answer.bill == nil)
        #expect(isNear(answer.cut.value, 438_000 + 10_950 - 1_000, 1e-9))
        // Half a tonne for each of a quarter's hours.
        #expect(areNear(answer.cut.slopes, [1_095, 1_095, 1_095, 1_095], 1e-9))
    }

    @Test func `what a grid does not say cannot be counted`() throws {
        var sites = Self.sites
        sites[0].grid = SiteFixture.grid(100, [50, 50, 50, 50])
        let scenario = CarbonCase.scenario(sites, thousands: 100)
        guard case .infeasible(let sentences) = try CarbonCase.planner().plan(sitesOf: scenario)
        else {
            Issue.record("unknown carbon is not none")
            return
        }
        #expect(sentences.count == 1)
        #expect(sentences[0].hasPrefix("sites.a.grid: the carbon budget counts marginal carbon"))
    }
}

/// The same with a portfolio that decides how much is built.
@Suite struct CarbonPortfolioTests {
    /// A block of 10 MW takes 87,600 MWh: 43,800 t of gas, $4.38 million.
    private static func plan(_ scenario: Scenario) throws -> Plan {
        guard case .planned(let planned) = try CarbonCase.planner().plan(scenario) else {
            throw SolverError.failed("no plan")
        }
        return planned.plan
    }

    @Test func `clean power is cheaper than not to build`() throws {
        let site = CarbonCase.site("a", clean: 70, power: 0)
        let free = try Self.plan(CarbonCase.portfolio(site, thousands: nil))
        #expect(isNear(free.objective, 8.76e6, 1e-6))
        #expect(free.builds.first?.available.last == 20)
        let bound = try Self.plan(CarbonCase.portfolio(site, thousands: 50))
        #expect(isNear(bound.objective, 8.76e6 + 1.504e6, 1e-6))
        #expect(bound.builds.first?.available.last == 20)
        #expect(isNear(bound.carbon[0].emitted, 50_000, 1e-5))
        let rule = bound.pricesOfRules.first { $0.rule == "carbon budget of 2026" }
        #expect(isNear(rule?.value ?? 0, 40, 1e-4))
        #expect(bound.proof.rounds.last.map { $0.upper - $0.lower < 100 } == true)
        #expect(isNear(bound.quarters.reduce(0) { $0 + $1.emissions }, 50_000, 1e-5))
    }

    @Test func `blocks stand where power is sold, and the whole may earn`() throws {
        let site = CarbonBudgetTests.seller("a", gas: 20, power: 0)
        // 120 MW of gas at $20, 100 MW sold at $100.
        let free = try Self.plan(CarbonCase.portfolio(site, thousands: nil))
        #expect(isNear(free.objective, 21.024e6 - 87.6e6, 1e-6))
        #expect(free.gap < 1e-6 && free.status == "optimal")
        #expect(free.builds.first?.available.last == 20)
        // 800,000 MWh of gas and all that is clean; what the blocks leave is sold.
        let bound = try Self.plan(CarbonCase.portfolio(site, thousands: 400))
        #expect(isNear(bound.objective, 16e6 + 6.132e6 - 71.24e6, 1e-6))
        #expect(bound.gap < 1e-6 && bound.builds.first?.available.last == 20)
    }

    @Test func `where nothing is clean less is built`() throws {
        var site = CarbonCase.site("a", clean: 70, power: 0)
        site.generators.removeLast()
        let plan = try Self.plan(CarbonCase.portfolio(site, thousands: 50))
        #expect(plan.builds.first?.available.last == 10)
        // Ten megawatts of spot for four quarters.
        #expect(isNear(plan.objective, 4.38e6 + 320e6, 1e-6))
        #expect(isNear(plan.carbon[0].emitted, 43_800, 1e-5))
    }

    @Test func `a budget that the demand excludes is named with both`() throws {
        var site = CarbonCase.site("a", clean: 70, power: 0)
        site.generators.removeLast()
        let scenario = CarbonCase.portfolio(site, thousands: 50, spot: 0)
        guard case .infeasible(let sentences) = try CarbonCase.planner().plan(scenario) else {
            Issue.record("two blocks emit more than is allowed")
            return
        }
        let text = sentences.joined(separator: " ")
        #expect(text.contains("the demand of 20 MW (work) cannot be met"))
        #expect(text.contains("the carbon budget of 2026 is 50,000 t"))
        #expect(text.contains("a emits at least 4,380 t per megawatt that is built in 2026"))
    }

    @Test func `sites that nothing is built for count as well`() throws {
        let site = CarbonCase.site("a", clean: 70, power: 0)
        var scenario = CarbonCase.portfolio(site, thousands: 400)
        scenario.sites.append(CarbonCase.site("b", clean: 150))
        let plan = try Self.plan(scenario)
        // 87,600 t at a are avoided before 38,000 t at b.
        let avoided: Double = 87_600 * 40 + 38_000 * 200
        #expect(isNear(plan.objective, 52.56e6 + avoided, 1e-6))
        #expect(plan.gap < 1e-6)
        #expect(isNear(plan.carbon[0].emitted, 400_000, 1e-5))
    }

    @Test func `builds without a site count with the carbon that is given`() throws {
        var scenario = CarbonCase.portfolio(
            CarbonCase.site("a", clean: 70, power: 0),
            thousands: 50
        )
        scenario.builds[0].site = nil
        scenario.builds[0].powerPrice = 50
        scenario.builds[0].powerCarbon = 0.5
        let plan = try Self.plan(scenario)
        #expect(plan.builds.first?.available.last == 10)
        #expect(isNear(plan.carbon[0].others, 43_800, 1e-6))
        scenario.builds[0].powerCarbon = 0
        #expect(try Self.plan(scenario).builds.first?.available.last == 20)
    }
}
