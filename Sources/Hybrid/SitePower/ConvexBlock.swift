/// One block of a ``ConvexPlan``: what store and grid do when a J of the store is worth so much.
struct ConvexBlock: Sendable {
    /// Of the load, in W.
    private let mean: Double
    /// Of the grid, in W.
    private let limit: Double
    /// Of the grid, in USD/J.
    private let price: Double
    private let peak: SoftPeak
    private let store: SiteStore
    /// Of units in any part, in W.
    private let units: Double
    /// Of the cheapest J that a unit makes, in USD.
    private let fuel: Double
    /// Of what is not served, in USD/J.
    private let unserved: Double

    struct Answer {
        /// Of the store, in W.
        var store: Double
        /// In W.
        var grid: Double
    }

    /// `units`: what they can give, in W; `fuel`: of the cheapest J that one makes, in USD.
    init(_ block: SiteBlock, _ peak: SoftPeak, _ plant: SitePlant, units: Double, fuel: Double) {
        mean = block.mean
        limit = block.limit
        price = max(0, block.price)
        self.peak = peak
        store = plant.store
        self.units = units
        self.fuel = fuel
        unserved = plant.unservedCost
    }

    /// Walks along what the load can be served with, cheapest first, to where the store asks as much.
    ///
    /// Between two of them the store gives just what the dearer one need not: it asks for more than
    /// the one costs and for less than the other.
    @inline(__always)
    func answer(_ worth: Double) -> Answer {
        var need = mean
        // Units that are cheaper than the grid come before it.
        let first = units > 0 && fuel < price ? units : 0
        if first > 0 {
            let store = min(given(fuel, worth), need)
            if need - store <= first { return Answer(store: store, grid: 0) }
            need -= first
        }
        let flat = min(peak.from, limit)
        let plain = min(given(price, worth), need)
        if need - plain <= flat { return Answer(store: plain, grid: need - plain) }
        // Above it the price rises up to that of units, and beyond them to the limit.
        let last = units - first
        let turn =
            last > 0 && peak.slope > 0
            ? min(limit, flat + max(0, fuel - price) / peak.slope) : limit
        if let store = rising(need, flat, turn, price, worth) {
            return Answer(store: store, grid: need - store)
        }
        if last > 0 {
            let store = min(given(fuel, worth), need - turn)
            if need - store <= turn + last { return Answer(store: store, grid: turn) }
            need -= last
        }
        let begin = price + peak.price(turn)
        if let store = rising(need, turn, limit, begin, worth) {
            return Answer(store: store, grid: need - store)
        }
        return Answer(store: min(given(unserved, worth), need - limit), grid: limit)
    }

    /// Of the store at a price, in W: λ C'(b) = μ.
    @inline(__always) private func given(_ price: Double, _ worth: Double) -> Double {
        guard store.capacity > 0 else { return 0 }
        if store.loss == 0 || price <= 0 {
            return price > worth ? store.discharge : (price < worth ? -store.charge : 0)
        }
        let share = worth / price
        return min(max((1 - share * share) / (4 * store.loss), -store.charge), store.discharge)
    }

    /// Where the store asks what the grid does between two powers; nothing where that is beyond them.
    ///
    /// With r = √(1 - 4κb) the store asks λ / r and the grid μ + s (need - b - begin) for its price μ
    /// at the beginning and its slope s. So r³ + (4κ (μ / s + need - begin) - 1) r = 4κ λ / s, of which
    /// one root is positive; Newton's method falls to it from above.
    @inline(__always)
    private func rising(
        _ need: Double,
        _ begin: Double,
        _ end: Double,
        _ price: Double,
        _ worth: Double
    ) -> Double? {
        guard end > begin else { return nil }
        let high = min(need - begin, store.discharge)
        let low = max(need - end, -store.charge)
        guard low <= high else { return need - begin < -store.charge ? -store.charge : nil }
        let four = 4 * store.loss
        var root = max(1e-9, 1 - four * low).squareRoot()
        let top = price + peak.slope * (end - begin)
        guard worth <= top * root || need - end < -store.charge else {
            // So much is not asked at the end: the store gives what leaves the end of it.
            return nil
        }
        guard four > 0 else {
            return min(max(need - begin - (worth - price) / peak.slope, low), high)
        }
        let linear = four * (price / peak.slope + need - begin) - 1
        let right = four * worth / peak.slope
        guard root * (root * root + linear) > right else { return low }
        for _ in 0..<24 {
            let square = root * root
            let next = (2 * root * square + right) / (3 * square + linear)
            let change = root - next
            root = next
            // What is left is about the square of that.
            if change < 1e-5 { break }
        }
        return min(max((1 - root * root) / four, low), high)
    }
}
