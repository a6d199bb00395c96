import Bus
import Testing

@testable import Hybrid

@Suite struct EngineTests {
    private static let rpm = Double.pi / 30

    static let drive = GearedEngine(
        engine: Engine(
            displacement: 5e-3,
            idleSpeed: 600 * rpm,
            topSpeed: 6000 * rpm,
            torque: Curve([
                Curve.Point(1000 * rpm, 350), Curve.Point(4000 * rpm, 500),
                Curve.Point(6000 * rpm, 400),
            ]),
            efficiency: 0.4,
            friction: 60e3,
            deactivation: Engine.Deactivation(
                saving: 0.2,
                vehicleSpeed: 15,
                topSpeed: 3000 * rpm
            )
        ),
        gears: Gears(
            ratios: [15, 10, 6.7, 5.3, 4.1, 3.2, 2.2],
            efficiency: 0.9,
            lowestSpeed: 1100 * rpm,
            reserve: 0.3
        )
    )

    static func vehicle(_ drive: GearedEngine = drive) -> Vehicle {
        var vehicle = HybridFixture.truck
        vehicle.auxiliaries = Auxiliaries(base: 500)
        vehicle.powertrain = .conventional(
            CombustionDrive(
                drive,
                idleFuel: 18e3,
                fuelCutSpeed: 11,
                coldStartFuel: 4e6,
                fuel: .gasoline,
                tank: 90
            )
        )
        return vehicle
    }

    private static func run(
        _ drive: GearedEngine = drive,
        _ conditions: Conditions = Conditions()
    ) throws -> CombustionRun {
        try #require(CombustionRun(vehicle(drive), conditions: conditions))
    }

    private static func metersPerLiter(_ trip: Trip) -> Double {
        trip.distance / Fuel.gasoline.liters(trip.fuel)
    }

    /// (8.7 bar + f + g (1 - x)) V n / e by hand, at 2,000 rpm.
    @Test func `fuel is the sum of mean pressures over the indicated efficiency`() {
        var engine = Self.drive.engine
        engine.deactivation = nil
        let speed = 2000 * Self.rpm
        let torque = 350 + 150.0 / 3
        let full = torque * 4 * Double.pi / 5e-3
        #expect(abs(engine.fullLoad(at: speed) - torque) < 1e-9)
        let friction = 60e3 * (1 + 0.31 + 0.206)
        #expect(abs(engine.friction(at: speed) - friction) < 1e-6)
        let pressure = 0.5 * full + friction + 0.5 * 45e3
        let fuel = pressure * 5e-3 * (2000.0 / 120) / 0.4
        #expect(abs(engine.efficiency(at: speed, load: 0.5) - 0.5 * torque * speed / fuel) < 1e-9)
        // At full load there is no throttle, and 12 % more fuel than air burns.
        let rich = (full + friction) * 5e-3 * (2000.0 / 120) / 0.4 * 1.12
        #expect(abs(engine.efficiency(at: speed, load: 1) - torque * speed / rich) < 1e-9)
    }

    @Test func `from light load to full the efficiency rises, and falls before the end`() {
        let engine = Self.drive.engine
        let speed = 2500 * Self.rpm
        let loads = (1...20).map { engine.efficiency(at: speed, load: Double($0) / 20) }
        let best = loads.indices.max { loads[$0] < loads[$1] } ?? 0
        #expect((14...18).contains(best), "at \(best + 1) twentieths")
        #expect(loads[19] < 0.95 * loads[best])
        #expect(loads[0] < 0.5 * loads[best])
        // Friction takes more at high speed.
        let fast = engine.efficiency(at: 5500 * Self.rpm, load: 0.8)
        #expect(fast < 0.97 * engine.efficiency(at: speed, load: 0.8))
    }

    @Test(arguments: 0..<40)
    func `energy is conserved in every step, in any air`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let cycle = HybridFixture.cycle(&random, points: 200)
        let conditions = Conditions(
            temperature: Double.random(in: -20...45, using: &random),
            altitude: Double.random(in: 0...4000, using: &random)
        )
        let trip = try Self.run(Self.drive, conditions).run(cycle)
        #expect(abs(trip.ledger.imbalance) < 1e-9 * trip.ledger.turnover)
        #expect(trip.ledger.worstStep < 1e-9 * trip.ledger.turnover)
        #expect(trip.ledger.engineLoss > 0)
    }

    /// Every gear tried by the engine's own equation.
    @Test(arguments: 0..<200)
    func `the gear burns least of those that keep the reserve`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let speed = Double.random(in: 3...45, using: &random)
        let run = try Self.run()
        let shift = try #require(run.shift)
        let force = Double.random(in: 0.01...0.98, using: &random) * run.force(at: speed)
        let choice = shift.choice(force, speed: speed, electric: 500)
        let engine = Self.drive.engine
        let filling = Engine.filling(Conditions())
        var kept = Double.infinity
        var tight = Double.infinity
        for ratio in Self.drive.gears.ratios {
            let turning = speed * ratio / 0.4
            guard turning >= 1100 * Self.rpm, turning <= engine.topSpeed else { continue }
            let power = force * speed / 0.9 + 500 / 0.6
            let load = power / turning / engine.fullLoad(at: turning, filling: filling)
            let losses = engine.friction(at: turning) + engine.pumping * max(0, 1 - load)
            let fuel = engine.fuel(
                power + losses * engine.volume * turning,
                load: load,
                at: turning,
                vehicle: speed
            )
            if load <= 0.7 { kept = min(kept, fuel) }
            if load <= 1 { tight = min(tight, fuel) }
        }
        let least = kept < .infinity ? kept : tight
        // The full load is read from a table.
        if least < .infinity { #expect(abs(choice.fuel / least - 1) < 0.01) }
        #expect(choice.load <= 1.001)
        #expect(choice.speed <= engine.topSpeed)
    }

    @Test func `at a stop it burns its idle fuel and for the alternator, on overrun nothing`()
        throws
    {
        let run = try Self.run()
        let rest = run.run(.steady(speed: 0, seconds: 10), isWarm: true)
        #expect(abs(rest.fuel / 10 - (18e3 + 500 / 0.6 / 0.4)) < 1e-6)
        let down = run.run(.steady(speed: 25, grade: -0.06, seconds: 10), isWarm: true)
        #expect(down.fuel == 0)
        let slow = run.run(.steady(speed: 8, grade: -0.06, seconds: 10), isWarm: true)
        #expect(slow.fuel > 0)
    }

    @Test func `in thin air it climbs slower, and cruises on no more`() throws {
        let climb = Cycle.steady(speed: 30, grade: 0.12, seconds: 60)
        let sea = try Self.run().run(climb, isWarm: true)
        let high = try Self.run(Self.drive, Conditions(altitude: 3000)).run(climb, isWarm: true)
        #expect(high.shortfall.worstSpeed > sea.shortfall.worstSpeed)
        #expect(high.shortfall.worstSpeed > 1)
        let cruise = Cycle.steady(speed: 25, seconds: 60)
        let low = Self.metersPerLiter(try Self.run().run(cruise, isWarm: true))
        let thin = Self.metersPerLiter(
            try Self.run(Self.drive, Conditions(altitude: 1500)).run(cruise, isWarm: true)
        )
        #expect(thin > low)
    }

    @Test func `more gears never burn more, and neither do cylinders that rest`() throws {
        var random = SplitMix64(seed: 3)
        let cycle = HybridFixture.cycle(&random, points: 600)
        var few = Self.drive
        few.gears.ratios = [15, 6.7, 3.2]
        var all = Self.drive
        all.engine.deactivation = nil
        let fuels = try [Self.drive, all, few].map {
            try Self.run($0).run(cycle, isWarm: true).fuel
        }
        #expect(fuels[0] < fuels[1])
        #expect(fuels[0] < fuels[2])
    }

    @Test func `a factor on its fuel is a factor on all that it burns`() throws {
        var vehicle = Self.vehicle()
        guard case .conventional(let drive) = vehicle.powertrain else { return }
        var random = SplitMix64(seed: 5)
        let cycle = HybridFixture.cycle(&random, points: 300)
        let before = try Self.run().run(cycle, isWarm: true).fuel
        vehicle.powertrain = .conventional(drive.burning(1.1))
        let run = try #require(CombustionRun(vehicle, conditions: Conditions()))
        #expect(abs(run.run(cycle, isWarm: true).fuel / before - 1.1) < 1e-9)
    }
}
