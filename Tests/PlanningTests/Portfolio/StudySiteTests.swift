import Optimization
import Planning
import Testing

/// Studies of a plan with a site that nothing is built for: their costs are those of the whole.
@Suite struct StudySiteTests {
    /// A plan and what can be asked of it.
    ///
    /// `thousands`: Of tonnes a year. The site b costs $43.8 million and more.
    private static func studies(
        thousands: Double?
    ) throws -> (scenario: Scenario, plan: Plan, studies: PlanStudies) {
        let site = CarbonCase.site("a", clean: 70, power: 0)
        var scenario = CarbonCase.portfolio(site, thousands: thousands)
        scenario.sites.append(CarbonCase.site("b", clean: 150))
        let planner = try CarbonCase.planner()
        guard case .planned(let planned) = try planner.plan(scenario) else {
            throw SolverError.failed("no plan")
        }
        return (scenario, planned.plan, PlanStudies(planner, scenario, planned))
    }

    @Test(arguments: [nil, 400.0]) func `a future like the plan costs what the plan costs`(
        thousands: Double?
    ) throws {
        let (scenario, plan, studies) = try Self.studies(thousands: thousands)
        #expect(plan.objective > 50e6)
        let sample = RiskSample(of: scenario, figures: [], count: 1, seed: 1) { _ in scenario }
        let risk = try studies.risk(sample)
        #expect(isNear(risk.futures.first?.cost ?? 0, plan.objective, 1e-6))
        #expect(isNear(risk.futures.first?.bound ?? 0, plan.objective, 1e-6))
        #expect(abs(risk.valueAtRiskOverPlan.value) < 1e-6 * plan.objective)
    }

    @Test func `a change without effect has none`() throws {
        let (scenario, plan, studies) = try Self.studies(thousands: nil)
        let effects = try studies.effects(of: [("discount_rate_percent", scenario)])
        #expect(abs(effects.first?.dollars ?? .infinity) < 1e-6 * plan.objective)
    }

    @Test func `the price of a carbon budget is the difference of two whole plans`() throws {
        let studies = try Self.studies(thousands: 400).studies
        let price = try #require(
            try studies.prices().first { $0.method == "solved again" && $0.rule.contains("carbon") }
        )
        // 87,600 t at a cost $40 each, 38,000 t at b $200.
        #expect(isNear(price.value, 87_600 * 40 + 38_000 * 200, 1e-4))
    }
}
