package import Pages

/// How far a figure may be off: one of ten samples is below the first, one of ten above the last.
package struct Percentiles: Sendable, Hashable, Encodable {
    package var p10: JSONNumber
    package var p50: JSONNumber
    package var p90: JSONNumber

    /// `scale`: from the unit of the spread into that of the document.
    package init(_ spread: Spread, times scale: Double = 1) {
        p10 = JSONNumber(spread.low * scale)
        p50 = JSONNumber(spread.middle * scale)
        p90 = JSONNumber(spread.high * scale)
    }
}
