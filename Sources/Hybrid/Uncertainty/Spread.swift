/// How a result is spread over samples.
package struct Spread: Sendable, Hashable {
    /// One in ten is below.
    package let low: Double
    /// Half are below.
    package let middle: Double
    /// One in ten is above.
    package let high: Double

    package init(low: Double, middle: Double, high: Double) {
        self.low = low
        self.middle = middle
        self.high = high
    }

    /// In another unit.
    package func map(_ change: (Double) -> Double) -> Spread {
        Spread(low: change(low), middle: change(middle), high: change(high))
    }

    /// Between the values next to each place, in proportion; nothing without values.
    package init?(_ values: [Double]) {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        func quantile(_ share: Double) -> Double {
            let place = share * Double(sorted.count - 1)
            let below = Int(place)
            let above = min(below + 1, sorted.count - 1)
            return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
        }
        self.init(low: quantile(0.1), middle: quantile(0.5), high: quantile(0.9))
    }
}
