/// A generator under the conditions of a run: the numbers that the loops use, all in W, J and s.
///
/// The line of ``Generator``, F = F0 + F1 P + F2 P², with what air and warm-up make of it.
///
/// Powers are useful ones: what it gives the bus and, where its coolant warms the cabin, the heat
/// that the heaters need not make. Whoever decides on it has to meet all that the bus would need
/// with the engine off, so both count the same; see ``heating(_:)``.
package struct GeneratorLine: Sendable, Hashable {
    package var minimum: Double
    package var maximum: Double
    /// Fuel at no useful power; below zero where heat alone is worth more than idling takes.
    package var idle: Double
    package var slope: Double
    package var curvature: Double
    package var start: Double
    package var minimumOnTime: Double
    package var ramp: Double
    /// Of the fuel, at the first start.
    package var coldExtra: Double
    package var warmUpTime: Double
    /// Into the cabin while it runs: part of every power above.
    package private(set) var heat = 0.0

    /// Fuel in W while it runs, warm.
    @inline(__always) package func fuel(_ power: Double) -> Double {
        idle + power * (slope + curvature * power)
    }

    /// Fuel in W for one more W.
    @inline(__always) package func marginalFuel(_ power: Double) -> Double {
        slope + 2 * curvature * power
    }

    /// The share of the fuel that is of use.
    package func efficiency(_ power: Double) -> Double { power / fuel(power) }

    /// The power of the best efficiency: where F / P has its least value, √(F0 / F2).
    package var bestPower: Double {
        guard curvature > 0 else { return idle < 0 ? minimum : maximum }
        return min(max((max(0, idle) / curvature).squareRoot(), minimum), maximum)
    }

    package var bestEfficiency: Double { efficiency(bestPower) }

    /// At which the engine does best for the bus alone, with the heat that comes with it.
    package var bestEnginePower: Double { electric.bestPower + heat }

    /// The same generator with so much more heat for the cabin, in W.
    ///
    /// In useful power u = P + h the line F0 + F1 P + F2 P² is one again:
    /// F0 - F1 h + F2 h², F1 - 2 F2 h and F2.
    package func heating(_ more: Double) -> GeneratorLine {
        var line = self
        line.minimum += more
        line.maximum += more
        line.idle -= more * (slope - curvature * more)
        line.slope -= 2 * curvature * more
        line.heat += more
        return line
    }

    /// The same generator counted at the bus alone.
    package var electric: GeneratorLine { heating(-heat) }
}
