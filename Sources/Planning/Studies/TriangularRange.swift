/// A figure that lies between two ends and most likely at a third value.
///
/// The density rises in a straight line from the low end to the likely value and falls from there
/// to the high end: the least that a range with a value says, and no value outside of it.
package struct TriangularRange: Sendable, Hashable {
    package let low: Double
    package let likely: Double
    package let high: Double

    package init(low: Double, likely: Double, high: Double) {
        precondition(low <= likely, "the likely value is not below the range")
        precondition(likely <= high, "the likely value is not above the range")
        self.low = low
        self.likely = likely
        self.high = high
    }

    /// The value below which this share of all draws lies; `share` from 0 to 1.
    package func quantile(_ share: Double) -> Double {
        precondition((0...1).contains(share), "a share from 0 to 1")
        let width = high - low
        guard width > 0 else { return likely }
        // F(likely) = (likely − low) / width; on either side F is a parabola.
        let value =
            share * width <= likely - low
            ? low + (share * width * (likely - low)).squareRoot()
            : high - ((1 - share) * width * (high - likely)).squareRoot()
        return min(max(value, low), high)
    }
}
