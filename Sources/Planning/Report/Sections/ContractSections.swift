import Pages
import Charts

/// The contracts, and how they are used up.
extension PlanReport {
    var contracts: ReportPage.Section? {
        guard !plan.contracts.isEmpty || !plan.builds.isEmpty else { return nil }
        var section = ReportPage.Section("contracts", "Contracts and builds", lead: contractLead)
        section.body.table(facts.contractTable)
        section.body.table(buildTable)
        return section
    }

    private var contractLead: [String] {
        let all = facts.proposed + facts.active
        guard let largest = all.max(by: { $0.total < $1.total }) else { return [] }
        let total = all.reduce(0) { $0 + $1.total }
        var lead = [
            "\(Prose.count(all.count, "contract")), \(facts.proposed.count) of them proposed, cost "
                + "\(Prose.money(total)) within the plan, undiscounted."
        ]
        if all.count > 1, total > 0 {
            lead.append(
                "The largest, \(largest.offer.name), is \(Prose.percent(largest.total / total)) of that."
            )
        }
        return lead
    }

    private var buildTable: ReportTable {
        var table = ReportTable(
            "Own capacity",
            [
                .init("Build"), .init("Region"), .init("Ordered"), .number("Size, MW"),
                .number("To build"), .number("Cash"), .number("Worth at the end"), .number("Used"),
            ]
        )
        for one in plan.builds where one.blocks.contains(where: { $0 > 0 }) {
            let orders = zip(facts.quarters, one.blocks).filter { $0.1 > 0 }
                .map { "\($0.1) × \(Prose.number(one.build.block)) MW in \($0.0)" }
            let there = one.available.reduce(0, +)
            table.append([
                .init(one.build.name), .init(one.build.region), .init(Prose.list(orders, most: 5)),
                .init(Prose.number(one.size)), .init(Prose.money(one.size * one.build.capex)),
                .init(Prose.money(one.cash.reduce(0, +))), .init(Prose.money(one.residual)),
                .init(there > 0 ? Prose.percent(one.used.reduce(0, +) / there) : Measure.none),
            ])
        }
        return table
    }

    // MARK: Burn

    /// At most so many small drawings; the others are counted in a sentence.
    private static let mostBurns = 18

    var burn: ReportPage.Section? {
        let all = (facts.proposed + facts.active).sorted { $0.total > $1.total }
        guard !all.isEmpty else { return nil }
        var section = ReportPage.Section("burn", "How the contracts are used", lead: burnLead(all))
        let shown = all.prefix(Self.mostBurns)
        let plots = shown.enumerated().map { burnPlot($1, number: $0) }
        if let first = plots.first {
            section.body.element("div", ["class": "key"]) { markup in
                markup.append(markup: first.key(width: 340).svg)
            }
        }
        section.body.element("div", ["class": "trio"]) { markup in
            for (plot, one) in zip(plots, shown) {
                markup.element("figure") { markup in
                    markup.element("figcaption") { markup in
                        markup.append("\(one.offer.name)")
                        markup.element("span", text: burnCaption(one))
                    }
                    markup.append(markup: plot.chart.svg)
                }
            }
        }
        if all.count > shown.count {
            section.body.paragraph([
                "\(Prose.count(all.count - shown.count, "smaller contract")) are not drawn."
            ])
        }
        return section
    }

    private func burnLead(_ all: [PlannedContract]) -> [String] {
        let there = all.reduce(0) { $0 + $1.available.reduce(0, +) }
        let used = all.reduce(0) { $0 + $1.used.reduce(0, +) }
        guard there > 0 else { return [] }
        var lead = ["Of all contracted capacity \(Prose.percent(used / there)) is used."]
        if facts.shortfallFees > 0.5 {
            let worst = all.max {
                $0.shortfallFees.reduce(0, +) < $1.shortfallFees.reduce(0, +)
            }
            let part = worst.map {
                ", most of it for \($0.offer.name) (\(Prose.money($0.shortfallFees.reduce(0, +))))"
            }
            lead.append(
                "\(Prose.money(facts.shortfallFees)) is paid for capacity that is not used\(part ?? "")."
            )
        } else {
            lead.append("Nothing is paid for capacity that is not used.")
        }
        return lead
    }

    private func burnCaption(_ one: PlannedContract) -> String {
        let fees = one.shortfallFees.reduce(0, +)
        let waste = fees > 0.5 ? ", \(Prose.money(fees)) for what is not used" : ""
        return "\(Prose.percent(one.utilization)) used, \(Prose.money(one.total))\(waste)"
    }

    private func burnPlot(_ one: PlannedContract, number: Int) -> Plot {
        var plot = Plot(
            id: "burn-\(number)",
            title: "\(one.offer.name): used and available",
            summary: burnCaption(one),
            horizontal: .steps(steps),
            measure: .megawatts,
            marks: [
                .stack([Series("used", one.used, Swatch(0))], .areas),
                .line(Series("available", one.available, .ink(0)), .steps),
                .line(Series("due whatever is used", one.takeOrPay, .ink(2)), .steps),
            ]
        )
        plot.size = .small
        plot.hasLegend = false
        return plot
    }
}

extension PlanFacts {
    /// The contracts in the words of FOCUS 1.4.
    var contractTable: ReportTable {
        var table = ReportTable(
            "Contracts, in the words of FOCUS 1.4",
            [
                .init("Contract"), .init("Provider"), .init("Region"), .init("Status"),
                .init("Model"), .init("Payment"), .short("Start"), .short("End"),
                .number("Quantity, MW"),
                .number("Take-or-pay"), .number("Cost"), .number("Commitment"), .number("Used"),
            ]
        )
        for one in proposed + active {
            let offer = one.offer
            table.append([
                .init(offer.name), .init(offer.provider), .init(offer.region),
                .init(offer.lifecycleStatus), .init(offer.commitmentModel.term),
                .init(offer.paymentModel), .init(offer.starts.description),
                .init(offer.ends.description),
                .init(Prose.number(one.size)),
                .init(offer.takeOrPay > 0 ? Prose.percent(offer.takeOrPay) : Measure.none),
                .init(Prose.money(one.total)), .init(Prose.money(one.commitment)),
                .init(Prose.percent(one.utilization)),
            ])
        }
        return table.compact
    }
}
