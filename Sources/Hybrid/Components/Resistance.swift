/// The resistance that a run meets: F = A + B v + C (v + w) |v + w|, w the headwind.
///
/// A, B and C are the coefficients of SAE J1263 and J2263; their air is still, so that wind adds to the
/// speed in the square alone.
package struct Resistance: Sendable, Hashable {
    /// A in N.
    package let constant: Double
    /// B in N s/m.
    package let linear: Double
    /// C in N s²/m².
    package let air: Double
    /// w in m/s.
    package let wind: Double

    package init(constant: Double, linear: Double, air: Double, wind: Double) {
        self.constant = constant
        self.linear = linear
        self.air = air
        self.wind = wind
    }

    /// In N at a steady speed in m/s.
    package func force(at speed: Double) -> Double {
        constant + linear * speed + air * (speed + wind) * abs(speed + wind)
    }

    /// What rolling takes in a step, in W.
    @inline(__always) func rollingPower(_ moments: Moments) -> Double {
        constant * moments.speed + linear * moments.square
    }

    /// What the air takes in a step, in W; below zero it pushes.
    ///
    /// Exact for a speed that changes linearly; a wind from behind is taken to be faster or slower
    /// than the vehicle through the whole of a step.
    @inline(__always) func airPower(_ moments: Moments) -> Double {
        guard wind != 0 else { return air * moments.cube }
        let power = air * (moments.cube + wind * (2 * moments.square + wind * moments.speed))
        return moments.speed + wind < 0 ? -power : power
    }
}
