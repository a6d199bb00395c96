import Pages
import Charts

/// Cash, profit and loss, and balance sheet: what renting and owning do to each.
extension PlanReport {
    var money: ReportPage.Section? {
        guard plan.quarters.contains(where: { $0.cash != 0 || $0.rentExpense != 0 }) else {
            return nil
        }
        var section = ReportPage.Section(
            "money",
            "Cash, profit and loss",
            lead: [cashSentence, balanceSentence].compactMap(\.self)
        )
        section.body.figure(cashPlot)
        section.body.element("div", ["class": "pair"]) { markup in
            if plan.quarters.contains(where: { $0.balance != nil }) { markup.figure(balancePlot) }
            markup.figure(expensePlot)
            if let plot = sheetPlot { markup.figure(plot) }
            markup.element("div") { markup in
                guard ownSentence != nil || lifeSentence != nil else { return }
                markup.heading("Rent or own")
                for sentence in [ownSentence, lifeSentence].compactMap(\.self) {
                    markup.paragraph([sentence])
                }
            }
        }
        section.body.table(cashTable)
        section.body.table(bookTable)
        return section
    }

    // MARK: Sentences

    private var cashSentence: String? {
        guard let worst = facts.worstQuarter else { return nil }
        let parts = [
            ("contracts", worst.contractCash), ("building", worst.capex), ("operation", worst.opex),
            ("power", worst.powerCash), ("spot", worst.spotCash),
        ]
        let largest = parts.max { $0.1 < $1.1 }
        let share = largest.map { $0.1 / max(1e-9, worst.cash) } ?? 0
        return "\(Prose.money(facts.cash)) leaves over the plan; the most in one quarter is "
            + "\(Prose.money(worst.cash)) in \(worst.quarter)"
            + (largest.map { ", \(Prose.percent(min(1, share))) of it for \($0.0)." } ?? ".")
    }

    private var balanceSentence: String? {
        guard let low = facts.lowestBalance else { return nil }
        let room = low.dollars - scenario.finance.floor
        return room >= 0
            ? "The balance is lowest at the end of \(low.quarter), \(Prose.money(room)) above the floor."
            : "The balance falls \(Prose.money(-room)) below the floor in \(low.quarter)."
    }

    private var ownSentence: String? {
        guard let rent = facts.rentPerMegawattQuarter, let own = facts.ownPerMegawattQuarter else {
            return nil
        }
        return
            "A megawatt costs \(Prose.money(rent)) a quarter rented and \(Prose.money(own)) owned, "
            + "dollars and megawatts discounted, less what own hardware is worth at the end."
    }

    /// How much the assumed life of hardware moves the profit and loss.
    private var lifeSentence: String? {
        let lives = scenario.finance.depreciationYears
        guard lives.count > 1, let shortest = lives.indices.min(by: { lives[$0] < lives[$1] }),
            let longest = lives.indices.max(by: { lives[$0] < lives[$1] })
        else { return nil }
        let gaps = plan.quarters.map { one in
            (one.depreciation.at(shortest) ?? 0) - (one.depreciation.at(longest) ?? 0)
        }
        guard let most = gaps.indices.max(by: { gaps[$0] < gaps[$1] }), gaps[most] > 0 else {
            return nil
        }
        return "Writing hardware off over \(Prose.number(lives[shortest])) instead of "
            + "\(Prose.number(lives[longest])) years adds up to \(Prose.money(gaps[most])) of expense "
            + "in one quarter (\(facts.quarters[most])); no cash moves by it." + retirementSentence
    }

    /// Why two lives may write off the same.
    private var retirementSentence: String {
        let longest = scenario.finance.depreciationYears.max() ?? 0
        let short = plan.builds.filter {
            $0.size > 0 && Double($0.build.lifeQuarters) < longest * 4
        }
        guard !short.isEmpty else { return "" }
        let names = short.map { one in
            let years = Prose.number(Double(one.build.lifeQuarters) / 4)
            return "\(one.build.name) (\(years) years)"
        }
        return " What retires earlier is written off by then: \(Prose.list(names, most: 4))."
    }

    // MARK: Drawings

    private var cashPlot: Plot {
        let parts: [(String, (PlannedQuarter) -> Double)] = [
            ("contracts", \.contractCash), ("building", \.capex), ("operation", \.opex),
            ("power", \.powerCash), ("spot", \.spotCash), ("rebates", { -$0.rebates }),
        ]
        let stack = parts.enumerated().compactMap { index, part -> Series? in
            let values = plan.quarters.map(part.1)
            return values.contains { $0 != 0 } ? Series(part.0, values, Swatch(index)) : nil
        }
        return Plot(
            id: "cash-plot",
            title: "Cash that leaves, by quarter",
            summary: cashSentence ?? "",
            horizontal: .steps(steps),
            measure: .dollars,
            marks: [.stack(stack, .bars)]
        )
    }

    private var balancePlot: Plot {
        let values = plan.quarters.map { $0.balance ?? .nan }
        return half(
            Plot(
                id: "balance-plot",
                title: "Money left at the end of each quarter",
                summary: balanceSentence ?? "",
                horizontal: .steps(steps),
                measure: .dollars,
                marks: [
                    .line(Series("balance", values, Swatch(0)), .steps),
                    .level(scenario.finance.floor, "floor"),
                ]
            )
        )
    }

    private var lives: [(index: Int, name: String)] {
        scenario.finance.depreciationYears.enumerated().map { ($0, Prose.number($1)) }
    }

    private var expensePlot: Plot {
        var marks: [Mark] = [
            .line(Series("rent of contracts", plan.quarters.map(\.rentExpense), Swatch(0)), .steps)
        ]
        for life in lives {
            let values = plan.quarters.map { $0.depreciation.at(life.index) ?? .nan }
            guard values.contains(where: { $0 > 0 }) else { continue }
            marks.append(
                .line(
                    Series("written off in \(life.name) years", values, Swatch(life.index + 1)),
                    .steps
                )
            )
        }
        return half(
            Plot(
                id: "expense-plot",
                title: "Expense in the profit and loss",
                summary: lifeSentence ?? "Rent of contracts, spread over their use.",
                horizontal: .steps(steps),
                measure: .dollars,
                marks: marks
            )
        )
    }

    private var sheetPlot: Plot? {
        var marks: [Mark] = []
        if plan.quarters.contains(where: { $0.leaseLiability > 0 }) {
            let values = plan.quarters.map(\.leaseLiability)
            marks.append(.line(Series("lease liability", values, Swatch(0)), .steps))
        }
        for life in lives {
            let values = plan.quarters.map { $0.bookValue.at(life.index) ?? .nan }
            guard values.contains(where: { $0 > 0 }) else { continue }
            marks.append(
                .line(
                    Series("own hardware, \(life.name) years", values, Swatch(life.index + 1)),
                    .steps
                )
            )
        }
        guard !marks.isEmpty else { return nil }
        let most = plan.quarters.max { $0.leaseLiability < $1.leaseLiability }
        return half(
            Plot(
                id: "sheet-plot",
                title: "On the balance sheet at the end of each quarter",
                summary: most.map {
                    "The lease liability is largest in \($0.quarter), "
                        + "\(Prose.money($0.leaseLiability))."
                } ?? "",
                horizontal: .steps(steps),
                measure: .dollars,
                marks: marks
            )
        )
    }

    func half(_ plot: Plot) -> Plot {
        var plot = plot
        plot.size = .half
        return plot
    }

    // MARK: Tables

    private var cashTable: ReportTable {
        let parts: [(String, (PlannedQuarter) -> Double)] = [
            ("Cash", \.cash), ("Contracts", \.contractCash), ("Building", \.capex),
            ("Operation", \.opex), ("Power", \.powerCash), ("Spot", \.spotCash),
            ("Rebates", { -$0.rebates }),
        ]
        var table = ReportTable(
            "Cash by year",
            [.init("Year")] + parts.map { .number($0.0) } + [.number("Left at the end")]
        )
        for (year, places) in facts.years {
            let all = places.map { plan.quarters[$0] }
            var row: [ReportTable.Cell] = [.init("\(year)")]
            row += parts.map { part in cell(all.reduce(0) { $0 + part.1($1) }) }
            row.append(.init(all.last?.balance.map(Prose.money) ?? Measure.none))
            table.append(row)
        }
        return table.compact
    }

    private var bookTable: ReportTable {
        var columns: [ReportTable.Column] = [.init("Year"), .number("Rent expense")]
        columns += lives.map { .number("Depreciation, \($0.name) years") }
        columns.append(.number("Lease liability"))
        columns += lives.map { .number("Book value, \($0.name) years") }
        var table = ReportTable(
            "Expense of each year; liabilities and book values at its end",
            columns
        )
        for (year, places) in facts.years {
            let all = places.map { plan.quarters[$0] }
            guard let end = all.last else { continue }
            var row: [ReportTable.Cell] = [
                .init("\(year)"), cell(all.reduce(0) { $0 + $1.rentExpense }),
            ]
            row += lives.map { life in
                cell(all.reduce(0) { $0 + ($1.depreciation.at(life.index) ?? 0) })
            }
            row.append(cell(end.leaseLiability))
            row += lives.map { cell(end.bookValue.at($0.index) ?? 0) }
            table.append(row)
        }
        return table.compact
    }

    private func cell(_ dollars: Double) -> ReportTable.Cell {
        // Less than a cent is what sums of fractions leave over.
        .init(abs(dollars) < 0.01 ? Measure.none : Prose.money(dollars))
    }
}
