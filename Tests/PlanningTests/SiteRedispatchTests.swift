import Optimization
import Planning
import Testing

/// Days that are run one after the other, and what a site survives.
@Suite struct SiteRedispatchTests {
    typealias Fixture = SiteFixture

    func solving() throws -> SiteSolving { SiteSolving(highs: try Fixture.solver()) }

    /// Sizes that add nothing to what stands.
    static let nothing = SiteSizes()

    // MARK: Windows

    @Test func `a window goes on from what is stored`() throws {
        var site = Fixture.site([10, 10, 10, 10])
        site.grid = Fixture.grid(100, [50, 10, 40, 20])
        site.storages = [Fixture.storage("battery", 5, hours: 1)]
        var redispatch = Redispatch(site, year: 0, sizes: Self.nothing, solving: try solving())
        redispatch.looked = 3
        redispatch.kept = 2
        let move = try redispatch.move(from: .init(step: 0, stored: [5]))
        // Out at 50, in at 10 for the 40 that is seen behind.
        #expect(areNear(move.plan.flows[0].power, [5, -5], 1e-6))
        #expect(areNear(move.next.stored, [5], 1e-6))
        #expect(move.next.step == 2)
        #expect(isNear(move.plan.objective, 250 + 150, 1e-6))
        let last = try redispatch.move(from: move.next)
        #expect(areNear(last.plan.flows[0].power, [5, 0], 1e-6))
        #expect(last.next.step == 4)
    }

    @Test func `a short horizon costs no less than knowing the year`() throws {
        let site = RandomSite.make(4)
        let planning = try #require(try solving().plan(site, .init(years: [0])).planning)
        let plan = planning.plans[0]
        var redispatch = Redispatch(
            site,
            year: 0,
            sizes: planning.sizes[0],
            carbonPrice: plan.carbonPrice ?? 0,
            solving: try solving()
        )
        redispatch.looked = 8
        redispatch.kept = 4
        let rolling = try #require(try redispatch.year(from: planning.closing[0]))
        #expect(rolling.windows == 6)
        #expect(rolling.plan.flows.allSatisfy { $0.power.count == 24 })
        #expect(rolling.plan.stored.allSatisfy { $0.power.count == 24 })
        // What comes out of the storages has to be put back before costs compare.
        let stored = zip(rolling.plan.stored, plan.stored).map { pair in
            (pair.1.power.last ?? 0) - (pair.0.power.last ?? 0)
        }
        let worth = stored.reduce(0) { $0 + max(0, $1) } * 120
        let cap = (plan.carbonPrice ?? 0) * max(0, rolling.plan.emissions - plan.emissions)
        #expect(rolling.plan.objective + worth + cap >= plan.objective - 1e-3 * plan.objective)
        for hour in 0..<24 {
            let sources = rolling.plan.flows.dropLast().reduce(0) { $0 + $1.power[hour] }
            #expect(isNear(sources, rolling.plan.flows.last?.power[hour] ?? .nan, 1e-5))
        }
    }

    @Test func `with the whole year in sight the run costs what the plan says`() throws {
        var site = Fixture.site([10, 20, 30, 10])
        site.grid = Fixture.grid(15, [50, 10, 40, 20])
        site.grid?.capacityCharge = Fixture.yearly(1, 4)
        site.generators = [Fixture.generator("gas", build: 3, run: 45, hours: 4)]
        var battery = Fixture.storage("battery", 0, hours: 2)
        battery.most = 8
        battery.capitalCost = Fixture.yearly(2, 4)
        site.storages = [battery]
        site.agreements = [
            PowerPurchase(
                name: "plant",
                carrier: "wind",
                most: 3,
                profile: [1, 1, 1, 1],
                price: 9
            )
        ]
        let planning = try #require(try solving().plan(site, .init(years: [0])).planning)
        let redispatch = Redispatch(
            site,
            year: 0,
            sizes: planning.sizes[0],
            solving: try solving()
        )
        let rolling = try #require(try redispatch.year(from: planning.closing[0]))
        // Nothing has to be left in store at the end, which may save something.
        #expect(rolling.plan.objective <= planning.plans[0].objective + 1e-3)
        #expect(rolling.windows == 1)
        #expect(rolling.unserved < 1e-4)
    }

    @Test func `a run that is stopped has no year`() throws {
        var site = Fixture.site([10, 10])
        site.grid = Fixture.grid(100, [50, 10])
        let redispatch = Redispatch(site, year: 0, sizes: Self.nothing, solving: try solving())
        #expect(try redispatch.year(from: .init(step: 0, stored: []), watch: { _ in .stop }) == nil)
    }

    @Test func `flexible load that a window has had is not done twice`() throws {
        var site = Fixture.site([0, 0, 0, 0])
        site.years[0].flexible = .init(most: 10, share: 0.5, windowHours: 4)
        site.grid = Fixture.grid(100, [10, 20, 5, 30])
        var redispatch = Redispatch(site, year: 0, sizes: Self.nothing, solving: try solving())
        redispatch.kept = 1
        let rolling = try #require(try redispatch.year(from: .init(step: 0, stored: [])))
        #expect(areNear(rolling.plan.flows.last?.power ?? [], [10, 0, 10, 0], 1e-5))
    }

    @Test func `output goes on from the step before`() throws {
        var site = Fixture.site([10, 40])
        var slow = Fixture.standing("slow", 40, run: 1)
        slow.ramp = 0.25
        site.generators = [slow, Fixture.standing("fast", 40, run: 5)]
        let redispatch = Redispatch(site, year: 0, sizes: Self.nothing, solving: try solving())
        var state = Redispatch.State(step: 1, stored: [])
        state.outputs = [10, 0]
        let move = try redispatch.move(from: state)
        #expect(areNear(move.plan.flows[0].power, [20], 1e-6))
    }

    // MARK: Units

    /// Engines of 10 MW that cannot go below half, beside a dear source of any size.
    func engines(_ load: [Double]) throws -> Redispatch {
        var site = Fixture.site(load)
        var engines = Fixture.standing("engines", 30, run: 10)
        engines.unit = 10
        engines.minimumLoad = 0.5
        site.generators = [engines, Fixture.standing("other", 100, run: 30)]
        var redispatch = Redispatch(site, year: 0, sizes: Self.nothing, solving: try solving())
        redispatch.commitsUnits = true
        return redispatch
    }

    @Test func `a unit runs at its least load or not at all`() throws {
        let redispatch = try engines([3, 13, 25])
        let move = try redispatch.move(from: .init(step: 0, stored: []))
        #expect(areNear(move.plan.flows[0].power, [0, 13, 25], 1e-6))
        #expect(areNear(move.plan.flows[1].power, [3, 0, 0], 1e-6))
        #expect(move.next.units == [3, -1])
    }

    @Test func `only units that run are a reserve`() throws {
        var site = try engines([15, 15]).site
        site.rules.spinningReserve = 1
        site.generators[0].isFirm = true
        var redispatch = Redispatch(site, year: 0, sizes: Self.nothing, solving: try solving())
        redispatch.commitsUnits = true
        let move = try redispatch.move(from: .init(step: 0, stored: []))
        #expect(move.next.units == [3, -1])
        #expect(areNear(move.plan.flows[0].power, [15, 15], 1e-6))
    }

    @Test func `a start is paid for, and not where the unit runs already`() throws {
        var site = try engines([10, 0.001]).site
        site.generators[0].startCost = 300
        var redispatch = Redispatch(site, year: 0, sizes: Self.nothing, solving: try solving())
        redispatch.commitsUnits = true
        var state = Redispatch.State(step: 0, stored: [])
        state.units = [0, -1]
        let cold = try redispatch.move(from: state)
        #expect(areNear(cold.plan.flows[0].power, [0, 0], 1e-6))
        state.units = [1, -1]
        let warm = try redispatch.move(from: state)
        #expect(areNear(warm.plan.flows[0].power, [10, 0], 1e-6))
        // A load that is worth the start.
        site.profile = [40, 40]
        redispatch = Redispatch(site, year: 0, sizes: Self.nothing, solving: try solving())
        redispatch.commitsUnits = true
        state.units = [0, -1]
        let worth = try redispatch.move(from: state)
        #expect(areNear(worth.plan.flows[0].power, [30, 30], 1e-6))
        #expect(isNear(worth.plan.objective, 900 + 600 + 600, 1e-6))
    }

    // MARK: Autonomy

    @Test func `the critical load runs until what is stored is drained`() throws {
        var site = Fixture.site([10, 10, 10, 40])
        site.grid = Fixture.grid(100, [1, 1, 1, 1])
        site.rules.criticalShare = 0.5
        site.storages = [Fixture.storage("battery", 6, hours: 4)]
        // Nothing pays for storing, so nothing is stored but what stands still.
        var answer = try Fixture.solve(site)
        #expect(answer.plan.autonomy.count == 4)
        // 5 MW an hour from what is held; the last hour needs 20 MW of a battery of 6.
        site.storages[0].marginalCost = 0
        var firm = Fixture.standing("engine", 3, run: 50)
        firm.isFirm = true
        site.generators = [firm]
        site.grid?.price = [1, 90, 90, 1]
        answer = try Fixture.solve(site)
        let held = answer.plan.stored[0].power
        for start in 0..<4 {
            var left = held[(start + 3) % 4]
            var hours = 0.0
            for hour in start..<start + 4 {
                let lacking = max(0, 0.5 * site.profile[hour % 4] - 3)
                guard lacking <= 6 + 1e-6, lacking <= left + 1e-6 else { break }
                left -= lacking
                hours += 1
            }
            #expect(answer.plan.autonomy[start] == hours, "from \(start)")
        }
    }

    @Test(arguments: 0..<8) func `autonomy is what a run without the grid would last`(
        seed: Int
    ) throws {
        let site = RandomSite.make(seed)
        let answer = try Fixture.solve(site)
        for start in 0..<24 {
            var left = answer.plan.stored.enumerated().reduce(0.0) { sum, entry in
                let efficiency = site.storages[entry.offset].dischargeEfficiency
                return sum + efficiency * entry.element.power[(start + 23) % 24]
            }
            let power = answer.plan.capacities.filter { $0.energy != nil }
                .reduce(0) { $0 + $1.power }
            let firm = answer.plan.capacities.filter { ["gas", "nuclear"].contains($0.name) }
                .reduce(0) { $0 + $1.power }
            var hours = 0.0
            for hour in start..<start + 24 {
                let load = site.rules.criticalShare * site.profile[hour % 24]
                let lacking = max(0, load - firm)
                guard lacking <= power + 1e-5, lacking <= left + 1e-5 else { break }
                left -= lacking
                hours += 1
            }
            #expect(answer.plan.autonomy[start] == hours, "from \(start)")
        }
    }
}
