/// A price on the import of a month that rises above a power: a cap that gives way.
struct SoftPeak: Sendable, Hashable {
    /// Where it begins, in W.
    var from: Double
    /// How fast it rises, in USD/J for each W.
    var slope: Double

    static let none = SoftPeak(from: .infinity, slope: 0)

    /// In USD/J.
    func price(_ power: Double) -> Double { slope * max(0, power - from) }
}

/// One block of a ``ConvexPlan``: what store and grid do when a J of the store is worth so much.
struct ConvexBlock: Sendable {
    let block: SiteBlock
    let peak: SoftPeak
    let plant: SitePlant
    /// Of units in any part, in W.
    let units: Double

    struct Answer {
        /// Of the store, in W.
        var store: Double
        /// In W.
        var grid: Double
    }

    /// Walks along what the load can be served with, cheapest first, to where the store asks as much.
    ///
    /// Between two of them the store gives just what the dearer one need not: it asks for more than
    /// the one costs and for less than the other.
    @inline(__always)
    func answer(_ worth: Double) -> Answer {
        var need = block.mean
        let price = max(0, block.price)
        let fuel = plant.fleet.bestCost
        // Units that are cheaper than the grid come before it.
        let first = units > 0 && fuel < price ? units : 0
        if first > 0 {
            let store = min(store(fuel, worth), need)
            if need - store <= first { return Answer(store: store, grid: 0) }
            need -= first
        }
        let flat = min(peak.from, block.limit)
        let plain = min(store(price, worth), need)
        if need - plain <= flat { return Answer(store: plain, grid: need - plain) }
        // Above it the price rises up to that of units, and beyond them to the limit.
        let last = units - first
        let turn =
            last > 0 && peak.slope > 0
            ? min(block.limit, flat + max(0, fuel - price) / peak.slope) : block.limit
        if let store = rising(need, flat, turn, price, worth) {
            return Answer(store: store, grid: need - store)
        }
        if last > 0 {
            let store = min(store(fuel, worth), need - turn)
            if need - store <= turn + last { return Answer(store: store, grid: turn) }
            need -= last
        }
        let begin = price + peak.price(turn)
        if let store = rising(need, turn, block.limit, begin, worth) {
            return Answer(store: store, grid: need - store)
        }
        let rest = min(store(plant.unservedCost, worth), need - block.limit)
        return Answer(store: rest, grid: block.limit)
    }

    /// Of the store at a price, in W: λ C'(b) = μ.
    @inline(__always) private func store(_ price: Double, _ worth: Double) -> Double {
        let store = plant.store
        guard store.capacity > 0 else { return 0 }
        if store.loss == 0 || price <= 0 {
            return price > worth ? store.discharge : (price < worth ? -store.charge : 0)
        }
        let share = worth / price
        return min(max((1 - share * share) / (4 * store.loss), -store.charge), store.discharge)
    }

    /// Where the store asks what the grid does between two powers; nothing where that is beyond them.
    @inline(__always)
    private func rising(
        _ need: Double,
        _ begin: Double,
        _ end: Double,
        _ price: Double,
        _ worth: Double
    ) -> Double? {
        let store = plant.store
        guard end > begin else { return nil }
        let top = price + peak.slope * (end - begin)
        let high = min(need - begin, store.discharge)
        let low = max(need - end, -store.charge)
        guard low <= high else { return need - begin < -store.charge ? -store.charge : nil }
        guard asked(low, worth) <= top || need - end < -store.charge else {
            // So much is not asked at the end: the store gives what leaves the end of it.
            return nil
        }
        // Newton's method between the ends, as one side rises and the other falls.
        var (left, right) = (low, high)
        var power = min(max(need - begin - (worth - price) / peak.slope, left), right)
        for _ in 0..<24 {
            let root = max(1e-9, 1 - 4 * store.loss * power).squareRoot()
            let excess = worth / root - price - peak.slope * (need - power - begin)
            if excess > 0 { right = power } else { left = power }
            let slope = 2 * store.loss * worth / (root * root * root) + peak.slope
            var next = power - excess / slope
            if next < left || next > right { next = 0.5 * (left + right) }
            if abs(next - power) <= 1e-7 * (store.discharge + store.charge) { return next }
            power = next
        }
        return power
    }

    @inline(__always) private func asked(_ power: Double, _ worth: Double) -> Double {
        worth / max(1e-9, 1 - 4 * plant.store.loss * power).squareRoot()
    }
}
