import Bus
import Testing

@testable import Hybrid

/// Sums over powers give what stepping gives, where order does not matter.
@Suite struct OrderFreeTests {
    /// A battery that neither sags nor has bounds, and a generator without start cost or rules.
    private static func ideal(_ vehicle: Vehicle, resistance: Double) -> Vehicle {
        var vehicle = vehicle
        guard case .series(let drive, var battery, var generator) = vehicle.powertrain else {
            return vehicle
        }
        battery.voltageRise = 0
        battery.coldness = 0
        battery.resistance = resistance
        battery.discharge = Battery.Limit(power: 1e9)
        battery.recharge = Battery.Limit(power: 1e9)
        battery.window = 0.05...0.95
        battery.charge = 5e6
        generator.startFuel = 0
        generator.minimumOnTime = 0
        generator.ramp = .infinity
        generator.warmUp = .none
        vehicle.powertrain = .series(drive, battery, generator)
        return vehicle
    }

    /// Vehicles that have the power for their cycle; the eleventh has not.
    private static let able = (0..<13).filter { $0 != 10 }

    @Test(arguments: able) func `without resistance the battery gives the same to rounding`(
        seed: Int
    ) throws {
        var random = SplitMix64(seed)
        let run = HybridFixture.run(
            Self.ideal(HybridFixture.vehicle(&random), resistance: 0)
        )
        let cycle = HybridFixture.cycle(&random, points: 400)
        let trip = run.run(cycle, from: 0.6)
        try #require(trip.shortfall.isNone)
        let sums = OrderFree(run, cycle)
        let stepped = trip.ledger.battery / trip.distance
        #expect(abs(sums.batteryPerMeter - stepped) < 1e-9 * trip.ledger.turnover / trip.distance)
    }

    /// Loss is quadratic in power but for a little, which is what a class can be off by.
    @Test(arguments: able) func `with resistance it is the same to a millionth`(seed: Int) throws {
        var random = SplitMix64(seed)
        let run = HybridFixture.run(
            Self.ideal(HybridFixture.vehicle(&random), resistance: 0.05)
        )
        let cycle = HybridFixture.cycle(&random, points: 400)
        let trip = run.run(cycle, from: 0.6)
        try #require(trip.shortfall.isNone)
        let sums = OrderFree(run, cycle)
        let stepped = trip.ledger.battery / trip.distance
        #expect(abs(sums.batteryPerMeter - stepped) < 3e-6 * trip.ledger.turnover / trip.distance)
    }

    /// Over very many laps the thermostat is on at any demand.
    @Test(arguments: 0..<4) func `a thermostat that starts for nothing burns the same`(
        seed: Int
    ) throws {
        var random = SplitMix64(seed)
        let run = HybridFixture.run(Self.ideal(HybridFixture.truck, resistance: 0.05))
        let cycle = HybridFixture.cycle(&random, points: 400)
        let sums = OrderFree(run, cycle)
        let control = Thermostat(low: 0.5, high: 0.505, power: sums.generatorPower)
        let trip = run.run(cycle, laps: 256, from: 0.5, choice: .thermostat(control))
        let store = try #require(trip.store)
        let line = try #require(run.line)
        let given = store.energyStart - store.energyEnd
        let fuel = trip.fuel + given / line.efficiency(sums.generatorPower)
        let burned = try #require(sums.fuelPerMeter)
        #expect(abs(burned * trip.distance / fuel - 1) < 2e-3)
    }

    @Test func `a steady drive is what it is by hand`() throws {
        let run = HybridFixture.run(Self.ideal(HybridFixture.truck, resistance: 0))
        let line = try #require(run.line)
        let cycle = Cycle.steady(speed: 25, seconds: 600)
        let power = run.demand(cycle.moments[0])
        let sums = OrderFree(run, cycle)
        #expect(abs(sums.batteryPerMeter - power / 25) < 1e-9 * power)
        // The cheapest is to run at best efficiency for a share of the time.
        let burned = try #require(sums.fuelPerMeter)
        #expect(abs(burned / (power / line.bestEfficiency / 25) - 1) < 1e-9)
        #expect(sums.generatorPower == line.bestPower)
        #expect(sums.shortSeconds == 0)
    }

    /// 130 kW at the bus does not hold a steep grade with everything on, whatever the battery.
    @Test func `what a generator cannot supply is a share of the time`() throws {
        let run = HybridFixture.run(Self.ideal(HybridFixture.truck, resistance: 0))
        let line = try #require(run.line)
        let cycle = Cycle.steady(speed: 25, grade: 0.2, seconds: 600)
        let power = run.demand(cycle.moments[0])
        try #require(power > line.maximum)
        let sums = OrderFree(run, cycle)
        #expect(sums.generatorPower == line.maximum)
        #expect(abs(sums.shortSeconds - 600 * (power - line.maximum) / power) < 1e-6)
    }
}
