import Bus
import Optimization
import Planning
import Testing

/// The case that is timed against another planner: one site with sun, battery, gas, a grid and a cap.
@Suite struct SiteBenchmarkTests {
    typealias Fixture = SiteFixture

    /// The case's figures, on the first hours of a synthetic year.
    static func site(_ hours: Int, grid: Double = 60, cap: Double = 0.2) -> PowerSite {
        let year = SyntheticYear(seed: 1, latitude: 40, hours: hours)
        let effectiveness = UsageEffectiveness(base: 1.10, slope: 0.006, threshold: 10)
        var site = Fixture.site(
            effectiveness.profile(temperature: year.temperature, utilization: 80)
        )
        var solar = Generator(name: "solar", carrier: "solar", capitalCost: 95_000)
        solar.availability = year.solarShare
        var gas = Generator(name: "gas", carrier: "gas", capitalCost: 110_000)
        gas.marginalCost = 44
        gas.carbon = 0.515
        site.generators = [solar, gas]
        site.storages = [
            Storage(name: "battery", carrier: "battery", capitalCost: 130_000, hours: 4)
        ]
        site.grid = Fixture.grid(grid, year.price)
        site.grid?.marginalCarbon = year.marginalCarbon
        site.rules.carbonCap = cap
        return site
    }

    /// The same, as the other planner writes it: two limits of its own on charging and discharging,
    /// a column for every hour, costs of a year times `hours/8,760`.
    static func peer(_ site: PowerSite) -> Program {
        let hours = site.profile.count
        let years = Double(hours) / 8_760
        var program = Program()
        let label = program.label("p")
        let sizes = [95_000.0, 110_000, 130_000].map { program.variable(label, cost: $0 * years) }
        func series(_ cost: (Int) -> Double, _ most: Double = .infinity) -> [Program.Variable] {
            (0..<hours).map { program.variable(label, cost: cost($0), upper: most) }
        }
        let price = site.grid?.price ?? []
        let sun = series { _ in 0 }
        let gas = series { _ in 44 }
        let grid = series({ price[$0] }, site.grid?.steps[0].limit ?? 0)
        let give = series { _ in 0 }
        let take = series { _ in 0 }
        let store = series { _ in 0 }
        var carbon = Sum()
        for hour in 0..<hours {
            var balance = Sum(sun[hour])
            balance.add(1, gas[hour])
            balance.add(1, grid[hour])
            balance.add(1, give[hour])
            balance.add(-1, take[hour])
            program.require(label, balance == site.profile[hour])
            var content = Sum(store[hour])
            content.add(-1, store[(hour + hours - 1) % hours])
            content.add(-0.92, take[hour])
            content.add(1 / 0.92, give[hour])
            program.require(label, content == 0)
            let share = site.generators[0].availability[hour]
            program.require(label, Sum(sun[hour]) <= share * sizes[0])
            program.require(label, Sum(gas[hour]) <= Sum(sizes[1]))
            program.require(label, Sum(give[hour]) <= Sum(sizes[2]))
            program.require(label, Sum(take[hour]) <= Sum(sizes[2]))
            program.require(label, Sum(store[hour]) <= 4 * sizes[2])
            carbon.add(0.515, gas[hour])
            carbon.add(site.grid?.marginalCarbon[hour] ?? 0, grid[hour])
        }
        let load = site.profile.reduce(0, +)
        program.require(label, carbon <= (site.rules.carbonCap ?? .infinity) * load)
        return program
    }

    @Test(
        arguments: [
            (48, 60, 0.2), (72, 60, 0.1), (72, 1, 0.2), (96, 40, 0.25),
        ] as [(Int, Double, Double)]
    )
    func `our program has the optimum of another way to write it`(
        hours: Int,
        grid: Double,
        cap: Double
    ) throws {
        let site = Self.site(hours, grid: grid, cap: cap)
        let answer = try Fixture.solve(site)
        let peer = try #require(try Fixture.solver().solve(Self.peer(site)).solution)
        #expect(isNear(answer.cost, peer.objective, 1e-9))
        let banded = try #require(try BandedSolver().solve(answer.built.program).solution)
        #expect(isNear(banded.objective, peer.objective, 1e-7))
    }

    /// 5 or 6 rows an hour, and no column for the sun at night.
    @Test func `the program is no larger than it has to be`() {
        let site = Self.site(48)
        let program = SiteProgram(site, year: 0).program
        let sunny = site.generators[0].availability.count { $0 > 0 }
        #expect(program.columnCount == 3 + 48 * 5 + sunny)
        #expect(program.rowCount == 48 * 5 + sunny + 1)
    }
}
