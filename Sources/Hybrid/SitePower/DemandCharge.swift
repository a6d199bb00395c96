/// What a utility asks for the highest import of each month.
///
/// The import is the mean of a block: a meter takes 15 minutes, a case the length of its blocks.
package struct DemandCharge: Sendable, Hashable {
    /// From January to December, in USD per W of the month's peak.
    package let rates: [Double]

    /// The same in every month.
    package init(_ rate: Double) { self.init(months: Array(repeating: rate, count: 12)) }

    package init(months: [Double]) {
        precondition(months.count == 12, "a rate for each month")
        rates = months
    }

    package static let none = DemandCharge(0)

    package var isNone: Bool { rates.allSatisfy { $0 <= 0 } }

    /// The months of a series that begins on 1 January, in order.
    package func months(of series: SiteSeries) -> [BillingMonth] {
        var months: [BillingMonth] = []
        var begin = 0
        while begin < series.blocks.count {
            let number = BillingMonth.number(at: (Double(begin) + 0.5) * series.step)
            var end = begin + 1
            while end < series.blocks.count,
                BillingMonth.number(at: (Double(end) + 0.5) * series.step) == number
            {
                end += 1
            }
            let days = Double(BillingMonth.days[number % 12])
            let part = min(1, Double(end - begin) * series.step / (days * 86_400))
            months.append(
                BillingMonth(blocks: begin..<end, charge: rates[number % 12] * part)
            )
            begin = end
        }
        return months
    }

    /// For the peaks of a run, in USD.
    package static func cost(_ account: SiteAccount, _ months: [BillingMonth]) -> Double {
        zip(months, account.monthlyPeaks).reduce(0) { $0 + $1.0.charge * $1.1 }
    }
}

/// A month for whose highest import a site pays.
package struct BillingMonth: Sendable, Hashable {
    package let blocks: Range<Int>
    /// In USD per W of its peak.
    ///
    /// Of a month that the series has in part that part of the charge, so that a week of energy
    /// stands beside a week of it.
    package let charge: Double

    static let days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    private static let ends = days.reduce(into: [Int]()) { $0.append(($0.last ?? 0) + $1) }

    /// From 0 in the first January on, of a time in s; years have 365 days.
    static func number(at time: Double) -> Int {
        let day = Int(time / 86_400)
        let (year, rest) = day.quotientAndRemainder(dividingBy: 365)
        return 12 * year + (ends.firstIndex { rest < $0 } ?? 11)
    }
}

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
