/// What a plan costs in many futures: today's signatures kept, the rest adapted in each.
package struct CostAtRisk: Sendable, Equatable {
    /// How a future ended.
    package enum Verdict: String, Sendable, CaseIterable {
        /// Adapted within all rules.
        case kept
        /// The rules for failures, shares and jurisdictions are kept as far as they can be.
        case rules
        /// Only without the cash floor, the spending limits and the covenant as well.
        case money
        /// Not even then.
        case impossible
        /// The search ended before anything was found; counts nowhere.
        case unsolved
    }

    package struct Future: Sendable, Equatable {
        /// The name of the stress that happens in it; nil: none.
        package var stress: String?
        /// Discounted dollars of the adapted plan, and what no adapted plan can beat; nil: none.
        package var cost: Double?
        package var bound: Double?
        /// Megawatt-quarters.
        package var unserved: Double
        package var verdict: Verdict
        /// Whether the rules for failures, shares and jurisdictions cannot all be kept.
        package var loosensRules: Bool
        /// Whether a money rule would break with every decision as it was planned.
        package var breaksMoneyUnadapted: Bool

        package init(
            stress: String? = nil,
            cost: Double? = nil,
            bound: Double? = nil,
            unserved: Double = 0,
            verdict: Verdict,
            loosensRules: Bool? = nil,
            breaksMoneyUnadapted: Bool = false
        ) {
            self.stress = stress
            self.cost = cost
            self.bound = bound
            self.unserved = unserved
            self.verdict = verdict
            self.loosensRules = loosensRules ?? (verdict == .rules)
            self.breaksMoneyUnadapted = breaksMoneyUnadapted
        }

        /// Whether something is not served; where nothing is possible, nothing is.
        package var leavesUnserved: Bool { unserved > 1e-3 || verdict == .impossible }
    }

    /// A way to go on that is tried in the same futures: `rent only`.
    package struct Policy: Sendable, Equatable {
        package var name: String
        /// Which of the futures, by their places, and how it ends in them.
        package var places: [Int] = []
        package var futures: [Future] = []

        package init(name: String) { self.name = name }
    }

    package var seed: UInt64
    /// Futures that were asked for; fewer are known when the user wanted an end.
    package var asked: Int
    /// Draws whose figures make no sense together, which are left out.
    package var senseless = 0
    /// Discounted dollars of the plan if everything comes as expected.
    package var planned: Double
    /// How many figures, demands and stresses are drawn.
    package var figureCount = 0
    package var demandCount = 0
    package var stressCount = 0
    /// Whether draws would have changed power sites, which are held as they were planned.
    package var holdsSites = false
    package var futures: [Future] = []
    package var policies: [Policy] = []

    package init(seed: UInt64, asked: Int, planned: Double) {
        self.seed = seed
        self.asked = asked
        self.planned = planned
    }

    /// Futures of which it is known how they end.
    package var known: [Future] { futures.filter { $0.verdict != .unsolved } }

    /// The costs; one that is impossible costs more than any other.
    package static func costs(of futures: [Future]) -> [Double] {
        futures.filter { $0.verdict != .unsolved }.map { $0.cost ?? .infinity }
    }

    package var spread: CostSpread { CostSpread(Self.costs(of: futures)) }

    /// The share of the futures in which something is true, with its 95 % interval.
    package func chance(_ isTrue: (Future) -> Bool) -> Estimate {
        let known = known
        return Estimate(count: known.count { isTrue($0) }, of: known.count)
    }

    package var chanceUnserved: Estimate { chance(\.leavesUnserved) }
    /// That no adapted plan keeps the cash floor, the spending limits and the covenant.
    package var chanceMoneyBreaks: Estimate {
        chance { $0.verdict == .money || $0.verdict == .impossible }
    }
    /// That no adapted plan keeps the rules for failures, shares and jurisdictions.
    package var chanceRulesBreak: Estimate { chance(\.loosensRules) }
    /// The same of the plan as it is, if nothing is adapted.
    package var chanceMoneyBreaksUnadapted: Estimate { chance(\.breaksMoneyUnadapted) }

    /// How much dearer than the best the futures may be solved, on average; a share of the cost.
    package var solveGap: Double {
        let gaps = futures.compactMap { future -> Double? in
            guard let cost = future.cost, let bound = future.bound, bound.isFinite else {
                return nil
            }
            return max(0, cost - bound) / max(1e-9, abs(cost))
        }
        return gaps.isEmpty ? 0 : gaps.reduce(0, +) / Double(gaps.count)
    }
}

/// A figure that is known from a sample, and where it lies with 95 % certainty.
package struct Estimate: Sendable, Equatable {
    package var value: Double
    package var low: Double
    package var high: Double

    package init(value: Double, low: Double, high: Double) {
        self.value = value
        self.low = low
        self.high = high
    }

    init(value: Double, standardError: Double) {
        self.init(
            value: value,
            low: value - Self.deviations * standardError,
            high: value + Self.deviations * standardError
        )
    }

    /// A share, with the interval of Wilson (1927), which says something also of none and of all.
    init(count: Int, of all: Int) {
        guard all > 0 else {
            self.init(value: .nan, low: 0, high: 1)
            return
        }
        let (n, share, z) = (Double(all), Double(count) / Double(all), Self.deviations)
        let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        let root = (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        let reach = z * root / (1 + z * z / n)
        self.init(
            value: share,
            low: count == 0 ? 0 : max(0, middle - reach),
            high: count == all ? 1 : min(1, middle + reach)
        )
    }

    /// Standard deviations to either side within which 95 % of a normal distribution lie.
    static let deviations = 1.959964

    func shifted(by amount: Double) -> Estimate {
        Estimate(value: value + amount, low: low + amount, high: high + amount)
    }

    /// The difference of two estimates from one sample.
    ///
    /// As if they were independent, which is too wide where both rise together, as mean and
    /// quantile do.
    static func - (first: Estimate, second: Estimate) -> Estimate {
        let value = first.value - second.value
        let below = (first.value - first.low, second.high - second.value)
        let above = (first.high - first.value, second.value - second.low)
        return Estimate(
            value: value,
            low: value - (below.0 * below.0 + below.1 * below.1).squareRoot(),
            high: value + (above.0 * above.0 + above.1 * above.1).squareRoot()
        )
    }
}
