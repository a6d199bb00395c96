import Foundation
import Pages
import Testing

@testable import Hybrid

@Suite struct ReportDocumentTests {
    static let fixed = [
        "electric_range_km", "total_range_km", "battery_kwh_per_100km", "fuel_l_per_100km",
        "co2_g_per_km", "missed_trace", "fuel_lower_bound_l", "gap",
    ]

    static let subject = ReportFixture.subject(
        ReportFixture.sheet,
        trailer: ReportFixture.trailer
    )

    static func range(_ subject: DriveCase = subject) throws -> RangeDocument {
        RangeDocument(subject, try RangeOutlook(subject))
    }

    static func keys(_ document: some Encodable) throws -> [String: Any] {
        let data = try JSONEncoder().encode(document)
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    @Test func `the range has the names that other tools rely on`() throws {
        let outlook = try RangeOutlook(Self.subject)
        let keys = try Self.keys(RangeDocument(Self.subject, outlook))
        for name in Self.fixed { #expect(keys[name] != nil, "\(name)") }
        func value(_ name: String) -> Double { keys[name] as? Double ?? .nan }
        let electric = try #require(outlook.electricRange)
        let total = try #require(outlook.totalRange)
        #expect(value("electric_range_km") == electric / 1000)
        #expect(value("total_range_km") == total / 1000)
        #expect(abs(value("electric_share") - electric / total) < 1e-12)
        // J/m times 1e5 m over 3.6e6 J.
        let terminals = try #require(outlook.batteryPerMeter)
        #expect(abs(value("battery_kwh_per_100km") / (terminals * 1e5 / 3.6e6) - 1) < 1e-12)
        #expect(value("wall_kwh_per_100km") > value("battery_kwh_per_100km"))
        // A tank lasts as far as the range on fuel.
        let onFuel = (total - electric) / 1e5
        let burned =
            value("fuel_l_per_100km") * onFuel + Fuel.gasoline.liters(outlook.electric?.fuel ?? 0)
        #expect(abs(burned - 27 * SI.gallon) < 1e-6)
        let carbon = value("fuel_l_per_100km") * Fuel.gasoline.carbon * 10
        #expect(abs(value("co2_g_per_km") - carbon) < 1e-9)
        #expect(
            abs(
                value("fuel_lower_bound_l") * (1 + value("gap"))
                    / (value("fuel_l_per_100km") * onFuel) - 1
            ) < 1e-9
        )
        #expect(keys["vehicle"] as? String == "pickup")
        #expect(keys["trailer"] as? String == "travel trailer")
        #expect(keys["temperature_c"] as? Double == 5)
        #expect(keys["control"] as? String == "cd-cs")
    }

    @Test func `a vehicle without an engine burns zero`() throws {
        let keys = try Self.keys(try Self.range(ReportFixture.subject(ReportFixture.electricSheet)))
        for name in ["fuel_l_per_100km", "co2_g_per_km", "fuel_lower_bound_l", "gap"] {
            #expect(keys[name] as? Double == 0, "\(name)")
        }
        #expect(keys["electric_range_km"] as? Double == keys["total_range_km"] as? Double)
    }

    @Test func `a vehicle without a battery has an electric range of zero and no gap`() throws {
        let keys = try Self.keys(try Self.range(ReportFixture.subject(ReportFixture.gasSheet)))
        for name in ["electric_range_km", "battery_kwh_per_100km", "gap"] {
            #expect(keys[name] as? Double == 0, "\(name)")
        }
        #expect(keys["fuel_lower_bound_l"] as? Double == 98)
        #expect(keys["control"] is NSNull)
    }

    @Test func `a missed trace says where and by how much`() throws {
        var shortfall = Shortfall()
        shortfall.seconds = 12
        shortfall.meters = 85
        shortfall.worstSpeed = 5
        shortfall.since = 300
        let missed = try Self.keys(try #require(MissedTrace(shortfall)))
        #expect(missed["missed_s"] as? Double == 12)
        #expect(missed["lost_s"] as? Double == 0)
        #expect(missed["distance_m"] as? Double == 85)
        #expect(missed["worst_kmh"] as? Double == 18)
        #expect(missed["first_at_s"] as? Double == 300)
        #expect(MissedTrace(Shortfall()) == nil)
    }

    @Test func `a cycle adds what the run took to the range`() throws {
        let subject = ReportFixture.subject(
            ReportFixture.sheet,
            control: .thermostat,
            startSOC: 0.5
        )
        let outlook = try CycleOutlook(subject, laps: 8)
        let keys = try Self.keys(CycleDocument(try Self.range(subject), outlook))
        for name in Self.fixed { #expect(keys[name] != nil, "\(name)") }
        let store = try #require(outlook.trip.store)
        #expect(keys["soc_start"] as? Double == 0.5)
        let end = try #require(keys["soc_end"] as? Double)
        #expect(abs(end - store.socEnd) < 1e-12)
        let battery = try #require(keys["energy_battery_kwh"] as? Double)
        #expect(abs(battery - outlook.batteryEnergy / 3.6e6) < 1e-9)
        let liters = Fuel.gasoline.liters(outlook.trip.fuel)
        let burned = try #require(keys["fuel_l"] as? Double)
        #expect(abs(burned - liters) < 1e-9)
        let bound = try #require(keys["fuel_lower_bound_l"] as? Double)
        #expect(bound > 0 && bound <= liters)
        let gap = try #require(keys["gap"] as? Double)
        #expect(abs(liters / bound - 1 - gap) < 1e-9)
        let ledger = try #require(keys["ledger"] as? [String: Any])
        let fuel = try #require(ledger["fuel_kwh"] as? Double)
        #expect(abs(fuel - outlook.trip.fuel / 3.6e6) < 1e-9)
    }

    @Test func `a run without a battery has no state of charge`() throws {
        let subject = ReportFixture.subject(ReportFixture.gasSheet)
        let keys = try Self.keys(
            CycleDocument(try Self.range(subject), try CycleOutlook(subject))
        )
        #expect(keys["soc_start"] is NSNull)
        #expect(keys["energy_battery_kwh"] as? Double == 0)
        #expect(keys["gap"] as? Double == 0)
        #expect(keys["fuel_l"] as? Double == keys["fuel_lower_bound_l"] as? Double)
    }

    @Test func `a band stands in the unit of its figure`() throws {
        let subject = Self.subject
        var range = try Self.range()
        let uncertainty = RangeUncertainty(range.figures, of: [.init(subject)], samples: 20)
        range.enter(uncertainty)
        let bands = try #require(try Self.keys(range)["bands"] as? [String: [String: Double]])
        #expect(Set(bands.keys) == Set(Quantity<RangeFigures>.banded.map(\.key)))
        let middle = try #require(uncertainty.spread(.electricRange)).middle
        let shown = try #require(bands["electric_range_km"]?["p50"])
        #expect(abs(shown / (middle / 1e3) - 1) < 1e-12)
    }

    @Test func `no key of an answer is told twice`() {
        for keys in [
            Quantity<RangeFigures>.all.map(\.key) + Quantity<CycleOutlook>.all.map(\.key),
            Quantity<SizedDesign>.all.map(\.key), Quantity<UseOutcome>.all.map(\.key),
        ] { #expect(Set(keys).count == keys.count) }
    }

    @Test func `steps add up to the demand and to the fuel`() throws {
        let trip = try CycleOutlook(
            ReportFixture.subject(ReportFixture.sheet, control: .hold, startSOC: 0.5)
        ).trip
        let table = StepTable(trip.steps, fuel: .gasoline, hasBattery: true)
        #expect(
            table.columns == [
                "time_s", "duration_s", "speed_mps", "demand_kw", "generator_kw", "battery_kw",
                "fuel_kw", "fuel_l", "soc", "stored_kwh",
            ]
        )
        for row in table.rows { #expect(abs(row[3] - row[4] - row[5]) < 1e-9) }
        let liters = table.rows.reduce(0) { $0 + $1[7] }
        #expect(abs(liters - Fuel.gasoline.liters(trip.fuel)) < 1e-9)
        #expect(table.text.hasPrefix("time_s,duration_s,"))
    }

    @Test func `an electric vehicle's steps have no column of fuel or generator`() throws {
        let trip = try CycleOutlook(ReportFixture.subject(ReportFixture.electricSheet)).trip
        let table = StepTable(trip.steps, grades: [0.02], fuel: nil, hasBattery: true)
        #expect(
            table.columns == [
                "time_s", "duration_s", "speed_mps", "grade", "demand_kw", "battery_kw", "soc",
                "stored_kwh",
            ]
        )
    }
}
