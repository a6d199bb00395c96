package import Optimization

/// Plans a portfolio: names what cannot be, solves, and accounts for the answer.
package struct PortfolioPlanning: Sendable {
    package enum Answer: Sendable, Equatable {
        /// The plan with what it decides, which the next plan may begin from.
        case planned(Plan, PortfolioChoice)
        /// Things in the scenario that exclude each other, found without solving.
        case contradictory([Contradiction])
        /// No plan keeps all rules; why, in sentences.
        case infeasible([String])
        /// A limit or the user ended the search before a plan was found; the bound in dollars.
        case exhausted(Stop, bound: Double?)
        /// Some price lets the cost fall without end.
        case unbounded
    }

    package let solver: any Solver
    package var limits: SolveLimits

    /// `limits`: With a gap of 1 % unless it says otherwise, which real offers do not justify less of.
    package init(solver: any Solver, within limits: SolveLimits = SolveLimits(gap: 0.01)) {
        self.solver = solver
        self.limits = limits
    }

    /// Plans a scenario.
    ///
    /// What is only doubtful in it does not stop the plan: ``Contradiction/all(in:)`` says it.
    ///
    /// `cuts`: What is known of the cost of the sites' power. `previous`: What the last plan decided,
    /// perhaps of a slightly different scenario. `watch`: Told in dollars.
    package func plan(
        _ scenario: Scenario,
        power cuts: [SiteCut] = [],
        from previous: PortfolioChoice? = nil,
        watch: Watch? = nil
    ) throws(SolverError) -> Answer {
        let contradictions = Contradiction.all(in: scenario).filter { $0.kind == .impossible }
        guard contradictions.isEmpty else { return .contradictory(contradictions) }
        return try plan(PortfolioProgram(scenario, power: cuts), from: previous, watch: watch)
    }

    /// Plans what a program that is built already describes, such as a master of Benders.
    package func plan(
        _ portfolio: PortfolioProgram,
        from previous: PortfolioChoice? = nil,
        watch: Watch? = nil
    ) throws(SolverError) -> Answer {
        var search = PortfolioSearch(
            portfolio,
            solver: solver,
            within: limits,
            watch: watch.map(Self.inDollars)
        )
        let outcome = try search.run(from: previous.map(portfolio.values))
        switch outcome {
        case .optimal(let solution), .feasible(let solution, _):
            let choice = portfolio.choice(of: solution.values)
            let plan = try plan(of: choice, portfolio, solution, status: outcome.word)
            return .planned(plan, choice)
        case .infeasible(let conflict): return .infeasible(portfolio.sentences(of: conflict))
        case .unbounded: return .unbounded
        case .exhausted(let stop, let bound):
            return .exhausted(stop, bound: bound.map { $0 / million })
        }
    }

    /// The plan of a choice with its proof: the program's rows and our own accounts agree with it.
    private func plan(
        of choice: PortfolioChoice,
        _ portfolio: PortfolioProgram,
        _ solution: Solution,
        status: String
    ) throws(SolverError) -> Plan {
        let values = portfolio.values(of: choice)
        let proof = Proof(portfolio.program, values: values)
        guard proof.holds(within: limits.tolerance) else {
            let row = proof.worstRow.map { portfolio.words(of: portfolio.rows[Int($0.index)]) }
            throw .failed(
                "the plan breaks a rule by \(proof.rowViolation) of its size, "
                    + "\(limits.tolerance) is allowed: \(row ?? "a bound")"
            )
        }
        let account = PortfolioAccount(portfolio.scenario, choice)
        let objective = portfolio.program.objective(of: values) / million
        let difference = abs(account.objective - objective) / max(1, abs(objective))
        guard difference <= 1e-6 else {
            throw .failed(
                "the accounts of the plan say \(account.objective) dollars and its program "
                    + "\(objective)"
            )
        }
        var plan = account.plan(status: status, bound: solution.bound / million)
        plan.proof.columns = portfolio.program.columnCount
        plan.proof.rows = portfolio.program.rowCount
        plan.proof.integers = portfolio.program.integrality.reduce(0) { $0 + Int($1) }
        plan.proof.rowViolation = proof.rowViolation
        plan.proof.accountDifference = difference
        plan.proof.method = solution.effort.method
        return plan
    }

    private static func inDollars(_ watch: @escaping Watch) -> Watch {
        { progress in
            var told = progress
            told.incumbent = progress.incumbent.map { $0 / million }
            told.bound = progress.bound.map { $0 / million }
            return watch(told)
        }
    }
}
