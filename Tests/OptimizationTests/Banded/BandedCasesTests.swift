import Optimization
import Testing

/// The thirty cases, and more kinds of sites, beside HiGHS with crossover.
///
/// HiGHS' interior point method alone ends up to 3.5e-6 from the optimum, with crossover at a vertex.
@Suite struct BandedCasesTests {
    static func check(_ site: SiteYearCase) throws {
        let program = site.program()
        let solution = try BandedSolverTests.optimum(of: program)
        var highs = try HiGHSFixture.solver()
        highs.method = .interiorPoint
        let expected = try #require(try highs.solve(program).solution).objective
        #expect(abs(solution.objective - expected) <= 1e-7 * max(1, abs(expected)))
        // It has to be our method that found it, well within its iterations.
        #expect(solution.effort.iterations < 80)
    }

    @Test(arguments: SiteYearCase.all(hours: 336, lengths: [24, 48, 168, 504, 672, 1440]))
    func `thirty cases agree with HiGHS`(site: SiteYearCase) throws {
        try Self.check(site)
    }

    @Test func `there are thirty cases`() {
        #expect(SiteYearCase.all(hours: 1, lengths: [1, 2, 3, 4, 5, 6]).count == 30)
    }

    @Test(arguments: [0.02, 0.1, 0.5]) func `ramps keep the band`(ramp: Double) throws {
        var site = SiteYearCase(hours: 168)
        site.ramp = ramp
        try Self.check(site)
    }

    @Test(arguments: [0.3, 0.6, 1]) func `engines that always run keep the band`(
        least: Double
    ) throws {
        var site = SiteYearCase(hours: 168)
        site.leastGas = least
        try Self.check(site)
    }

    @Test func `two storages, ramps and a least load are solved together`() throws {
        var site = SiteYearCase(hours: 168)
        site.hasSecondStorage = true
        site.ramp = 0.05
        site.leastGas = 0.2
        try Self.check(site)
    }

    @Test func `free power is solved although every way to use it is as good`() throws {
        var site = SiteYearCase(hours: 96)
        site.isFree = true
        try Self.check(site)
        site.hasSecondStorage = true
        try Self.check(site)
    }

    @Test func `a site without a grid and one without carbon are solved`() throws {
        var site = SiteYearCase(hours: 168)
        site.grid_mw = 0
        try Self.check(site)
        site = SiteYearCase(hours: 168)
        site.cap_t_per_mwh = 0
        try Self.check(site)
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
