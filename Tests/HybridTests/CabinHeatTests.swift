import Bus
import Testing

@testable import Hybrid

@Suite struct CabinHeatTests {
    private let cold = Conditions(temperature: -10)
    private let climate = Curve([
        Curve.Point(-20, 6000), Curve.Point(20, 0), Curve.Point(35, 2000),
    ])

    private func vehicle(_ vehicle: Vehicle, heat share: Double) -> Vehicle {
        var vehicle = vehicle
        vehicle.auxiliaries.climate = climate
        if case .series(let drive, let battery, var generator) = vehicle.powertrain {
            generator.heatShare = share
            vehicle.powertrain = .series(drive, battery, generator)
        }
        return vehicle
    }

    @Test func `a running engine spares the heaters what they draw, by hand`() throws {
        let run = HybridFixture.run(vehicle(HybridFixture.truck, heat: 0.2), cold)
        let line = try #require(run.line)
        // 6 kW at -20 °C, nothing at 20 °C.
        #expect(abs(line.heat - 4500) < 1e-9)
        #expect(abs(line.maximum - 134_500) < 1e-9)
        let plain = HybridFixture.generator.line(cold)
        for power in [15e3, 60e3, 130e3] {
            #expect(abs(line.fuel(power + 4500) / plain.fuel(power) - 1) < 1e-12)
            #expect(abs(line.electric.fuel(power) / plain.fuel(power) - 1) < 1e-12)
        }
        #expect(abs(line.bestEnginePower - plain.bestPower - 4500) < 1e-6)
        // One that gets 15 kW from the generator at rest, minus the lamps, stores it all.
        var control = Thermostat(low: 0.5, high: 0.9, power: line.minimum)
        let rest = Cycle.steady(speed: 0, seconds: 100)
        let trip = run.run(rest, from: 0.45, control: &control, keepsSteps: true)
        let step = try #require(trip.steps.first)
        #expect(abs(step.generator - 15e3) < 1e-9)
        #expect(abs(step.demand - 400) < 1e-9)
        #expect(abs(step.battery + 14_600) < 1e-9)
        #expect(step.need == 4900 && step.useful == 19_500)
        #expect(abs(trip.ledger.cabinHeat - 450e3) < 1e-6)
        #expect(abs(trip.ledger.auxiliaries - 40e3) < 1e-6)
    }

    @Test func `there is no more heat than the least power has, and none to cool with`() throws {
        let weak = try #require(
            HybridFixture.run(vehicle(HybridFixture.truck, heat: 0.05), cold).line
        )
        #expect(abs(weak.heat - 0.05 * HybridFixture.generator.line(cold).fuel(15e3)) < 1e-9)
        for temperature in [20.0, 35] {
            let conditions = Conditions(temperature: temperature)
            let run = HybridFixture.run(vehicle(HybridFixture.truck, heat: 0.2), conditions)
            #expect(run.line?.heat == 0)
        }
        #expect(HybridFixture.run(vehicle(HybridFixture.truck, heat: 0), cold).line?.heat == 0)
    }

    /// The heat is part of what comes out of the fuel, and the bound knows of it.
    @Test(arguments: 0..<24) func `energy is conserved and bound, grid and control are in order`(
        seed: Int
    ) throws {
        var random = SplitMix64(seed)
        let share = Double.random(in: 0.02...0.4, using: &random)
        let conditions = Conditions(
            temperature: Double.random(in: -25...15, using: &random),
            warmsUp: seed % 4 == 3
        )
        let run = HybridFixture.run(
            vehicle(HybridFixture.vehicle(&random), heat: share),
            conditions
        )
        let cycle = HybridFixture.cycle(&random, points: 150)
        let soc = Double.random(in: 0.15...0.7, using: &random)
        for choice in HybridFixture.controls(run, around: soc) {
            let trip = run.run(cycle, from: soc, choice: choice, keepsSteps: true)
            #expect(trip.ledger.worstStep < 2e-14 * run.circuit.high + 1e-6)
            #expect(abs(trip.ledger.imbalance) < 1e-9 * trip.ledger.turnover)
            let bound = try #require(run.bound(of: trip))
            #expect(bound.isReachable)
            #expect(bound.gap(trip.fuel) >= -1e-9)
            guard !conditions.warmsUp else { continue }
            let program = DynamicProgram(nodes: 20, spacing: 30_000, levels: 6)
            let grid = try #require(program.fuel(around: trip, of: run))
            #expect(bound.fuel <= grid * (1 + 1e-9) + 1e-3)
            #expect(grid <= trip.fuel * (1 + 1e-9) + 1e-3)
        }
    }

    /// Told beside the power of the line or as part of it, the bound is the same.
    @Test(arguments: 0..<12) func `heat of a step is as good as heat of the line`(seed: Int) throws
    {
        var random = SplitMix64(seed)
        let run = HybridFixture.run(
            vehicle(HybridFixture.vehicle(&random), heat: 0.2),
            cold
        )
        let line = try #require(run.line)
        let demands = run.demands(HybridFixture.cycle(&random, points: 200))
        let beside = demands.map {
            BusDemand(power: $0.power, duration: $0.duration, heat: line.heat)
        }
        let one = FuelBound(demands, circuit: run.circuit, line: line, from: 0, to: 0)
        let two = FuelBound(beside, circuit: run.circuit, line: line.electric, from: 0, to: 0)
        #expect(abs(one.fuel - two.fuel) <= 1e-6 * two.fuel)
    }

    @Test func `on fuel in the cold less is burned with it, and the battery goes no farther`()
        throws
    {
        let cycle = Cycle.steady(speed: 25, seconds: 1800)
        func outlook(_ share: Double) throws -> RangeOutlook {
            var sheet = JourneyFixture.series
            sheet.vehicle = vehicle(HybridFixture.truck, heat: share)
            return try RangeOutlook(DriveCase(sheet: sheet, cycle: cycle, conditions: cold))
        }
        let with = try outlook(0.2)
        let without = try outlook(0)
        #expect(with.electricRange == without.electricRange)
        let fuel = try #require(with.fuelPerMeter)
        let more = try #require(without.fuelPerMeter)
        // 4.5 kW of the 29 kW that the bus needs, less what an engine that rests has none for.
        #expect(fuel < 0.93 * more)
        #expect(fuel > 0.8 * more)
        #expect(try #require(with.gap) >= 0)
    }
}
