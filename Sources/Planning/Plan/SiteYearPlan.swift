package import Optimization

/// The power of one site over its years.
package struct PlannedSite: Sendable, Equatable {
    package var name: String
    package var years: [SiteYearPlan]

    package init(name: String, years: [SiteYearPlan]) {
        self.name = name
        self.years = years
    }
}

/// One site-year: what stands and what runs in every hour.
///
/// With hours of several years in one file it is all of them: costs, energy and tonnes are their sums.
package struct SiteYearPlan: Sendable, Equatable {
    package struct Capacity: Sendable, Equatable {
        package var name: String
        package var carrier: String
        /// Megawatts in all, and of these newly built.
        package var power: Double
        package var built: Double
        /// Megawatt-hours of a storage.
        package var energy: Double?
        /// Dollars of fixed costs.
        package var fixedCost: Double

        package init(
            name: String,
            carrier: String,
            power: Double,
            built: Double,
            energy: Double? = nil,
            fixedCost: Double
        ) {
            self.name = name
            self.carrier = carrier
            self.power = power
            self.built = built
            self.energy = energy
            self.fixedCost = fixedCost
        }
    }

    /// Megawatts by hour of a source, a storage (towards the load positive), `load` or `unserved`.
    package struct Flow: Sendable, Equatable {
        package var name: String
        package var carrier: String
        package var power: [Double]

        package init(name: String, carrier: String, power: [Double]) {
            self.name = name
            self.carrier = carrier
            self.power = power
        }
    }

    /// The calendar year, or the first of several.
    package var year: Int
    package var status: String
    /// Dollars, fixed and variable.
    package var objective: Double
    package var bound: Double
    package var capacities: [Capacity] = []
    package var flows: [Flow] = []
    /// Megawatt-hours stored at the end of each hour, per storage.
    package var stored: [Flow] = []
    /// Dollars per megawatt-hour: what one more in that hour costs.
    package var price: [Double] = []
    /// Tonnes of CO2 by the rule's kind, and by both kinds of grid figures where they are known.
    package var emissions = 0.0
    package var averageEmissions: Double?
    package var marginalEmissions: Double?
    /// Tonnes that the carbon budget of all sites grants to this year; nil without a budget.
    package var granted: Double?
    /// Dollars that a tonne more under the site's own carbon cap would save; nil without one.
    package var carbonPrice: Double?
    /// Dollars that a tonne more of ``granted`` would save; nil without a budget.
    package var grantPrice: Double?
    /// Hours that the critical load survives from each hour on without the grid.
    package var autonomy: [Double] = []
    package var pricesOfRules: [RulePrice] = []
    package var effort: Effort?
    /// Hours of one step of the series.
    package var stepHours = 1.0
    /// Steps of each calendar year of the series, where they are of several; empty: of one.
    package var yearLengths: [Int] = []

    package init(year: Int, status: String, objective: Double, bound: Double) {
        self.year = year
        self.status = status
        self.objective = objective
        self.bound = bound
    }

    /// Dollars per tonne of both prices together: what a tonne less is worth to the year's plan.
    package var tonnePrice: Double { (carbonPrice ?? 0) + (grantPrice ?? 0) }

    package var gap: Double { max(0, objective - bound) / max(1e-9, abs(objective)) }
}
