import Pages
import Charts

/// Capacity by quarter under the line of demand.
extension PlanReport {
    var capacity: ReportPage.Section? {
        guard !plan.quarters.isEmpty else { return nil }
        var section = ReportPage.Section(
            "capacity",
            "Capacity and demand",
            lead: [demandSentence, sourceSentence, needSentence, capSentence].compactMap(\.self)
        )
        section.isLarge = true
        section.body.figure(capacityPlot, figures: capacityFigures)
        section.body.element("div", ["class": "pair"]) { markup in
            markup.figure(demandPlot)
            markup.figure(sharePlot)
            if facts.unserved.contains(where: { $0 > 1e-3 }) { markup.figure(unservedPlot) }
        }
        return section
    }

    private var demandSentence: String? {
        guard let first = facts.demand.first, let last = facts.demand.last,
            let from = facts.quarters.first, let to = facts.quarters.last
        else { return nil }
        let verb = last > first ? "grows" : last < first ? "falls" : "stays"
        var sentence =
            "Demand \(verb) from \(Prose.power(first)) in \(from) to \(Prose.power(last)) in \(to)"
        let places = facts.unserved.indices.filter { facts.unserved[$0] > 1e-3 }
        if places.isEmpty {
            sentence += ", and all of it is served."
        } else if let worst = places.max(by: { facts.unserved[$0] < facts.unserved[$1] }) {
            let total = places.reduce(0) { $0 + facts.unserved[$1] }
            sentence +=
                "; \(Prose.number(total)) MW-quarters are not served, most in "
                + "\(facts.quarters[worst]) (\(Prose.power(facts.unserved[worst])))."
        }
        return sentence
    }

    private var sourceSentence: String? {
        guard let last = plan.quarters.last else { return nil }
        let total = PlanFacts.sum(last.capacity)
        let largest = last.capacity.max { $0.power < $1.power }
        guard let largest, total > 0 else { return nil }
        return "At the end \(largest.name) is the largest source with "
            + "\(Prose.percent(largest.power / total)) of \(Prose.power(total))."
    }

    private var needSentence: String? {
        let places = facts.need.indices.filter { facts.need[$0] != nil }
        guard !places.isEmpty else { return nil }
        let short = places.filter { facts.capacity[$0] < (facts.need[$0] ?? 0) - 1e-6 }
        let rule =
            "The line of need is what has to be there so that the worst of the failures that the "
            + "scenario asks to survive leaves enough;"
        return short.isEmpty
            ? "\(rule) capacity is never below it."
            : "\(rule) capacity is below it in \(Prose.quarters(short.map { facts.quarters[$0] }))."
    }

    private var capacityPlot: Plot {
        let stack = facts.sources.map {
            Series($0, facts.capacity(of: $0), swatch(of: $0))
        }
        var marks: [Mark] = [
            .stack(stack, .bars), .line(Series("demand", facts.demand, .ink(0)), .steps),
        ]
        if facts.need.contains(where: { $0 != nil }) {
            let need = facts.need.map { $0 ?? .nan }
            marks.append(
                .line(Series("need, so that failures are survived", need, .ink(2)), .steps)
            )
        }
        var plot = Plot(
            id: "capacity-plot",
            title: "Capacity by source, demand and need, by quarter",
            summary: [demandSentence, sourceSentence, needSentence].compactMap(\.self)
                .joined(separator: " "),
            horizontal: .steps(steps),
            measure: .megawatts,
            marks: marks
        )
        plot.size = Plot.Size(width: 960, height: 400)
        return plot
    }

    private var capacityFigures: ReportTable {
        var columns: [ReportTable.Column] = [.init("Quarter"), .number("Demand, MW")]
        columns += [.number("Not served, MW"), .number("Need, MW")]
        columns += facts.sources.map { .number("\($0), MW") }
        var table = ReportTable("Capacity and demand by quarter", columns)
        for (index, one) in plan.quarters.enumerated() {
            var row: [ReportTable.Cell] = [
                .init(one.quarter.description), .init(Prose.number(facts.demand[index])),
                .init(Prose.number(facts.unserved[index])),
                .init(facts.need[index].map(Prose.number) ?? Measure.none),
            ]
            row += facts.sources.map {
                .init(Prose.number(PlanFacts.power(of: $0, in: one.capacity)))
            }
            table.append(row)
        }
        return table
    }

    /// Demand by class, as a stack.
    private var demandPlot: Plot {
        let stack = facts.demands.enumerated().map { index, name in
            Series(
                name,
                plan.quarters.map { PlanFacts.power(of: name, in: $0.demand) },
                Swatch(index)
            )
        }
        let end = plan.quarters.last?.demand.max { $0.power < $1.power }
        var plot = Plot(
            id: "demand-plot",
            title: "Demand by class",
            summary: end.map {
                "At the end \($0.name) is the largest with \(Prose.power($0.power))."
            }
                ?? "",
            horizontal: .steps(steps),
            measure: .megawatts,
            marks: [.stack(stack, .areas)]
        )
        plot.size = .half
        return plot
    }

    private var unservedPlot: Plot {
        let stack = facts.demands.enumerated().compactMap { index, name -> Series? in
            let values = plan.quarters.map { PlanFacts.power(of: name, in: $0.unserved) }
            return values.contains { $0 > 1e-3 } ? Series(name, values, Swatch(index)) : nil
        }
        var plot = Plot(
            id: "unserved-plot",
            title: "Demand that is not served",
            summary: demandSentence ?? "",
            horizontal: .steps(steps),
            measure: .megawatts,
            marks: [.stack(stack, .bars)]
        )
        plot.size = .half
        return plot
    }
}

// MARK: Concentration

extension PlanReport {
    /// Shares of a source in all capacity; gaps where it has none.
    private func shares(of source: String) -> [Double] {
        zip(facts.capacity(of: source), facts.capacity).map { $0 > 0 ? $0 / $1 : .nan }
    }

    /// Shares of what a cap limits in all capacity; gaps where there is none.
    private func shares(under source: Contingency.Member) -> [Double] {
        let member = source.normal
        var power = facts.capacity.map { _ in 0.0 }
        func add(_ available: [Double], _ chip: String?) {
            let efficiency = scenario.efficiency(chip)
            for place in power.indices where available.indices.contains(place) {
                power[place] += efficiency * available[place]
            }
        }
        for one in plan.contracts where scenario.traits(of: one.offer).contains(member) {
            add(one.available, one.offer.chip)
        }
        for one in plan.builds where scenario.traits(of: one.build).contains(member) {
            add(one.available, one.build.chip)
        }
        return zip(power, facts.capacity).map { $1 > 0 ? $0 / $1 : .nan }
    }

    /// The cap of which the plan leaves the smallest part.
    private var capSentence: String? {
        var nearest: (name: String, cap: Double, share: Double, quarter: Quarter)?
        for cap in scenario.rules.caps {
            for (quarter, share) in zip(facts.quarters, shares(under: cap.source))
            where quarter >= cap.from && share.isFinite {
                let room = 1 - share / cap.share
                guard room < nearest.map({ 1 - $0.share / $0.cap }) ?? .infinity else { continue }
                nearest = (cap.source.words, cap.share, share, quarter)
            }
        }
        return nearest.map {
            let share = "\(Prose.percent($0.share)) in \($0.quarter)"
            return $0.share <= $0.cap + 1e-6
                ? "Nearest to its cap of \(Prose.percent($0.cap)) comes \($0.name): \(share)."
                : "The cap of \(Prose.percent($0.cap)) on \($0.name) is exceeded: \(share)."
        }
    }

    /// Who carries how much, with the caps on providers.
    private var sharePlot: Plot {
        var marks: [Mark] = facts.sources.map {
            .line(Series($0, shares(of: $0), swatch(of: $0)), .steps)
        }
        for cap in scenario.rules.caps {
            guard case .provider(let name) = cap.source, facts.sources.contains(name) else {
                continue
            }
            let values = facts.quarters.map { $0 >= cap.from ? cap.share : .nan }
            marks.append(.line(Series("cap on \(name)", values, .ink(1)), .steps))
        }
        return half(
            Plot(
                id: "share-plot",
                title: "Share of each source in all capacity",
                summary: [sourceSentence, capSentence].compactMap(\.self).joined(separator: " "),
                horizontal: .steps(steps),
                measure: .percent,
                marks: marks
            )
        )
    }
}
