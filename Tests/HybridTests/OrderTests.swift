import Bus
import Testing

@testable import Hybrid

/// The bound is below the dynamic program, and that is below every control: always.
@Suite struct OrderTests {
    @Test(arguments: 0..<24) func `bound, grid and control come in this order`(seed: Int) throws {
        var random = SplitMix64(seed)
        let run = HybridFixture.run(
            HybridFixture.vehicle(&random),
            Conditions(temperature: Double.random(in: -15...30, using: &random))
        )
        let cycle = HybridFixture.cycle(&random, points: 150)
        let soc = Double.random(in: 0.15...0.7, using: &random)
        for choice in HybridFixture.controls(run, around: soc) {
            let trip = run.run(cycle, from: soc, choice: choice, keepsSteps: true)
            let bound = try #require(run.bound(of: trip))
            let program = DynamicProgram(nodes: 20, spacing: 30_000, levels: 6)
            let grid = try #require(program.fuel(around: trip, of: run))
            #expect(bound.isReachable)
            #expect(bound.fuel <= grid * (1 + 1e-9) + 1e-3)
            #expect(grid <= trip.fuel * (1 + 1e-9) + 1e-3)
            #expect(bound.gap(trip.fuel) >= -1e-9)
        }
    }

    /// Where the assumptions of the bound hold, both tell the same but for the grid.
    ///
    /// Starts cost nothing here: a single one cannot be had in part, which the bound assumes.
    @Test func `on a wide window the two agree`() throws {
        var vehicle = HybridFixture.truck
        var battery = HybridFixture.battery
        battery.voltageRise = 0
        var generator = HybridFixture.generator
        generator.startFuel = 0
        vehicle.powertrain = .series(HybridFixture.drive, battery, generator)
        let run = HybridFixture.run(vehicle)
        var random = SplitMix64(7)
        let cycle = HybridFixture.cycle(&random, points: 400)
        let control = Thermostat(low: 0.4, high: 0.41, power: 80e3)
        let trip = run.run(cycle, from: 0.399, choice: .thermostat(control), keepsSteps: true)
        let bound = try #require(run.bound(of: trip))
        let program = DynamicProgram(nodes: 60, spacing: 90_000, levels: 16)
        let grid = try #require(program.fuel(around: trip, of: run))
        #expect(trip.fuel > 0)
        #expect(bound.gap(grid) < 0.005)
    }

    /// A small window loosens the bound; the program knows it.
    @Test func `on a narrow window the grid is above the bound`() throws {
        var vehicle = HybridFixture.truck
        var battery = HybridFixture.battery.scaled(toUsableEnergy: 1.4 * 3.6e6)
        battery.resistance = 0.1
        battery.discharge.power = 150e3
        battery.recharge.power = 100e3
        vehicle.powertrain = .series(HybridFixture.drive, battery, HybridFixture.generator)
        let run = HybridFixture.run(vehicle)
        var random = SplitMix64(3)
        let cycle = HybridFixture.cycle(&random, points: 400)
        let control = PowerFollower(reference: 0.5, gain: 2e5, band: 10e3...20e3)
        let trip = run.run(cycle, from: 0.5, choice: .follower(control), keepsSteps: true)
        let bound = try #require(run.bound(of: trip))
        let grid = try #require(
            DynamicProgram(nodes: 60, spacing: 45_000, levels: 12).fuel(around: trip, of: run)
        )
        #expect(bound.fuel < grid)
        #expect(grid <= trip.fuel * (1 + 1e-9))
    }
}
