import Testing

@testable import Hybrid

@Suite struct ControlTests {
    private let run = HybridFixture.run(HybridFixture.truck)
    private let cruise = Cycle.steady(speed: 28, seconds: 1200)

    @Test func `a thermostat runs between its two charges`() {
        let control = Thermostat(low: 0.295, high: 0.3, power: 90e3)
        let trip = run.run(
            cruise,
            from: 0.3,
            choice: .thermostat(control),
            keepsSteps: true
        )
        #expect(trip.starts > 1)
        for (now, next) in zip(trip.steps, trip.steps.dropFirst()) {
            if now.generator == 0, next.generator > 0 { #expect(next.soc < 0.295) }
            if now.generator > 0, next.generator == 0 { #expect(next.soc >= 0.3) }
        }
    }

    @Test func `a follower gives what is needed when the charge is right`() {
        let control = PowerFollower(reference: 0.3, gain: 0, band: 10e3...20e3)
        let trip = run.run(cruise, from: 0.3, choice: .follower(control), keepsSteps: true)
        let isFollowed = trip.steps.allSatisfy { abs($0.battery) < 1e-6 }
        #expect(isFollowed)
        #expect(trip.starts == 1)
    }

    @Test func `a generator stays on for its minimum time and ramps`() {
        var line = HybridFixture.generator.line(Conditions())
        line.minimumOnTime = 30
        line.ramp = 10e3
        var state = GeneratorState(line, isOn: false)
        let powers = (0..<40).map { second in
            state.follow(second < 5 ? 100e3 : 0, least: -1e6, most: 1e6, unbraked: 0, for: 1)
        }
        #expect(Array(powers[0..<5]) == [15e3, 25e3, 35e3, 45e3, 55e3])
        #expect(powers[5] == 45e3)
        #expect(powers[29] == 15e3)
        #expect(powers[30] == 0)
        #expect(state.starts == 1)
        #expect(state.time == 30)
    }

    @Test func `the bus comes before the control`() {
        let line = HybridFixture.generator.line(Conditions())
        var state = GeneratorState(line, isOn: false)
        #expect(state.follow(0, least: 40e3, most: 1e6, unbraked: 0, for: 1) == 40e3)
        #expect(state.follow(120e3, least: -1e6, most: 50e3, unbraked: 0, for: 1) == 50e3)
        #expect(state.follow(120e3, least: -1e6, most: 5e3, unbraked: 5e3, for: 1) == 0)
    }

    @Test func `an engine that runs does not stop because the battery cannot take a braking`() {
        let line = HybridFixture.generator.line(Conditions())
        var state = GeneratorState(line, isOn: false)
        // It does not start then, but once it runs the brakes take what the battery does not.
        #expect(state.follow(50e3, least: -40e3, most: -20e3, unbraked: 20e3, for: 1) == 0)
        #expect(state.follow(50e3, least: 0, most: 60e3, unbraked: 20e3, for: 1) == 50e3)
        #expect(
            state.follow(50e3, least: -40e3, most: -20e3, unbraked: 20e3, for: 1) == line.minimum
        )
        #expect(state.follow(50e3, least: -40e3, most: -20e3, unbraked: 10e3, for: 1) == 0)
        #expect(state.starts == 1)
    }

    @Test func `a cold engine burns more until it is warm`() {
        var generator = HybridFixture.generator
        generator.warmUp = Generator.WarmUp(extra: 0.1, extraPerDegree: 0.01, time: 30)
        var state = GeneratorState(
            generator.line(Conditions(temperature: 0)),
            isOn: false
        )
        _ = state.follow(50e3, least: 0, most: 1e6, unbraked: 0, for: 1)
        let warm = state.line.fuel(50e3)
        #expect(abs(state.burned - warm * 1.3 - state.line.start) < 1e-6)
        for _ in 0..<600 { _ = state.follow(50e3, least: 0, most: 1e6, unbraked: 0, for: 1) }
        #expect(abs(state.burned / warm - 1) < 1e-6)
    }

    @Test func `thin and hot air takes power`() {
        var generator = HybridFixture.generator
        generator.derate = Generator.Derate(
            fromAltitude: 1000,
            perMeter: 1e-4,
            fromTemperature: 30,
            perDegree: 0.01
        )
        let line = generator.line(Conditions(temperature: 40, altitude: 3000))
        #expect(abs(line.maximum - 130e3 * 0.8 * 0.9) < 1e-6)
        #expect(generator.line(Conditions()).maximum == 130e3)
    }

    @Test func `the battery is used first and sustained then`() {
        let thermostat = Thermostat(low: 0.495, high: 0.505, power: 80e3)
        let trip = run.run(
            cruise,
            laps: 4,
            from: 0.55,
            choice: .thermostat(thermostat),
            keepsSteps: true
        )
        for step in trip.steps where step.generator > 0 { #expect(step.soc < 0.506) }
        let last = trip.steps[trip.steps.count - 1]
        #expect(abs(last.soc - 0.5) < 0.01)
        #expect(trip.fuel > 0)
    }

    @Test func `a schedule drives electric, holds and charges`() {
        let schedule = Schedule(
            [
                Schedule.Entry(from: 800, mode: .charge(to: 0.6)),
                Schedule.Entry(from: 0, mode: .electric(reserve: 0.2)),
                Schedule.Entry(from: 400, mode: .hold),
            ],
            power: 80e3,
            band: 0.002
        )
        let trip = run.run(cruise, from: 0.5, choice: .schedule(schedule), keepsSteps: true)
        #expect(trip.steps[..<400].allSatisfy { $0.generator == 0 })
        let held = trip.steps[400].soc
        #expect(trip.steps[400..<800].allSatisfy { abs($0.soc - held) < 0.004 })
        #expect(trip.steps[1199].soc > trip.steps[800].soc)
    }

    @Test func `an equivalent fuel that is cheap is burned and a dear one is not`() {
        func fuel(_ factor: Double) -> Double {
            let control = Equivalence(
                factor: factor,
                reference: 0.4,
                startHorizon: 60,
                circuit: run.circuit,
                line: run.line ?? .absent
            )
            return run.run(cruise, from: 0.4, choice: .equivalence(control)).fuel
        }
        #expect(fuel(2) == 0)
        #expect(fuel(4) > fuel(3.2))
    }

    @Test(arguments: [0.25, 0.5]) func `laps are added until the charge is sustained`(
        soc: Double
    ) throws {
        let control = Thermostat(low: soc - 0.01, high: soc + 0.01, power: 60e3)
        let one = try #require(
            run.sustained(cruise, from: soc, choice: .thermostat(control), within: 0.01)
        )
        let two = try #require(
            run.sustained(cruise, from: soc, choice: .thermostat(control), within: 0.001)
        )
        #expect(one.isBalanced && two.isBalanced)
        #expect(abs(two.drift) <= 0.001)
        #expect(abs(one.fuelPerMeter / two.fuelPerMeter - 1) < 0.01)
    }

    @Test func `range is energy over consumption`() throws {
        var vehicle = HybridFixture.truck
        vehicle.powertrain = .electric(HybridFixture.drive, HybridFixture.battery)
        let electric = HybridFixture.run(vehicle)
        let range = try #require(electric.electricRange(cruise, from: 0.88, until: 0.12))
        let trip = electric.run(cruise, from: 0.5)
        let expected = range.energy / (trip.ledger.battery / trip.distance)
        #expect(abs(range.distance / expected - 1) < 0.005)
        #expect(abs(range.energy / 3.6e6 - 69.7) < 0.1)
        #expect(range.shortfall.isNone)
    }
}
