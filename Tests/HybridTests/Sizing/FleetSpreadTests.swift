import Bus
import Testing

@testable import Hybrid

@Suite struct FleetSpreadTests {
    @Test func `without bands every vehicle is the one that was given`() throws {
        var random = SplitMix64(8)
        let cycle = HybridFixture.cycle(&random, points: 300)
        let sheet = SizingFixture.electric
        let fleet = try #require(FleetSpread(sheet, cycles: [cycle], count: 11, bands: []))
        let run = HybridFixture.run(sheet.vehicle)
        let trip = run.run(cycle, from: 0.5)
        let part = try #require(fleet.parts.first)
        #expect(abs(part.battery.low / (trip.ledger.battery / trip.distance) - 1) < 1e-9)
        #expect(part.battery.low == part.battery.high)
        #expect(part.fuel == nil)
        #expect(part.missedShare == 0)
        #expect(part.cycle == "any")
    }

    @Test func `bands spread a fleet around it and the same seed the same way`() throws {
        var random = SplitMix64(9)
        let cycles = [HybridFixture.cycle(&random, points: 1200), .steady(speed: 28, seconds: 900)]
        let make = { (seed: UInt64) in
            FleetSpread(SizingFixture.sheet, cycles: cycles, count: 200, seed: seed)
        }
        let first = try #require(make(1))
        #expect(first.parts == make(1)?.parts)
        #expect(first.parts != make(2)?.parts)
        #expect(first.parts.count == 2)
        for (part, cycle) in zip(first.parts, cycles) {
            let quick = OrderFree(HybridFixture.run(SizingFixture.sheet.vehicle), cycle)
            #expect(part.battery.low < quick.batteryPerMeter)
            #expect(part.battery.high > quick.batteryPerMeter)
            let fuel = try #require(part.fuel)
            let burned = try #require(quick.fuelPerMeter)
            #expect(abs(fuel.middle / burned - 1) < 0.1)
        }
        #expect(!first.bands.contains { $0.figure.isMoney })
    }

    @Test func `a fleet without the power for a cycle misses it`() throws {
        let steep = Cycle.steady(speed: 35, grade: 0.3, seconds: 20)
        let fleet = try #require(
            FleetSpread(SizingFixture.electric, cycles: [steep], count: 9)
        )
        #expect(fleet.parts.first?.missedShare == 1)
        #expect(FleetSpread(SizingFixture.electric, cycles: [], count: 9) == nil)
    }
}
