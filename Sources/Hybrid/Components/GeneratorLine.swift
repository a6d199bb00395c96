/// A generator under the conditions of a run: the numbers that the loops use, all in W, J and s.
package struct GeneratorLine: Sendable, Hashable {
    package var minimum: Double
    package var maximum: Double
    package var idle: Double
    package var slope: Double
    package var curvature: Double
    package var start: Double
    package var minimumOnTime: Double
    package var ramp: Double
    /// Of the fuel, at the first start.
    package var coldExtra: Double
    package var warmUpTime: Double

    /// Fuel in W while it runs, warm.
    @inline(__always) package func fuel(_ power: Double) -> Double {
        idle + power * (slope + curvature * power)
    }

    /// Fuel in W for one more W.
    @inline(__always) package func marginalFuel(_ power: Double) -> Double {
        slope + 2 * curvature * power
    }

    /// The share of the fuel that reaches the bus.
    package func efficiency(_ power: Double) -> Double { power / fuel(power) }

    /// The power of the best efficiency: where F / P has its least value, √(F0 / F2).
    package var bestPower: Double {
        guard curvature > 0 else { return maximum }
        return min(max((idle / curvature).squareRoot(), minimum), maximum)
    }

    package var bestEfficiency: Double { efficiency(bestPower) }
}
