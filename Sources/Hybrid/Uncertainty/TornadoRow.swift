/// What one figure does to one result.
package struct TornadoRow: Sendable, Hashable {
    package let band: Band
    /// The result with the figure at the lower end of its band.
    package let low: Double
    /// The result with the figure at the upper end of its band.
    package let high: Double

    package init(band: Band, low: Double, high: Double) {
        self.band = band
        self.low = low
        self.high = high
    }

    /// From the least to the most that the result becomes.
    package var width: Double { abs(high - low) }

    /// The widest first; equal ones stay in order.
    static func sorted(_ rows: [TornadoRow]) -> [TornadoRow] {
        rows.enumerated()
            .sorted { ($1.element.width, $0.offset) < ($0.element.width, $1.offset) }
            .map(\.element)
    }
}
