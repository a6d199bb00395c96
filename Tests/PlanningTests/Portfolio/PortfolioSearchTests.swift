import Optimization
import Planning
import Testing

/// The search in steps against a search of everything at once.
@Suite struct PortfolioSearchTests {
    private static func menu(_ seed: Int, quarters: Int = 10) -> Scenario {
        PortfolioMenu.scenario(seed: UInt64(seed), pairs: 11, quarters: quarters, starts: [0, 4])
    }

    @Test(arguments: 1...2) func `it is within its gap of the optimum`(seed: Int) throws {
        let scenario = Self.menu(seed)
        let solver = try PlanningSolver.highs()
        let portfolio = PortfolioProgram(scenario)
        let answer = try PortfolioPlanning(solver: solver).plan(portfolio)
        guard case .planned(let plan, _) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(plan.status == "optimal" && plan.gap <= 0.01)
        let whole = try solver.solve(portfolio.program, within: SolveLimits(gap: 5e-3))
        let best = try #require(whole.solution)
        #expect(plan.bound <= best.objective * 1e6 * (1 + 1e-6))
        #expect(plan.objective >= best.bound * 1e6 * (1 - 1e-6))
        #expect(plan.objective <= best.objective * 1e6 / 0.99)
    }

    @Test func `it begins from the last plan after a change`() throws {
        var scenario = Self.menu(4)
        let planning = PortfolioPlanning(solver: try PlanningSolver.highs())
        guard case .planned(let plan, let choice) = try planning.plan(scenario) else {
            Issue.record("no plan")
            return
        }
        scenario.rules.caps[0].share = 0.5
        guard case .planned(let again, _) = try planning.plan(scenario, from: choice) else {
            Issue.record("no second plan")
            return
        }
        #expect(again.gap <= 0.01)
        #expect(again.objective <= plan.objective / 0.99)
    }

    @Test func `the same scenario gives the same plan`() throws {
        let planning = PortfolioPlanning(solver: try PlanningSolver.highs())
        let scenario = Self.menu(5)
        #expect(try planning.plan(scenario) == planning.plan(scenario))
    }

    @Test func `whoever watches can stop it`() throws {
        let planning = PortfolioPlanning(
            solver: try PlanningSolver.highs(),
            within: SolveLimits(gap: 1e-6)
        )
        // Long enough for own blocks to pay, of which only whole ones can be had.
        let scenario = Self.menu(6, quarters: 22)
        let answer = try planning.plan(scenario) { _ in .stop }
        guard case .exhausted(.interrupted, _) = answer else {
            Issue.record("not stopped")
            return
        }
        let late = try planning.plan(scenario) { $0.incumbent == nil ? .goOn : .stop }
        guard case .planned(let plan, _) = late else {
            Issue.record("\(late)")
            return
        }
        #expect(plan.status == "feasible")
        #expect(plan.bound > 0 && plan.bound < plan.objective)
    }
}
