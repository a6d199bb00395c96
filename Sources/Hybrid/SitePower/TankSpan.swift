/// For how many blocks without grid the fuel on site lasts, from any block on.
///
/// The units serve the load alone and as few of them run as burn least: ``IslandUnits``.
struct TankSpan: Sendable {
    private let tank: Double
    /// Burned from the first block until each, in J.
    ///
    /// The last is that of the whole series; empty where there is no end of the fuel.
    private let burned: [Double]

    init(_ fleet: GeneratorFleet, _ series: SiteSeries) {
        tank = fleet.tank
        guard tank < .infinity, !series.blocks.isEmpty else {
            burned = []
            return
        }
        var sum = 0.0
        burned =
            [0]
            + IslandUnits(fleet, series).fuel.map { fuel in
                sum += fuel * series.step
                return sum
            }
    }

    /// Blocks from one on, at most so many.
    ///
    /// The series begins again where it ends. O(log most).
    func blocks(from begin: Int, most: Int) -> Int {
        guard let whole = burned.last, !isEnough(begin, most, whole) else { return most }
        var low = 0
        var high = most
        while high - low > 1 {
            let middle = (low + high) / 2
            if isEnough(begin, middle, whole) { low = middle } else { high = middle }
        }
        return low
    }

    private func isEnough(_ begin: Int, _ count: Int, _ whole: Double) -> Bool {
        let (laps, rest) = (begin + count).quotientAndRemainder(dividingBy: burned.count - 1)
        let used = Double(laps) * whole + burned[rest] - burned[begin]
        // Not for a rounding of the sums.
        return used <= tank + 1e-12 * whole
    }
}
