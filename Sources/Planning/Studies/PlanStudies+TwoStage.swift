import Pages
package import Optimization

extension PlanStudies {
    /// Seconds for the program of all cases together.
    private static var secondsTogether: Double { 40 }

    /// What to decide today when the plan or any of the stresses with a probability may come.
    ///
    /// The two-stage stochastic program with recourse, beside the expected cost of keeping the
    /// plan's decisions and that of perfect information. Nil when the user ended it before anything
    /// was known.
    package func twoStage(_ futures: Futures) throws(SolverError) -> TwoStagePlan? {
        let stage = FirstStage(scenario: scenario)
        var result = TwoStagePlan(status: "undecided", decidedBefore: stage.end)
        let weighted = futures.stresses.filter { $0.probability > 0 }
        guard weighted.count == scenario.stresses.count(where: { $0.probability > 0 }) else {
            return nil
        }
        guard !weighted.isEmpty else {
            result.finding =
                "No stress has a probability, so there is nothing to weigh: give some of them a "
                + "`probability_percent`."
            return result
        }
        let cases = ([futures.base] + weighted).filter { $0.probability > 0 }
        result.cases = cases.map { future in
            var one = TwoStagePlan.Case(name: future.name, probability: future.probability)
            one.keepingPlan = future.kept.map { $0.objective + future.apart }
            one.hindsight = future.hindsight.map { $0 + future.apart }
            return one
        }
        let open = cases.filter { $0.known == nil && $0.isUnsolved }.map(\.name)
        let impossible = cases.filter { $0.known == nil && !$0.isUnsolved }.map(\.name)
        guard impossible.isEmpty else {
            result.status = "infeasible"
            result.finding =
                "No plan was found for \(Prose.list(impossible.map { "“\($0)”" })), whatever is "
                + "decided today; leave it out or relax a rule."
            return result
        }
        guard open.isEmpty else {
            result.finding =
                "The search for a plan of \(Prose.list(open.map { "“\($0)”" })) ended before one was "
                + "found, so there is nothing to weigh yet."
            return result
        }
        planner.begins("today's decisions for \(cases.count) cases together")
        try solve(cases, stage, into: &result)
        return result
    }

    // MARK: Solving

    private func solve(
        _ cases: [Future],
        _ stage: FirstStage,
        into result: inout TwoStagePlan
    ) throws(SolverError) {
        let together = TwoStageProgram(
            cases.map { future in
                TwoStageProgram.Case(
                    portfolio: PortfolioProgram(future.scenario, power: future.cuts),
                    probability: future.probability
                )
            },
            stage: stage
        )
        let outcome = try search(together, from: cases)
        let apart = cases.reduce(0) { $0 + $1.probability * $1.apart }
        let kept = decision(of: planned.choice, stage)
        var chosen = kept
        var costs = cases.map(\.kept)
        if let solution = outcome.solution {
            let found = together.decision(of: solution.values)
            let adapted = try adapted(cases, to: found, of: stage, together, solution.values)
            if expected(adapted, cases) < expected(costs, cases) {
                (chosen, costs) = (found, adapted)
            }
        }
        // Who knows beforehand can do what is done without knowing.
        let least = zip(cases, costs).map {
            min($0.hindsight ?? .infinity, $1?.objective ?? .infinity)
        }
        for number in cases.indices {
            let (future, cost) = (cases[number], costs[number])
            result.cases[number].cost = cost.map { $0.objective + future.apart }
            result.cases[number].hindsight = least[number] + future.apart
            result.cases[number].unserved = cost?.plan.unservedQuarters ?? 0
            let weight = future.probability
            result.openHindsight += weight * (least[number] - (future.known?.bound ?? -.infinity))
            if let kept = future.kept {
                result.openKeepingPlan += weight * max(0, kept.objective - kept.bound)
            }
        }
        result.bound = bound(cases, outcome) + apart
        result.decisions = decisions(chosen, kept, stage)
        result.status = status(result, outcome)
        result.finding = TwoStageFinding(result, gapAsked: planner.portfolio.limits.gap).text
    }

    /// All cases together, beginning from the plan's decisions where they suit every case.
    private func search(
        _ together: TwoStageProgram,
        from cases: [Future]
    ) throws(SolverError) -> Outcome {
        var limits = planner.portfolio.limits
        limits.seconds = min(limits.seconds, Self.secondsTogether)
        limits.explains = false
        let choices = cases.compactMap { $0.kept?.choice }
        var search = PortfolioSearch(
            together.program,
            roles: together.roles,
            solver: planner.portfolio.solver,
            within: limits,
            watch: planner.watch.map(PortfolioPlanning.inDollars)
        )
        return try search.run(
            from: choices.count == cases.count ? together.values(of: choices) : nil
        )
    }

    /// Every case on its own for what is decided today, beginning from what was found together.
    private func adapted(
        _ cases: [Future],
        to decision: FirstStage.Decision,
        of stage: FirstStage,
        _ together: TwoStageProgram,
        _ values: [Double]
    ) throws(SolverError) -> [Cost?] {
        var costs: [Cost?] = []
        for (number, future) in cases.enumerated() {
            let start = together.choice(of: values, in: number)
            costs.append(try cost(of: future, keeping: decision, of: stage, from: start).value)
        }
        return costs
    }

    private func expected(_ costs: [Cost?], _ cases: [Future]) -> Double {
        zip(costs, cases).reduce(0) { $0 + $1.1.probability * ($1.0?.objective ?? .infinity) }
    }

    /// No decision of today costs less: by the program of all cases, or by hindsight in each.
    private func bound(_ cases: [Future], _ outcome: Outcome) -> Double {
        let apart = cases.reduce(0) { $0 + $1.probability * ($1.known?.bound ?? -.infinity) }
        switch outcome {
        case .optimal(let solution), .feasible(let solution, _):
            return max(apart, solution.bound / million)
        case .exhausted(_, let bound): return max(apart, bound.map { $0 / million } ?? apart)
        case .infeasible, .unbounded: return apart
        }
    }

    private func status(_ result: TwoStagePlan, _ outcome: Outcome) -> String {
        guard let gap = result.gap, result.expected != nil else {
            if case .infeasible = outcome { return "infeasible" }
            return "undecided"
        }
        return gap <= planner.portfolio.limits.gap ? "optimal" : "feasible"
    }

    // MARK: What is decided

    private func decision(of choice: PortfolioChoice, _ stage: FirstStage) -> FirstStage.Decision {
        stage.decision(of: choice, in: PortfolioProgram(scenario, power: planned.cuts))
    }

    private func decisions(
        _ chosen: FirstStage.Decision,
        _ kept: FirstStage.Decision,
        _ stage: FirstStage
    ) -> [TwoStagePlan.Decision] {
        func add(
            _ column: PortfolioColumn,
            _ name: String,
            _ kind: TwoStagePlan.Decision.Kind,
            _ quarter: Quarter,
            times size: Double
        ) {
            let one = TwoStagePlan.Decision(
                name: name,
                kind: kind,
                quarter: quarter,
                size: (chosen[column] ?? 0) * size,
                planned: (kept[column] ?? 0) * size
            )
            if max(one.size, one.planned) > 1e-6 { found.append(one) }
        }
        var found: [TwoStagePlan.Decision] = []
        for (place, offer) in scenario.offers.enumerated() where offer.signed == nil {
            if stage.contains(.size(offer: place)) {
                add(.size(offer: place), offer.name, .contract, offer.starts, times: 1)
            } else if stage.contains(.signed(offer: place)) {
                let due = scenario.horizon.first.advanced(by: scenario.premiumQuarter(of: offer))
                add(.signed(offer: place), offer.name, .option, due, times: offer.most)
            }
        }
        for (place, build) in scenario.builds.enumerated() {
            for order in 0..<min(scenario.decidedQuarters, scenario.horizon.count) {
                let quarter = scenario.horizon.first.advanced(by: order)
                add(
                    .order(build: place, quarter: order),
                    build.name,
                    .order,
                    quarter,
                    times: build.block
                )
            }
        }
        return found
    }
}

extension Plan {
    /// Megawatt-quarters of demand that are not served.
    var unservedQuarters: Double {
        quarters.reduce(0) { $0 + $1.unserved.reduce(0) { $0 + $1.power } }
    }
}
