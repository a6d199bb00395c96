import Optimization
import Planning

/// A small site whose cheapest cost is known by hand.
struct SiteHandCase: Sendable, CustomStringConvertible {
    let name: String
    let site: PowerSite
    let dollars: Double
    /// nil: all years of the site.
    var window: SiteProgram.Window?
    /// Tonnes that are granted to each year; empty: any.
    var tonnes: [Double] = []

    var description: String { name }

    var program: SiteProgram {
        var scope = SiteProgram.Scope(years: Array(site.years.indices))
        scope.window = window
        scope.tonnes = tonnes
        return SiteProgram(site, scope)
    }

    static func named(_ name: String) -> SiteHandCase? { all.first { $0.name == name } }

    static let all: [SiteHandCase] = [
        // 20 MW at 3 dollars, and 30 MWh at 5.
        .init(name: "one source", site: oneSource, dollars: 210),
        // In the second hour no more than 2 MW run, which is half of 4.
        .init(name: "must run", site: mustRun, dollars: 4 + 60),
        // 40 MW change by 10 MW an hour; any less would let the dear source in.
        .init(name: "ramp", site: ramp, dollars: 40 + 40),
        // 10 MWh are 20 MW of half an hour, and 10 MW of four hours.
        .init(name: "short storage", site: shifted(hours: 0.5), dollars: 40 + 10),
        .init(name: "long storage", site: shifted(hours: 4), dollars: 20 + 10),
        // 20 MWh in the two cheapest hours.
        .init(name: "training", site: training, dollars: 300),
        // 3 MW come through the connection, one is not served.
        .init(name: "connection", site: connection, dollars: 60 + 1_000),
        // 4 MW of the plant give 4 and 2; the rest is the grid's.
        .init(name: "agreement", site: agreement, dollars: 120 + 20),
        // Half of the night comes from the battery.
        .init(name: "matching", site: matching, dollars: 50 + 75),
        // A fourth engine for the one that may fail.
        .init(name: "largest unit", site: largestUnit, dollars: 40),
        // 12 MW without one of 5 lack 3 MW, for two hours.
        .init(name: "islanding by energy", site: island(hours: 1), dollars: 300 + 6),
        .init(name: "islanding by power", site: island(hours: 4), dollars: 300 + 3),
        .init(name: "spinning", site: spinning, dollars: 20 + 500),
        // 8 MW of engines and 1 MW of the battery are half of 18 MW.
        .init(name: "reserve", site: reserve, dollars: 400),
        // 4 t of 6 t are allowed; 40 dollars more for each 0.5 t.
        .init(name: "carbon cap", site: carbonCap, dollars: 200 + 160),
        // The same by tonnes that are granted.
        .init(name: "carbon grant", site: grid, dollars: 200 + 160, tonnes: [4]),
        // What the first year needs stands in the second.
        .init(name: "growth", site: growth, dollars: 20),
        // Three megawatts are too little for an engine.
        .init(
            name: "units",
            site: engines([3, 13, 25], start: 0),
            dollars: 90 + 130 + 250,
            window: window(3, running: -1)
        ),
        // The start pays: two hours of the dear source are 600.
        .init(
            name: "starts",
            site: engines([10, 10], start: 300),
            dollars: 300 + 200,
            window: window(2, running: 0)
        ),
    ]

    // MARK: Sites

    private typealias Fixture = SiteFixture

    private static var oneSource: PowerSite {
        var site = Fixture.site([10, 20])
        site.generators = [Fixture.generator("gas", build: 3, run: 5, hours: 2)]
        return site
    }

    private static var mustRun: PowerSite {
        var site = Fixture.site([10, 2])
        var nuclear = Fixture.generator("nuclear", build: 1, hours: 2)
        nuclear.mustRun = 0.5
        site.generators = [nuclear, Fixture.standing("other", 100, run: 10)]
        return site
    }

    private static var ramp: PowerSite {
        var site = Fixture.site([10, 20, 10])
        var slow = Fixture.generator("slow", build: 1, run: 1, hours: 3)
        slow.ramp = 0.25
        site.generators = [slow, Fixture.standing("other", 100, run: 50)]
        return site
    }

    private static func shifted(hours: Double) -> PowerSite {
        var site = Fixture.site([0, 10])
        site.grid = Fixture.grid(100, [1, 100])
        site.storages = [Fixture.storage("battery", 0, hours: hours)]
        site.storages[0].most = .infinity
        site.storages[0].capitalCost = Fixture.yearly(2, 2)
        return site
    }

    private static var training: PowerSite {
        var site = Fixture.site([0, 0, 0, 0])
        site.years[0].flexible = .init(most: 10, share: 0.5, windowHours: 4)
        site.grid = Fixture.grid(100, [10, 20, 50, 30])
        return site
    }

    private static var connection: PowerSite {
        var site = Fixture.site([4])
        site.grid = Fixture.grid(3, [30])
        site.rules.unservedCost = 1_000
        site.agreements = [plant(most: 10, [1])]
        return site
    }

    private static var agreement: PowerSite {
        var site = Fixture.site([4, 4])
        site.grid = Fixture.grid(100, [30, 10])
        site.agreements = [plant(most: 10, [1, 0.5])]
        return site
    }

    private static func plant(most: Double, _ profile: [Double]) -> PowerPurchase {
        PowerPurchase(name: "plant", carrier: "wind", most: most, profile: profile, price: 20)
    }

    private static var matching: PowerSite {
        var site = Fixture.site([10, 10])
        var solar = Fixture.standing("solar", 20, run: 0)
        solar.availability = [1, 0]
        solar.isClean = true
        site.generators = [solar, Fixture.standing("gas", 20, run: 10)]
        site.storages = [Fixture.storage("battery", 5, hours: 1)]
        site.storages[0].marginalCost = 15
        site.rules.cleanMatching = 0.75
        return site
    }

    private static var largestUnit: PowerSite {
        var site = Fixture.site([30, 20])
        site.rules.survivesLargestUnit = 1
        var engines = Fixture.generator("engines", build: 1, hours: 2)
        engines.isFirm = true
        engines.unit = 10
        site.generators = [engines]
        return site
    }

    private static func island(hours: Double) -> PowerSite {
        var site = Fixture.site([10, 10, 10])
        site.grid = Fixture.grid(100, [10, 10, 10])
        site.rules.islandingHours = 2
        site.storages = [Fixture.storage("battery", 0, hours: hours)]
        site.storages[0].most = .infinity
        site.storages[0].capitalCost = Fixture.yearly(1, 3)
        site.generators = [firm("engines", 12, run: 90, unit: 5)]
        return site
    }

    private static func firm(
        _ name: String,
        _ power: Double,
        run: Double,
        unit: Double
    ) -> Generator {
        var generator = Fixture.standing(name, power, run: run)
        generator.isFirm = true
        generator.unit = unit
        return generator
    }

    private static var spinning: PowerSite {
        var site = Fixture.site([25])
        site.rules.spinningReserve = 1
        site.generators = [
            firm("engines", 30, run: 1, unit: 10), Fixture.standing("other", 100, run: 100),
        ]
        return site
    }

    private static var reserve: PowerSite {
        var site = Fixture.site([20, 20])
        site.rules.spinningReserve = 0.5
        site.grid = Fixture.grid(30, [0, 0])
        site.generators = [
            firm("engines", 8, run: 1, unit: 5), Fixture.standing("other", 100, run: 100),
        ]
        site.storages = [Fixture.storage("battery", 1, hours: 1)]
        return site
    }

    /// A cheap grid that emits 6 t, and something clean.
    private static var grid: PowerSite {
        var site = Fixture.site([10, 10])
        site.grid = Fixture.grid(100, [10, 10])
        site.grid?.marginalCarbon = [0.5, 0.1]
        site.generators = [Fixture.standing("clean", 100, run: 50)]
        return site
    }

    private static var carbonCap: PowerSite {
        var site = grid
        site.rules.carbonCap = 0.2
        return site
    }

    private static var growth: PowerSite {
        var site = Fixture.site([1, 1])
        site.years = [
            .init(year: 2026, it: [10, 10, 10, 10]), .init(year: 2027, it: [5, 5, 5, 5]),
        ]
        site.generators = [Fixture.generator("gas", build: 1, hours: 2)]
        return site
    }

    private static func engines(_ load: [Double], start: Double) -> PowerSite {
        var site = Fixture.site(load)
        var engines = Fixture.standing("engines", 30, run: 10)
        engines.unit = 10
        engines.minimumLoad = 0.5
        engines.startCost = start
        site.generators = [engines, Fixture.standing("other", 100, run: 30)]
        return site
    }

    private static func window(_ steps: Int, running: Int) -> SiteProgram.Window {
        var window = SiteProgram.Window(steps: 0..<steps, stored: [])
        window.units = [running, -1]
        return window
    }
}
