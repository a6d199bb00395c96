/// What caps on the import of a run cost it, block by block: multipliers for a bound on the total.
///
/// In a block that is held down by its cap one more W is worth what store or units ask for it, μ, less
/// the price of the grid: π = max(0, μ - c) s with the length s of the block, in USD per W. A store
/// asks λ C'(b) = λ / √(1 - 4 κ b).
package struct PeakMultipliers: Sendable {
    /// λ of each block in USD/J.
    package private(set) var worths: [Double]
    package let shares: DemandShares
    /// Σ π of each month as the run has it, in USD per W: what one W less of its cap costs.
    package let sums: [Double]

    package init(
        _ run: SiteRun,
        _ optimum: SiteOptimum,
        _ months: [BillingMonth],
        _ caps: [Double]
    ) {
        worths = optimum.worths
        var shares = [Double](repeating: 0, count: run.series.blocks.count)
        var sums: [Double] = []
        for (month, cap) in zip(months, caps) {
            let held = HeldBlocks(run, optimum, month, cap)
            sums.append(held.sum(1))
            guard month.charge > 0 else { continue }
            let factor = held.factor(for: month.charge)
            for index in held.draining { worths[index] *= factor }
            for index in held.blocks { shares[index] = held.share(index, factor) }
            if held.sum(factor) < 1e-9 * month.charge, let peak = held.peak {
                shares[peak] = month.charge
            }
        }
        self.sums = sums
        self.shares = DemandShares(shares, of: months)
    }
}

/// The blocks of a month that its cap holds down.
private struct HeldBlocks {
    let run: SiteRun
    let optimum: SiteOptimum
    let blocks: [Int]
    /// Blocks of one λ with one that is held down while the store gives.
    private(set) var draining: [Int] = []
    private var isDraining: Set<Int> = []
    /// The block of the highest import.
    let peak: Int?

    init(_ run: SiteRun, _ optimum: SiteOptimum, _ month: BillingMonth, _ cap: Double) {
        self.run = run
        self.optimum = optimum
        let steps = optimum.result.steps
        blocks = month.blocks.filter {
            steps[$0].grid >= cap * (1 - 1e-6) && cap < steps[$0].block.limit * (1 - 1e-9)
        }
        peak = month.blocks.max { steps[$0].grid < steps[$1].grid }
        let worths = optimum.worths
        var begin = month.blocks.lowerBound
        for place in blocks where steps[place].store > 0 && place >= begin {
            var low = place
            while low > begin, worths[low - 1] == worths[place] { low -= 1 }
            var high = place + 1
            while high < month.blocks.upperBound, worths[high] == worths[place] { high += 1 }
            draining += low..<high
            begin = high
        }
        isDraining = Set(draining)
    }

    /// π of a block where the λ of those that drain the store is so many times what it was.
    func share(_ index: Int, _ factor: Double) -> Double {
        let step = optimum.result.steps[index]
        let store = run.plant.store
        let fleet = run.plant.fleet
        var price = Double.infinity
        if step.units > 0, step.generators < Double(step.units) * fleet.unit.maximum * (1 - 1e-9) {
            price = fleet.marginalCost(step.generators, step.units)
        }
        if store.capacity > 0 {
            let worth = optimum.worths[index] * (isDraining.contains(index) ? factor : 1)
            let root = max(1e-6, 1 - 4 * store.loss * step.store).squareRoot()
            price = min(price, worth / root)
        }
        guard price < .infinity else { return 0 }
        return max(0, price - step.block.price) * run.series.step
    }

    func sum(_ factor: Double) -> Double {
        blocks.reduce(0) { $0 + share($1, factor) }
    }

    /// The factor with which the multipliers add up to the charge; it is the same for all of them, so
    /// that λ still changes only where it did.
    func factor(for charge: Double) -> Double {
        guard !draining.isEmpty else { return 1 }
        var low = 0.05
        var high = 20.0
        guard sum(low) < charge, sum(high) > charge else { return 1 }
        while high - low > 1e-6 * high {
            let middle = (low * high).squareRoot()
            if sum(middle) < charge { low = middle } else { high = middle }
        }
        return low
    }
}
