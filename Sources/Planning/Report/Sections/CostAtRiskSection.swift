import Pages
import Charts

/// How much the plan may cost: the distribution over futures, and what is at risk.
extension PlanReport {
    var costAtRisk: ReportPage.Section? {
        guard let risk = plan.risk, risk.spread.count > 1 else { return nil }
        var section = ReportPage.Section(
            "cost-at-risk",
            "How much it may cost",
            lead: [risk.sentence, risk.ruleSentence].compactMap(\.self)
        )
        section.body.figure(exceedance(risk))
        section.body.table(spreadTable(risk))
        if !risk.comparisons.isEmpty { section.body.table(comparisonTable(risk)) }
        section.body.list(risk.method)
        return section
    }

    /// For each amount the share of the futures that cost more.
    private func exceedance(_ risk: CostAtRisk) -> Plot {
        var curves: [(String, CostSpread)] = [("this plan", risk.spread)]
        curves += risk.comparisons.dropFirst().map { ($0.name, $0.spread) }
        let costs = curves.flatMap { $0.1.costs }.filter(\.isFinite) + [risk.planned]
        let (low, high) = (costs.min() ?? 0, costs.max() ?? 1)
        let marks = curves.enumerated().map { number, curve in
            Mark.curve(curve.0, points(of: curve.1, from: low), Swatch(number))
        }
        let high95 = risk.spread.quantile(0.95).value
        var lines = [
            Mark.curve("as planned", [.init(risk.planned, 0), .init(risk.planned, 1)], .ink(0))
        ]
        if high95.isFinite {
            lines.append(
                Mark.curve("exceeded in 1 of 20", [.init(high95, 0), .init(high95, 1)], .ink(2))
            )
        }
        return Plot(
            id: "exceedance",
            title: "The chance that the total exceeds an amount",
            summary: risk.sentence ?? "",
            horizontal: .span(low...max(high, low), .dollars),
            measure: .percent,
            marks: marks + lines
        )
    }

    private func points(of spread: CostSpread, from low: Double) -> [Mark.Point] {
        let count = Double(spread.count)
        var points: [Mark.Point] = [.init(low, 1)]
        for (place, cost) in spread.costs.enumerated() where cost.isFinite {
            points.append(.init(cost, 1 - Double(place) / count))
            points.append(.init(cost, 1 - Double(place + 1) / count))
        }
        return points
    }

    private func spreadTable(_ risk: CostAtRisk) -> ReportTable {
        let spread = risk.spread
        var table = ReportTable(
            "The total over \(Prose.count(risk.known.count, "future"))",
            [.init("Figure"), .number("Value"), .number("Between"), .number("and")]
        )
        func add(_ name: String, _ estimate: Estimate, _ text: (Double) -> String) {
            table.append([
                .init(name), .init(estimate.value.isFinite ? text(estimate.value) : Measure.none),
                .init(estimate.low.isFinite ? text(estimate.low) : Measure.none),
                .init(estimate.high.isFinite ? text(estimate.high) : Measure.none),
            ])
        }
        add("Mean", spread.mean, Prose.money)
        add("Standard deviation", spread.standardDeviation, Prose.money)
        add("Lower in 1 of 20 (P5)", spread.quantile(0.05), Prose.money)
        add("As often lower as higher (P50)", spread.quantile(0.5), Prose.money)
        add("Exceeded in 1 of 20 (P95)", spread.quantile(0.95), Prose.money)
        add("Value at risk, 95 %: P95 over the plan", risk.valueAtRiskOverPlan, Prose.money)
        add("Value at risk, 95 %: P95 over the mean", spread.valueAtRiskOverMean, Prose.money)
        add("Mean of the worst 5 % (conditional)", spread.tailMean(beyond: 0.95), Prose.money)
        add("Chance that something is not served", risk.chanceUnserved, Prose.percent)
        add("Chance that a rule for failures or shares gives way", risk.chanceRulesBreak) {
            Prose.percent($0)
        }
        if scenario.hasMoneyRules {
            add("Chance that a money rule gives way", risk.chanceMoneyBreaks, Prose.percent)
            add(
                "Chance that a money rule breaks if nothing is adapted",
                risk.chanceMoneyBreaksUnadapted,
                Prose.percent
            )
        }
        return table
    }

    private func comparisonTable(_ risk: CostAtRisk) -> ReportTable {
        let comparisons = risk.comparisons
        let count = comparisons.first?.spread.count ?? 0
        var table = ReportTable(
            "Rent or own, in the same \(Prose.count(count, "future"))",
            [
                .init("Way"), .number("Mean"), .number("More than the plan"), .number("±"),
                .number("P95"), .number("Worst 5 %"), .number("Failure and share rules give way"),
            ]
        )
        func money(_ dollars: Double) -> String {
            dollars.isFinite ? Prose.money(dollars) : Measure.none
        }
        for one in comparisons {
            let isPlan = one.name == comparisons.first?.name
            table.append([
                .init(one.name, isPlan ? .strong : .plain), .init(money(one.spread.mean.value)),
                .init(isPlan ? Measure.none : Prose.change(one.difference.value)),
                .init(isPlan ? Measure.none : money(one.difference.high - one.difference.value)),
                .init(money(one.spread.quantile(0.95).value)),
                .init(money(one.spread.tailMean(beyond: 0.95).value)),
                .init(Prose.percent(one.chanceRulesBreak.value)),
            ])
        }
        return table
    }
}

extension Scenario {
    fileprivate var hasMoneyRules: Bool {
        finance.cash != nil || !finance.spendingLimits.isEmpty || finance.covenantMultiple != nil
    }
}

extension CostAtRisk {
    /// What is at risk, in a sentence; nil where nothing is known.
    var sentence: String? {
        let high = spread.quantile(0.95).value
        guard spread.count > 1 else { return nil }
        guard high.isFinite else {
            let share = chance { $0.verdict == .impossible }.value
            return "In \(Prose.percent(share)) of the futures nothing is possible with today's "
                + "signatures."
        }
        let over = high - planned
        let distance =
            over >= 0
            ? "\(Prose.money(over)) more than planned (value at risk)"
            : "\(Prose.money(-over)) less than planned"
        var text =
            "In 19 of 20 futures the total stays below \(Prose.money(high)), \(distance); "
            + "on average it is \(Prose.money(spread.mean.value))"
        let worst = spread.tailMean(beyond: 0.95).value
        if worst.isFinite { text += ", in the worst 5 % \(Prose.money(worst))" }
        let tried = futures.count + senseless
        if tried < asked { text += " — only \(tried) of \(asked) futures were planned" }
        return text + "."
    }

    /// Which rules give way, in a sentence; nil where all are kept.
    var ruleSentence: String? {
        var parts: [String] = []
        let rules = chanceRulesBreak.value
        if rules > 0 {
            parts.append(
                "In \(Prose.percent(rules)) of them the rules for failures and shares cannot be kept "
                    + "whole, and are kept as far as they can be."
            )
        }
        let money = chanceMoneyBreaks.value
        if money > 0 {
            parts.append("In \(Prose.percent(money)) the money does not suffice for its rules.")
        }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// How it was found, in sentences.
    var method: [String] {
        var drawn = ["\(Prose.count(figureCount, "figure")) with a range"]
        if demandCount > 0 { drawn.append(Prose.count(demandCount, "demand")) }
        if stressCount > 0 {
            drawn.append("at most one of \(Prose.count(stressCount, "stress case")) by its chance")
        }
        var lines = [
            "Drawn: \(Prose.list(drawn)), independently of each other: what moves together in the "
                + "world spreads the total more.",
            "Between its ends a figure is most often near its value and falls off in a straight line "
                + "(triangular distribution).",
            "In every future today's signatures stay and the rest is decided anew, at most "
                + "\(Prose.percent(solveGap)) above the best on average.",
            "\(Prose.count(known.count, "future")), seed \(seed): the same seed draws the same. "
                + "“Between” and “and” are the ends of 95 % intervals.",
        ]
        if known.count < asked {
            var reasons: [String] = []
            if senseless > 0 {
                reasons.append("\(senseless) made no sense together")
            }
            let unsolved = futures.count - known.count
            if unsolved > 0 { reasons.append("\(unsolved) took too long") }
            let open = asked - futures.count - senseless
            if open > 0 {
                reasons.append(
                    "\(open) were not tried before the time was over or an end asked for"
                )
            }
            lines.append("Of \(asked) draws \(Prose.list(reasons)).")
        }
        let (low, high) = (spread.quantile(0.05).low, spread.quantile(0.95).high)
        if spread.quantile(0.95).value.isFinite, !low.isFinite || !high.isFinite {
            lines.append("“\(Measure.none)” is not known from so few futures.")
        }
        if holdsSites {
            lines.append("The power of sites is held as it was planned: its figures do not vary.")
        }
        return lines
    }
}
