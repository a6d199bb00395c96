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
/// Braking, with its power below zero, and driving are one table, so that no branch has to be
/// guessed.
struct CurveLoss: Sendable, Hashable {
    /// On either side of zero.
    private static let cells = 512
    /// Cells per W.
    private let scale: Double
    /// In W at the beginning of each cell and from there to its end.
    private let lines: [SIMD2<Double>]

    /// Of machines that each take a share of the power, from 0 to 1, up to so many W in all.
    init?(_ parts: [(machine: Machine, share: Double)], upTo most: Double) {
        let curves = parts.compactMap { part in part.machine.curve.map { ($0, part.share) } }
        guard !curves.isEmpty, most > 0 else { return nil }
        scale = Double(Self.cells) / most
        let losses = (-Self.cells...Self.cells).map { cell in
            let power = most * Double(cell) / Double(Self.cells)
            return curves.reduce(0) { sum, part in
                let (curve, share) = part
                return sum
                    + (power < 0
                        ? curve.brakingLoss(-power * share) : curve.drivingLoss(power * share))
            }
        }
        lines = zip(losses, losses.dropFirst()).map { SIMD2($0, $1 - $0) }
    }

    /// In W, at a power in W, below zero when braking.
    @inline(__always) func callAsFunction(_ power: Double) -> Double {
        let place = power * scale + Double(Self.cells)
        // What is beyond the table goes on as its last cell.
        let index = Int(min(place.atLeast(0), Double(2 * Self.cells - 1)))
        let line = lines[index]
        return line.x + (place - Double(index)) * line.y
    }
}
