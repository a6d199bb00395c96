/// For how many blocks without grid the fuel lasts, that on site and what is delivered, from any block on.
///
/// The units serve the load alone and as few of them run as burn least: ``IslandUnits``.
struct TankSpan: Sendable {
    private let fleet: GeneratorFleet
    private let step: Double
    /// Burned from the first block until each, in J.
    ///
    /// The last is that of the whole series; empty where there is no end of the fuel.
    private let burned: [Double]
    /// The most that a block burns, in W.
    private let highest: Double

    init(_ fleet: GeneratorFleet, _ series: SiteSeries) {
        self.fleet = fleet
        step = series.step
        guard fleet.tank < .infinity, !series.blocks.isEmpty else {
            burned = []
            highest = 0
            return
        }
        let fuel = IslandUnits(fleet, series).fuel
        var sum = 0.0
        burned =
            [0]
            + fuel.map { fuel in
                sum += fuel * series.step
                return sum
            }
        highest = fuel.max() ?? 0
    }

    /// Blocks from one on, at most so many.
    ///
    /// The series begins again where it ends. O(log most) unless less is delivered than is burned.
    func blocks(from begin: Int, most: Int) -> Int {
        guard let whole = burned.last, !isEnough(begin, most, whole) else { return most }
        var low = 0
        var high = most
        while high - low > 1 {
            let middle = (low + high) / 2
            if isEnough(begin, middle, whole) { low = middle } else { high = middle }
        }
        let delivery = fleet.delivery
        guard Double(low) * step > delivery.delay else { return low }
        if delivery.power >= highest, Double(low - 1) * step >= delivery.delay { return most }
        return shares(from: begin, most).firstIndex { $0 < 1 - 1e-9 } ?? most
    }

    /// Of what is burned in each of so many blocks from one on, the share that there is fuel for.
    func shares(from begin: Int, _ count: Int) -> [Double] {
        guard burned.count > 1 else { return Array(repeating: 1, count: count) }
        var level = FuelLevel(fleet)
        return (0..<count).map { place in
            let index = (begin + place) % (burned.count - 1)
            return level.burn(burned[index + 1] - burned[index], for: step)
        }
    }

    private func isEnough(_ begin: Int, _ count: Int, _ whole: Double) -> Bool {
        let (laps, rest) = (begin + count).quotientAndRemainder(dividingBy: burned.count - 1)
        let used = Double(laps) * whole + burned[rest] - burned[begin]
        // Not for a rounding of the sums.
        return used <= fleet.tank + 1e-12 * whole
    }
}
