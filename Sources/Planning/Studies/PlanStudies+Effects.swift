package import Optimization

extension PlanStudies {
    /// What each changed figure does to the total by itself: planned again with that one as it was.
    ///
    /// `undone`: The scenarios by the path of their figure; nil makes no sense. Changes of sites are
    /// left out, since their power would have to be solved anew.
    package func effects(
        of undone: [(path: String, scenario: Scenario?)]
    ) throws(SolverError) -> [ChangeEffect] {
        var effects: [ChangeEffect] = []
        for one in undone {
            guard !isStopped else { break }
            guard let changed = one.scenario, changed.sites == scenario.sites else { continue }
            planner.begins("effect of \(one.path)")
            let search = try cost(of: changed)
            // What took too long is not said to be impossible.
            guard !search.isUnsolved else { continue }
            let other = search.value
            let plan = planned.plan
            effects.append(
                ChangeEffect(
                    path: one.path,
                    dollars: other.map { plan.objective - $0.objective },
                    uncertainty: other.map {
                        (plan.objective - plan.bound) + ($0.objective - $0.bound)
                    } ?? 0
                )
            )
        }
        return effects
    }
}
