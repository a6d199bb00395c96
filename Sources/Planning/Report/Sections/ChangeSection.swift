import Pages
import Charts

/// What moved against the last plan, and why.
extension PlanReport {
    var change: ReportPage.Section? {
        guard let last = context.last else { return nil }
        let now =
            plan.status == "infeasible"
            ? PlanDocument(
                scenario,
                conflict: [],
                overrides: context.overrides,
                inputs: context.inputs
            ) : document
        let change = PlanChange(from: last, to: now, effects: plan.effects)
        var section = ReportPage.Section("change", "What changed", lead: [])
        guard !change.isEmpty else {
            section.lead = ["Nothing changed against the last plan."]
            return section
        }
        section.lead = Array(change.findings.prefix(2))
        section.body.element("div", ["class": "pair"]) { markup in
            markup.element("div") { markup in
                markup.heading("Why")
                if change.reasons.isEmpty {
                    markup.paragraph([
                        "Neither figures nor prices of rules differ: the search came out elsewhere "
                            + "within the gap."
                    ])
                }
                markup.list(change.reasons)
            }
            markup.element("div") { markup in
                markup.heading("What moved")
                if change.findings.count <= 2 { markup.paragraph(["Nothing beyond the total."]) }
                markup.list(Array(change.findings.dropFirst(2)))
            }
        }
        section.body.table(change.table)
        return section
    }
}
