import Pages

/// Why a plan for changed circumstances costs less or more than the plan, by what both account for.
struct CostReasons {
    /// What is compared; discounted dollars and megawatt-quarters within the horizon.
    private struct Figures {
        /// At the reference chip, of contracts, own blocks and spot.
        var bought: Double
        var demanded: Double
        var unserved: Double
        /// What not serving counts.
        var unservedCost: Double
        /// Undiscounted: what is due after the horizon whatever is used.
        var later: Double
        /// What own hardware and prepayments are worth at the end.
        var left: Double

        init(_ account: PortfolioAccount) {
            let scenario = account.scenario
            let quarters = account.plan(status: "", bound: 0).quarters
            bought = quarters.reduce(0) { $0 + $1.capacity.reduce(0) { $0 + $1.power } }
            demanded = quarters.reduce(0) { $0 + $1.demand.reduce(0) { $0 + $1.power } }
            unserved = quarters.reduce(0) { $0 + $1.unserved.reduce(0) { $0 + $1.power } }
            unservedCost = quarters.enumerated().reduce(0) { sum, quarter in
                zip(scenario.demands, quarter.element.unserved).reduce(sum) {
                    guard $1.1.power > 0 else { return $0 }
                    return $0 + $1.0.unservedCost * $1.1.power * scenario.discount(quarter.offset)
                }
            }
            later = account.contracts.reduce(0) { $0 + ($1.obligations.last ?? 0) }
            left =
                (account.builds.reduce(0) { $0 + $1.residual }
                    + account.contracts.reduce(0) { $0 + $1.prepaidLeft })
                * scenario.discount(account.quarterCount)
        }
    }

    private let now: Figures
    private let before: Figures
    private let more: Double

    init(_ account: PortfolioAccount, beside planned: PortfolioAccount, more: Double) {
        now = Figures(account)
        before = Figures(planned)
        self.more = more
    }

    /// Money that explains less than this share of the difference is not named.
    private static let leastShare = 0.05
    /// Nor a change of megawatt-quarters below this share.
    private static let leastChange = 1e-3

    /// Why it costs less; empty when it does not.
    var savings: [String] {
        guard more < 0 else { return [] }
        var reasons: [String] = []
        if isLess(now.demanded, before.demanded) {
            reasons.append("demand is \(quarters(before.demanded - now.demanded)) lower")
        }
        if isLess(now.bought, before.bought) {
            reasons.append("\(quarters(before.bought - now.bought)) less are bought")
        }
        if matters(now.later - before.later) {
            reasons.append(
                "\(Prose.money(now.later - before.later)) more of payments fall after the horizon"
            )
        }
        if matters(now.left - before.left) {
            reasons.append("\(Prose.money(now.left - before.left)) more is left at its end")
        }
        if matters(before.unservedCost - now.unservedCost) {
            reasons.append(
                "not serving counts \(Prose.money(before.unservedCost - now.unservedCost)) less"
            )
        }
        return reasons
    }

    /// `1,348 MW-quarters are not served, 331 fewer than planned`; nil when all is served.
    var unserved: String? {
        guard now.unserved > 1e-3 else { return nil }
        let text = "\(quarters(now.unserved)) are not served"
        let change = now.unserved - before.unserved
        guard abs(change) > Self.leastChange * max(now.unserved, before.unserved) else {
            return text + ", as planned"
        }
        let count = Prose.number(abs(change))
        var words = text + ", \(count) \(change < 0 ? "fewer" : "more") than planned"
        // Otherwise a cheaper plan that serves less looks like a better one.
        if change > 0, matters(now.unservedCost - before.unservedCost) {
            words += " (\(Prose.money(now.unservedCost - before.unservedCost)) of the total)"
        }
        return words
    }

    private func matters(_ dollars: Double) -> Bool {
        dollars > 0 && dollars >= Self.leastShare * abs(more)
    }

    private func isLess(_ value: Double, _ other: Double) -> Bool {
        other - value > Self.leastChange * max(1, other)
    }

    private func quarters(_ value: Double) -> String { "\(Prose.number(value)) MW-quarters" }
}
