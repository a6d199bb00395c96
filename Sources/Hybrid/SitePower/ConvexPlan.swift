import Glibc

/// A site whose units come in any part: how its store is used best, and what that makes a J of it worth.
///
/// Without numbers of units all is convex, so that what the store holds at the start of a block falls
/// with what a J of it is worth there: e(k, λ) = e(k+1, λ) + s C(b(k, λ)), cut at empty and full,
/// backward over all λ of a list; forward λ is where e(k, λ) is what is held. Its λ change only
/// where the store is full or empty, as multipliers of ``SiteBound`` have to, and need no grid of
/// energies.
struct ConvexPlan: Sendable {
    /// λ of each block, in USD/J.
    private(set) var worths: [Double] = []
    /// The nearest of them that are multipliers of what the store holds.
    private(set) var pooled: [Double] = []
    /// Of the grid, in W.
    private(set) var imports: [Double] = []

    /// `peaks` of each month; `isCalm` as ``SiteRun/calm`` says.
    init(
        _ run: SiteRun,
        _ months: [BillingMonth],
        _ peaks: [SoftPeak],
        isCalm: [Bool],
        end: SiteEndValue
    ) {
        let list = Self.list(run, months)
        let capacity = run.plant.store.capacity
        let step = run.series.step
        let tank = TankWorth(run)
        let plenty = run.plant.fleet.bestCost
        let scarce = tank.scarce(run.plant).fleet.bestCost
        let blocks = zip(months, peaks).flatMap { month, peak in
            month.blocks.map { index in
                ConvexBlock(
                    run.series.blocks[index],
                    peak,
                    run.plant,
                    units: isCalm[index] ? 0 : run.plant.fleet.capacity,
                    fuel: tank.isScarce(index) ? scarce : plenty
                )
            }
        }
        let store = run.plant.store
        let width = list.count
        let held = Self.held(blocks, list, store, step: step, end: end)
        var stored = capacity
        var after: [Double] = []
        var worth = list[0]
        for (index, block) in blocks.enumerated() {
            worth = Self.worth(
                list,
                held[index * width..<(index + 1) * width],
                stored,
                capacity,
                near: worth
            )
            let answer = block.answer(worth)
            worths.append(worth)
            imports.append(answer.grid)
            stored = min(max(stored - store.drain(answer.store) * step, 0), capacity)
            after.append(stored)
        }
        pooled = SiteOptimum.pooled(worths, after, capacity)
    }

    /// In J at the start of each block and at the end, by λ, before it is cut at empty and full.
    ///
    /// Where it would be beyond them no such λ is. Single precision is enough to find a place in.
    private static func held(
        _ blocks: [ConvexBlock],
        _ list: [Double],
        _ store: SiteStore,
        step: Double,
        end: SiteEndValue
    ) -> [Float] {
        let width = list.count
        var held = [Float](repeating: 0, count: (blocks.count + 1) * width)
        for place in 0..<width where list[place] < end.price {
            held[blocks.count * width + place] = Float(store.capacity)
        }
        for index in blocks.indices.reversed() {
            let block = blocks[index]
            var power = 0.0
            var drain = 0.0
            for place in 0..<width {
                let given = block.answer(list[place]).store
                // Where the store is at one of its limits it is the same for many λ.
                if given != power {
                    power = given
                    drain = store.drain(given)
                }
                let after = min(max(Double(held[(index + 1) * width + place]), 0), store.capacity)
                held[index * width + place] = Float(after + drain * step)
            }
        }
        return held
    }

    /// Dense where grid and charge put it, and sparse up to what is not served.
    private static func list(_ run: SiteRun, _ months: [BillingMonth]) -> [Double] {
        let prices = run.series.blocks.lazy.filter { !$0.isOut }.map(\.price)
        let most = run.plant.unservedCost
        let fuel = min(run.plant.fleet.bestCost, most)
        let low = 0.8 * max(1e-3 * most, prices.min() ?? fuel)
        // A charge that is spread over a hundred hours of a month.
        let charge = months.reduce(0) { max($0, $1.charge) } / (100 * 3600)
        let high = min(most, max(1.3 * (prices.max() ?? fuel) + charge, low * 1.1))
        let dense = (0..<64).map { low + (high - low) * Double($0) / 63 }
        let tail = (1...16).map { high * power(most / high, Double($0) / 16) }
        return [0] + dense + (most > high * 1.01 ? tail : [])
    }

    private static func power(_ base: Double, _ exponent: Double) -> Double {
        exp(exponent * log(base))
    }

    /// Where so much is held; of all such λ the one that is nearest to that of the block before.
    private static func worth(
        _ list: [Double],
        _ held: ArraySlice<Float>,
        _ stored: Double,
        _ capacity: Double,
        near: Double
    ) -> Double {
        // A λ is kept for as long as it is right to a thousandth of the store.
        let slack = 1e-3 * max(capacity, 1)
        let base = held.startIndex
        // e falls with λ: the last place that holds more, and the first that holds less.
        var above = -1
        var below = list.count
        for place in list.indices {
            let energy = Double(held[base + place])
            if energy > stored + slack { above = place }
            if energy < stored - slack {
                below = place
                break
            }
        }
        func between(_ low: Int, _ high: Int) -> Double {
            guard low >= 0 else { return list[0] }
            guard high < list.count else { return list[list.count - 1] }
            let (first, last) = (Double(held[base + low]), Double(held[base + high]))
            guard first > last else { return list[high] }
            return list[low] + (list[high] - list[low]) * (first - stored) / (first - last)
        }
        if above + 1 == below { return between(above, below) }
        // Between them are those that hold just this; λ may lie anywhere among them.
        return min(max(near, list[above + 1]), list[below - 1])
    }
}
