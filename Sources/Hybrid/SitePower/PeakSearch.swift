/// The best run of a site that also pays for the highest import of each month.
///
/// With a cap on the import of each month ``SiteOptimum`` is the best run, so that the caps are all
/// there is to seek. What one W less of a cap costs is the sum of the multipliers of the blocks that it
/// holds down (``PeakMultipliers``): the cap is right where that is the charge. It is bisected for all
/// months at a time, which have no more in common than what the store holds at their seams.
package struct PeakSearch: Sendable {
    package let optimum: SiteOptimum
    /// Of the months, in W.
    package let caps: [Double]
    /// For the bound on the total cost.
    package let multipliers: PeakMultipliers

    private static let passes = 9
    /// Energies of the store while caps are sought.
    private static let levels = 21

    /// Without a charge that of no caps; nothing where it would be too much work.
    package init?(
        _ run: SiteRun,
        _ months: [BillingMonth],
        from start: SiteState,
        end: SiteEndValue
    ) {
        var brackets = months.map { Bracket(run, $0) }
        let capped = run.series.capped(to: brackets.map(\.natural), months)
        let work = SiteOptimum.work(run, capped: capped, levels: Self.levels)
        let isCharged = months.contains { $0.charge > 0 }
        let passes = isCharged ? min(Self.passes, Int(SiteOptimum.mostWork / max(1, work))) : 0
        for _ in 0..<passes {
            let caps = brackets.map(\.next)
            guard let optimum = Self.optimum(run, months, caps, start, end, Self.levels) else {
                break
            }
            let sums = PeakMultipliers(run, optimum, months, caps).sums
            for (index, month) in months.enumerated() {
                let steps = optimum.result.steps[month.blocks]
                brackets[index].tried(
                    total: Self.total(steps, month, end),
                    isTooLow: sums[index] > month.charge
                )
            }
            if brackets.allSatisfy(\.isClosed) { break }
        }
        let caps = brackets.map(\.best)
        guard let optimum = Self.optimum(run, months, caps, start, end, nil) else { return nil }
        self.optimum = optimum
        self.caps = caps
        multipliers = PeakMultipliers(run, optimum, months, caps)
    }

    private static func optimum(
        _ run: SiteRun,
        _ months: [BillingMonth],
        _ caps: [Double],
        _ start: SiteState,
        _ end: SiteEndValue,
        _ levels: Int?
    ) -> SiteOptimum? {
        let capped = run.series.capped(to: caps, months)
        guard let levels else {
            return SiteOptimum(run, capped: capped, from: start, end: end)
        }
        return SiteOptimum(run, capped: capped, from: start, end: end, levels: levels)
    }

    /// Of a month with its charge, net of what the store gained, in USD.
    private static func total(
        _ steps: ArraySlice<SiteStep>,
        _ month: BillingMonth,
        _ end: SiteEndValue
    ) -> Double {
        let cost = steps.reduce(0) { $0 + $1.cost }
        let peak = steps.reduce(0) { max($0, $1.grid) }
        let gained = (steps.last?.storedAfter ?? 0) - (steps.first?.stored ?? 0)
        return cost - end.price * gained + month.charge * peak
    }
}

/// Between which caps the best one of a month lies.
private struct Bracket {
    /// The highest load, in W: what is drawn when nobody minds.
    let natural: Double
    private var low: Double
    private var high: Double
    /// What is tried next, in W.
    private(set) var next: Double
    private(set) var best: Double
    private var bestTotal = Double.infinity
    private var count = 0

    init(_ run: SiteRun, _ month: BillingMonth) {
        let blocks = run.series.blocks[month.blocks]
        let limit = max(1, blocks.reduce(0) { max($0, $1.limit) })
        guard month.charge > 0 else {
            // Nobody minds: there is nothing to seek.
            (natural, low, high, next, best) = (limit, limit, limit, limit, limit)
            return
        }
        natural = blocks.reduce(1) { max($0, min($1.mean, $1.limit)) }
        low = Self.least(run, blocks, natural)
        high = limit
        next = natural
        best = natural
    }

    /// So little that it makes no difference, in W.
    private var width: Double { 2e-4 * high }
    var isClosed: Bool { high - low <= width }

    mutating func tried(total: Double, isTooLow: Bool) {
        if total < bestTotal {
            bestTotal = total
            best = next
        }
        if isTooLow { low = max(low, next) } else { high = min(high, next) }
        count += 1
        // The least that can be held is often the best: it comes second.
        let share = count == 1 && !isTooLow ? 0.03 : 0.5
        next = low + share * (high - low)
    }

    /// The lowest cap under which the store alone serves what no unit may: by the recursion of
    /// ``Adequacy`` backward, full as the month begins.
    private static func least(
        _ run: SiteRun,
        _ blocks: ArraySlice<SiteBlock>,
        _ natural: Double
    ) -> Double {
        guard !run.plant.fleet.runsBesideGrid || run.plant.fleet.count == 0 else { return 1 }
        let store = run.plant.store
        func isHeld(_ cap: Double) -> Bool {
            var held = 0.0
            for block in blocks.reversed() {
                let net = block.mean - min(block.limit, cap)
                // Units serve it: outages, and a connection that is too small.
                guard block.mean <= block.limit else {
                    held = 0
                    continue
                }
                guard net <= store.discharge else { return false }
                held = max(0, held + store.drain(max(net, -store.charge)) * run.series.step)
                if held > store.capacity { return false }
            }
            return true
        }
        var low = 1.0
        var high = natural
        while high - low > 1e-4 * natural {
            let middle = 0.5 * (low + high)
            if isHeld(middle) { high = middle } else { low = middle }
        }
        return high
    }
}
