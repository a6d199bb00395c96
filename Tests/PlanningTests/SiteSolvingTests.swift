import Optimization
import Planning
import Testing

/// Which solver is asked, whole units, and sites that cannot be planned.
@Suite struct SiteSolvingTests {
    typealias Fixture = SiteFixture

    /// Ends every solve in one way, and counts nothing.
    struct Fixed: Solver {
        let ending: Result<Outcome, SolverError>

        func solve(
            _ program: Program,
            within limits: SolveLimits,
            from start: [Double]?,
            watch: Watch?
        ) throws(SolverError) -> Outcome {
            try ending.get()
        }
    }

    static let stalled = Fixed(ending: .success(.exhausted(.stalled, bound: nil)))
    static let late = Fixed(ending: .success(.exhausted(.timeLimit, bound: 1)))
    static let unsuitable = Fixed(ending: .failure(.unsuitable("too wide")))
    static let broken = Fixed(ending: .failure(.failed("broken")))

    static func site() -> PowerSite {
        var site = Fixture.site([10, 20])
        site.generators = [Fixture.generator("gas", build: 3, run: 1, hours: 2)]
        return site
    }

    func cost(_ solving: SiteSolving, _ site: PowerSite = site()) throws -> Double {
        try solving.plan(site, .init(years: [0])).planning?.solution.objective ?? .nan
    }

    // MARK: Solvers

    @Test func `the banded solver is asked first and HiGHS when it gives up`() throws {
        let highs = try Fixture.solver()
        #expect(try isNear(cost(SiteSolving(highs: Self.broken)), 90, 1e-6))
        #expect(try isNear(cost(SiteSolving(banded: Self.stalled, highs: highs)), 90))
        #expect(try isNear(cost(SiteSolving(banded: Self.unsuitable, highs: highs)), 90))
        #expect(
            try isNear(cost(SiteSolving(banded: Self.broken, highs: highs, method: .highs)), 90)
        )
    }

    @Test func `a limit ends the solve and no other solver is asked`() throws {
        let solving = SiteSolving(banded: Self.late, highs: Self.broken)
        guard
            case .exhausted(.timeLimit, bound: 1) = try solving.plan(Self.site(), .init(years: [0]))
        else {
            Issue.record("not ended by the limit")
            return
        }
    }

    @Test func `an error of the solver is told, and so is one that is missing`() throws {
        let broken = SiteSolving(banded: Self.broken, highs: try Fixture.solver())
        #expect(throws: SolverError.failed("broken")) { try cost(broken) }
        let unsuitable = SiteSolving(banded: Self.unsuitable, highs: try Fixture.solver())
        var only = unsuitable
        only.method = .banded
        #expect(throws: SolverError.unsuitable("too wide")) { try cost(only) }
        #expect(
            throws: SolverError.missing("HiGHS is needed here and not installed: run `make setup`")
        ) {
            try cost(SiteSolving(banded: Self.unsuitable, highs: nil))
        }
    }

    /// A solver that is not trusted: what it says is checked hour by hour.
    @Test func `a plan whose power does not balance is refused`() throws {
        let built = SiteProgram(Self.site(), year: 0)
        let honest = try Fixture.solve(Self.site()).solution
        var values = honest.values
        values[values.count - 1] -= 1
        var solution = honest
        solution.values = values
        #expect(throws: SolverError.self) { try built.plans(solution, status: "optimal") }
        var dear = honest
        dear.objective += 1
        #expect(throws: SolverError.self) { try built.plans(dear, status: "optimal") }
    }

    @Test func `the bound of a plan is that of its solution`() throws {
        var solution = try Fixture.solve(Self.site()).solution
        solution.bound = solution.objective - 9
        let plan = try SiteProgram(Self.site(), year: 0).plans(solution, status: "feasible")[0]
        #expect(isNear(plan.bound, plan.objective - 9))
        #expect(isNear(plan.gap, 0.1))
        #expect(plan.status == "feasible")
    }

    // MARK: Units

    @Test func `sizes are rounded up to whole units and the rest is planned anew`() throws {
        var site = Fixture.site([13, 25])
        var engines = Fixture.generator("engines", build: 3, run: 1, hours: 2)
        engines.unit = 10
        site.generators = [engines, Fixture.generator("peak", build: 4, run: 9, hours: 2)]
        let solving = SiteSolving(highs: try Fixture.solver())
        let first = try #require(try solving.plan(site, .init(years: [0])).planning)
        #expect(isNear(first.sizes[0].generators["engines"] ?? 0, 25, 1e-5))
        let whole = try #require(try SiteRounding(solving).rounded(first).planning)
        #expect(whole.sizes[0].generators["engines"] == 30)
        #expect(isNear(whole.plans[0].objective, 90 + 38, 1e-6))
        #expect(whole.solution.objective >= first.solution.objective)
    }

    @Test func `no more units are built than may be, and the rest comes from elsewhere`() throws {
        var site = Fixture.site([13, 25])
        var engines = Fixture.generator("engines", build: 3, run: 1, hours: 2)
        engines.unit = 10
        engines.most = 25
        site.generators = [engines, Fixture.generator("peak", build: 4, run: 9, hours: 2)]
        let solving = SiteSolving(highs: try Fixture.solver())
        let first = try #require(try solving.plan(site, .init(years: [0])).planning)
        let whole = try #require(try SiteRounding(solving).rounded(first).planning)
        #expect(whole.sizes[0].generators["engines"] == 20)
        #expect(isNear(whole.sizes[0].generators["peak"] ?? 0, 5, 1e-5))
    }

    @Test func `a unit more is not built for a solver's last digit`() {
        var site = Fixture.site([1])
        var engines = Fixture.generator("engines")
        engines.unit = 10
        site.generators = [engines]
        var battery = Fixture.storage("battery", 0, hours: 1)
        battery.unit = 4
        battery.most = .infinity
        site.storages = [battery]
        func whole(_ size: Double, _ tolerance: Double) -> SiteSizes {
            var sizes = SiteSizes()
            sizes.generators["engines"] = size
            sizes.storages["battery"] = .init(power: 5)
            return SiteRounding.whole(sizes, site, tolerance)
        }
        #expect(whole(30.00001, 1e-5).generators["engines"] == 30)
        #expect(whole(30.00001, 0).generators["engines"] == 40)
        #expect(whole(30.001, 1e-5).generators["engines"] == 40)
        #expect(whole(0, 1e-5).generators["engines"] == 0)
        #expect(whole(0, 1e-5).storages["battery"]?.power == 8)
    }

    /// A turbine that nobody builds must not make the engines cover its loss.
    @Test func `units of what is not built are no loss`() throws {
        var site = Fixture.site([30, 20])
        site.rules.survivesLargestUnit = 1
        var engines = Fixture.generator("engines", build: 1, hours: 2)
        engines.isFirm = true
        engines.unit = 10
        var turbines = Fixture.generator("turbines", build: 5, hours: 2)
        turbines.isFirm = true
        turbines.unit = 25
        site.generators = [engines, turbines]
        #expect(try isNear(Fixture.cost(site), 55))
        let solving = SiteSolving(highs: try Fixture.solver(), method: .highs)
        #expect(try isNear(cost(solving, site), 40))
        // Where it is cheap enough it is built, and its loss counts.
        site.generators[1].capitalCost = Fixture.yearly(0.5, 2)
        #expect(try isNear(cost(solving, site), 27.5))
    }

    // MARK: Mistakes

    @Test func `a site without mistakes has none`() {
        for seed in 0..<5 { #expect(RandomSite.make(seed).mistakes == []) }
    }

    static let mistakes: [(change: @Sendable (inout PowerSite) -> Void, sentence: String)] = [
        ({ $0.years = [] }, "site x: there is no year to plan"),
        ({ $0.profile[3] = -1 }, "site x: the profile has a figure below zero"),
        ({ $0.years.append($0.years[0]) }, "site x: 2027 comes after 2027"),
        ({ $0.generators.append($0.generators[0]) }, "site x: gas stands there twice"),
        (
            { $0.generators[2].availability = [1] },
            "site x: generator solar: availability has 1 figures, the profile has 24"
        ),
        (
            { $0.generators[2].availability[0] = 1.2 },
            "site x: generator solar: availability is a share of 0 to 1"
        ),
        ({ $0.generators[0].unit = 0 }, "site x: generator gas: a unit has a size"),
        (
            { $0.storages[0].chargeEfficiency = 1.1 },
            "site x: storage battery: an efficiency is above 0 and at most 1"
        ),
        (
            { $0.storages[0].hours = 0 },
            "site x: storage battery: it has to hold energy for some hours"
        ),
        (
            { $0.agreements[0].least = 31 },
            "site x: agreement wind: its least size of 31.0 MW has to be within 0 and 30.0 MW"
        ),
        (
            { $0.grid?.price.removeLast() },
            "site x: grid: price has 23 figures, the profile has 24"
        ),
        (
            { $0.grid?.marginalCarbon = [] },
            "site x: rules: the marginal carbon of the grid is unknown"
        ),
        (
            { $0.grid?.exportShare = 1.1 },
            "site x: grid: the export share is 0 to 1, or selling what is bought would pay"
        ),
        (
            { $0.grid?.curtailedHours = [5, 24] },
            "site x: grid: called hour 24 is outside of the 24 hours"
        ),
        ({ $0.rules.cleanMatching = 1.5 }, "site x: rules: clean matching is a share of 0 to 1"),
        (
            {
                $0.grid = nil
                $0.rules.carbonCap = nil
            }, "site x: agreement wind: its power comes through the grid, and the site has none"
        ),
    ]

    @Test func `each mistake is told in a sentence, and keeps the site from being solved`() throws {
        for mistake in Self.mistakes {
            var site = RandomSite.make(1)
            mistake.change(&site)
            #expect(site.mistakes.contains(mistake.sentence), "\(site.mistakes)")
            #expect(throws: SolverError.self) {
                try SiteSolving(highs: nil).plan(site, .init(years: [0]))
            }
        }
    }

    @Test func `all mistakes are told at once`() {
        var site = RandomSite.make(1)
        site.profile[3] = -1
        site.generators[0].unit = 0
        site.storages[0].hours = 0
        #expect(site.mistakes.count == 3)
    }
}
