/// A function of power as straight lines between points at equal distances: one lookup a step.
package struct PowerTable: Sendable, Hashable {
    /// Cells per W.
    private let scale: Double
    /// At the ends of the cells.
    private let values: [Double]

    /// Samples a function.
    ///
    /// `most`: in W, above zero; the last cell goes on beyond it. `value`: of a power in W.
    package init(upTo most: Double, _ value: (Double) -> Double) {
        let cells = 512
        scale = Double(cells) / most
        values = (0...cells).map { value(most * Double($0) / Double(cells)) }
    }

    /// Of a power in W, zero or more.
    @inline(__always) package func callAsFunction(_ power: Double) -> Double {
        let place = power * scale
        // More than a table has cells is the last cell, however much more.
        let index = min(Int(min(place, 1e6)), values.count - 2)
        let left = values[index]
        return left + (place - Double(index)) * (values[index + 1] - left)
    }
}

/// What one machine or more lose by their curves of efficiency, by power at the wheels.
struct CurveLoss: Sendable, Hashable {
    /// In W by W.
    private var driving: PowerTable
    /// In W by W.
    private var braking: PowerTable

    /// Of machines that each take a share of the power, from 0 to 1, up to so many W in all.
    init?(_ parts: [(machine: Machine, share: Double)], upTo most: Double) {
        let curves = parts.compactMap { part in part.machine.curve.map { ($0, part.share) } }
        guard !curves.isEmpty, most > 0 else { return nil }
        driving = PowerTable(upTo: most) { power in
            curves.reduce(0) { $0 + $1.0.drivingLoss(power * $1.1) }
        }
        braking = PowerTable(upTo: most) { power in
            curves.reduce(0) { $0 + $1.0.brakingLoss(power * $1.1) }
        }
    }

    /// In W, at a force in N, below zero when braking, and a power in W, zero or more.
    @inline(__always) func callAsFunction(force: Double, power: Double) -> Double {
        force < 0 ? braking(power) : driving(power)
    }
}
