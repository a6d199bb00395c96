import Pages
import Charts

/// What is left when something fails.
extension PlanReport {
    var survival: ReportPage.Section? {
        guard !plan.contingencies.isEmpty else { return nil }
        var section = ReportPage.Section("survival", "What if something fails", lead: survivalLead)
        section.body.table(facts.survivalTable)
        let idle = plan.contingencies.filter { !facts.matters($0) }.map(\.name)
        if !idle.isEmpty {
            section.body.paragraph(["Nothing of this plan depends on \(Prose.list(idle))."])
        }
        if let map = survivalMap { section.body.figure(map) }
        return section
    }

    private var survivalLead: [String] {
        let required = plan.contingencies.filter(\.isRequired)
        let failed = required.filter { !$0.isSurvived }
        var lead: [String] = []
        if !required.isEmpty {
            lead.append(
                failed.isEmpty
                    ? "Each of the \(Prose.count(required.count, "failure")) that the scenario asks to "
                        + "survive is survived in every quarter."
                    : "Of the \(Prose.count(required.count, "failure")) that the scenario asks to "
                        + "survive, \(Prose.list(failed.map(\.name))) \(failed.count == 1 ? "is" : "are") not."
            )
        }
        let tightest = plan.contingencies.flatMap { one in
            plan.quarters.indices.compactMap { index in
                facts.margin(of: one, at: index).map { (one.name, index, $0) }
            }
        }
        .min { $0.2 < $1.2 }
        if let (name, index, margin) = tightest {
            lead.append(
                margin >= 0
                    ? "The tightest is \(name) in \(facts.quarters[index]): \(Prose.power(margin)) more "
                        + "than needed is left."
                    : "The worst is \(name) in \(facts.quarters[index]): \(Prose.power(-margin)) less "
                        + "than needed is left."
            )
        }
        let isElsewhere = plan.contingencies.contains { one in
            plan.quarters.indices.contains { index in
                let margin = facts.margin(of: one, at: index) ?? 0
                return margin < -1e-3 && (one.left.at(index) ?? 0) >= (one.needed.at(index) ?? 0)
            }
        }
        if isElsewhere {
            lead.append(
                "Left and needed are sums over all regions; a failure also counts where what is left "
                    + "stands in regions that may not serve the demand."
            )
        }
        return lead
    }

    /// Contingencies over quarters: how much more is left than needed.
    private var survivalMap: HeatMap? {
        let classes: [HeatMap.Class] = [
            .init("less than needed", .alarm), .init("enough", .ramp(1)),
            .init("at least 10 % more", .ramp(3)), .init("at least 25 % more", .ramp(5)),
        ]
        let shown = plan.contingencies.filter { facts.matters($0) }
        let cells = shown.map { one in
            plan.quarters.indices.map { index -> Int? in
                guard let margin = facts.margin(of: one, at: index) else { return nil }
                let share = margin / one.needed[index]
                return margin < -1e-6 ? 0 : share < 0.1 ? 1 : share < 0.25 ? 2 : 3
            }
        }
        guard cells.contains(where: { $0.contains { $0 != nil } }) else { return nil }
        return HeatMap(
            id: "survival-map",
            title: "What is left after each failure, against what is needed",
            summary: survivalLead.joined(separator: " "),
            columns: steps,
            rows: shown.map(\.name),
            classes: classes,
            cells: cells,
            size: .init(width: 960, height: 60 + 24 * Double(shown.count))
        )
    }
}

extension PlanFacts {
    /// One row per contingency, in its worst quarter.
    var survivalTable: ReportTable {
        var table = ReportTable(
            "In the worst quarter of each failure",
            [
                .init("Failure of"), .init("Asked"), .short("Worst quarter"), .number("Lost, MW"),
                .number("Left, MW"), .number("Needed, MW"), .init("Verdict"),
                .init("Not served then"),
            ]
        )
        for one in plan.contingencies where matters(one) {
            let index = quarters.firstIndex(of: one.worst)
            func power(_ series: [Double]) -> ReportTable.Cell {
                .init(index.flatMap { series.at($0) }.map(Prose.number) ?? Measure.none)
            }
            let missing = one.unserved.filter { $0.power > 1e-3 }
                .map { "\($0.name) \(Prose.power($0.power))" }
            table.append([
                .init(one.name), .init(one.isRequired ? "yes" : "no"),
                .init(one.worst.description), power(one.lost), power(one.left), power(one.needed),
                verdict(one), .init(Prose.list(missing)),
            ])
        }
        return table
    }

    private func verdict(_ one: Survival) -> ReportTable.Cell {
        let failures = failures(of: one)
        guard let first = failures.first else { return .init("✓ survived", .good) }
        let when =
            failures.count == 1
            ? "in \(quarters[first])" : "from \(quarters[first]), \(failures.count) quarters"
        return .init("✗ fails \(when)", one.isRequired ? .bad : .warning)
    }
}
