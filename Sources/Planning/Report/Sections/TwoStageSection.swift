import Pages
import Charts

/// What to decide today when any of the stresses may come.
extension PlanReport {
    var twoStage: ReportPage.Section? {
        guard let found = plan.twoStage else { return nil }
        var section = ReportPage.Section(
            "two-stage",
            "What to sign today, with the stresses in mind",
            lead: [found.finding]
        )
        guard found.expected != nil else { return section }
        section.body.paragraph([
            "The plan takes things to come as they are planned. Here the contracts that begin and the "
                + "blocks that are ordered before \(found.decidedBefore) are chosen once, for all "
                + "cases together, each weighted with its chance; everything later may adapt."
        ])
        section.body.table(decisionTable(found))
        let bars = caseBars(found)
        section.body.figure(
            title: bars.title,
            isHalf: false,
            wide: bars.chart,
            narrow: bars.sized(width: Plot.Size.narrow.width, suffix: "-n").chart
        )
        section.body.table(caseTable(found))
        section.body.table(valueTable(found))
        return section
    }

    private func decisionTable(_ found: TwoStagePlan) -> ReportTable {
        var table = ReportTable(
            "What is signed and ordered before \(found.decidedBefore)",
            [
                .init("What"), .init("Kind"), .init("Quarter"),
                .number("MW with the stresses in mind"), .number("MW in the plan"),
                .number("Difference, MW"),
            ]
        )
        for one in found.decisions {
            let change = one.differs ? one.size - one.planned : 0
            if one.kind == .option {
                // The right to a contract of that size; how much of it is signed is decided later.
                let words = { (size: Double) in size > 0 ? "bought" : Measure.none }
                table.append([
                    .init(one.name), .init(one.kind.rawValue), .init(one.quarter.description),
                    .init(words(one.size), one.differs ? .strong : .plain),
                    .init(words(one.planned)), .init(Measure.none),
                ])
                continue
            }
            table.append([
                .init(one.name), .init(one.kind.rawValue), .init(one.quarter.description),
                .init(Prose.number(one.size), one.differs ? .strong : .plain),
                .init(Prose.number(one.planned)),
                .init(change == 0 ? Measure.none : (change > 0 ? "+" : "") + Prose.number(change)),
            ])
        }
        return table
    }

    private func caseBars(_ found: TwoStagePlan) -> BarRows {
        BarRows(
            id: "two-stage-bars",
            title: "What each case costs more than was possible, had it been known today",
            summary: "What was not known costs \(regrets(found)).",
            measure: .dollars,
            looks: [
                .init("decided with the stresses in mind", Swatch(0)),
                .init("the plan's own decisions", Swatch(1)),
            ],
            rows: found.cases.map { one in
                let values = [one.cost, one.keepingPlan].map { cost -> Double? in
                    guard let cost, let known = one.hindsight else { return nil }
                    return max(0, cost - known)
                }
                return .init(
                    one.name,
                    values: values,
                    notes: values.map { $0.map(Prose.change) ?? "impossible" }
                )
            },
            areOverlaid: false
        )
    }

    private func regrets(_ found: TwoStagePlan) -> String {
        let worst = found.cases.compactMap { one -> (name: String, regret: Double)? in
            guard let cost = one.cost, let known = one.hindsight else { return nil }
            return (one.name, max(0, cost - known))
        }.max { $0.regret < $1.regret }
        guard let worst, worst.regret > 0 else { return "nothing" }
        return "up to \(Prose.money(worst.regret)), in “\(worst.name)”"
    }

    private func caseTable(_ found: TwoStagePlan) -> ReportTable {
        var table = ReportTable(
            "The cases",
            [
                .init("Case"), .number("Chance"), .number("Total, stresses in mind"),
                .number("Total, plan's decisions"), .number("Total, hindsight"),
                .number("Not served, MW-quarters"),
            ]
        )
        func money(_ value: Double?) -> ReportTable.Cell {
            value.map { .init(Prose.money($0)) } ?? .init("impossible", .bad)
        }
        for one in found.cases {
            table.append([
                .init(one.name), .init(Prose.percent(one.probability)), money(one.cost),
                money(one.keepingPlan), money(one.hindsight), .init(Prose.number(one.unserved)),
            ])
        }
        table.append([
            .init("on average", .strong), .init(""), money(found.expected),
            money(found.expectedKeepingPlan), money(found.expectedHindsight),
            .init(Prose.number(found.cases.reduce(0) { $0 + $1.probability * $1.unserved })),
        ])
        return table
    }

    private func valueTable(_ found: TwoStagePlan) -> ReportTable {
        var table = ReportTable(
            "What it is worth",
            [.init("Value"), .number("Money"), .number("±"), .init("Meaning")]
        )
        func add(_ name: String, _ value: Double?, _ open: Double, _ meaning: String) {
            guard let value else { return }
            table.append([
                .init(name), .init(Prose.money(value), value <= open ? .faint : .plain),
                .init(open > 0 && open.isFinite ? Prose.money(open) : ""), .init(meaning),
            ])
        }
        add(
            "Value of the stochastic solution",
            found.value,
            found.valueUncertainty,
            "What deciding with the stresses in mind saves on average, over the plan's own decisions."
        )
        add(
            "Expected value of perfect information",
            found.valueOfInformation,
            found.informationUncertainty,
            "What it would be worth on average to know today which case comes."
        )
        if let gap = found.gap {
            table.append([
                .init("Gap"), .init(Prose.percent(gap)), .init(""),
                .init("No decision of today has an expected cost that is lower by more."),
            ])
        }
        return table
    }
}
