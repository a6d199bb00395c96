/// An efficiency by the share of the power, as data sheets and other tools give it.
///
/// For a machine whose losses no coefficients follow, and for an engine with a map of its own.
package struct EfficiencyCurve: Sendable, Hashable {
    /// At the shaft, in W: a share of 1.
    package var power: Double
    /// From 0 to 1, by share of the power, when power goes to the wheels.
    package var driving: Curve
    /// From 0 to 1, by share of the power, when power comes from the wheels.
    package var braking: Curve
    /// From the shaft to the wheels, and back, from 0 to 1.
    package var gear: Double

    /// `braking`: the same as `driving` when absent.
    package init(power: Double, driving: Curve, braking: Curve? = nil, gear: Double = 1) {
        self.power = power
        self.driving = driving
        self.braking = braking ?? driving
        self.gear = gear
    }

    /// In W: what has to be supplied for a power in W, zero or more, out of the shaft.
    package func input(shaft: Double) -> Double {
        guard shaft > 0 else { return 0 }
        return shaft / max(driving(shaft / power), Self.least)
    }

    /// In W, gear included, for a power in W, zero or more, at the wheels.
    package func drivingLoss(_ wheel: Double) -> Double {
        input(shaft: wheel / gear) - wheel
    }

    /// In W, gear included, for a power in W, zero or more, that the wheels give.
    package func brakingLoss(_ wheel: Double) -> Double {
        let shaft = wheel * gear
        return wheel - shaft * min(max(braking(shaft / power), 0), 1)
    }

    /// The same with so many times the loss, that of the gear included.
    package func losing(_ factor: Double) -> EfficiencyCurve {
        func scaled(_ efficiency: Double) -> Double {
            1 / (1 + factor * (1 / max(efficiency, Self.least) - 1))
        }
        return EfficiencyCurve(
            power: power,
            driving: driving.mapped(scaled),
            braking: braking.mapped(scaled),
            gear: scaled(gear)
        )
    }

    /// The same with so many times the fuel.
    package func burning(_ factor: Double) -> EfficiencyCurve {
        var curve = self
        curve.driving = driving.mapped { $0 / factor }
        return curve
    }

    /// Keeps a curve that begins at zero from dividing by it.
    private static let least = 0.01
}
