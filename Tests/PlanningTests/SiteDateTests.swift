import Optimization
import Planning
import Testing

/// Dates are constraints: what comes later gives nothing before.
@Suite struct SiteDateTests {
    typealias Fixture = SiteFixture

    /// One step per quarter, and a source that may be built at 100 dollars per megawatt and year.
    func site(_ load: [Double], gas available: Quarter? = nil) -> PowerSite {
        var site = Fixture.site(load)
        site.stepHours = 2_190
        var gas = Generator(name: "gas", carrier: "gas", capitalCost: 100)
        gas.available = available
        site.generators = [gas]
        return site
    }

    static func quarter(_ text: String) -> Quarter { Quarter(text) ?? Quarter(ordinal: 0) }

    @Test func `the quarters of a year begin with its months`() {
        let year = SiteCalendar(year: 2027, count: 8_760)
        #expect(year.quarterStarts == [0, 2_160, 4_344, 6_552, 8_760])
        #expect(year.share() == 1)
        let leap = SiteCalendar(year: 2028, count: 8_784)
        #expect(leap.quarterStarts == [0, 2_184, 4_368, 6_576, 8_784])
        #expect(leap.share() == 1)
        #expect(leap.quarter(of: 2_183) == Self.quarter("2028-Q1"))
        #expect(leap.quarter(of: 2_184) == Self.quarter("2028-Q2"))
        #expect(SiteCalendar(year: 2028, count: 48).share() == 48.0 / 8_784)
        #expect(SiteCalendar(year: 2027, count: 48).share() == 48.0 / 8_760)
        #expect(SiteCalendar(year: 2027, count: 48).quarterStarts == [0, 48, 48, 48, 48])
        #expect(SiteCalendar(year: 2027, count: 17_520, stepHours: 0.5).share() == 1)
        #expect(year.firstStep(from: Self.quarter("2026-Q4")) == 0)
        #expect(year.firstStep(from: Self.quarter("2027-Q3")) == 4_344)
        #expect(year.firstStep(from: Self.quarter("2028-Q1")) == 8_760)
        #expect(year.firstStep(from: nil) == 0)
    }

    @Test(arguments: [(2028, 8_760, 2_160), (2027, 8_784, 2_184)])
    func `a whole year counts as one, with or without the leap day of its calendar`(
        year: Int,
        hours: Int,
        second: Int
    ) {
        let one = SiteCalendar(year: year, count: hours)
        #expect(one.share() == 1)
        #expect(one.quarterStarts[1] == second)
        // The same as the first of several.
        let two = SiteCalendar(year: year, count: 2 * hours, lengths: [hours, hours])
        #expect(two.share(of: 0..<hours) == 1)
        #expect(two.quarterStarts[1] == second)
    }

    @Test func `a source stands from its date on, and costs from then on`() throws {
        let later = Self.quarter("2027-Q3")
        let answer = try Fixture.solve(site([0, 0, 10, 10], gas: later))
        #expect(isNear(answer.size("gas"), 10))
        #expect(isNear(answer.cost, 500))
        #expect(try Fixture.cost(site([0, 10, 10, 10], gas: later)) == .infinity)
        #expect(try isNear(Fixture.cost(site([0, 10, 10, 10])), 1_000))
    }

    @Test func `what stands already stands before the date`() throws {
        var site = site([4, 4, 10, 10], gas: Self.quarter("2027-Q3"))
        site.generators[0].existing = 4
        let answer = try Fixture.solve(site)
        #expect(isNear(answer.size("gas"), 6))
        #expect(isNear(answer.cost, 300))
        site.profile[1] = 5
        #expect(try Fixture.cost(site) == .infinity)
    }

    @Test func `a storage, an agreement and the grid come with their dates`() throws {
        var site = site([0, 0, 10, 10])
        site.generators[0].most = 0
        var battery = Fixture.storage("battery", 0, hours: 8_760)
        battery.most = .infinity
        battery.available = Self.quarter("2027-Q2")
        site.storages = [battery]
        site.grid = GridConnection(
            steps: [.init(from: Self.quarter("2027-Q4"), limit: 20)],
            price: [1, 1, 1, 1]
        )
        // The battery could hold power, and there is none before the grid comes.
        #expect(try Fixture.cost(site) == .infinity)
        var purchase = PowerPurchase(
            name: "plant",
            carrier: "wind",
            most: 10,
            profile: [1, 1, 1, 1],
            price: 2
        )
        purchase.isBehindTheMeter = true
        purchase.available = Self.quarter("2027-Q2")
        site.agreements = [purchase]
        let answer = try Fixture.solve(site)
        #expect(answer.flow("plant")[0] == 0)
        #expect(answer.flow("grid")[..<3].allSatisfy { $0 == 0 })
        // 5 MW in the second quarter and 5 in the third are 10 in the third.
        #expect(isNear(answer.size("plant"), 5))
        site.agreements[0].available = Self.quarter("2027-Q4")
        #expect(try Fixture.cost(site) == .infinity)
    }

    @Test func `the connection grows step by step`() throws {
        var site = site([5, 5, 5, 5])
        site.generators = [Fixture.standing("gas", 5, run: 10)]
        site.grid = GridConnection(
            steps: [
                .init(from: Self.quarter("2027-Q2"), limit: 2),
                .init(from: Self.quarter("2027-Q4"), limit: 4),
            ],
            price: [1, 1, 1, 1]
        )
        #expect(try areNear(Fixture.solve(site).flow("grid"), [0, 2, 2, 4]))
    }

    // MARK: Years

    @Test func `what is built in a year stands in all later years`() throws {
        var site = site([1, 1, 1, 1])
        site.years = [
            .init(year: 2026, it: [20, 20, 20, 20]), .init(year: 2027, it: [10, 10, 10, 10]),
        ]
        let answer = try Fixture.solve(site)
        #expect(isNear(answer.size("gas", 0), 20))
        #expect(isNear(answer.size("gas", 1), 20))
        #expect(isNear(answer.cost, 4_000))
        site.years.reverse()
        site.years[0].year = 2026
        site.years[1].year = 2027
        #expect(try isNear(Fixture.cost(site), 3_000))
        var given = SiteProgram.Scope(years: [0, 1])
        given.sizes = [SiteSizes(), SiteSizes()]
        given.sizes[0].generators["gas"] = 30
        #expect(try isNear(Fixture.cost(site, given), 6_000))
        var scope = SiteProgram.Scope(years: [0, 1])
        scope.weights = [1, 0.5]
        let weighted = try Fixture.solve(site, scope)
        #expect(isNear(weighted.cost, 2_000))
        #expect(isNear(weighted.plans[1].objective, 2_000))
    }

    @Test func `an agreement has one size for all years`() throws {
        var site = site([1, 1, 1, 1])
        site.years = [
            .init(year: 2026, it: [20, 20, 20, 20]), .init(year: 2027, it: [10, 10, 10, 10]),
        ]
        site.generators[0].marginalCost = 10
        site.agreements = [
            PowerPurchase(
                name: "plant",
                carrier: "wind",
                most: 99,
                profile: [1, 1, 1, 1],
                price: 1
            )
        ]
        site.agreements[0].isBehindTheMeter = true
        let answer = try Fixture.solve(site)
        #expect(isNear(answer.size("plant", 0), 20))
        #expect(isNear(answer.size("plant", 1), 20))
    }

    @Test func `what the portfolio builds here is load of its quarter`() throws {
        let site = site([1, 1, 1, 1])
        var scope = SiteProgram.Scope(years: [0])
        scope.extra = [[0, 2, 0, 0]]
        let answer = try Fixture.solve(site, scope)
        #expect(areNear(answer.flow("load"), [1, 3, 1, 1]))
        #expect(isNear(answer.size("gas"), 3))
        #expect(areNear(answer.built.loadPrices(answer.solution)[0], [0, 100, 0, 0]))
    }

    // MARK: Sentences

    @Test func `a need before every date is told with the dates`() {
        var site = Fixture.site([312, 300], year: 2029)
        site.grid = GridConnection(
            steps: [.init(from: Self.quarter("2031-Q1"), limit: 500)],
            price: [1, 1]
        )
        var gas = Fixture.generator("gas")
        gas.available = Self.quarter("2030-Q3")
        site.generators = [gas]
        #expect(
            SiteShortage.all(site, .init(years: [0])).map(\.sentence) == [
                "2029-Q1: the load of 312 MW cannot be met: the grid connection comes 2031-Q1, "
                    + "gas is available from 2030-Q3"
            ]
        )
    }

    @Test func `limits are told like dates, for every quarter that lacks power`() {
        var site = site([50, 60, 4_100, 20], gas: nil)
        site.generators[0].most = 30
        site.grid = Fixture.grid(10, [1, 1, 1, 1])
        site.grid?.curtailedHours = [1]
        site.grid?.curtailedLimit = 2
        site.storages = [Fixture.storage("battery", 5, hours: 2)]
        #expect(
            SiteShortage.all(site, .init(years: [0])).map(\.sentence) == [
                "2027-Q1: the load of 50 MW cannot be met: the grid gives at most 10 MW, "
                    + "gas is limited to 30 MW, battery is limited to 5 MW",
                "2027-Q2: the load of 60 MW cannot be met: the grid gives at most 2 MW in called "
                    + "hours, gas is limited to 30 MW, battery is limited to 5 MW",
                "2027-Q3: the load of 4,100 MW cannot be met: the grid gives at most 10 MW, "
                    + "gas is limited to 30 MW, battery is limited to 5 MW",
            ]
        )
        site.rules.unservedCost = 500
        #expect(SiteShortage.all(site, .init(years: [0])).isEmpty)
    }

    /// The solver finds what no look at the limits shows.
    @Test func `rules that cannot hold are named`() throws {
        let solving = SiteSolving(highs: try Fixture.solver())
        func sentences(_ site: PowerSite) throws -> [String] {
            let outcome = try solving.plan(site, .init(years: [0]))
            guard case .infeasible(let found) = outcome else { return ["\(outcome)"] }
            return found
        }
        var site = site([10, 10, 10, 10])
        site.generators[0].carbon = 0.5
        site.rules.carbonCap = 0.2
        #expect(
            try sentences(site) == [
                "2027: the load of up to 10 MW cannot be met: the carbon cap is 0.2 t/MWh"
            ]
        )
        site.rules.carbonCap = nil
        site.rules.cleanMatching = 0.9
        #expect(
            try sentences(site) == [
                "2027: at a load of up to 10 MW this cannot hold: clean power of the same hour "
                    + "has to match 90 %"
            ]
        )
        site.rules.cleanMatching = nil
        site.rules.survivesLargestUnit = 0.8
        let found = try sentences(site)
        #expect(
            found == [
                "2027-Q1: at a load of 10 MW this cannot hold: firm capacity has to cover 80 % "
                    + "with its largest unit out"
            ]
        )
    }
}
