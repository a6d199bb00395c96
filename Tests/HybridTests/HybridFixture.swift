import Bus

@testable import Hybrid

/// Vehicles and cycles for the tests: one truck from its maker's figures, and any number by seed.
enum HybridFixture {
    static let pound = 0.45359237
    static let mile = 1609.344

    static let drive = Drive(
        rear: Machine(
            ratio: 10,
            torque: 5000,
            power: 238e3,
            constant: 120,
            drag: 0.1,
            windage: 5e-4,
            copper: 0.02,
            current: 0.3,
            gear: 0.02
        ),
        front: Machine(
            ratio: 10,
            torque: 5000,
            power: 250e3,
            constant: 130,
            drag: 0.1,
            windage: 5e-4,
            copper: 0.03,
            current: 0.3,
            gear: 0.02
        ),
        disconnectsFront: true,
        regeneration: Drive.Regeneration(share: 0.93, power: 150e3, blend: 0.5...2)
    )

    static let battery = Battery(
        charge: 892_318,
        emptyVoltage: 337.1,
        voltageRise: 65.8,
        resistance: 0.055,
        window: 0.12...0.88,
        discharge: Battery.Limit(power: 300e3),
        recharge: Battery.Limit(
            power: 190e3,
            bySOC: Curve([Curve.Point(0.8, 1), Curve.Point(0.9, 0.2)])
        ),
        mass: 600
    )

    /// The generator of the reference: 31.8 % at 40 kW, 32.9 % at its best.
    static let generator = Generator(
        power: 15e3...130e3,
        idleFuel: 12e3,
        slope: 2.8,
        curvature: 1.2e-6,
        startFuel: 0.12 * 3.6e6,
        fuel: .gasoline,
        tank: 27 * SI.gallon
    )

    static let truck = Vehicle(
        name: "range-extended pickup",
        mass: 7807 * pound,
        rotating: 0.04,
        wheelRadius: 0.4,
        roadLoad: .certified(a: 46.31, b: 0.1995, c: 0.03351, mass: 5500 * pound),
        auxiliaries: Auxiliaries(base: 400),
        powertrain: .series(drive, battery, generator)
    )

    static func run(_ vehicle: Vehicle, _ conditions: Conditions = Conditions()) -> ElectricRun {
        guard let run = ElectricRun(vehicle, conditions: conditions) else {
            preconditionFailure("an electric or series hybrid vehicle")
        }
        return run
    }

    /// A vehicle of any size that has a battery and a generator.
    static func vehicle(_ random: inout SplitMix64) -> Vehicle {
        let mass = Double.random(in: 900...8000, using: &random)
        let size = mass / 3000
        let rear = Machine(
            ratio: Double.random(in: 6...12, using: &random),
            torque: 600 * size,
            power: 150e3 * size,
            constant: Double.random(in: 0...200, using: &random),
            drag: Double.random(in: 0...0.2, using: &random),
            windage: Double.random(in: 0...1e-3, using: &random),
            copper: Double.random(in: 0.005...0.05, using: &random),
            current: Double.random(in: 0...0.5, using: &random),
            gear: Double.random(in: 0...0.04, using: &random)
        )
        var front = rear
        front.copper *= Double.random(in: 0.5...2, using: &random)
        let battery = Battery(
            charge: Double.random(in: 5e4...1e6, using: &random),
            emptyVoltage: Double.random(in: 250...400, using: &random),
            voltageRise: Double.random(in: 0...80, using: &random),
            resistance: Double.random(in: 0.02...0.15, using: &random),
            window: 0.1...0.9,
            discharge: Battery.Limit(power: 160e3 * size, current: 700),
            recharge: Battery.Limit(power: 80e3 * size, current: 300)
        )
        let generator = Generator(
            power: 5e3 * size...70e3 * size,
            idleFuel: 6e3 * size,
            slope: 2.7,
            curvature: Double.random(in: 0...3e-6, using: &random) / size,
            startFuel: Double.random(in: 0...4e5, using: &random),
            minimumOnTime: Double.random(in: 0...20, using: &random),
            ramp: Double.random(in: 5e3...50e3, using: &random),
            warmUp: Generator.WarmUp(extra: 0.1, extraPerDegree: 0.005, time: 60),
            fuel: .gasoline,
            tank: 40
        )
        let isSingle = Bool.random(using: &random)
        let drive = Drive(
            rear: rear,
            front: isSingle ? nil : front,
            disconnectsFront: Bool.random(using: &random),
            regeneration: Drive.Regeneration(share: 0.9, power: 80e3 * size, blend: 1...3)
        )
        return Vehicle(
            name: "any",
            mass: mass,
            wheelRadius: 0.35,
            roadLoad: RoadLoad(
                a: 0.009 * 9.81 * mass,
                b: Double.random(in: -3...4, using: &random),
                c: 0.6,
                mass: mass
            ),
            auxiliaries: Auxiliaries(base: 500),
            powertrain: .series(drive, battery, generator)
        )
    }

    /// Stops and goes over hills, in steps of different lengths; begins and ends at rest.
    static func cycle(_ random: inout SplitMix64, points: Int) -> Cycle {
        var times = [0.0]
        var speeds = [0.0]
        var grades = [0.0]
        for index in 1..<points {
            let step = Double.random(in: 0.5...2, using: &random)
            let change = Double.random(in: -2.5...2.4, using: &random) * step
            let isRest = Int.random(in: 0..<12, using: &random) == 0
            let isLast = index >= points - 8
            let next = min(max(speeds[index - 1] + change, 0), 32)
            times.append(times[index - 1] + step)
            speeds.append(isRest || isLast ? max(0, speeds[index - 1] - 5 * step) : next)
            grades.append(Double.random(in: -0.06...0.06, using: &random))
        }
        guard let cycle = try? Cycle(name: "any", times: times, speeds: speeds, grades: grades)
        else { preconditionFailure("points of a cycle") }
        return cycle
    }

    /// One of each kind, for a vehicle that is charge sustaining around a state of charge.
    static func controls(_ run: ElectricRun, around soc: Double) -> [ControlChoice] {
        guard let line = run.line else { return [] }
        return [
            .batteryOnly,
            .thermostat(Thermostat(low: soc - 0.01, high: soc + 0.01, power: line.bestPower)),
            .thermostat(Thermostat(low: soc, high: soc + 0.02, power: 0.5 * line.maximum)),
            .follower(
                PowerFollower(
                    reference: soc,
                    gain: 20 * line.maximum,
                    band: 0.8 * line.minimum...1.2 * line.minimum
                )
            ),
            .equivalence(
                Equivalence(
                    factor: 3.1,
                    feedback: 20,
                    reference: soc,
                    startHorizon: 30,
                    circuit: run.circuit,
                    line: line
                )
            ),
            .schedule(
                Schedule(
                    [
                        Schedule.Entry(from: 0, mode: .electric(reserve: 0.2)),
                        Schedule.Entry(from: 60, mode: .hold),
                        Schedule.Entry(from: 150, mode: .charge(to: soc + 0.05)),
                    ],
                    power: line.bestPower,
                    band: 0.002
                )
            ),
        ]
    }
}
