import Optimization

extension Plan {
    /// The power of sites alone, in dollars of each year.
    package init(_ plannings: [SitePlanning]) {
        let years = plannings.flatMap(\.plans)
        self.init(
            status: years.map(\.status).first { $0 != "optimal" } ?? "optimal",
            objective: years.reduce(0) { $0 + $1.objective },
            bound: years.reduce(0) { $0 + $1.bound }
        )
        sites = plannings.map { PlannedSite(name: $0.built.site.name, years: $0.plans) }
        pricesOfRules = years.flatMap(\.pricesOfRules)
        for planning in plannings {
            let program = planning.built.program
            proof.columns += program.columnCount
            proof.rows += program.rowCount
            proof.integers += program.integrality.count { $0 == 1 }
            proof.rowViolation = max(proof.rowViolation, planning.solution.proof.rowViolation)
            proof.method = planning.solution.effort.method
        }
    }
}
