import Pages
import Charts

/// Stresses, the tornado, the alternatives and the prices of rules.
extension PlanReport {
    var stresses: ReportPage.Section? {
        guard !plan.stresses.isEmpty else { return nil }
        var section = ReportPage.Section(
            "stresses",
            "If things turn out otherwise",
            lead: [stressSentence, riskSentence].compactMap(\.self)
        )
        let bars = stressBars
        if bars.rows.contains(where: { $0.values.contains { $0 != nil } }) {
            section.body.figure(
                title: bars.title,
                isHalf: false,
                wide: bars.chart,
                narrow: bars.sized(width: Plot.Size.narrow.width, suffix: "-n").chart
            )
        }
        section.body.table(stressTable)
        return section
    }

    private var stressSentence: String? {
        let impossible = plan.stresses.filter { $0.adapted == nil }
        let worst = plan.stresses.compactMap { one in one.adapted.map { (one.name, $0) } }
            .max { $0.1 < $1.1 }
        var parts: [String] = []
        if let worst, worst.1 > plan.objective {
            parts.append(
                "The dearest is “\(worst.0)”: \(Prose.money(worst.1 - plan.objective)) more than the "
                    + "plan, with today's signatures kept and the rest adapted."
            )
        } else if worst != nil {
            parts.append("No stress costs more than the plan.")
        }
        if !impossible.isEmpty {
            parts.append("Impossible to adapt to: \(Prose.list(impossible.map(\.name))).")
        }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// What the stresses cost weighted with their probabilities.
    private var riskSentence: String? {
        let weighted = plan.stresses.filter { $0.probability > 0 }
            .compactMap { one in one.adapted.map { (one.probability, $0 - plan.objective) } }
        guard !weighted.isEmpty else { return nil }
        let expected = weighted.reduce(0) { $0 + $1.0 * max(0, $1.1) }
        return
            "Weighted with their assumed chances, the stresses that cost more put "
            + "\(Prose.money(expected)) at risk; those that cost less are not set against it."
    }

    private var stressBars: BarRows {
        BarRows(
            id: "stress-bars",
            title: "What each stress adds to the total",
            summary: stressSentence ?? "",
            measure: .dollars,
            looks: [
                .init("adapted, today's signatures kept", Swatch(1)),
                .init("had it been known today", Swatch(0)),
            ],
            rows: plan.stresses.map { one in
                let values = [one.adapted, one.hindsight].map { $0.map { $0 - plan.objective } }
                return .init(
                    one.name,
                    values: values,
                    notes: values.map { $0.map(Prose.change) ?? "impossible" }
                )
            },
            areOverlaid: false
        )
    }

    private var stressTable: ReportTable {
        var table = ReportTable(
            "Stresses in two stages: sign now, adapt later",
            [
                .init("Stress"), .number("Chance"), .number("Total, adapted"),
                .number("Total, hindsight"), .number("Regret"), .number("Not served, MW-quarters"),
                .init("Finding"),
            ]
        )
        for one in plan.stresses {
            var regret = Measure.none
            if let adapted = one.adapted, let hindsight = one.hindsight {
                regret = Prose.money(max(0, adapted - hindsight))
            }
            table.append([
                .init(one.name),
                .init(one.probability > 0 ? Prose.percent(one.probability) : "not weighted"),
                one.adapted.map { .init(Prose.money($0)) } ?? .init("impossible", .bad),
                one.hindsight.map { .init(Prose.money($0)) } ?? .init("impossible", .bad),
                .init(regret), .init(Prose.number(one.unserved)), .init(one.finding),
            ])
        }
        return table
    }

    // MARK: Tornado

    var tornado: ReportPage.Section? {
        let bars = plan.tornado.sorted { width($0) > width($1) }
        guard let first = bars.first else { return nil }
        var lead = [
            "\(first.path) matters most: over its range the total moves by \(Prose.money(width(first)))."
        ]
        let impossible = bars.filter { $0.atLow == nil || $0.atHigh == nil }
        if !impossible.isEmpty {
            lead.append(
                "At one end of its range nothing is possible: \(Prose.list(impossible.map(\.path)))."
            )
        }
        let drawing = BarRows(
            id: "tornado",
            title: "The total over the range of each figure",
            summary: lead.joined(separator: " "),
            measure: .dollars,
            looks: [.init("at the low end", Swatch(0)), .init("at the high end", Swatch(1))],
            rows: bars.prefix(20).map { bar in
                .init(
                    bar.path,
                    values: [bar.atLow, bar.atHigh],
                    notes: [
                        note(bar.range.lowerBound, bar.path, bar.atLow),
                        note(bar.range.upperBound, bar.path, bar.atHigh),
                    ]
                )
            },
            base: plan.objective,
            areOverlaid: true
        )
        var section = ReportPage.Section("tornado-section", "What matters most", lead: lead)
        section.body.figure(
            title: drawing.title,
            isHalf: false,
            wide: drawing.chart,
            narrow: drawing.sized(width: Plot.Size.narrow.width, suffix: "-n").chart
        )
        return section
    }

    /// Dollars between the ends and the plan.
    private func width(_ bar: TornadoBar) -> Double {
        let values = [bar.atLow, bar.atHigh, plan.objective].compactMap(\.self)
        return (values.max() ?? 0) - (values.min() ?? 0)
    }

    private func note(_ value: Double, _ path: String, _ objective: Double?) -> String {
        guard objective != nil else { return "impossible" }
        let text = Prose.figure(value, at: path)
        return text.contains("Q") ? text : Measure.number.text(value)
    }

    // MARK: Alternatives

    var alternatives: ReportPage.Section? {
        guard !plan.alternatives.isEmpty else { return nil }
        let dearest = plan.alternatives.max { $0.objective < $1.objective }
        let extra = dearest.map { ($0.objective - plan.objective) / max(1e-9, abs(plan.objective)) }
        var section = ReportPage.Section(
            "alternatives",
            "Other plans that cost nearly as little",
            lead: [
                "\(Prose.count(plan.alternatives.count, "other plan")) cost at most "
                    + "\(Prose.percent(max(0, extra ?? 0))) more: the choice among them is free to "
                    + "follow other reasons."
            ]
        )
        section.body.table(alternativeTable)
        return section
    }

    private var alternativeTable: ReportTable {
        var names = facts.sources
        for share in plan.alternatives.flatMap(\.sizes) where !names.contains(share.name) {
            names.append(share.name)
        }
        let end = facts.quarters.last?.description ?? "the end"
        var table = ReportTable(
            "Megawatts by source in \(end)",
            [.init("Plan"), .number("Total"), .number("More")] + names.map { .number($0) }
        )
        let last = plan.quarters.last?.capacity ?? []
        table.append(
            [.init("this plan", .strong), .init(Prose.money(plan.objective)), .init(Measure.none)]
                + names.map { .init(Prose.number(PlanFacts.power(of: $0, in: last))) }
        )
        for one in plan.alternatives {
            let more = (one.objective - plan.objective) / max(1e-9, abs(plan.objective))
            table.append(
                [.init(one.name), .init(Prose.money(one.objective)), .init(Prose.percent(more))]
                    + names.map { .init(Prose.number(PlanFacts.power(of: $0, in: one.sizes))) }
            )
        }
        return table
    }

    // MARK: Rules

    var rules: ReportPage.Section? {
        // Those of sites alone stand with the sites.
        guard !plan.pricesOfRules.isEmpty, !plan.quarters.isEmpty else { return nil }
        let dearest = plan.pricesOfRules.filter { $0.per == "whole rule" }
            .max { $0.value < $1.value }
        var lead = [
            "What each rule costs: the money that leaving it out, or moving it by one step, would save."
        ]
        if let dearest, dearest.value > dearest.uncertainty {
            lead.append(
                "The dearest whole rule is “\(dearest.rule)”: \(Prose.money(dearest.value))."
            )
        }
        if let quiet = PlanFacts.quietRules(plan.pricesOfRules) { lead.append(quiet) }
        var section = ReportPage.Section("rules", "What the rules cost", lead: lead)
        let table = PlanFacts.ruleTable(plan.pricesOfRules)
        if !table.rows.isEmpty { section.body.table(table) }
        return section
    }
}

extension PlanFacts {
    /// Rules with a price, the dearest of each kind of step first.
    static func ruleTable(_ prices: [RulePrice]) -> ReportTable {
        var table = ReportTable(
            "Prices of rules",
            [
                .init("Rule"), .number("Price"), .number("±"), .init("For"), .init("Found by"),
            ]
        )
        var steps: [String] = []
        for price in prices where !steps.contains(price.per) { steps.append(price.per) }
        for step in steps {
            let known = prices.filter { $0.per == step && !$0.isQuiet }
            for price in known.sorted(by: { ($1.value, $0.rule) < ($0.value, $1.rule) }) {
                table.append([
                    .init(price.rule), .init(Prose.money(price.value)),
                    // Less than a dollar is what sums of fractions leave over.
                    .init(price.uncertainty >= 1 ? Prose.money(price.uncertainty) : ""),
                    .init(price.per), .init(price.method),
                ])
            }
        }
        return table.compact
    }

    /// The rules without a row of their own; nil when each has one.
    static func quietRules(_ prices: [RulePrice]) -> String? {
        let quiet = prices.filter(\.isQuiet)
        guard let most = quiet.map({ max($0.uncertainty, abs($0.value)) }).max() else { return nil }
        return "\(Prose.count(quiet.count, "price")) cannot be told from zero within the gaps, at "
            + "most \(Prose.money(most)) each: \(Prose.list(quiet.map(\.rule), most: 8))."
    }
}

extension RulePrice {
    /// Whether the gaps of the plans behind it hide it.
    fileprivate var isQuiet: Bool { uncertainty > 0 && abs(value) <= uncertainty }
}
