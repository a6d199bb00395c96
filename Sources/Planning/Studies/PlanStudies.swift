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
///
/// Costs of a ``Scenario`` are those of the whole; what the portfolio's program does not know of
/// them (``apart``) is taken from the plan.
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
    /// Dollars of the plan beyond the portfolio's own: sites that nothing is built for, and what
    /// cuts leave out.
    let apart: Double
    /// Seconds for each of the many solves: a study is no reason to wait for long.
    package var secondsEach = 10.0

    package init(_ planner: Planner, _ scenario: Scenario, _ planned: Planner.Planned) {
        self.planner = planner
        self.scenario = scenario
        self.planned = planned
        var known = planned.choice
        known.sitePower = PortfolioProgram(scenario, power: planned.cuts).sitePower(of: known)
        apart = planned.plan.objective - PortfolioAccount(scenario, known).objective
    }

    /// How a search ended.
    enum Search<Value> {
        case found(Value)
        /// There is none.
        case impossible
        /// A limit or the user ended it before anything was found.
        case unsolved

        var value: Value? {
            guard case .found(let value) = self else { return nil }
            return value
        }

        var isUnsolved: Bool {
            guard case .unsolved = self else { return false }
            return true
        }
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
        planning.limits.seconds = min(planning.limits.seconds, secondsEach)
        planning.limits.explains = false
        return planning
    }

    /// Whether a changed scenario has to be asked of the sites anew.
    func asksSites(_ changed: Scenario) -> Bool {
        changed.sites != scenario.sites
            || changed.rules.carbonBudget != scenario.rules.carbonBudget
    }

    /// The least cost of the whole of a changed scenario, beginning from the plan.
    ///
    /// `gap`: That of the plan unless another is asked for.
    func cost(
        of changed: Scenario,
        within gap: Double? = nil
    ) throws(SolverError) -> Search<Cost> {
        guard asksSites(changed) else {
            var search = try portfolioCost(of: changed, within: gap)
            if case .found(var cost) = search {
                cost.objective += apart
                cost.bound += apart
                search = .found(cost)
            }
            return search
        }
        var again = planner
        again.begins = { _ in }
        again.findsPrices = false
        switch try again.plan(changed, from: planned.choice) {
        case .planned(let other):
            return .found(
                Cost(
                    objective: other.plan.objective,
                    bound: other.plan.bound,
                    choice: other.choice,
                    plan: other.plan
                )
            )
        case .exhausted: return .unsolved
        case .infeasible, .unbounded: return .impossible
        }
    }

    /// The same of the portfolio alone, with what the plan knows of the sites' power.
    func portfolioCost(
        of changed: Scenario,
        within gap: Double? = nil
    ) throws(SolverError) -> Search<Cost> {
        var planning = quick
        planning.limits.gap = gap ?? planning.limits.gap
        return Self.search(
            try planning.plan(
                changed,
                power: planned.cuts,
                from: planned.choice,
                watch: planner.watch
            )
        )
    }

    static func search(_ answer: PortfolioPlanning.Answer) -> Search<Cost> {
        switch answer {
        case .planned(let plan, let choice):
            .found(Cost(objective: plan.objective, bound: plan.bound, choice: choice, plan: plan))
        case .exhausted: .unsolved
        case .contradictory, .infeasible, .unbounded: .impossible
        }
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
        guard let base = try cost(of: scenario, within: gap).value else { return [] }
        // Beside what the sites are asked anew stands what they have said, not cuts from below.
        let whole = Cost(
            objective: planned.plan.objective,
            bound: planned.plan.bound,
            choice: planned.choice,
            plan: planned.plan
        )
        for rule in scenario.planningRules {
            guard !isStopped else { break }
            planner.begins("price of \(rule.name)")
            let freer = scenario.without(rule: rule)
            guard let other = try cost(of: freer, within: gap).value else { continue }
            prices.append(
                price(rule.name, "whole rule", asksSites(freer) ? whole : base, other)
            )
        }
        for campus in scenario.campuses {
            guard let first = campus.power.first, first.from > scenario.horizon.first else {
                continue
            }
            guard !isStopped else { break }
            planner.begins("price of power at \(campus.name) one quarter earlier")
            let earlier = scenario.with(change: .campusLate(campus.name, quarters: -1))
            guard let other = try cost(of: earlier, within: gap).value else { continue }
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
