package import Pages
import Charts

/// What the terminal shows of a plan: sentences and tables as values, the decision first.
package struct PlanSummary: Sendable, Equatable {
    /// Shown above the tables.
    package let headlines: [String]
    package let tables: [ReportTable]
    /// Below the tables: what they leave out.
    package let notes: [String]
    /// The last lines: what proves it.
    package let proof: [String]

    package init(
        _ scenario: Scenario,
        _ plan: Plan,
        last: PlanDocument? = nil,
        overrides: [Override] = [],
        inputs: [Override] = []
    ) {
        let facts = PlanFacts(scenario, plan)
        var lines = Self.decision(facts)
        var tables: [ReportTable] = []
        if let last {
            let now = PlanDocument(scenario, plan, overrides: overrides, inputs: inputs)
            let change = PlanChange(from: last, to: now, effects: plan.effects)
            lines += change.findings.prefix(3) + change.reasons
            if !change.table.rows.isEmpty { tables.append(change.table) }
        }
        if let found = plan.twoStage { lines.append(found.finding) }
        if let risk = facts.risks.first { lines.append("Biggest risk: \(risk.sentence)") }
        if let sentence = plan.risk?.sentence { lines.append(sentence) }
        headlines = lines
        tables += [
            Self.contracts(facts), Self.builds(facts), Self.cash(facts), Self.survival(facts),
        ]
        for site in plan.sites {
            let power = PowerFacts(site)
            tables.append(Self.power(power))
            if let table = Self.capacities(power, scenario) { tables.append(table) }
            // Without a portfolio these are the only rules.
            if plan.quarters.isEmpty { tables.append(power.ruleTable) }
        }
        if !plan.quarters.isEmpty { tables.append(PlanFacts.ruleTable(plan.pricesOfRules)) }
        tables.append(facts.carbonTable)
        self.tables = tables.filter { !$0.rows.isEmpty }
        let quiet = plan.quarters.isEmpty ? nil : PlanFacts.quietRules(plan.pricesOfRules)
        notes = quiet.map { [$0] } ?? []
        proof = Self.proof(plan)
    }

    private static func decision(_ facts: PlanFacts) -> [String] {
        let plan = facts.plan
        let total = Measure.dollars.text(plan.objective, digits: 4)
        let proof =
            plan.isProved
            ? "no plan costs less"
            : "no plan is below \(Measure.dollars.text(plan.bound, digits: 4)) "
                + "(gap \(Prose.percent(plan.gap)))"
        var lines = [
            "\(Prose.capitalized(plan.status)): \(total)\(plan.quarters.isEmpty ? "" : ", discounted"); "
                + "\(proof)."
        ]
        for one in facts.proposed {
            lines.append(
                "Sign \(one.offer.name) with \(one.offer.provider): \(Prose.power(one.size)) from "
                    + "\(one.offer.starts), \(Prose.money(one.total))."
            )
        }
        for one in plan.builds where one.size > 0 {
            let orders = zip(facts.quarters, one.blocks).filter { $0.1 > 0 }
                .map { "\($0.1) in \($0.0)" }
            lines.append(
                "Build \(one.build.name): \(Prose.power(one.size)), "
                    + "blocks ordered: \(Prose.list(orders, most: 4))."
            )
        }
        for (site, orders) in facts.siteOrders {
            let parts = orders.map { "\($0.name) \(Prose.power($0.power))" }
            lines.append("Build power at \(site): \(Prose.list(parts)).")
        }
        if let worst = facts.worstQuarter, worst.cash > 0 {
            lines.append("Most cash in a quarter: \(Prose.money(worst.cash)) in \(worst.quarter).")
        }
        let missing = facts.unserved.reduce(0, +)
        if missing > 1e-3 {
            lines.append("Not served: \(Prose.number(missing)) MW-quarters of demand.")
        }
        return lines
    }

    private static func contracts(_ facts: PlanFacts) -> ReportTable {
        var table = ReportTable(
            "Contracts",
            [
                .init("Contract"), .init("Provider"), .init("Status"), .init("Period"),
                .number("MW"), .number("Cost"), .number("Committed"), .number("Used"),
            ]
        )
        for one in facts.proposed + facts.active {
            table.append([
                .init(one.offer.name), .init(one.offer.provider), .init(one.offer.lifecycleStatus),
                .init("\(one.offer.starts)…\(one.offer.ends)"), .init(Prose.number(one.size)),
                .init(Prose.money(one.total)), .init(Prose.money(one.commitment)),
                .init(Prose.percent(one.utilization)),
            ])
        }
        return table
    }

    private static func builds(_ facts: PlanFacts) -> ReportTable {
        var table = ReportTable(
            "Own capacity",
            [
                .init("Build"), .init("Region"), .number("MW"), .number("To build"),
                .number("Worth at the end"),
            ]
        )
        for one in facts.plan.builds where one.size > 0 {
            table.append([
                .init(one.build.name), .init(one.build.region), .init(Prose.number(one.size)),
                .init(Prose.money(one.size * one.build.capex)), .init(Prose.money(one.residual)),
            ])
        }
        return table
    }

    private static func cash(_ facts: PlanFacts) -> ReportTable {
        var table = ReportTable(
            "Cash by year",
            [
                .init("Year"), .number("Cash"), .number("Contracts"), .number("Building"),
                .number("Operation"), .number("Power"), .number("Spot"), .number("Rebates"),
                .number("Balance"),
            ]
        )
        for (year, places) in facts.years {
            let all = places.map { facts.plan.quarters[$0] }
            func sum(_ value: (PlannedQuarter) -> Double) -> ReportTable.Cell {
                let total = all.reduce(0) { $0 + value($1) }
                return .init(total == 0 ? Measure.none : Prose.money(total))
            }
            table.append([
                .init("\(year)"), sum(\.cash), sum(\.contractCash), sum(\.capex), sum(\.opex),
                sum(\.powerCash), sum(\.spotCash), sum { -$0.rebates },
                .init(all.last?.balance.map(Prose.money) ?? Measure.none),
            ])
        }
        return table.compact
    }

    private static func survival(_ facts: PlanFacts) -> ReportTable {
        let whole = facts.survivalTable
        // The terminal leaves out what is not served and the units, which make the lines long.
        let columns = zip(
            ["Failure of", "Asked", "Worst", "Lost", "Left", "Needed", "Verdict"],
            whole.columns
        )
        var table = ReportTable(
            "What if it fails, MW",
            columns.map { ReportTable.Column($0, isNumber: $1.isNumber) }
        )
        for row in whole.rows { table.append(Array(row.dropLast())) }
        return table
    }

    private static func power(_ facts: PowerFacts) -> ReportTable {
        var table = ReportTable(
            "Power at \(facts.site.name)",
            [
                .init("Year"), .number("Cost"), .number("$/MWh"), .number("t CO2"),
                .init("Sources"),
            ]
        )
        for year in facts.site.years {
            let load = facts.load(in: year)
            let mix = facts.mix(in: year).prefix(4).map { "\($0.name) \(Prose.percent($0.share))" }
            table.append([
                .init(SeriesDays(year).span), .init(Prose.money(year.objective)),
                .init(load > 0 ? Prose.number(year.objective / load) : Measure.none),
                .init(Prose.number(year.emissions)), .init(Prose.list(mix)),
            ])
        }
        return table
    }

    /// What stands in the last year.
    private static func capacities(_ facts: PowerFacts, _ scenario: Scenario) -> ReportTable? {
        guard let year = facts.site.years.last else { return nil }
        let model = scenario.sites.first { $0.name == facts.site.name }
        var table = PowerDrawing(facts: facts, model: model, year: year, id: "").capacityTable
        table.title = "Capacities at \(facts.site.name) in \(SeriesDays(year).span)"
        return table
    }

    private static func proof(_ plan: Plan) -> [String] {
        guard plan.proof.rows > 0 || !plan.proof.method.isEmpty else { return [] }
        var line =
            "Proof: \(Prose.count(plan.proof.columns, "column")), \(Prose.count(plan.proof.rows, "row"))"
        if plan.proof.integers > 0 { line += ", \(Prose.count(plan.proof.integers, "integer"))" }
        line += "; rows computed again, off by at most \(Prose.scientific(plan.proof.rowViolation))"
        if !plan.proof.rounds.isEmpty {
            line += "; \(Prose.count(plan.proof.rounds.count, "round"))"
        }
        if !plan.proof.method.isEmpty { line += "; \(plan.proof.method)" }
        return [line + "."]
    }
}
