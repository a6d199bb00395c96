/// A row of EPA's list of test cars: what was on the dynamometer.
///
/// The list has road load and weight; what is inside it does not say, so a vehicle made of it has
/// the parts of its class, the same for every row.
package struct TestCar: Sendable, Hashable {
    package var name: String
    /// Equivalent test weight, in kg.
    package var mass: Double
    /// Target coefficients: lbf, lbf/mph, lbf/mph².
    package var a: Double
    package var b: Double
    package var c: Double

    package init(name: String, mass: Double, a: Double, b: Double, c: Double) {
        self.name = name
        self.mass = mass
        self.a = a
        self.b = b
        self.c = c
    }

    package var roadLoad: RoadLoad { .certified(a: a, b: b, c: c, mass: mass) }

    /// What an electric vehicle of its weight is taken to have.
    package struct ElectricClass: Sendable, Hashable {
        /// Of the machine that the losses are those of, in W per kg: what is used of a larger one.
        package var specificPower = 80.0
        /// The speed in m/s from which the machine has full power.
        package var baseSpeed = 60 * SI.kmh
        package var ratio = 9.0
        package var wheelRadius = 0.35
        /// From the bus to the wheel.
        package var peakEfficiency = 0.95
        package var gear = 0.02
        /// In W.
        package var auxiliaries = 300.0
        /// Of braking.
        package var regeneration = 0.93
        /// In m/s.
        package var blend = 0.5...2.0
        /// From the wall to the battery.
        package var charger = 0.88
        /// What turns beside the mass on the rolls, as a share of it.
        package var rotating = 0.015
        /// In V.
        package var voltage = 360.0
        /// V² / R for each kg, in W: the power that the battery could be short-circuited with.
        package var batteryStiffness = 1300.0
        /// In J for each kg.
        package var batteryEnergy = 0.035 * SI.kilowattHour

        package init() {}

        /// The machine for a mass in kg, with so many times its losses.
        package func machine(mass: Double, losses: Double = 1) -> Machine? {
            let power = specificPower * mass
            let torque = power / (baseSpeed / wheelRadius * ratio)
            var machine = Machine(
                ratio: ratio,
                torque: torque,
                power: power,
                peakEfficiency: peakEfficiency,
                gear: gear
            )
            machine?.constant *= losses
            machine?.drag *= losses
            machine?.windage *= losses
            machine?.copper *= losses
            machine?.current *= losses
            machine?.gear *= losses
            // A real machine is as large as it needs to be; only its losses are of this size.
            machine?.torque *= 3
            machine?.power *= 3
            return machine
        }
    }

    /// The car with the parts of its class; nothing for a class that no machine can be made for.
    package func electric(
        _ parts: ElectricClass = ElectricClass(),
        losses: Double = 1
    ) -> Vehicle? {
        guard let machine = parts.machine(mass: mass, losses: losses) else { return nil }
        let voltage = parts.voltage
        let stiffness = parts.batteryStiffness * mass
        let battery = Battery(
            charge: parts.batteryEnergy * mass / voltage,
            emptyVoltage: voltage,
            voltageRise: 0,
            resistance: voltage * voltage / stiffness,
            window: 0.05...0.95,
            discharge: Battery.Limit(power: stiffness / 4),
            recharge: Battery.Limit(power: stiffness / 4)
        )
        return Vehicle(
            name: name,
            mass: mass,
            rotating: parts.rotating,
            wheelRadius: parts.wheelRadius,
            roadLoad: roadLoad,
            auxiliaries: Auxiliaries(base: parts.auxiliaries),
            powertrain: .electric(
                Drive(
                    rear: machine,
                    regeneration: Drive.Regeneration(
                        share: parts.regeneration,
                        blend: parts.blend
                    )
                ),
                battery
            )
        )
    }
}
