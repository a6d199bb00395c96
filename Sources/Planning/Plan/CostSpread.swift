/// What a sample of costs says of their distribution, each figure with its 95 % interval.
///
/// Intervals are those of plain draws. Draws of a Latin hypercube are at least nearly as certain
/// (Owen 1997), so the intervals are rather too wide than too narrow.
package struct CostSpread: Sendable, Equatable {
    /// In rising order; infinite where nothing was possible.
    package let costs: [Double]
    private let finite: [Double]

    package init(_ costs: [Double]) {
        self.costs = costs.sorted()
        finite = self.costs.filter(\.isFinite)
    }

    package var count: Int { costs.count }

    /// Of what was possible.
    package var mean: Estimate {
        guard !finite.isEmpty else { return .none }
        return Estimate(
            value: average,
            standardError: (variance / Double(finite.count)).squareRoot()
        )
    }

    /// Of what was possible.
    package var standardDeviation: Estimate {
        guard finite.count > 3 else { return .none }
        let count = Double(finite.count)
        let deviation = variance.squareRoot()
        guard deviation > 0 else { return Estimate(value: 0, low: 0, high: 0) }
        let fourth = finite.reduce(0) { sum, cost in
            let square = (cost - average) * (cost - average)
            return sum + square * square
        }
        // The variance of a sample's variance is (μ₄ − σ⁴ (n − 3) / (n − 1)) / n.
        let spread = fourth / count - variance * variance * (count - 3) / (count - 1)
        let error = (max(0, spread) / count).squareRoot() / (2 * deviation)
        return Estimate(value: deviation, standardError: error)
    }

    /// The cost that a share of the futures does not exceed, with an interval by order statistics.
    ///
    /// An end is infinite where so few futures do not say it: the high one of 95 % with 71 or fewer.
    package func quantile(_ share: Double) -> Estimate {
        guard !costs.isEmpty else { return .none }
        let count = Double(costs.count)
        let reach = Estimate.deviations * (count * share * (1 - share)).squareRoot()
        let (first, last) = ((count * share - reach).rounded(.down), count * share + reach + 1)
        // An end beyond the sample is its least or largest cost only if nearly every sample has one
        // farther out than the quantile.
        let hasLow = first >= 1 || power(1 - share) <= Self.outside
        let hasHigh = (last - 1e-9).rounded(.up) <= count || power(share) <= Self.outside
        return Estimate(
            value: costs[place(count * share)],
            low: hasLow ? costs[place(first)] : -.infinity,
            high: hasHigh ? costs[place(last)] : .infinity
        )
    }

    /// The chance that a 95 % interval leaves the value out on one side.
    private static let outside = 0.025

    /// The chance that all draws are such as one of them is with this chance.
    private func power(_ chance: Double) -> Double {
        costs.reduce(1) { product, _ in product * chance }
    }

    /// The mean of the futures beyond a quantile: conditional value at risk.
    ///
    /// The future at the quantile counts with the part of it that lies beyond (Rockafellar and
    /// Uryasev 2002). The standard error is that of Manistre and Hancock (2005).
    package func tailMean(beyond share: Double) -> Estimate {
        guard !costs.isEmpty, let worst = costs.last, worst.isFinite else { return .none }
        let count = Double(costs.count)
        let first = place(count * share)
        let tail = costs[(first + 1)...]
        let weight = count * (1 - share)
        let part = max(0, Double(first + 1) - count * share)
        let mean = (part * costs[first] + tail.reduce(0, +)) / weight
        let beyond = [costs[first]] + tail
        let square = beyond.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(beyond.count)
        let step = mean - costs[first]
        let error = ((square + share * step * step) / weight).squareRoot()
        return Estimate(value: mean, standardError: error)
    }

    /// The share of the futures that cost more than an amount.
    package func share(above amount: Double) -> Double {
        costs.isEmpty ? .nan : Double(costs.count { $0 > amount }) / Double(costs.count)
    }

    /// The place of the so many-th smallest, counted from 1 and rounded up.
    private func place(_ rank: Double) -> Int {
        // A rank that is whole but for rounding is meant to be whole.
        min(max(Int((rank - 1e-9).rounded(.up)) - 1, 0), costs.count - 1)
    }

    private var average: Double { finite.reduce(0, +) / Double(finite.count) }

    private var variance: Double {
        guard finite.count > 1 else { return 0 }
        let average = average
        let sum = finite.reduce(0) { $0 + ($1 - average) * ($1 - average) }
        return sum / Double(finite.count - 1)
    }
}

extension Estimate {
    /// Nothing is known.
    static let none = Estimate(value: .nan, low: .nan, high: .nan)
}
