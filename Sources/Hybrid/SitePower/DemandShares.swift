/// A demand charge as a price on the energy of each block: what makes a bound on the total cost.
///
/// For any shares π(k) ≥ 0 with Σ π(k) ≤ d over the blocks of a month,
///
///     d · max g(k) ≥ Σ π(k) g(k),
///
/// as no g(k) is above the highest. So whatever a run pays in all is at least what the same run pays
/// for energy where each J of block k costs π(k) / step more, and a bound on that is one on the total:
/// for every control and whatever the shares are. They are the multipliers of g(k) ≤ peak: best where
/// the optimum is held down by its peak, as ``PeakSearch`` finds them.
package struct DemandShares: Sendable, Hashable {
    /// π of each block, in USD per W.
    package let shares: [Double]

    /// Checks what the proof needs, and cuts the shares of a month that are too much for it.
    package init(_ shares: [Double], of months: [BillingMonth]) {
        var shares = shares.map { max(0, $0) }
        for month in months {
            let sum = month.blocks.reduce(0) { $0 + shares[$1] }
            guard sum > month.charge, sum > 0 else { continue }
            for index in month.blocks { shares[index] *= month.charge / sum }
        }
        self.shares = shares
    }

    /// The same share for each block with grid: a bound without a search, the charge on the mean import.
    package init(even months: [BillingMonth], _ series: SiteSeries) {
        var shares = [Double](repeating: 0, count: series.blocks.count)
        for month in months {
            let open = month.blocks.filter { !series.blocks[$0].isOut }
            for index in open { shares[index] = month.charge / Double(open.count) }
        }
        self.shares = shares
    }

    /// The run in which each J costs its share more.
    func priced(_ run: SiteRun) -> SiteRun {
        var blocks = run.series.blocks
        for (index, share) in shares.enumerated() { blocks[index].price += share / run.series.step }
        return SiteRun(run.plant, SiteSeries(step: run.series.step, blocks: blocks))
    }
}
