/// The resistance of a vehicle on a flat road without wind: F = A + B v + C v², v in m/s.
///
/// A, B and C are native, since that is what is measured by coasting down; B may be negative, as it
/// is in real certification rows. EPA's coefficients hold from 9.3 to 71.5 mph (40 CFR 1066.805).
package struct RoadLoad: Sendable, Hashable {
    /// A in N: rolling, in proportion to mass.
    package var rolling: Double
    /// B in N s/m.
    package var linear: Double
    /// C in N s²/m²: air, in proportion to its density.
    package var quadratic: Double
    /// The mass in kg that A was measured with.
    package var mass: Double
    /// The density in kg/m³ that C was measured in.
    package var density: Double

    package init(
        a: Double,
        b: Double,
        c: Double,
        mass: Double,
        density: Double = Air.referenceDensity
    ) {
        rolling = a
        linear = b
        quadratic = c
        self.mass = mass
        self.density = density
    }

    /// From the coefficients of a certification row: lbf, lbf/mph, lbf/mph², at a mass in kg.
    package static func certified(a: Double, b: Double, c: Double, mass: Double) -> RoadLoad {
        RoadLoad(
            a: a * SI.poundForce,
            b: b * SI.poundForce / SI.mph,
            c: c * SI.poundForce / (SI.mph * SI.mph),
            mass: mass
        )
    }

    /// From first principles: A = m g Crr, C = rho CdA / 2.
    ///
    /// `dragArea`: drag coefficient times frontal area, in m².
    package init(
        dragArea: Double,
        rollingCoefficient: Double,
        mass: Double,
        density: Double = Air.referenceDensity
    ) {
        self.init(
            a: mass * SI.gravity * rollingCoefficient,
            b: 0,
            c: density * dragArea / 2,
            mass: mass,
            density: density
        )
    }

    /// The load with another mass, air, wind and a trailer.
    package func resistance(
        mass: Double,
        trailer: Trailer?,
        conditions: Conditions
    ) -> Resistance {
        // Rubber loses more in the cold: about 1 % for each 3 K below 20 °C.
        let cold = 1 + max(0, SI.roomTemperature - conditions.temperature) / 300
        let density = conditions.airDensity
        let rolling = self.rolling * (self.mass > 0 ? mass / self.mass : 1)
        let towed = trailer.map { $0.mass * SI.gravity * $0.rollingCoefficient } ?? 0
        let air = quadratic * density / self.density + density * (trailer?.dragArea ?? 0) / 2
        return Resistance(
            constant: (rolling + towed) * cold,
            linear: linear,
            air: air,
            wind: conditions.headwind
        )
    }
}

/// What a vehicle pulls.
package struct Trailer: Sendable, Hashable {
    package var name: String
    /// In kg, loaded.
    package var mass: Double
    /// What it adds to the drag area of the vehicle in front, in m².
    package var dragArea: Double
    package var rollingCoefficient: Double
    /// How far off its figures may be.
    package var bands: [Band]

    package init(
        name: String,
        mass: Double,
        dragArea: Double,
        rollingCoefficient: Double,
        bands: [Band] = []
    ) {
        self.name = name
        self.mass = mass
        self.dragArea = dragArea
        self.rollingCoefficient = rollingCoefficient
        self.bands = bands
    }
}
