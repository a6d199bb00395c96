import Foundation
import Pages
import Testing

@testable import Hybrid

@Suite struct ReportDocumentTests {
    static let fixed = [
        "electric_range_km", "total_range_km", "battery_kwh_per_100km", "fuel_l_per_100km",
        "co2_g_per_km", "missed_trace", "fuel_lower_bound_l", "gap",
    ]

    static func range(shortfall: Shortfall = Shortfall()) -> RangeDocument {
        RangeDocument(
            run: RangeDocument.Run(
                ReportFixture.subject(ReportFixture.sheet, trailer: ReportFixture.trailer),
                control: "cd-cs"
            ),
            electricRange: 233,
            totalRange: 1110,
            batteryPerDistance: 29.9,
            wallPerDistance: 34,
            fuelPerDistance: 11.6,
            carbonPerDistance: 272,
            shortfall: shortfall,
            lowerBound: 100,
            gap: 0.02,
            reserve: 3,
            starts: 7
        )
    }

    static func keys(_ document: some Encodable) throws -> [String: Any] {
        let data = try JSONEncoder().encode(document)
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    @Test func `the range has the names that other tools rely on`() throws {
        let keys = try Self.keys(Self.range())
        for name in Self.fixed { #expect(keys[name] != nil, "\(name)") }
        #expect(keys["total_range_km"] as? Double == 1110)
        #expect(keys["gap"] as? Double == 0.02)
        #expect(keys["vehicle"] as? String == "pickup")
        #expect(keys["trailer"] as? String == "travel trailer")
        #expect(keys["temperature_c"] as? Double == 5)
        let share = try #require(keys["electric_share"] as? Double)
        #expect(abs(share - 233.0 / 1110) < 1e-12)
    }

    @Test func `a missed trace says where and by how much`() throws {
        var shortfall = Shortfall()
        shortfall.seconds = 12
        shortfall.meters = 85
        shortfall.worstSpeed = 5
        shortfall.since = 300
        let missed = try #require(
            try Self.keys(Self.range(shortfall: shortfall))["missed_trace"] as? [String: Any]
        )
        #expect(missed["missed"] as? Bool == true)
        #expect(missed["seconds"] as? Double == 12)
        #expect(missed["distance_m"] as? Double == 85)
        #expect(missed["worst_kmh"] as? Double == 18)
        #expect(missed["first_at_s"] as? Double == 300)
        let driven = MissedTrace(Shortfall())
        #expect(!driven.missed)
        #expect(driven.first.value == nil)
    }

    @Test func `a cycle adds what the run took to the range`() throws {
        var trip = Trip()
        trip.distance = 12_000
        trip.duration = 1370
        trip.ledger.fuel = 2 * Fuel.gasoline.heat
        trip.store = Trip.Store(
            socStart: 0.8,
            socEnd: 0.7,
            energyStart: 8 * 3.6e6,
            energyEnd: 7 * 3.6e6,
            lowestSOC: 0.7,
            throughput: 0
        )
        let keys = try Self.keys(CycleDocument(Self.range(), trip: trip, fuel: .gasoline))
        for name in Self.fixed { #expect(keys[name] != nil, "\(name)") }
        #expect(keys["soc_start"] as? Double == 0.8)
        #expect(keys["soc_end"] as? Double == 0.7)
        #expect(keys["energy_battery_kwh"] as? Double == 1)
        #expect(abs((keys["fuel_l"] as? Double ?? 0) - 2) < 1e-12)
        #expect(keys["distance_km"] as? Double == 12)
        let ledger = try #require(keys["ledger"] as? [String: Any])
        let fuel = try #require(ledger["fuel_kwh"] as? Double)
        #expect(abs(fuel - 2 * Fuel.gasoline.heat / 3.6e6) < 1e-9)
    }

    @Test func `what a vehicle has nothing for is null`() throws {
        let keys = try Self.keys(CycleDocument(Self.range(), trip: Trip(), fuel: nil))
        #expect(keys["fuel_l"] is NSNull)
        #expect(keys["soc_start"] is NSNull)
    }

    @Test func `a range is read as it was written`() throws {
        var range = Self.range()
        range.bands["electric_range_km"] = .init(low: 220, middle: 233, high: 245)
        let data = try JSONEncoder().encode(range)
        #expect(try JSONDecoder().decode(RangeDocument.self, from: data) == range)
    }

    @Test func `steps add up to the demand and to the fuel`() {
        let page = ReportFixture.page(ReportFixture.sheet)
        let table = StepTable(page.trip.steps, fuel: .gasoline, hasBattery: true)
        #expect(
            table.columns == [
                "time_s", "duration_s", "speed_mps", "demand_kw", "generator_kw", "battery_kw",
                "fuel_kw", "fuel_l", "soc", "stored_kwh",
            ]
        )
        for row in table.rows { #expect(abs(row[3] - row[4] - row[5]) < 1e-9) }
        let liters = table.rows.reduce(0) { $0 + $1[7] }
        #expect(abs(liters - Fuel.gasoline.liters(page.trip.fuel)) < 1e-9)
        #expect(table.text.hasPrefix("time_s,duration_s,"))
    }

    @Test func `an electric vehicle's steps have no column of fuel or generator`() {
        let page = ReportFixture.page(ReportFixture.electricSheet)
        let table = StepTable(page.trip.steps, grades: [0.02], fuel: nil, hasBattery: true)
        #expect(
            table.columns == [
                "time_s", "duration_s", "speed_mps", "grade", "demand_kw", "battery_kw", "soc",
                "stored_kwh",
            ]
        )
    }
}
