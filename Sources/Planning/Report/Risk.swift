import Pages

/// Something that may go wrong, in a sentence, with how bad it is.
struct Risk: Sendable, Equatable {
    /// The worst first.
    enum Kind: Int, Comparable {
        /// A contingency that the plan has to survive and does not.
        case brokenRule
        /// After it nothing can be planned any more with today's signatures.
        case impossible
        /// It costs more.
        case cost
        /// A contingency that the plan need not survive.
        case exposure
        /// A figure that may be otherwise.
        case figure

        static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
    }

    let kind: Kind
    /// Dollars or megawatts, to order those of one kind.
    let size: Double
    let sentence: String
}

extension PlanFacts {
    /// The worst of each kind, the worst kind first.
    var risks: [Risk] {
        let all = contingencyRisks + stressRisks + figureRisks
        var worst: [Risk] = []
        for risk in all.sorted(by: { ($0.kind, -$0.size) < ($1.kind, -$1.size) })
        where worst.last?.kind != risk.kind {
            worst.append(risk)
        }
        return worst
    }

    private var contingencyRisks: [Risk] {
        plan.contingencies.filter { !$0.isSurvived }.map { one in
            let short = -(plan.quarters.indices.compactMap { margin(of: one, at: $0) }.min() ?? 0)
            let places = failures(of: one).map { quarters[$0] }
            let classes = one.unserved.filter { $0.power > 0 }
                .map { "\(Prose.power($0.power)) of \($0.name)" }
            var sentence =
                "If \(one.name) fails, up to \(Prose.power(short)) of what has to survive is missing "
                + "(\(Prose.quarters(places)))"
            if !classes.isEmpty {
                sentence += "; in \(one.worst) not served: \(Prose.list(classes))"
            }
            sentence +=
                one.isRequired
                ? ". The scenario asks to survive this."
                : ". The scenario does not ask to survive this."
            return Risk(
                kind: one.isRequired ? .brokenRule : .exposure,
                size: short,
                sentence: sentence
            )
        }
    }

    private var stressRisks: [Risk] {
        plan.stresses.compactMap { stress in
            guard let adapted = stress.adapted else {
                return Risk(
                    kind: .impossible,
                    size: stress.probability,
                    sentence:
                        "“\(stress.name)”: with today's signatures no plan is "
                        + "possible any more. \(stress.finding)"
                )
            }
            let extra = adapted - plan.objective
            guard extra > 0 else { return nil }
            let share = plan.objective > 0 ? " (\(Prose.percent(extra / plan.objective)))" : ""
            let chance =
                stress.probability > 0
                ? " Its assumed chance is \(Prose.percent(stress.probability))." : ""
            return Risk(
                kind: .cost,
                size: extra,
                sentence: "“\(stress.name)”: the total rises by "
                    + "\(Prose.money(extra))\(share) even after adapting.\(chance)"
            )
        }
    }

    private var figureRisks: [Risk] {
        plan.tornado.compactMap { bar in
            let ends = [bar.atLow, bar.atHigh].compactMap(\.self)
            let extra = (ends.max() ?? plan.objective) - plan.objective
            guard extra > 0 else { return nil }
            return Risk(
                kind: .figure,
                size: extra,
                sentence: "\(bar.path): within its range the total rises by up to "
                    + "\(Prose.money(extra))."
            )
        }
    }
}
