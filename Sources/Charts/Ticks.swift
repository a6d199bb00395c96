/// Round values that divide an axis, with the range from the first to the last of them.
package struct Ticks: Sendable, Equatable {
    /// Rising, at least two.
    package let values: [Double]

    package var range: ClosedRange<Double> { values[0]...values[values.count - 1] }

    /// Ticks that cover the range in about `count` steps of 1, 2, 2.5 or 5 times a power of ten.
    ///
    /// A range of no width is widened: to zero, and around zero to 1.
    package init(covering range: ClosedRange<Double>, count: Int = 5) {
        precondition(count > 0, "at least one step")
        var low = range.lowerBound.isFinite ? range.lowerBound : 0
        var high = range.upperBound.isFinite ? range.upperBound : 0
        if high - low <= 1e-12 * max(low.magnitude, high.magnitude) {
            low = min(low, 0)
            high = max(high, 0)
            if high - low <= 0 { high = 1 }
        }
        let step = Self.step(for: (high - low) / Double(count))
        // A bound that lies on a tick but for rounding errors needs no further tick.
        let first = (low / step + 1e-9).rounded(.down)
        let last = max(first + 1, (high / step - 1e-9).rounded(.up))
        values = (0...Int(last - first)).map { (first + Double($0)) * step }
    }

    /// The least of 1, 2, 2.5, 5 times a power of ten that is not below `width`.
    private static func step(for width: Double) -> Double {
        var power = 1.0
        while power > width { power /= 10 }
        while power * 10 <= width { power *= 10 }
        let steps = [1, 2, 2.5, 5, 10].map { $0 * power }
        return steps.first { $0 >= width * (1 - 1e-9) } ?? 10 * power
    }
}
