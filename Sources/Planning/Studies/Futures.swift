package import Optimization

/// The ways in which things may turn out, each planned twice.
///
/// Money is dollars as the portfolio's own program counts them; ``Future/apart`` is what the whole
/// costs beyond it.
package struct Futures: Sendable {
    let base: Future
    /// One for each stress that was looked at, in the scenario's order.
    let stresses: [Future]
}

/// One way in which things may turn out.
struct Future: Sendable {
    var name: String
    var probability: Double
    var scenario: Scenario
    /// What is known of the cost of the sites' power then.
    var cuts: [SiteCut]
    /// Dollars beyond the portfolio's own: sites that it does not feed, and what cuts leave out.
    var apart = 0.0
    /// The least cost of who had known before; nil when no plan was found.
    var known: PlanStudies.Cost?
    /// The least cost with what the plan decides today; nil when no plan was found.
    var kept: PlanStudies.Cost?
    /// Whether a limit or the user ended the search for either: then nil says nothing.
    var isUnsolved = false

    /// The least that was found with hindsight: also who keeps today's decisions had known nothing.
    var hindsight: Double? {
        [known?.objective, kept?.objective].compactMap(\.self).min()
    }
}

extension PlanStudies {
    /// Plans every stress twice: as if it had been known, and with what the plan decides today.
    ///
    /// `onlyWeighted`: Leaves out stresses that have no probability.
    package func futures(onlyWeighted: Bool = false) throws(SolverError) -> Futures {
        let stage = FirstStage(scenario: scenario)
        let base = try plannedFuture()
        let decision = stage.decision(
            of: planned.choice,
            in: PortfolioProgram(scenario, power: planned.cuts)
        )
        var stresses: [Future] = []
        for stress in scenario.stresses where stress.probability > 0 || !onlyWeighted {
            guard !isStopped else { break }
            planner.begins("stress: \(stress.name)")
            var future = try future(stress, beside: base)
            if future.known != nil {
                let search = try cost(of: future, keeping: decision, of: stage)
                future.kept = search.value
                future.isUnsolved = search.isUnsolved
            }
            stresses.append(future)
        }
        return Futures(base: base, stresses: stresses)
    }

    /// Things as they are planned.
    private func plannedFuture() throws(SolverError) -> Future {
        let account = PortfolioAccount(scenario, planned.choice).objective
        var cost = Cost(
            objective: account,
            bound: planned.plan.bound,
            choice: planned.choice,
            plan: planned.plan
        )
        if !scenario.sites.isEmpty {
            // The bound of the whole is not one of what the portfolio's program knows of it.
            guard let again = try portfolioCost(of: scenario).value else {
                cost.bound = -.infinity
                return planned(cost)
            }
            cost.bound = again.bound
        }
        return planned(cost)
    }

    private func planned(_ cost: Cost) -> Future {
        let left = 1 - scenario.stresses.reduce(0) { $0 + $1.probability }
        return Future(
            name: TwoStagePlan.asPlanned,
            // Chances of 20 % three times leave 40 %, not 39.999… %.
            probability: max(0, (left * 1e12).rounded() / 1e12),
            scenario: scenario,
            cuts: planned.cuts,
            apart: planned.plan.objective - cost.objective,
            known: cost,
            kept: cost
        )
    }

    private func future(_ stress: Stress, beside base: Future) throws(SolverError) -> Future {
        let changed = stress.applied(to: scenario)
        var future = Future(
            name: stress.name,
            probability: stress.probability,
            scenario: changed,
            cuts: planned.cuts,
            apart: base.apart
        )
        guard changed.sites != scenario.sites else {
            let search = try portfolioCost(of: changed)
            future.known = search.value
            future.isUnsolved = search.isUnsolved
            return future
        }
        var again = planner
        again.begins = { _ in }
        again.findsPrices = false
        let answer = try again.plan(changed, from: planned.choice)
        guard case .planned(let other) = answer else {
            if case .exhausted = answer { future.isUnsolved = true }
            return future
        }
        future.cuts = other.cuts
        future.apart = other.plan.objective - PortfolioAccount(changed, other.choice).objective
        let search = try cost(
            of: PortfolioProgram(changed, power: other.cuts),
            from: other.choice
        )
        future.known = search.value
        future.isUnsolved = search.isUnsolved
        return future
    }

    /// The least cost of a future with what is decided today.
    func cost(
        of future: Future,
        keeping decision: FirstStage.Decision,
        of stage: FirstStage,
        from start: PortfolioChoice? = nil
    ) throws(SolverError) -> Search<Cost> {
        var portfolio = PortfolioProgram(future.scenario, power: future.cuts)
        // An order that is left out would give its money back.
        guard portfolio.hasOrders(of: decision) else { return .impossible }
        portfolio.keep(decision, of: stage)
        return try cost(of: portfolio, from: start ?? planned.choice)
    }

    private func cost(
        of portfolio: PortfolioProgram,
        from start: PortfolioChoice
    ) throws(SolverError) -> Search<Cost> {
        Self.search(try quick.plan(portfolio, from: start, watch: planner.watch))
    }
}
