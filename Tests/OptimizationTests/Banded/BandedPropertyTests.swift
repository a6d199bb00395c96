import Optimization
import Testing

@Suite struct BandedPropertyTests {
    @Test(arguments: 0..<200) func `random bands have the optimum that HiGHS finds`(
        seed: Int
    ) throws {
        let program = RandomBand(seed: UInt64(seed)).program
        let solution = try BandedSolverTests.optimum(of: program)
        let expected = try HiGHSFixture.solver().solve(program)
        let objective = try #require(expected.solution).objective
        #expect(abs(solution.objective - objective) < 1e-7 * max(1, abs(objective)))
    }

    @Test(arguments: 0..<40) func `a dual times a small change predicts the change`(
        seed: Int
    ) throws {
        var program = RandomBand(seed: UInt64(1000 + seed)).program
        let solution = try BandedSolverTests.optimum(of: program)
        var chance = SplitMix(seed: UInt64(seed))
        // The objective is convex in the sides: it is never below what the duals predict.
        var predicted = solution.objective
        for row in 0..<program.rowCount {
            let shift = 1e-2 * (chance.unit() - 0.5)
            predicted += solution.duals[row] * shift
            program.setSides(
                Program.Row(index: Int32(row)),
                lower: program.rowLower[row] + shift,
                upper: program.rowUpper[row] + shift
            )
        }
        guard let moved = try BandedSolver().solve(program).solution else { return }
        #expect(moved.objective > predicted - 1e-6 * max(1, abs(predicted)))
    }

    @Test(arguments: [0, 1, 2, 3]) func `less of a rule never costs more`(seed: Int) throws {
        var site = SiteYearCase(hours: 96)
        site.ramp = 0.1
        site.hasSecondStorage = seed % 2 == 1
        let strict = try BandedSolverTests.optimum(of: site.program()).objective
        site.cap_t_per_mwh += 0.02 * Double(seed + 1)
        let looser = try BandedSolverTests.optimum(of: site.program()).objective
        site.grid_mw += 5
        let loosest = try BandedSolverTests.optimum(of: site.program()).objective
        #expect(looser <= strict * (1 + 1e-9))
        #expect(loosest <= looser * (1 + 1e-9))
    }
}
