/// Draws from a distribution by a table of its quantiles: a look-up and a multiplication.
///
/// Between the entries it is linear; the first and the last share of 1/256, where that would be
/// wrong, is worked out.
struct Quantiles: Sendable {
    private static let bits: UInt64 = 12
    private static let cells = 1 << Int(bits)
    private static let edge = cells / 256
    /// Where a draw stops, so that times stay far from the end of the clock: 12 days in ns.
    private static let most = 1e15

    private let entries: [Int64]
    private let quantile: @Sendable (Double) -> Double

    /// `quantile`: The value for a share above 0 and below 1; not negative, growing.
    init(_ quantile: @escaping @Sendable (Double) -> Double) {
        self.quantile = quantile
        entries = (0...Self.cells).map { cell in
            let share = Double(min(max(cell, 1), Self.cells - 1)) / Double(Self.cells)
            return Self.rounded(quantile(share))
        }
    }

    /// `scale`: What a value is multiplied with before it is rounded.
    init(_ spread: Spread, scale: Double) {
        self.init { spread.quantile($0) * scale }
    }

    /// The exponential distribution with this mean: the gaps of a Poisson process.
    static func exponential(mean: Double) -> Quantiles {
        Quantiles { -naturalLogarithm(1 - $0) * mean }
    }

    /// `random`: 64 random bits.
    @inline(__always)
    func draw(_ random: UInt64) -> Int64 {
        let cell = Int(random >> (64 - Self.bits))
        guard cell >= Self.edge, cell < Self.cells - Self.edge else { return exact(random) }
        let fraction = Int64(truncatingIfNeeded: (random >> (64 - Self.bits - 12)) & 0xFFF)
        let low = entries[cell]
        return low + ((entries[cell + 1] - low) * fraction) >> 12
    }

    @inline(never)
    private func exact(_ random: UInt64) -> Int64 {
        // Half a step away from 0 and from 1.
        Self.rounded(quantile((Double(random >> 12) + 0.5) / 4_503_599_627_370_496))
    }

    private static func rounded(_ value: Double) -> Int64 {
        Int64(min(max(value, 0), most).rounded())
    }
}
