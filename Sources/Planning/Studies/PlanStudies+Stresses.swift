package import Optimization

extension PlanStudies {
    /// Quarters whose decisions are made today, before anybody knows how things turn out.
    static var signedToday: Int { 4 }

    /// How the plan does in every stress of the scenario.
    ///
    /// What begins or is ordered in the first year is kept as the plan has it; everything later is
    /// decided anew. Beside it stands the least cost of who had known before.
    package func stresses() throws(SolverError) -> [StressResult] {
        var results: [StressResult] = []
        for stress in scenario.stresses {
            guard !isStopped else { break }
            planner.begins("stress: \(stress.name)")
            let changed = stress.applied(to: scenario)
            let known = try cost(of: changed)
            let adapted = try cost(keepingTodayIn: changed, cuts: known)
            results.append(result(stress, adapted, known))
        }
        return results
    }

    /// The least cost of a changed scenario with what is decided today; nil when rules forbid it.
    private func cost(
        keepingTodayIn changed: Scenario,
        cuts: Cost?
    ) throws(SolverError) -> Cost? {
        guard cuts != nil else { return nil }
        var portfolio = PortfolioProgram(changed, power: planned.cuts)
        portfolio.keep(planned.choice, of: scenario, until: Self.signedToday)
        let answer = try quick.plan(portfolio, from: planned.choice, watch: planner.watch)
        guard case .planned(let plan, let choice) = answer else { return nil }
        return Cost(objective: plan.objective, bound: plan.bound, choice: choice, plan: plan)
    }

    private func result(_ stress: Stress, _ adapted: Cost?, _ known: Cost?) -> StressResult {
        let unserved =
            adapted?.plan.quarters.reduce(0.0) { sum, quarter in
                sum + quarter.unserved.reduce(0) { $0 + $1.power }
            } ?? 0
        return StressResult(
            name: stress.name,
            probability: stress.probability,
            adapted: adapted?.objective,
            hindsight: known?.objective,
            unserved: unserved,
            finding: finding(adapted, known, unserved)
        )
    }

    private func finding(_ adapted: Cost?, _ known: Cost?, _ unserved: Double) -> String {
        guard let known else { return "No plan keeps all rules then." }
        guard let adapted else {
            return "With what is signed today no plan keeps all rules then."
        }
        let regret = adapted.objective - known.objective
        let noise = (adapted.objective - adapted.bound) + (known.objective - known.bound)
        let more = adapted.objective - planned.plan.objective
        var text = "Costs \(Prose.money(abs(more))) \(more < 0 ? "less" : "more") than planned"
        if regret > noise {
            text += ", of which \(Prose.money(regret)) because it was not known"
        }
        if unserved > 1e-3 { text += "; \(Prose.number(unserved)) MW-quarters are not served" }
        return text + "."
    }
}

extension PortfolioProgram {
    /// Fixes what begins or is ordered in the first quarters as a choice has it.
    ///
    /// `base`: The scenario that the choice was made for, whose dates say what begins when: who
    /// signs does not know who will be late.
    mutating func keep(_ choice: PortfolioChoice, of base: Scenario, until quarters: Int) {
        let first = base.horizon.first.advanced(by: quarters)
        let today = Set(base.offers.filter { $0.starts < first }.map(\.name))
        for (place, offer) in scenario.offers.enumerated() where today.contains(offer.name) {
            let size = choice.sizes[offer.name] ?? 0
            fix(.size(offer: place), at: size)
            fix(.signed(offer: place), at: size > 0 ? 1 : 0)
        }
        for (place, build) in scenario.builds.enumerated() {
            for order in 0..<min(quarters, quarterCount) {
                let blocks = choice.orders[build.name]?[order] ?? 0
                fix(.order(build: place, quarter: order), at: Double(blocks))
            }
        }
    }

    /// Fixes all orders at none.
    mutating func orderNothing() {
        for place in scenario.builds.indices {
            for order in 0..<quarterCount {
                fix(.order(build: place, quarter: order), at: 0)
            }
        }
    }

    private mutating func fix(_ column: PortfolioColumn, at value: Double) {
        guard let variable = places[column] else { return }
        let place = Int(variable.index)
        let value = min(max(value, program.lower[place]), program.upper[place])
        program.setBounds(variable, lower: value, upper: value)
    }
}
