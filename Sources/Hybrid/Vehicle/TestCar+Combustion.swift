import Glibc

/// Test cars with an engine: the list says its size, power and gears, and the class the rest.
extension TestCar {
    /// What the list says of an engine that turns the wheels.
    package struct Combustion: Sendable, Hashable {
        /// In m³.
        package var displacement: Double
        /// At the shaft, in W.
        package var power: Double
        package var cylinders: Int
        /// How many gears it has; two or more.
        package var gears: Int
        /// Of the engine in the highest gear, in rad/s for a m/s: the list's N/V.
        package var speedRatio: Double

        package init(
            displacement: Double,
            power: Double,
            cylinders: Int,
            gears: Int,
            speedRatio: Double
        ) {
            precondition(gears > 1, "gears, not a variable ratio")
            self.displacement = displacement
            self.power = power
            self.cylinders = cylinders
            self.gears = gears
            self.speedRatio = speedRatio
        }

        /// 100 hp for each liter: more comes from a compressor.
        fileprivate var isCharged: Bool { power / displacement > 74.6e6 }
    }

    /// What a pickup's engine and gears are taken to have, the same for every size.
    package struct CombustionClass: Sendable, Hashable {
        /// Of the fuel, into work on the pistons.
        package var efficiency = 0.395
        /// In Pa; see ``Engine/friction(at:)``.
        package var friction = 58e3
        /// Fuel in W at a stop without auxiliaries, of an engine of no size: the converter.
        package var idleFuel = 6.5e3
        /// In W for each m³.
        package var idleFuelPerVolume = 2.6e6
        /// Fuel in J for each m³ that a cold start takes: the mean difference of bags 1 and 3.
        package var coldStartFuelPerVolume = 0.2e3 * SI.kilowattHour
        /// Of engines with eight cylinders.
        package var deactivation = Engine.Deactivation(
            saving: 0.25,
            vehicleSpeed: 60 * SI.kmh,
            topSpeed: 3000 * Double.pi / 30
        )
        /// From the engine to the wheels.
        package var gearEfficiency = 0.91
        /// In rad/s.
        package var lowestSpeed = 1100 * Double.pi / 30
        package var reserve = 0.3
        /// In m/s.
        package var fuelCutSpeed = 40 * SI.kmh
        /// In W.
        package var auxiliaries = 400.0
        package var alternator = 0.6
        /// What turns beside the mass on the rolls, as a share of it.
        package var rotating = 0.015
        /// In m.
        package var wheelRadius = 0.39

        package init() {}

        /// The lowest gear beside the highest, of boxes with so many gears.
        private func spread(_ gears: Int) -> Double {
            switch gears {
            case ...5: 5
            case 6: 6
            case 7: 6.5
            case 8: 7
            case 9: 9
            default: 7.4
            }
        }

        /// Torque at full load beside that at rated power, by rpm: usual shapes.
        private static let breathing: [(Double, Double)] = [
            (600, 0.66), (1000, 0.76), (1500, 0.88), (2000, 0.94), (3000, 1.03), (4000, 1.11),
            (4500, 1.09), (5600, 1), (6200, 0.93),
        ]
        private static let charged: [(Double, Double)] = [
            (600, 0.6), (1000, 0.8), (1500, 1.15), (2000, 1.3), (3000, 1.3), (4000, 1.28),
            (4500, 1.22), (5500, 1), (6200, 0.85),
        ]
        private static let ratedSpeed = 5600 * Double.pi / 30

        package func drive(_ facts: Combustion) -> GearedEngine {
            let rated = facts.power / Self.ratedSpeed
            let shape = facts.isCharged ? Self.charged : Self.breathing
            let step = 1 / Double(facts.gears - 1)
            let ratios = (0..<facts.gears).map { index in
                facts.speedRatio * wheelRadius
                    * pow(spread(facts.gears), 1 - Double(index) * step)
            }
            return GearedEngine(
                engine: Engine(
                    displacement: facts.displacement,
                    idleSpeed: 650 * Double.pi / 30,
                    topSpeed: 6200 * Double.pi / 30,
                    torque: Curve(
                        shape.map { Curve.Point($0.0 * Double.pi / 30, $0.1 * rated) }
                    ),
                    efficiency: efficiency,
                    friction: friction,
                    deactivation: facts.cylinders == 8 ? deactivation : nil
                ),
                gears: Gears(
                    ratios: ratios,
                    efficiency: gearEfficiency,
                    lowestSpeed: lowestSpeed,
                    reserve: reserve
                )
            )
        }
    }

    /// The car with the engine of its class.
    package func conventional(
        _ facts: Combustion,
        _ parts: CombustionClass = CombustionClass()
    ) -> Vehicle {
        let engine = CombustionDrive(
            parts.drive(facts),
            idleFuel: parts.idleFuel + parts.idleFuelPerVolume * facts.displacement,
            alternator: parts.alternator,
            fuelCutSpeed: parts.fuelCutSpeed,
            coldStartFuel: parts.coldStartFuelPerVolume * facts.displacement,
            fuel: .gasoline,
            tank: 80
        )
        return Vehicle(
            name: name,
            mass: mass,
            rotating: parts.rotating,
            wheelRadius: parts.wheelRadius,
            roadLoad: roadLoad,
            auxiliaries: Auxiliaries(base: parts.auxiliaries),
            powertrain: .conventional(engine)
        )
    }
}

extension CombustionRun {
    /// Fuel in J/m of the city test: 43 % of a cycle with a cold start, 57 % of one with a warm one.
    ///
    /// 40 CFR 600.114; the warm start, 10 minutes after, is taken to be that of a warm engine.
    package func certifiedCity(_ cycle: Cycle) -> Double {
        let cold = run(cycle)
        let warm = run(cycle, isWarm: true)
        return (0.43 * cold.fuel + 0.57 * warm.fuel) / warm.distance
    }
}
