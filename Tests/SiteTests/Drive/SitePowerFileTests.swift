import Bus
import Foundation
import Hybrid
import Testing

@testable import Site

@Suite struct SitePowerFileTests {
    /// Every section, with round figures.
    static let written = """
        name: north
        altitude_m: 1500
        temperature_c: 30
        load: { it_mw: 10, pue: 1.2, utilization_percent: 50, hours: 48 }
        grid:
          limit_mw: 8
          price_usd_per_mwh: 36
          carbon_t_per_mwh: 0.36
          demand_charge_by_month_usd_per_kw: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
          outages: [{ from_h: 10, hours: 2 }]
        battery: { energy_mwh: 4, power_mw: 8, round_trip_efficiency_percent: 90, capex_usd_per_kwh: 300, capex_usd_per_kw: 100, life_years: 15, fixed_om_usd_per_kw_year: 5 }
        generators:
          count: 4
          unit_mw: 2
          rating: standby
          start_failure_percent: 1
          minimum_load_percent: 30
          fuel_intercept_l_per_h_per_kw: 0.03
          fuel_slope_l_per_kwh: 0.24
          start_minutes: 2
          ramp_mw_per_minute: 1
          minimum_up_minutes: 30
          start_cost_usd: 50
          annual_cost_usd_per_mw: 100000
          derate: { from_altitude_m: 1000, percent_per_km: 10, from_temperature_c: 25, percent_per_k: 0.2 }
          fuel: { name: diesel, price_usd_per_l: 1, tank_l: 20000 }
        needs: { availability_percent: 99.99, ride_through_hours: 8, survives_unit: true, unserved_usd_per_mwh: 7200 }
        control: { import_cap_mw: 7, keeps_spare: true }
        sizes: { battery_mwh: [0, 4], battery_mw: [0, 8], generators: [3, 4], grid_limit_mw: [7, 8] }
        cost: { year: 2026, cost_of_capital_percent: 8 }

        """

    static func mistakes(_ text: String) -> [String] {
        do {
            _ = try SitePowerFile.decode(text, name: "north.yaml")
            return []
        } catch {
            return error.lines
        }
    }

    @Test func `a site is read in SI units`() throws {
        let site = try SitePowerFile.decode(Self.written, name: "north.yaml").site
        #expect(site.series.blocks.count == 48)
        #expect(abs(site.series.blocks[0].load - 6e6) < 1)
        #expect(site.series.blocks[0].limit == 8e6)
        #expect(abs(site.series.blocks[0].price - 1e-8) < 1e-15)
        #expect(abs(site.series.blocks[0].carbon - 1e-7) < 1e-15)
        #expect(site.series.outages == [10..<12])
        #expect(site.demandCharge.rates.first == 1e-3)
        #expect(site.demandCharge.rates.last == 12e-3)
        #expect(site.plant.store.capacity == 4 * 3.6e9)
        #expect(site.plant.store.discharge == 8e6)
        let fleet = site.plant.fleet
        #expect(fleet.count == 4)
        #expect(fleet.rating == .standby)
        #expect(!fleet.runsBesideGrid)
        #expect(fleet.startFailure == 0.01)
        // A tenth in a kilometer and a fiftieth in ten degrees more.
        #expect(abs(fleet.unit.maximum / 2e6 - 0.95 * 0.99) < 1e-9)
        #expect(abs(fleet.tank / Fuel.diesel.heat - 20_000) < 1e-6)
        #expect(site.needs.rideThrough == 28_800.0)
        #expect(site.needs.survivesUnit)
        #expect(abs(site.plant.unservedCost - 2e-6) < 1e-15)
        #expect(site.trade.cap == 7e6)
        #expect(site.sizes?.sizes.count == 8)
        #expect(abs((site.capital?.units ?? 0) - 0.1) < 1e-9)
    }

    @Test func `a permit may be other than the rating`() throws {
        let text = Self.written.replacing(
            "rating: standby",
            with: "rating: standby\n  beside_grid: true"
        )
        let fleet = try SitePowerFile.decode(text, name: "north.yaml").site.plant.fleet
        #expect(fleet.rating == .standby)
        #expect(fleet.runsBesideGrid)
    }

    @Test func `an hour is long for a meter, and that is said`() throws {
        let notices = try SitePowerFile.decode(Self.written, name: "north.yaml").notices
        #expect(notices.contains { $0.contains("demand_charge") && $0.contains("15 minutes") })
    }

    @Test func `the example is read`() throws {
        let path = Sample.root.appendingPathComponent("Examples/drive/site-backup.yaml").path
        let file = try SitePowerFile.load(path)
        #expect(file.site.samples.count == 8)
        #expect(file.site.series.blocks.count == 35_040)
        #expect(file.site.plant.fleet.runsBesideGrid == false)
        #expect(!file.figures.isEmpty)
    }

    /// One line of each section made wrong: where, what, and what would be right.
    @Test(arguments: [
        ("name: north", "nam: north", "nam"),
        ("it_mw: 10", "it_mw: -1", "load.it_mw"),
        ("pue: 1.2", "pue: 0.5", "load.pue"),
        ("limit_mw: 8", "limit_mw: many", "grid.limit_mw"),
        (
            "price_usd_per_mwh: 36", "price_by_hour_usd_per_mwh: [1, 2]",
            "grid.price_by_hour_usd_per_mwh"
        ),
        (
            "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]", "[1, 2]",
            "grid.demand_charge_by_month_usd_per_kw"
        ),
        ("from_h: 10", "from_h: 100", "grid.outages[0]"),
        ("energy_mwh: 4", "energy_mwh: 0", "battery"),
        ("count: 4", "count: 4.5", "generators.count"),
        ("rating: standby", "rating: standy", "generators.rating"),
        (
            "start_failure_percent: 1", "start_failure_percent: 101",
            "generators.start_failure_percent"
        ),
        ("price_usd_per_l: 1", "price_usd_per_mmbtu: 1", "generators.fuel"),
        ("ride_through_hours: 8", "ride_through_hours: -8", "needs.ride_through_hours"),
        ("keeps_spare: true", "keeps_spare: perhaps", "control.keeps_spare"),
        ("generators: [3, 4]", "generators: [3.5]", "sizes.generators"),
        ("cost_of_capital_percent: 8", "cost_of_capital: 8", "cost.cost_of_capital"),
    ])
    func `a mistake is named with its place`(right: String, wrong: String, path: String) {
        let lines = Self.mistakes(Self.written.replacing(right, with: wrong))
        #expect(lines.contains { $0.hasPrefix("north.yaml:") && $0.contains(path) }, "\(lines)")
    }

    @Test func `what was called otherwise is refused with its name of now`() {
        let former = Self.written.replacing(
            "percent_per_km: 10, from_temperature_c: 25, percent_per_k: 0.2",
            with: "percent_per_1000m: 10, from_temperature_c: 25, percent_per_10c: 2"
        )
        let lines = Self.mistakes(former)
        #expect(
            lines.contains { $0.contains("percent_per_1000m") && $0.contains("percent_per_km") }
        )
        #expect(lines.contains { $0.contains("percent_per_10c") && $0.contains("percent_per_k,") })
    }

    @Test func `what is delivered in an outage is read, and what it lacks is named`() throws {
        func text(_ keys: String) -> String {
            Self.written.replacing("tank_l: 20000", with: keys)
        }
        let file = try SitePowerFile.decode(
            text("tank_l: 20000, delivery_after_h: 24, delivery_l_per_day: 8640"),
            name: "north.yaml"
        )
        let delivery = file.site.plant.fleet.delivery
        #expect(delivery.delay == 86_400)
        #expect(abs(delivery.power / (0.1 * Fuel.diesel.heat) - 1) < 1e-12)
        for (keys, path) in [
            ("tank_l: 20000, delivery_after_h: 24", "without delivery_l_per_day"),
            ("tank_l: 20000, delivery_l_per_day: 1", "without delivery_after_h"),
            ("delivery_after_h: 24, delivery_l_per_day: 1", "without a tank"),
            (
                "tank_l: 1, delivery_after_h: 1, delivery_l_per_day: 1, delivery_mwh_per_day: 1",
                "keep one of the two"
            ),
        ] {
            let lines = Self.mistakes(text(keys))
            #expect(lines.contains { $0.contains(path) }, "\(lines)")
        }
    }

    /// One figure at an anchor that counts in two places, and one by itself.
    @Test func `a figure with a range is read at other values, wherever it counts`() throws {
        let text = Self.written
            .replacing("limit_mw: 8", with: "limit_mw: &size { value: 8, low: 6, high: 9 }")
            .replacing("import_cap_mw: 7", with: "import_cap_mw: *size")
            .replacing("start_minutes: 2", with: "start_minutes: { value: 2, low: 1, high: 8 }")
        let file = try SitePowerFile.decode(text, name: "north.yaml")
        #expect(file.ranges.map(\.path) == ["generators.start_minutes", "grid.limit_mw"])
        #expect(file.ranges.map(\.range) == [1...8, 6...9])
        let same = try file.site(at: [2, 8])
        #expect(same.series == file.site.series)
        #expect(same.plant == file.site.plant)
        let other = try file.site(at: [8, 6])
        #expect(other.plant.fleet.startTime == 480)
        #expect(other.series.blocks[0].limit == 6e6)
        #expect(other.trade.cap == 6e6)
        #expect(other.plant.store == file.site.plant.store)
    }

    @Test func `figures that make no sense at the end of a range are a mistake with its place`()
        throws
    {
        let text = Self.written.replacing(
            "energy_mwh: 4",
            with: "energy_mwh: { value: 4, low: 0, high: 6 }"
        )
        let file = try SitePowerFile.decode(text, name: "north.yaml")
        do {
            _ = try file.site(at: [0])
            Issue.record("a battery of power and no energy")
        } catch {
            #expect(error.lines.contains { $0.contains("battery") && $0.contains("within their") })
        }
    }

    @Test func `all mistakes come at once`() {
        let text = Self.written
            .replacing("pue: 1.2", with: "pue: 0.5")
            .replacing("limit_mw: 8", with: "limit_mw: many")
            .replacing("energy_mwh: 4", with: "energy_mwh: -4")
            .replacing("unit_mw: 2", with: "unit_mw: x")
            .replacing("year: 2026", with: "year: 1000")
        #expect(Self.mistakes(text).count >= 5)
    }

    @Test(arguments: 0..<300) func `a damaged file is read or refused, and never more`(seed: Int)
        throws
    {
        var random = SplitMix64(seed)
        let path = Sample.root.appendingPathComponent("Examples/drive/site-backup.yaml").path
        var bytes = Array(
            (seed % 2 == 0 ? Self.written : try String(contentsOfFile: path, encoding: .utf8)).utf8
        )
        let signs = Array("0123456789:{}[],-.# \n\"'&*x".utf8)
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let place = Int.random(in: bytes.indices, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes.remove(at: place)
            case 1: bytes[place] = signs[Int.random(in: signs.indices, using: &random)]
            default: bytes.insert(signs[Int.random(in: signs.indices, using: &random)], at: place)
            }
        }
        for line in Self.mistakes(String(decoding: bytes, as: UTF8.self)) {
            #expect(line.hasPrefix("north.yaml"))
        }
    }

    /// A site whose load is a file of these lines.
    private static func read(
        _ lines: [String],
        load: String = "",
        grid: String = ""
    ) throws -> Result<SitePowerFile, SiteMistakes> {
        let text = """
            name: north
            load: { file: load.csv\(load) }
            grid: { limit_mw: 40\(grid) }

            """
        return try DriveSample.withFile("north.yaml", text) { path in
            let file = URL(fileURLWithPath: path).deletingLastPathComponent()
                .appendingPathComponent("load.csv")
            try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
            do throws(SiteMistakes) {
                return .success(try SitePowerFile.load(path))
            } catch {
                return .failure(error)
            }
        }
    }

    private static func lines(_ result: Result<SitePowerFile, SiteMistakes>) -> [String] {
        guard case .failure(let mistakes) = result else { return [] }
        return mistakes.lines
    }

    @Test func `a load says its steps by its times, in any unit`() throws {
        let price = ", price_usd_per_mwh: 50"
        let minutes = (0..<120).map { "\($0),20000" }
        let file = try Self.read(["time_min,load_kw"] + minutes, grid: price).get()
        #expect(file.site.series.step == 60)
        #expect(file.site.series.peak == 20e6)
        let hours = (0..<40).map { "\((Double($0) / 60 * 1e6).rounded() / 1e6),20" }
        #expect(try Self.read(["time_h,load_mw"] + hours, grid: price).get().site.series.step == 60)
        let stamps = (0..<8).map {
            "2026-06-01T0\($0 / 4):\($0 % 4 * 15 / 10)\($0 % 4 * 15 % 10),20"
        }
        let byHour =
            ", price_by_hour_usd_per_mwh: [\(Array(repeating: "50", count: 24).joined(separator: ", "))]"
        let stamped = try Self.read(["time,load_mw"] + stamps, grid: byHour).get()
        #expect(stamped.site.series.step == 900)
        #expect(stamped.notices.contains { $0.contains("2026-06-01T00:00") })
    }

    @Test func `all that is wrong with the rows of a load comes at once, and nothing that follows`()
        throws
    {
        let rows = ["0,20", "1,x", "2,20,3", "3,-1", "4,20"]
        let outages = ", outages: [{ from_h: 2, hours: 1 }]"
        let lines = Self.lines(try Self.read(["time_h,load_mw"] + rows, grid: outages))
        #expect(lines.count == 3, "\(lines)")
        for place in ["load.csv:3: load_mw", "load.csv:4: has 3", "load.csv:5: load_mw"] {
            #expect(lines.contains { $0.contains(place) }, "\(lines)")
        }
    }

    @Test func `a gap in the rows of a load is told, and rows that go back`() throws {
        let rows = [0, 1, 2, 6, 7, 7, 8].map { "\($0),20" }
        let price = ", price_usd_per_mwh: 50"
        let lines = Self.lines(try Self.read(["time_min,load_mw"] + rows, grid: price))
        #expect(lines.count == 2, "\(lines)")
        #expect(lines.contains { $0.contains("load.csv:5: 4 min") && $0.contains("3 rows") })
        #expect(lines.contains { $0.contains("load.csv:7: not after") })
        let other = Self.lines(
            try Self.read(
                ["time_min,load_mw", "0,20", "15,20", "30,20"],
                load: ", step_minutes: 60",
                grid: price
            )
        )
        #expect(other.count == 1 && other[0].contains("15 min apart; step_minutes says 60"))
    }

    @Test func `a column that nobody reads is told`() throws {
        let rows = ["load_mw,renewables_mw", "20,1", "20,2"]
        let file = try Self.read(rows, grid: ", price_usd_per_mwh: 50").get()
        #expect(file.notices.contains { $0.contains("renewables_mw (is it renewable_mw?)") })
    }

    /// Four hours of a day are dear: the highest quarter begins at the price of the others.
    @Test func `a battery trades wherever a price pays for its losses`() throws {
        let prices = (0..<24).map { (17..<21).contains($0) ? "70" : "40" }.joined(separator: ", ")
        let text = Self.written
            .replacing("price_usd_per_mwh: 36", with: "price_by_hour_usd_per_mwh: [\(prices)]")
            .replacing("keeps_spare: true", with: "trades: true")
        let file = try SitePowerFile.decode(text, name: "north.yaml")
        #expect(abs(file.site.trade.low * 3.6e9 - 40) < 1e-9)
        #expect(abs(file.site.trade.high * 3.6e9 - 70) < 1e-9)
        let near = text.replacing("70", with: "43")
        let none = try SitePowerFile.decode(near, name: "north.yaml")
        #expect(none.site.trade.high == .infinity)
        #expect(none.notices.contains { $0.contains("control.trades") })
    }

    @Test func `no more sizes are asked than a search looks at`() {
        let many = (1...300).map(String.init).joined(separator: ", ")
        let text = Self.written.replacing(
            "battery_mwh: [0, 4], battery_mw: [0, 8]",
            with: "battery_mwh: [\(many)], battery_mw: [\(many)]"
        )
        #expect(Self.mistakes(text).contains { $0.contains("20000 are the most") })
    }

    /// By value through files: what is written is what the planner and this program read again.
    @Test func `a scenario that is written is read again`() throws {
        let file = try SitePowerFile.decode(Self.written, name: "north.yaml")
        let scenario = try SiteScenario(file, hoursName: "north-hours.csv")
        #expect(scenario.omissions.contains("the demand charge"))
        #expect(scenario.text.contains("# Not in it"))
        try DriveSample.withFile("north.yaml", scenario.text) { path in
            let hours = URL(fileURLWithPath: path).deletingLastPathComponent()
                .appendingPathComponent("north-hours.csv")
            try scenario.hours.write(to: hours, atomically: true, encoding: .utf8)
            let again = try SitePowerFile.load(path).site
            #expect(again.series.blocks.count == file.site.series.blocks.count)
            #expect(again.series.outages == file.site.series.outages)
            #expect(abs(again.series.peak / file.site.series.peak - 1) < 1e-3)
            #expect(abs(again.plant.store.capacity / file.site.plant.store.capacity - 1) < 1e-3)
            #expect(abs(again.plant.store.discharge / file.site.plant.store.discharge - 1) < 1e-3)
            #expect(again.plant.fleet.count == 4)
            #expect(abs(again.plant.fleet.capacity / file.site.plant.fleet.capacity - 1) < 1e-3)
            #expect(abs(again.plant.unservedCost / file.site.plant.unservedCost - 1) < 1e-3)
        }
    }
}
