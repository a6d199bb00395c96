import Optimization
import Planning
import Testing

/// Hours of several calendar years in one series: one size of everything over all of them.
@Suite struct SiteYearsTests {
    typealias Fixture = SiteFixture

    static func quarter(_ text: String) -> Quarter { Quarter(text) ?? Quarter(ordinal: 0) }

    /// Two years with one step for each quarter.
    static func site(_ load: [Double]) -> PowerSite {
        var site = Fixture.site(load, year: 2026)
        site.stepHours = 2_190
        site.yearLengths = [4, 4]
        return site
    }

    @Test func `each year has its quarters, and its leap day`() {
        let years = SiteCalendar(year: 2027, count: 26_304, lengths: [8_760, 8_784, 8_760])
        #expect(years.yearStarts == [0, 8_760, 17_544, 26_304])
        #expect(Array(years.quarterStarts[3...6]) == [6_552, 8_760, 10_944, 13_128])
        #expect(years.quarter(of: 8_759) == Self.quarter("2027-Q4"))
        #expect(years.quarter(of: 8_760) == Self.quarter("2028-Q1"))
        #expect(years.quarter(of: 8_760 + 2_184) == Self.quarter("2028-Q2"))
        #expect(years.quarter(of: 26_303) == Self.quarter("2029-Q4"))
        #expect(years.quarterOfYear(of: 17_544) == 0)
        #expect(years.firstStep(from: Self.quarter("2029-Q1")) == 17_544)
        #expect(years.firstStep(from: Self.quarter("2028-Q2")) == 8_760 + 2_184)
        #expect(years.firstStep(from: Self.quarter("2030-Q1")) == 26_304)
        #expect(years.firstStep(from: Self.quarter("2026-Q4")) == 0)
        #expect(years.share() == 3)
        #expect(years.share(from: 17_544) == 1)
        #expect(years.share(from: 8_760 + 4_392) == 1.5)
        #expect(years.span == "2027 to 2029")
    }

    @Test func `every step lies in the quarter that its day says`() {
        let lengths = (2021...2030).map { $0 % 4 == 0 ? 8_784 : 8_760 }
        let calendar = SiteCalendar(year: 2021, count: lengths.reduce(0, +), lengths: lengths)
        for place in 0..<40 {
            for step in [calendar.quarterStarts[place], calendar.quarterStarts[place + 1] - 1] {
                #expect(calendar.quarterIndex(of: step) == place)
            }
        }
    }

    @Test func `what is built is one size, and costs in every year`() throws {
        var site = Self.site([10, 10, 10, 10, 10, 20, 10, 10])
        site.generators = [Generator(name: "gas", carrier: "gas", capitalCost: 100)]
        let answer = try Fixture.solve(site)
        #expect(isNear(answer.size("gas"), 20))
        #expect(isNear(answer.cost, 2 * 100 * 20))
        #expect(answer.plans.count == 1)
        #expect(answer.flow("gas").count == 8)
        // Its date lies in the second year: before there is nothing, and nothing is paid.
        site.profile = [0, 0, 0, 0, 0, 0, 10, 20]
        site.generators[0].available = Self.quarter("2027-Q3")
        #expect(try isNear(Fixture.cost(site), 0.5 * 100 * 20))
    }

    @Test func `the load of a quarter and the connection follow the calendar`() throws {
        var site = Self.site([1, 1, 1, 1, 1, 1, 1, 1])
        site.years[0].it = [1, 2, 3, 4]
        site.grid = GridConnection(
            steps: [
                .init(from: Self.quarter("2026-Q1"), limit: 2),
                .init(from: Self.quarter("2027-Q1"), limit: 3),
            ],
            price: Array(repeating: 0, count: 8)
        )
        site.grid?.capacityCharge = 10
        site.generators = [Fixture.standing("other", 10, run: 1)]
        let answer = try Fixture.solve(site)
        #expect(areNear(answer.flow("load"), [1, 2, 3, 4, 1, 2, 3, 4]))
        #expect(areNear(answer.flow("other"), [0, 0, 1, 2, 0, 0, 0, 1]))
        #expect(isNear(answer.cost, 10 * (2 + 3) + 2_190 * 4))
    }

    @Test func `what is stored in one year is there in the next`() throws {
        var site = Self.site([0, 0, 0, 0, 0, 0, 0, 5])
        site.grid = Fixture.grid(100, [1, 9, 9, 9, 9, 9, 9, 9])
        site.storages = [Fixture.storage("battery", 5, hours: 2_190)]
        let answer = try Fixture.solve(site)
        #expect(areNear(answer.flow("grid"), [5, 0, 0, 0, 0, 0, 0, 0]))
    }

    @Test func `a cap holds over all years`() throws {
        var site = Self.site(Array(repeating: 10, count: 8))
        site.grid = Fixture.grid(100, Array(repeating: 10, count: 8))
        site.grid?.marginalCarbon = [0.4, 0.4, 0.4, 0.4, 0, 0, 0, 0]
        site.generators = [Fixture.standing("clean", 100, run: 50)]
        site.rules.carbonCap = 0.2
        #expect(try isNear(Fixture.cost(site), 8 * 2_190 * 100))
        site.rules.carbonCap = 0.19
        #expect(try Fixture.cost(site) > 8 * 2_190 * 100 + 1)
    }

    @Test(arguments: 0..<8) func `the same year twice costs twice`(seed: Int) throws {
        var site = RandomSite.make(seed)
        // 24 steps make a year.
        site.stepHours = 365
        site.years[0].year = 2026
        let once = try Fixture.cost(site)
        #expect(once.isFinite)
        var twice = site
        twice.yearLengths = [24, 24]
        twice.profile += site.profile
        for place in twice.generators.indices {
            twice.generators[place].availability += site.generators[place].availability
        }
        for place in twice.agreements.indices {
            twice.agreements[place].profile += site.agreements[place].profile
        }
        if let grid = site.grid {
            twice.grid?.price += grid.price
            twice.grid?.marginalCarbon += grid.marginalCarbon
            twice.grid?.averageCarbon += grid.averageCarbon
            twice.grid?.regionalLoad += grid.regionalLoad
            twice.grid?.curtailedHours += grid.curtailedHours.map { $0 + 24 }
        }
        #expect(twice.mistakes.isEmpty)
        #expect(try isNear(Fixture.cost(twice), 2 * once, 1e-6))
    }

    @Test func `years that are not whole, or stand beside others, are mistakes`() {
        var site = Self.site(Array(repeating: 10, count: 8))
        site.grid = Fixture.grid(100, Array(repeating: 10, count: 8))
        #expect(site.mistakes.isEmpty)
        site.yearLengths = [4, 3]
        #expect(site.mistakes.count == 2)
        site.yearLengths = [4, 4]
        site.years.append(.init(year: 2027, it: [1, 1, 1, 1]))
        #expect(site.mistakes.count == 1)
    }

    @Test func `tables and pages name the calendar years`() throws {
        var plan = SiteYearPlan(year: 2027, status: "optimal", objective: 1, bound: 1)
        plan.yearLengths = [8_760, 8_784]
        plan.flows = [
            .init(name: "grid", carrier: "grid", power: Array(repeating: 1, count: 17_544)),
            .init(name: "load", carrier: "load", power: Array(repeating: 1, count: 17_544)),
        ]
        var result = Plan(status: "optimal", objective: 1, bound: 1)
        result.sites = [PlannedSite(name: "x", years: [plan])]
        var scenario = Scenario(
            name: "x",
            horizon: Horizon(first: Self.quarter("2027-Q1"), count: 4),
            discountRate: 0
        )
        scenario.sites = []
        let file = try #require(
            PlanTables(scenario, result).files.first { $0.name.hasSuffix("loads-p.csv") }
        )
        let rows = file.text.split(separator: "\n").map { $0.prefix(19) }
        #expect(rows[1] == "2027-01-01 00:00:00")
        #expect(rows[8_760] == "2027-12-31 23:00:00")
        #expect(rows[8_761] == "2028-01-01 00:00:00")
        #expect(rows[8_761 + 59 * 24] == "2028-02-29 00:00:00")
        #expect(rows[17_544] == "2028-12-31 23:00:00")
        let page = PlanReport(scenario, result, PlanReport.Context()).html
        #expect(page.contains("2027 to 2028"))
    }
}
