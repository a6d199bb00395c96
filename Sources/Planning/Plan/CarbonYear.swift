/// A year of the carbon budget: what is allowed, how it is split, and what is emitted.
package struct CarbonYear: Sendable, Equatable {
    package struct Share: Sendable, Equatable {
        package var site: String
        /// Tonnes of CO2.
        package var granted: Double
        package var emitted: Double

        package init(site: String, granted: Double, emitted: Double) {
            self.site = site
            self.granted = granted
            self.emitted = emitted
        }
    }

    package var year: Int
    /// Tonnes of CO2.
    package var budget: Double
    package var sites: [Share]
    /// Tonnes of own builds that no site feeds, as far as their carbon is given.
    package var others: Double

    package init(year: Int, budget: Double, sites: [Share], others: Double = 0) {
        self.year = year
        self.budget = budget
        self.sites = sites
        self.others = others
    }

    package var granted: Double { sites.reduce(0) { $0 + $1.granted } }
    package var emitted: Double { sites.reduce(others) { $0 + $1.emitted } }
    /// Whether all that is allowed is emitted, to the thousandth that a budget is split to.
    var isUsedUp: Bool { emitted >= 0.999 * budget }

    /// The name of a year's budget among the prices of rules, and the step of its price.
    static func rule(_ year: Int) -> String { "\(PlanningRule.carbonBudget.name) of \(year)" }
    static let tonneMore = "t more"
}
