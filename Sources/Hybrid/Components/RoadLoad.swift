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

    /// Of the rolling resistance for each K below 20 °C: rubber loses more in the cold.
    ///
    /// Assumed. Tests of tires on a drum are corrected by more near 20 °C, 0.8 % a K for those of cars
    /// (ISO 28580:2009); on the road they warm up, and bearings and brakes have their part in A.
    private static let coldRolling = 1.0 / 300

    /// The load with another mass, air, wind and a trailer.
    ///
    /// A follows the mass, since rolling resistance is a coefficient times the load on the tires; C the
    /// density of the air, since drag is rho CdA v² / 2.
    package func resistance(
        mass: Double,
        trailer: Trailer?,
        conditions: Conditions
    ) -> Resistance {
        let cold = 1 + max(0, SI.roomTemperature - conditions.temperature) * Self.coldRolling
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
