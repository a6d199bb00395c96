import Optimization
import Planning
import Testing

/// What a site lacks where dates and limits alone do not show it.
@Suite struct SiteLackTests {
    typealias Fixture = SiteFixture

    /// Without HiGHS nobody searches for a minimal conflict.
    static func sentences(
        _ site: PowerSite,
        banded: any Solver = BandedSolver()
    ) throws -> [String] {
        let solving = SiteSolving(banded: banded, highs: nil)
        let scope = SiteProgram.Scope(years: Array(site.years.indices))
        guard case .infeasible(let sentences) = try solving.plan(site, scope) else { return [] }
        return sentences
    }

    /// 10 MW behind a connection of 5, with a battery that nothing is left over to fill.
    static func empty(_ hours: Int = 4) -> PowerSite {
        var site = Fixture.site(Array(repeating: 10, count: hours))
        site.grid = Fixture.grid(5, Array(repeating: 10, count: hours))
        site.storages = [Fixture.storage("battery", 5, hours: 2)]
        return site
    }

    @Test func `a storage that cannot be filled lacks energy`() throws {
        let sentences = try Self.sentences(Self.empty())
        try #require(sentences.count == 1)
        #expect(
            sentences[0].hasPrefix(
                "2027-Q1: the load of 10 MW cannot be met, 20 MWh are lacking at least: "
            )
        )
        #expect(sentences[0].contains("5 MW"))
    }

    @Test func `a rule over the year is named with the year`() throws {
        var site = Fixture.site([10, 6])
        site.grid = Fixture.grid(100, [10, 10])
        site.grid?.marginalCarbon = [0.5, 0.5]
        site.rules.carbonCap = 0.1
        // 1.6 t are allowed, which are 3.2 MWh.
        let capped = try Self.sentences(site)
        try #require(capped.count == 1)
        #expect(
            capped[0].hasPrefix(
                "2027: the load of up to 10 MW cannot be met, 12.8 MWh are lacking at least: "
            )
        )
        #expect(capped[0].contains("0.1 t"))
        site.rules.carbonCap = nil
        site.rules.cleanMatching = 0.5
        let matched = try Self.sentences(site)
        try #require(matched.count == 1)
        #expect(matched[0].hasPrefix("2027: "))
        #expect(matched[0].contains("50 %"))
    }

    @Test func `every quarter that lacks is named`() throws {
        var site = Self.empty(4)
        site.stepHours = 2_190
        site.profile = [10, 5, 5, 10]
        site.storages[0].hours = 100
        let sentences = try Self.sentences(site)
        #expect(sentences.map { String($0.prefix(7)) } == ["2027-Q1", "2027-Q4"])
        site.yearLengths = [4, 4]
        site.profile += [5, 5, 10, 5]
        site.grid = Fixture.grid(5, Array(repeating: 10, count: 8))
        #expect(
            try Self.sentences(site).map { String($0.prefix(7)) } == [
                "2027-Q1", "2027-Q4", "2028-Q3",
            ]
        )
    }

    /// Gets stuck on whatever has to serve everything.
    struct Stuck: Solver {
        func solve(
            _ program: Program,
            within limits: SolveLimits,
            from start: [Double]?,
            watch: Watch?
        ) throws(SolverError) -> Outcome {
            let columns = (0..<program.columnCount).map {
                program.label(of: Program.Variable(index: Int32($0)))
            }
            guard columns.contains("unserved") else {
                return .exhausted(.stalled, bound: nil)
            }
            return try BandedSolver().solve(program, within: limits, from: start, watch: watch)
        }
    }

    @Test func `a solver that gets stuck is asked what lacks`() throws {
        #expect(try Self.sentences(Self.empty(), banded: Stuck()).count == 1)
        // Nothing is lacking, so being stuck is all that can be said.
        var site = Self.empty()
        site.grid = Fixture.grid(20, Array(repeating: 10, count: 4))
        let solving = SiteSolving(banded: Stuck(), highs: nil)
        guard case .exhausted(.stalled, bound: nil) = try solving.plan(site, .init(years: [0]))
        else {
            Issue.record("stuck is not infeasible")
            return
        }
    }

    @Test func `where load may go unserved nothing is lacking`() throws {
        var site = Self.empty()
        site.rules.unservedCost = 1_000
        let solving = SiteSolving(highs: nil)
        #expect(try solving.plan(site, .init(years: [0])).planning != nil)
    }
}
