import Optimization

extension Plan {
    /// The power of sites alone, in dollars of each year.
    package init(sites: [PlannedSite]) {
        let years = sites.flatMap(\.years)
        self.init(
            status: years.map(\.status).first { $0 != "optimal" } ?? "optimal",
            objective: years.reduce(0) { $0 + $1.objective },
            bound: years.reduce(0) { $0 + $1.bound }
        )
        self.sites = sites
        pricesOfRules = years.flatMap(\.pricesOfRules)
        proof.method = years.first?.effort?.method ?? ""
    }
}
