package import Optimization

/// What can be asked about a plan beyond the plan itself.
package enum PlanStudy: String, Sendable, CaseIterable {
    case prices, alternatives, stresses, tornado
    /// A two-stage stochastic program with recourse: what to sign today when any stress may come.
    case twoStage = "two-stage"
    case risk
}

/// Finds out about a plan by planning changed scenarios.
///
/// The power of sites is taken from the lines that planning found, so that the whole scenario need
/// not be planned again; only a change of the sites or of their
/// carbon budget asks them anew. When the user wants
/// an end, what is known so far is returned.
package struct PlanStudies {
    /// A figure with a range, and the scenario at either end; nil where that makes no sense.
    package struct Range {
        package var figure: SourcedFigure
        package var low: () -> Scenario?
        package var high: () -> Scenario?

        package init(
            figure: SourcedFigure,
            low: @escaping () -> Scenario?,
            high: @escaping () -> Scenario?
        ) {
            self.figure = figure
            self.low = low
            self.high = high
        }
    }

    let planner: Planner
    let scenario: Scenario
    let planned: Planner.Planned
    /// Seconds for each of the many solves: a study is no reason to wait for long.
    static let secondsEach = 10.0

    package init(_ planner: Planner, _ scenario: Scenario, _ planned: Planner.Planned) {
        self.planner = planner
        self.scenario = scenario
        self.planned = planned
    }

    /// The least cost of a changed scenario, between what was found and what was proved.
    struct Cost {
        var objective: Double
        var bound: Double
        var choice: PortfolioChoice
        var plan: Plan
    }

    /// Planning for studies: not for long, and without asking why where there is no plan.
    var quick: PortfolioPlanning {
        var planning = planner.portfolio
        planning.limits.seconds = min(planning.limits.seconds, Self.secondsEach)
        planning.limits.explains = false
        return planning
    }

    /// Plans a changed scenario, beginning from the plan; nil when there is none.
    ///
    /// `gap`: That of the plan unless another is asked for.
    func cost(of changed: Scenario, within gap: Double? = nil) throws(SolverError) -> Cost? {
        var planning = quick
        planning.limits.gap = gap ?? planning.limits.gap
        let isSameBudget = changed.rules.carbonBudget == scenario.rules.carbonBudget
        guard changed.sites == scenario.sites, isSameBudget else {
            var again = planner
            again.begins = { _ in }
            again.findsPrices = false
            guard case .planned(let other) = try again.plan(changed, from: planned.choice) else {
                return nil
            }
            return Cost(
                objective: other.plan.objective,
                bound: other.plan.bound,
                choice: other.choice,
                plan: other.plan
            )
        }
        let answer = try planning.plan(
            changed,
            power: planned.cuts,
            from: planned.choice,
            watch: planner.watch
        )
        guard case .planned(let plan, let choice) = answer else { return nil }
        return Cost(objective: plan.objective, bound: plan.bound, choice: choice, plan: plan)
    }

    /// Whether the user wants an end.
    var isStopped: Bool {
        planner.watch?(SolveProgress(incumbent: nil, bound: nil, iterations: 0)) == .stop
    }

    // MARK: Prices of rules

    /// What leaving out each rule would save, and what a campus's power one quarter earlier would.
    ///
    /// Each is the difference of two plans, so it is uncertain by both their gaps.
    package func prices() throws(SolverError) -> [RulePrice] {
        var prices: [RulePrice] = []
        // A rule's price is the small difference of two large totals.
        let gap = planner.portfolio.limits.gap / 2
        guard let base = try cost(of: scenario, within: gap) else { return [] }
        for rule in scenario.planningRules {
            guard !isStopped else { break }
            planner.begins("price of \(rule.name)")
            let freer = scenario.without(rule: rule)
            guard let other = try cost(of: freer, within: gap) else { continue }
            prices.append(price(rule.name, "whole rule", base, other))
        }
        for campus in scenario.campuses {
            guard let first = campus.power.first, first.from > scenario.horizon.first else {
                continue
            }
            guard !isStopped else { break }
            planner.begins("price of power at \(campus.name) one quarter earlier")
            let earlier = scenario.with(change: .campusLate(campus.name, quarters: -1))
            guard let other = try cost(of: earlier, within: gap) else { continue }
            prices.append(
                price("power of \(campus.name) one quarter earlier", "one quarter", base, other)
            )
        }
        return prices
    }

    private func price(_ rule: String, _ per: String, _ base: Cost, _ other: Cost) -> RulePrice {
        // A relaxed scenario costs no more; a search that ended early may say so by its gap.
        RulePrice(
            rule: rule,
            value: max(0, base.objective - other.objective),
            per: per,
            method: "solved again",
            uncertainty: (base.objective - base.bound) + (other.objective - other.bound)
        )
    }
}
