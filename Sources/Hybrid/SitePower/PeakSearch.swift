import Glibc

/// The best run of a site that also pays for the highest import of each month, and the multipliers
/// that prove how good it is.
///
/// A ``SoftPeak`` for each month takes the place of its charge d in a ``ConvexPlan``: where the prices π
/// that it puts on the blocks add up to d it is where the peak should be. That is sought for all months
/// at a time and with ever steeper prices; each step raises the bound, and the last says how much each
/// month is to draw at most. With those caps ``SiteOptimum`` is the run.
package struct PeakSearch: Sendable {
    /// Nothing where it would be too much work.
    package private(set) var optimum: SiteOptimum?
    /// The most that each month draws, in W.
    package private(set) var caps: [Double] = []

    /// Plans at most, before the prices are made steeper each time.
    private static let passes = [8, 5, 5]
    private static let steeper = 4.0
    /// Above what the plan draws, as units come whole and energies on a grid.
    private static let shares = [1.001, 1.006]

    package init(
        _ run: SiteRun,
        _ months: [BillingMonth],
        from start: SiteState,
        end: SiteEndValue,
        raising bound: inout SiteBound
    ) {
        let isCalm = run.calm
        var seekers = months.map { PeakSeeker(run, $0) }
        let isCharged = months.contains { $0.charge > 0 }
        var shares: DemandShares?
        for passes in isCharged ? Self.passes : [1] {
            var plan: ConvexPlan?
            for pass in 0..<passes {
                let next = ConvexPlan(run, months, seekers.map(\.peak), isCalm: isCalm, end: end)
                plan = next
                for index in seekers.indices { seekers[index].saw(next.imports, run.series.step) }
                if pass + 1 == passes || seekers.allSatisfy(\.isFound) { break }
                for index in seekers.indices { seekers[index].move() }
            }
            guard let plan else { continue }
            if isCharged {
                var prices = [Double](repeating: 0, count: run.series.blocks.count)
                for seeker in seekers { seeker.share(plan.imports, &prices, run.series.step) }
                shares = DemandShares(prices, of: months)
            }
            for worths in [plan.worths, plan.pooled] {
                bound.raise(run, from: start, end: end, worths: worths, shares: shares)
            }
            caps = months.indices.map { index in
                months[index].blocks.reduce(1) { max($0, plan.imports[$1]) }
            }
            for index in seekers.indices { seekers[index].sharpen(Self.steeper) }
        }
        guard isCharged else {
            optimum = SiteOptimum(run, from: start, end: end)
            if let optimum { bound.raise(run, from: start, end: end, worths: optimum.worths) }
            return
        }
        seek(run, months, seekers.map(\.natural), start, end)
        if let optimum {
            for shares in [shares, DemandShares(even: months, run.series)] {
                bound.raise(run, from: start, end: end, worths: optimum.worths, shares: shares)
            }
        }
    }

    /// The caps of the plan and a little above them, and the highest loads: the best of those runs.
    private mutating func seek(
        _ run: SiteRun,
        _ months: [BillingMonth],
        _ natural: [Double],
        _ start: SiteState,
        _ end: SiteEndValue
    ) {
        let planned = caps
        var best = Double.infinity
        for caps in Self.shares.map({ share in planned.map { share * $0 } }) + [natural] {
            let caps = zip(months, caps).map { $0.charge > 0 ? $1 : .infinity }
            let capped = run.series.capped(to: caps, months)
            guard let found = SiteOptimum(run, capped: capped, from: start, end: end) else {
                return
            }
            let account = found.result.account
            let total = end.net(account) + DemandCharge.cost(account, months)
            guard total < best else { continue }
            best = total
            optimum = found
            self.caps = account.monthlyPeaks
        }
    }
}

/// Seeks where the soft peak of a month begins, so that its prices add up to the charge.
private struct PeakSeeker {
    private(set) var peak: SoftPeak
    private let month: BillingMonth
    /// The highest load, in W: what is drawn when nobody minds.
    let natural: Double
    /// Too low: the prices add up to more than the charge; and what they add up to.
    private var low: (from: Double, sum: Double)?
    /// Too high, the other way round.
    private var high: (from: Double, sum: Double)?
    private var sum = 0.0
    /// Above where it begins, in W: the mean of the blocks by their prices.
    private var excess = 0.0
    /// How far to the next place while there is one end only, in W.
    private var stride: Double

    init(_ run: SiteRun, _ month: BillingMonth) {
        self.month = month
        let blocks = run.series.blocks[month.blocks]
        natural = blocks.reduce(1) { max($0, min($1.mean, $1.limit)) }
        stride = 3e-3 * natural
        // As much as a charge that is spread over a day of the month, at a hundredth above it.
        let time = Double(month.blocks.count) * run.series.step / 30
        let slope = month.charge / time / (0.01 * natural)
        peak = .none
        guard month.charge > 0 else { return }
        peak = SoftPeak(from: Self.least(run, blocks, natural), slope: slope)
    }

    /// The lowest cap under which the store alone serves what units do not; often it is the best.
    ///
    /// By the recursion of ``Adequacy``, which ends empty.
    private static func least(
        _ run: SiteRun,
        _ blocks: ArraySlice<SiteBlock>,
        _ natural: Double
    ) -> Double {
        let store = run.plant.store
        func isHeld(_ cap: Double) -> Bool {
            var held = 0.0
            for block in blocks.reversed() {
                guard block.mean <= block.limit else {
                    // Units serve it: an outage, or a connection that is too small.
                    held = 0
                    continue
                }
                let net = max(block.mean - min(block.limit, cap), -store.charge)
                guard net <= store.discharge else { return false }
                held = max(0, held + store.drain(net) * run.series.step)
                if held > store.capacity { return false }
            }
            return true
        }
        var low = 0.0
        var high = natural
        while high - low > 1e-4 * natural {
            let middle = 0.5 * (low + high)
            if isHeld(middle) { high = middle } else { low = middle }
        }
        return high
    }

    var isFound: Bool { month.charge <= 0 || abs(sum / month.charge - 1) < 0.01 }

    mutating func saw(_ imports: [Double], _ step: Double) {
        sum = 0
        var product = 0.0
        for index in month.blocks {
            let price = peak.price(imports[index])
            guard price > 0 else { continue }
            sum += price * step
            product += price * step * (imports[index] - peak.from)
        }
        excess = sum > 0 ? product / sum : 0
    }

    /// Between the ends where the line through the logarithms meets the charge, or one stride more.
    mutating func move() {
        guard month.charge > 0 else { return }
        if sum > month.charge { low = (peak.from, sum) } else { high = (peak.from, sum) }
        guard let low, let high else {
            peak.from += sum > month.charge ? stride : -stride
            peak.from = max(0, peak.from)
            stride *= 2
            return
        }
        let least = 1e-2 * month.charge
        let share = log(low.sum / month.charge) / log(low.sum / max(high.sum, least))
        peak.from = low.from + min(max(share, 0.1), 0.9) * (high.from - low.from)
    }

    /// Steeper by a factor, where about the same is drawn.
    mutating func sharpen(_ factor: Double) {
        guard month.charge > 0 else { return }
        peak.slope *= factor
        peak.from += excess * (1 - 1 / factor)
        stride = max(0.2 * excess / factor, 1e-4 * peak.from)
        low = nil
        high = nil
    }

    /// π of the blocks, in USD per W, which add up to the charge.
    func share(_ imports: [Double], _ shares: inout [Double], _ step: Double) {
        guard sum > 0 else {
            // Nothing holds it down: the highest import bears it.
            let highest = month.blocks.max { imports[$0] < imports[$1] }
            if let highest { shares[highest] = month.charge }
            return
        }
        for index in month.blocks {
            shares[index] = peak.price(imports[index]) * step * month.charge / sum
        }
    }
}
