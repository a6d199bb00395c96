import Pages
import Charts

/// What to sign, order and build, what it costs and what is the greatest danger: before all else.
extension PlanReport {
    var decision: ReportPage.Section? {
        var section = ReportPage.Section("decision", "What to decide", lead: decisionLead)
        section.body.element("dl", ["class": "keys"]) { markup in
            for key in keyFigures {
                markup.element("div") { markup in
                    markup.element("dt", text: key.name)
                    markup.element("dd", ["class": "value"], text: key.value)
                    markup.element("dd", ["class": "more"]) { $0.append(prose: key.more) }
                }
            }
        }
        let actions = signatures + orders + siteOrders
        if !actions.isEmpty {
            section.body.heading("To sign and to order")
            section.body.element("ol", ["class": "actions"]) { markup in
                for action in actions {
                    markup.element("li") { markup in
                        markup.element("strong", text: action.what)
                        markup.append(prose: action.terms)
                    }
                }
            }
        }
        section.body.paragraph([keptSentence, declinedSentence].compactMap(\.self))
        writeRisks(to: &section.body)
        return section
    }

    /// One thing to do, with its terms.
    struct Action: Sendable, Equatable {
        var what: String
        var terms: String
    }

    private var decisionLead: [String] {
        var lead: [String] = []
        let providers = unique(facts.proposed.map(\.offer.provider))
        let power = facts.proposed.reduce(0) { $0 + $1.size }
        if !facts.proposed.isEmpty {
            lead.append(
                "Sign \(Prose.count(facts.proposed.count, "contract")) with "
                    + "\(Prose.list(providers, most: 6)): \(Prose.power(power)) at full size."
            )
        }
        let ordered = plan.builds.reduce(0) { $0 + $1.size }
        if ordered > 0 { lead.append("Build \(Prose.power(ordered)) of your own.") }
        if lead.isEmpty, !plan.quarters.isEmpty {
            lead.append("Nothing new has to be signed or built.")
        }
        lead.append("\(totalName) is \(Prose.money(plan.objective)). \(plan.promise)")
        if let last = context.last {
            let change = PlanChange(from: last, to: document, effects: plan.effects)
            if let first = change.findings.first {
                lead.append("Against the last plan, \(Prose.continued(first))")
            }
        }
        return lead
    }

    private var totalName: String {
        guard plan.quarters.isEmpty else { return "The total, discounted to today," }
        let count = plan.sites.reduce(0) { sum, site in
            sum + site.years.reduce(0) { $0 + max(1, $1.yearLengths.count) }
        }
        return count == 1
            ? "The cost of the year" : "The cost of all \(Prose.count(count, "site-year"))"
    }

    var document: PlanDocument {
        PlanDocument(scenario, plan, overrides: context.overrides, inputs: context.inputs)
    }

    private func unique(_ names: [String]) -> [String] {
        names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    // MARK: Figures

    private var keyFigures: [(name: String, value: String, more: String)] {
        var keys = [
            (
                plan.quarters.isEmpty ? "Total" : "Total, discounted", Prose.money(plan.objective),
                !plan.isProved
                    ? "no plan is below \(Measure.dollars.text(plan.bound, digits: 4)): gap "
                        + "\(Prose.percent(plan.gap))"
                    : "proved: no plan costs less"
            )
        ]
        if plan.quarters.isEmpty { keys += siteFigures }
        if let worst = facts.worstQuarter {
            keys.append(
                (
                    "Most cash in a quarter", Prose.money(worst.cash),
                    "in \(worst.quarter); \(Prose.money(facts.cash)) over all quarters"
                )
            )
        }
        if let low = facts.lowestBalance {
            keys.append(
                (
                    "Least money left", Prose.money(low.dollars),
                    "at the end of \(low.quarter); \(Prose.money(scenario.finance.floor)) must be left"
                )
            )
        }
        if facts.commitment > 0 {
            let after = facts.commitmentAfter
            let tail = after > 0 ? "; \(Prose.money(after)) more after it" : ""
            keys.append(
                (
                    "Committed", Prose.money(facts.commitment),
                    "due within the plan whatever is used, undiscounted\(tail)"
                )
            )
        }
        if !plan.quarters.isEmpty {
            let total = facts.demand.reduce(0, +)
            let missing = facts.unserved.reduce(0, +)
            let served = total > 0 ? 1 - missing / total : 1
            let places = facts.unserved.indices.filter { facts.unserved[$0] > 1e-3 }
            keys.append(
                (
                    "Demand served",
                    places.isEmpty
                        ? "all" : Measure.percent.text(min(served, 0.9999), digits: 4),
                    places.isEmpty
                        ? "in all \(Prose.count(plan.quarters.count, "quarter"))"
                        : "short in \(Prose.quarters(places.map { facts.quarters[$0] }))"
                )
            )
        }
        let required = plan.contingencies.filter(\.isRequired)
        if !required.isEmpty {
            let survived = required.filter(\.isSurvived).count
            keys.append(
                (
                    "Failures survived", "\(survived) of \(required.count)",
                    "that the scenario asks to survive"
                )
            )
        }
        return keys
    }

    /// Of plans of sites alone: the last year of each.
    private var siteFigures: [(name: String, value: String, more: String)] {
        plan.sites.prefix(3).flatMap { site -> [(String, String, String)] in
            guard let year = site.years.last else { return [] }
            let load = PowerFacts(site).load(in: year)
            guard load > 0 else { return [] }
            let place = plan.sites.count > 1 ? "\(site.name), \(year.year)" : "\(year.year)"
            return [
                (
                    "Power in \(place)", PowerDrawing.price(year.objective / load),
                    "of load, plants and storages included"
                ),
                (
                    "CO2 in \(place)", Measure.tonnes.text(year.emissions),
                    "\(Prose.number(year.emissions / load)) t per MWh of load"
                ),
            ]
        }
    }

    // MARK: Actions

    private var signatures: [Action] {
        facts.proposed.map { one in
            let offer = one.offer
            var terms =
                ": \(Prose.power(one.size)) in \(offer.region) from \(offer.starts) to \(offer.ends), "
                + "\(Prose.money(one.total)) within the plan"
            if one.commitment > 0 {
                terms += ", of which \(Prose.money(one.commitment)) is due whatever is used"
            }
            if offer.prepayment > 0 {
                terms += "; \(Prose.percent(offer.prepayment)) up front in \(offer.starts)"
            }
            if offer.premium > 0 { terms += "; the option costs \(Prose.money(offer.premium))" }
            return Action(what: "Sign \(offer.name) with \(offer.provider)", terms: terms + ".")
        }
    }

    private var orders: [Action] {
        plan.builds.compactMap { one in
            let orders = zip(facts.quarters, one.blocks).filter { $0.1 > 0 }
            guard let first = orders.first else { return nil }
            let parts = orders.map { "\(Prose.count($0.1, "block")) in \($0.0)" }
            let runs = first.0.advanced(by: one.build.leadQuarters)
            return Action(
                what: "Order \(Prose.power(one.size)) of \(one.build.name)",
                terms:
                    " in \(one.build.region), \(Prose.money(one.size * one.build.capex)) to build: "
                    + "\(Prose.list(parts)) of \(Prose.power(one.build.block)) each; the first runs "
                    + "from \(runs)."
            )
        }
    }

    /// What is newly built at sites, by the first year in which it stands.
    private var siteOrders: [Action] {
        facts.siteOrders.map { site, orders in
            let parts = orders.map { "\($0.name) up to \(Prose.power($0.power)) from \($0.year)" }
            return Action(what: "Build power at \(site)", terms: ": \(Prose.list(parts)).")
        }
    }

    private var keptSentence: String? {
        guard !facts.active.isEmpty else { return nil }
        let names = facts.active.map { "\($0.offer.name) (\(Prose.power($0.size)))" }
        return "Signed already and kept: \(Prose.list(names, most: 6))."
    }

    private var declinedSentence: String? {
        guard !facts.declined.isEmpty, !plan.contracts.isEmpty else { return nil }
        let names = facts.declined.map(\.name)
        return "Left unsigned: \(Prose.list(names, most: 6)), of "
            + "\(Prose.count(scenario.offers.count, "offer")) in all."
    }

    private func writeRisks(to body: inout Markup) {
        let risks = Array(facts.risks.prefix(3))
        guard let first = risks.first else {
            let isChecked = !plan.contingencies.isEmpty || !plan.stresses.isEmpty
            guard isChecked else { return }
            body.element("div", ["class": "risks none"]) { markup in
                markup.heading("The biggest risk")
                markup.paragraph([
                    "Every contingency that was checked is survived, and no stress raises the total."
                ])
            }
            return
        }
        let isCalm = first.kind > .impossible
        body.element("div", ["class": isCalm ? "risks calm" : "risks"]) { markup in
            markup.heading("The biggest risk")
            markup.paragraph([first.sentence])
            if risks.count > 1 {
                markup.element("p", text: "Then:")
                markup.list(risks.dropFirst().map(\.sentence))
            }
        }
    }
}
