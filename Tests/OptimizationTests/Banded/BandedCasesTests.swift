import Optimization
import Testing

/// The thirty cases beside HiGHS with crossover, and the conditions of an optimum on each.
///
/// HiGHS' interior point method alone ends up to 3.5e-6 from the optimum, with crossover at a vertex.
@Suite struct BandedCasesTests {
    @Test(arguments: SiteYearCase.thirty)
    func `thirty cases agree with HiGHS`(site: SiteYearCase) throws {
        let program = site.program()
        let outcome = try BandedSolver().solve(program)
        let expected = try HiGHSFixture.solver().solve(program)
        #expect(outcome.word == expected.word)
        guard let solution = outcome.solution, let objective = expected.solution?.objective else {
            return
        }
        #expect(abs(solution.objective - objective) <= 1e-7 * max(1, abs(objective)))
        // It has to be our method that found it, well within its iterations.
        #expect(solution.effort.iterations < 80)
        let conditions = OptimalityConditions(program, solution)
        #expect(conditions.primal < 1e-9)
        #expect(conditions.dual < 1e-7)
        #expect(conditions.complementarity < 1e-7)
    }

    @Test func `there are thirty cases, all but two with an optimum`() throws {
        #expect(SiteYearCase.thirty.count == 30)
        #expect(Set(SiteYearCase.thirty.map(\.name)).count == 30)
        let ends = try SiteYearCase.thirty.suffix(2).map {
            try BandedSolver().solve($0.program()).word
        }
        #expect(ends == ["infeasible", "unbounded"])
    }

    @Test func `a wrong price or value breaks the conditions of an optimum`() throws {
        let program = SiteYearCase(hours: 24).program()
        let right = try BandedSolverTests.optimum(of: program)
        var wrong = right
        wrong.values[0] *= 0.9
        #expect(OptimalityConditions(program, wrong).primal > 1e-3)
        wrong = right
        wrong.duals[0] += 1
        let conditions = OptimalityConditions(program, wrong)
        #expect(max(conditions.dual, conditions.complementarity) > 1e-6)
    }

    @Test func `daily capacities of a month fit into the border`() throws {
        var program = Program()
        let label = program.label("x")
        var chance = SplitMix(seed: 9)
        for _ in 0..<30 {
            let size = program.variable(label, cost: 20)
            for _ in 0..<24 {
                let own = program.variable(label, cost: 1)
                let bought = program.variable(label, cost: 2 + chance.unit())
                program.require(label, Sum(own) + Sum(bought) == 5 + chance.unit())
                program.require(label, Sum(own) <= Sum(size))
            }
        }
        let solution = try BandedSolverTests.optimum(of: program)
        let expected = try #require(try HiGHSFixture.solver().solve(program).solution).objective
        #expect(abs(solution.objective - expected) <= 1e-7 * expected)
    }
}
