extension ContradictionSearch {
    /// A budget that counts what is unknown, or that has nothing to count.
    mutating func checkCarbonBudget() {
        guard let budget = scenario.rules.carbonBudget else { return }
        if let step = budget.steps.first(where: { !($0.tonnes >= 0) || !$0.tonnes.isFinite }) {
            report(
                .impossible,
                at: "carbon_budget_t_per_year",
                "\(step.tonnes) t; what may be emitted is 0 or more"
            )
        }
        let years = Set(horizon.quarters.map(\.year))
        for site in scenario.sites where !site.years.contains(where: { years.contains($0.year) }) {
            report(
                .impossible,
                at: "sites.\(site.name).it_mw",
                "none of its years is in the horizon from \(horizon.first) to \(horizon.last), so the "
                    + "carbon budget cannot count them"
            )
        }
        for site in scenario.sites {
            let kind = site.rules.carbonKind
            guard let grid = site.grid, !grid.hasCarbon(kind) else { continue }
            report(
                .impossible,
                at: "sites.\(site.name).grid",
                "the carbon budget counts \(kind.rawValue) carbon, which the grid does not say; give "
                    + "it \(kind.rawValue)_carbon_t_per_mwh"
            )
        }
    }
}
