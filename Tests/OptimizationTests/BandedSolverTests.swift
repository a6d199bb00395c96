import Optimization
import Testing

@Suite struct BandedSolverTests {
    @Test func `a small program has its optimum and its duals`() throws {
        let (program, x, y) = ProgramTests.small()
        let outcome = try BandedSolver().solve(program)
        let solution = try #require(outcome.solution)
        #expect(outcome.word == "optimal")
        #expect(abs(solution.objective - 2.8) < 1e-7)
        #expect(abs(solution[x] - 1.6) < 1e-7)
        #expect(abs(solution[y] - 1.2) < 1e-7)
        #expect(abs(solution.duals[0] - 0.4) < 1e-7)
        #expect(abs(solution.duals[1] - 0.2) < 1e-7)
    }

    @Test func `a week of a site is proved`() throws {
        let program = SiteYearCase(hours: 168).program()
        let outcome = try BandedSolver().solve(program)
        let solution = try #require(outcome.solution)
        #expect(outcome.word == "optimal")
        #expect(solution.proof.holds(within: 1e-9))
        #expect(solution.proof.dualViolation < 1e-9)
        #expect(solution.gap < 1e-8)
    }
}
