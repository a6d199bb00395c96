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
///
/// Driving and braking stand one after the other in one table, so that no branch has to be guessed.
struct CurveLoss: Sendable, Hashable {
    private static let cells = 512
    /// Cells per W.
    private let scale: Double
    /// In W at the beginning of each cell and from there to its end: driving, then braking.
    private let lines: [SIMD2<Double>]

    /// Of machines that each take a share of the power, from 0 to 1, up to so many W in all.
    init?(_ parts: [(machine: Machine, share: Double)], upTo most: Double) {
        let curves = parts.compactMap { part in part.machine.curve.map { ($0, part.share) } }
        guard !curves.isEmpty, most > 0 else { return nil }
        scale = Double(Self.cells) / most
        let powers = (0...Self.cells).map { most * Double($0) / Double(Self.cells) }
        let driving = powers.map { power in
            curves.reduce(0) { $0 + $1.0.drivingLoss(power * $1.1) }
        }
        let braking = powers.map { power in
            curves.reduce(0) { $0 + $1.0.brakingLoss(power * $1.1) }
        }
        lines = [driving, braking].flatMap { losses in
            zip(losses, losses.dropFirst()).map { SIMD2($0, $1 - $0) }
        }
    }

    /// In W, at a force in N, below zero when braking, and a power in W, zero or more.
    @inline(__always) func callAsFunction(force: Double, power: Double) -> Double {
        let place = power * scale
        // What is beyond the table goes on as its last cell.
        let index = Int(min(place, Double(Self.cells - 1)))
        let line = lines[force < 0 ? index &+ Self.cells : index]
        return line.x + (place - Double(index)) * line.y
    }
}
