import Pages
import Charts

/// The page that people read of a plan: one HTML text that needs nothing else.
///
/// Sections without data are left out, and every sentence is made from the plan's own figures.
package struct PlanReport: Sendable {
    /// What the page tells beside the plan.
    package struct Context: Sendable, Equatable {
        /// Where the scenario came from: `openai-2025.yaml`.
        package var file = ""
        /// When it was planned, as it is to be shown; a pure room has no clock.
        package var date = ""
        /// `busbar 0.4.0`.
        package var program = ""
        package var overrides: [Override] = []
        /// Every single value of the scenario's file, by its path.
        package var inputs: [Override] = []
        /// The plan before this one, to say what changed.
        package var last: PlanDocument?

        package init() {}
    }

    let scenario: Scenario
    let plan: Plan
    let context: Context
    let facts: PlanFacts

    package init(_ scenario: Scenario, _ plan: Plan, _ context: Context = Context()) {
        self.scenario = scenario
        self.plan = plan
        self.context = context
        facts = PlanFacts(scenario, plan)
    }

    package var html: String {
        var page = ReportPage(title: scenario.name, subtitle: subtitle)
        page.sections = [
            decision, change, capacity, contracts, burn, money, survival, stresses, twoStage,
            costAtRisk, tornado, alternatives, rules, carbon,
        ].compactMap(\.self)
        page.sections += plan.sites.enumerated().compactMap { power(of: $1, number: $0) }
        page.sections += [assumptions, proof, words].compactMap(\.self)
        page.foot = foot
        return page.html
    }

    /// The page of a scenario that no plan satisfies.
    ///
    /// `conflict`: What cannot all hold, in sentences.
    package static func infeasible(
        _ scenario: Scenario,
        conflict: [String],
        _ context: Context = Context()
    ) -> String {
        let plan = Plan(status: "infeasible", objective: .nan, bound: .nan)
        let report = PlanReport(scenario, plan, context)
        var page = ReportPage(title: scenario.name, subtitle: report.subtitle)
        var section = ReportPage.Section(
            "conflict",
            "No plan is possible",
            lead: ["These cannot all hold. Relax one of them and plan again."]
        )
        section.body.list(conflict)
        page.sections = [section, report.change, report.assumptions].compactMap(\.self)
        page.foot = report.foot
        return page.html
    }

    private var subtitle: [String] {
        let horizon = scenario.horizon
        let isSiteOnly = plan.quarters.isEmpty && !plan.sites.isEmpty
        var lines: [String] = []
        if isSiteOnly {
            let years = Set(plan.sites.flatMap(\.years).map(\.year)).sorted()
            lines.append(
                "The power of \(Prose.count(plan.sites.count, "site")), \(Prose.years(years))"
            )
        } else {
            lines.append(
                "A plan for \(horizon.first) to \(horizon.last), "
                    + "\(Prose.count(horizon.count, "quarter")); amounts in US dollars"
            )
        }
        let origin = [context.file.isEmpty ? "" : "From \(context.file)", context.date]
            .filter { !$0.isEmpty }
        if !origin.isEmpty { lines.append(origin.joined(separator: ", ")) }
        if !context.overrides.isEmpty {
            let set = context.overrides.map { "\($0.path) = \($0.value)" }
            lines.append("With \(Prose.list(set))")
        }
        return lines
    }

    private var foot: [String] {
        let maker = context.program.isEmpty ? "busbar plan" : "\(context.program), busbar plan"
        return ["Made by \(maker). This page needs no network: it can be mailed and kept."]
    }

    // MARK: Shared by sections

    /// Quarters under their years.
    var steps: Steps {
        Steps(
            names: facts.quarters.map(\.description),
            labels: facts.quarters.map { "\($0.year)" }
        )
    }

    /// The look of a source of capacity, the same all over the page.
    func swatch(of source: String) -> Swatch {
        Swatch(facts.sources.firstIndex(of: source) ?? facts.sources.count)
    }
}

extension Prose {
    /// `2028`, `2028 to 2034`.
    static func years(_ years: [Int]) -> String {
        guard let first = years.first, let last = years.last else { return "no year" }
        return first == last ? "\(first)" : "\(first) to \(last)"
    }
}
