import Bus
import Testing

@testable import Hybrid

@Suite struct ShortfallTests {
    /// 50 kW at the wheels and nothing lost: the speed on a grade is where they are used up.
    private func run(power: Double) -> ElectricRun {
        var vehicle = HybridFixture.truck
        var battery = HybridFixture.battery
        battery.discharge.power = power
        vehicle.auxiliaries = Auxiliaries(base: 0)
        vehicle.powertrain = .electric(
            Drive(
                rear: Machine(ratio: 10, torque: 1e4, power: 1e6, copper: 0),
                regeneration: Drive.Regeneration(share: 1)
            ),
            battery
        )
        return HybridFixture.run(vehicle)
    }

    @Test func `a climb beyond the power is driven as fast as the power allows`() {
        let run = run(power: 50e3)
        let cycle = Cycle.steady(speed: 25, grade: 0.08, seconds: 300)
        let trip = run.run(cycle, from: 0.8, keepsSteps: true)
        let speed = trip.steps[trip.steps.count - 1].speed
        let moments = Moments(
            from: speed,
            to: speed,
            duration: 1,
            sine: cycle.moments[0].sine
        )
        #expect(abs(run.body.wheel(moments).power - 50e3) < 1)
        #expect(abs(trip.shortfall.worstSpeed - (25 - speed)) < 1e-9)
        #expect(abs(trip.shortfall.meters - (cycle.distance - trip.distance)) < 1e-6)
        #expect(trip.shortfall.seconds > 290)
        #expect(trip.shortfall.since == 0)
        #expect(abs(trip.ledger.imbalance) < 1e-9 * trip.ledger.turnover)
    }

    @Test func `a vehicle that is behind catches up in speed when it can`() throws {
        let run = run(power: 50e3)
        let speeds = [0.0, 12] + [Double](repeating: 12, count: 30)
        let times = speeds.indices.map(Double.init)
        let cycle = try Cycle(name: "start", times: times, speeds: speeds)
        let trip = run.run(cycle, from: 0.8, keepsSteps: true)
        let driven = trip.steps.map(\.speed)
        #expect(driven[0] > 1 && driven[0] < 12)
        #expect(zip(driven, driven.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(driven[30] == 12)
        #expect(trip.shortfall.meters > 0)
        #expect(trip.distance < cycle.distance)
    }

    @Test func `an empty battery leaves the vehicle standing and the lights unserved`() {
        var vehicle = HybridFixture.truck
        vehicle.powertrain = .electric(HybridFixture.drive, HybridFixture.battery)
        let run = HybridFixture.run(vehicle)
        let trip = run.run(.steady(speed: 10, seconds: 100), from: 0.12, keepsSteps: true)
        // It coasts as far as its mass carries it.
        #expect(trip.steps[trip.steps.count - 1].speed == 0)
        #expect(trip.distance < 600)
        #expect(trip.shortfall.unserved > 0)
        #expect(trip.shortfall.unserved <= 400 * 100)
        #expect(abs(trip.ledger.imbalance) < 1e-9 * trip.ledger.turnover + 1e-6)
    }

    @Test func `a trace within the power is not missed`() {
        let run = HybridFixture.run(HybridFixture.truck)
        let trip = run.run(.steady(speed: 25, seconds: 100), from: 0.8)
        #expect(trip.shortfall.isNone)
    }

    @Test func `an engine too weak for a hill climbs it slower`() throws {
        var vehicle = HybridFixture.truck
        vehicle.powertrain = .conventional(
            CombustionDrive(
                idleFuel: 10e3,
                slope: 3,
                power: 60e3,
                force: 8e3,
                fuel: .gasoline,
                tank: 90
            )
        )
        let run = try #require(CombustionRun(vehicle, conditions: Conditions()))
        let cycle = Cycle.steady(speed: 25, grade: 0.08, seconds: 300)
        let trip = run.run(cycle, keepsSteps: true)
        let speed = trip.steps[trip.steps.count - 1].speed
        let moments = Moments(from: speed, to: speed, duration: 1, sine: cycle.moments[0].sine)
        #expect(abs(run.body.wheel(moments).power - 60e3) < 1)
        // From rest the force is what there is.
        let start = try Cycle(name: "start", times: [0, 1], speeds: [0, 30])
        let first = run.run(start, keepsSteps: true).steps[0].speed
        #expect(first > 1.5 && first < 8000 / vehicle.mass)
    }

    /// Whoever is behind may want more than the trace ever asked for.
    @Test(arguments: 0..<20) func `catching up stays within what the battery gives`(
        seed: Int
    ) throws {
        var random = SplitMix64(seed)
        var vehicle = HybridFixture.vehicle(&random)
        guard case .series(let drive, var battery, let generator) = vehicle.powertrain else {
            return
        }
        battery.discharge.power *= 0.15
        vehicle.powertrain =
            seed.isMultiple(of: 2)
            ? .electric(drive, battery) : .series(drive, battery, generator)
        let run = HybridFixture.run(vehicle)
        let cycle = HybridFixture.cycle(&random, points: 300)
        let control = Thermostat(low: 0.6, high: 0.7, power: 1e6)
        let trip = run.run(cycle, from: 0.65, choice: .thermostat(control), keepsSteps: true)
        // A generator may be enough to keep up.
        if seed.isMultiple(of: 2) { #expect(trip.shortfall.seconds > 0) }
        for step in trip.steps {
            let limits = run.circuit.limits(at: step.soc, for: step.duration)
            #expect(step.battery <= limits.discharge * (1 + 1e-9) + 1e-6)
            #expect(step.battery >= -limits.recharge * (1 + 1e-9) - 1e-6)
        }
    }
}
