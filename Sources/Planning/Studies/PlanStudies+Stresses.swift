import Pages
package import Optimization

extension PlanStudies {
    /// How the plan does in every stress of the scenario.
    ///
    /// What begins or is ordered in the first quarters is kept as the plan has it; everything later
    /// is decided anew. Beside it stands the least cost of who had known before.
    package func stresses() throws(SolverError) -> [StressResult] { stresses(try futures()) }

    package func stresses(_ futures: Futures) -> [StressResult] {
        futures.stresses.map { future in
            StressResult(
                name: future.name,
                probability: future.probability,
                adapted: future.kept.map { $0.objective + future.apart },
                hindsight: future.hindsight.map { $0 + future.apart },
                unserved: future.kept?.plan.unservedQuarters ?? 0,
                finding: finding(future)
            )
        }
    }

    private func finding(_ future: Future) -> String {
        guard let known = future.known, let hindsight = future.hindsight else {
            return future.isUnsolved
                ? Self.unsolved : "No plan keeps all rules then."
        }
        guard let adapted = future.kept else {
            return future.isUnsolved
                ? Self.unsolved : "With what is signed today no plan keeps all rules then."
        }
        let more = adapted.objective + future.apart - planned.plan.objective
        let reasons = CostReasons(
            PortfolioAccount(future.scenario, adapted.choice),
            beside: PortfolioAccount(scenario, planned.choice),
            more: more
        )
        var text = difference(more)
        let open = (adapted.objective - adapted.bound) + (known.objective - known.bound)
        let regret = adapted.objective - hindsight
        if regret > open {
            text +=
                regret <= more
                ? ", of which \(Prose.money(regret)) because it was not known"
                : ", and \(Prose.money(regret)) more than had it been known"
        }
        if !reasons.savings.isEmpty { text += ", because \(Prose.list(reasons.savings))" }
        if let unserved = reasons.unserved { text += "; \(unserved)" }
        let gaps =
            max(0, adapted.objective - adapted.bound)
            + max(0, planned.plan.objective - planned.plan.bound)
        if Prose.money(abs(more)) != "$0", abs(more) <= gaps {
            text += ". The gaps of the two plans are larger, \(Prose.money(gaps))"
        }
        return text + "."
    }

    /// What is said of a search that a limit or the user ended.
    private static var unsolved: String {
        "The search ended before a plan was found: whether one keeps all rules then is not known."
    }

    private func difference(_ more: Double) -> String {
        guard abs(more) > 1e-7 * abs(planned.plan.objective) else {
            return "Costs as much as planned"
        }
        return "Costs \(Prose.money(abs(more))) \(more < 0 ? "less" : "more") than planned"
    }
}
