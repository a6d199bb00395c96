import Pages

/// What a two-stage plan says to who has to sign, in sentences.
struct TwoStageFinding {
    private let plan: TwoStagePlan
    private let gapAsked: Double

    init(_ plan: TwoStagePlan, gapAsked: Double) {
        self.plan = plan
        self.gapAsked = gapAsked
    }

    var text: String {
        guard let expected = plan.expected else {
            let cases = plan.cases.filter { $0.cost == nil }.map { "“\($0.name)”" }
            return "Nothing was found to decide today that suits every case"
                + (cases.isEmpty
                    ? "."
                    : ": with the plan's own decisions no plan was found in "
                        + "\(Prose.list(cases)).")
        }
        return [decisions, cost(expected), insurance, information, gap].compactMap(\.self)
            .joined(separator: " ")
    }

    /// The largest first.
    private var differences: [TwoStagePlan.Decision] {
        plan.decisions.filter(\.differs)
            .sorted { abs($0.size - $0.planned) > abs($1.size - $1.planned) }
    }

    private var decisions: String {
        if plan.decisions.isEmpty {
            return "Nothing has to be signed or ordered before \(plan.decidedBefore), neither by "
                + "the plan nor with the stresses in mind."
        }
        if differences.isEmpty {
            return "What the plan signs and orders before \(plan.decidedBefore) stays right with "
                + "the stresses in mind: nothing was found that costs less on average."
        }
        let list = differences.map(words)
        return "With the stresses in mind, decide otherwise today: \(Prose.list(list, most: 5))."
    }

    /// `sign 300 MW of narvik instead of 520 MW`.
    private func words(_ one: TwoStagePlan.Decision) -> String {
        let instead =
            one.planned > 1e-6 ? "instead of \(Prose.power(one.planned))" : "not in the plan"
        let amount = Prose.power(one.size)
        switch one.kind {
        case .contract where one.size <= 1e-6:
            return "do not sign \(one.name) (\(Prose.power(one.planned)) in the plan)"
        case .contract: return "sign \(amount) of \(one.name) (\(instead))"
        case .option where one.size <= 1e-6: return "do not buy the option \(one.name)"
        case .option: return "buy the option \(one.name) (up to \(amount), not in the plan)"
        case .order where one.size <= 1e-6:
            return "order nothing of \(one.name) in \(one.quarter) "
                + "(\(Prose.power(one.planned)) in the plan)"
        case .order: return "order \(amount) of \(one.name) in \(one.quarter) (\(instead))"
        }
    }

    private func cost(_ expected: Double) -> String? {
        let average =
            "On average over \(Prose.count(plan.cases.count, "case")), weighted with their "
            + "chances, the total is \(Prose.money(expected))"
        guard plan.expectedKeepingPlan != nil, let value = plan.value else {
            let cases = plan.cases.filter { $0.keepingPlan == nil }.map { "“\($0.name)”" }
            return "\(average); with the plan's own decisions no plan was found in "
                + "\(Prose.list(cases))."
        }
        guard !differences.isEmpty else { return "\(average)." }
        let doubt =
            value > plan.valueUncertainty
            ? ""
            : " (which the gaps of the solves leave open by \(Prose.money(plan.valueUncertainty)))"
        return "\(average): \(Prose.money(value)) less than with the plan's own decisions\(doubt)."
    }

    /// What the other decisions cost where they are not needed, and where they help most.
    private var insurance: String? {
        guard !differences.isEmpty,
            let first = plan.cases.first(where: { $0.name == TwoStagePlan.asPlanned }),
            let premium = extra(first),
            let best = plan.cases.filter({ extra($0) != nil })
                .min(by: { (extra($0) ?? 0) < (extra($1) ?? 0) }),
            let saved = extra(best).map({ -$0 }), premium > 0, saved > 0
        else { return nil }
        return "It is an insurance: \(Prose.money(premium)) more if things go \(first.name), "
            + "\(Prose.money(saved)) less in “\(best.name)”."
    }

    /// Dollars that a case costs more than with the plan's own decisions.
    private func extra(_ one: TwoStagePlan.Case) -> Double? {
        guard let cost = one.cost, let kept = one.keepingPlan else { return nil }
        return cost - kept
    }

    private var information: String? {
        guard let value = plan.valueOfInformation else { return nil }
        let most = value + plan.openHindsight
        guard most.isFinite else { return nil }
        return value > plan.informationUncertainty
            ? "Knowing today which case comes would save another \(Prose.money(value))."
            : "Knowing today which case comes would save at most \(Prose.money(most)) more."
    }

    private var gap: String? {
        guard let gap = plan.gap, gap > gapAsked else { return nil }
        return "A limit came first: decisions may exist that cost \(Prose.percent(gap)) less on "
            + "average."
    }
}
