package import Pages

extension PlanDocument {
    package struct SiteEntry: Sendable, Equatable, Codable {
        package var name: String
        package var years: [SiteYearEntry]

        init(_ site: PlannedSite) {
            name = site.name
            years = site.years.map { SiteYearEntry($0) }
        }
    }

    /// A site-year without its hours, which are in the CSV files and in ``SiteDocument``.
    package struct SiteYearEntry: Sendable, Equatable, Codable {
        package var year: Int
        package var status: String
        package var objective: JSONNumber
        package var bound: JSONNumber
        package var gap: JSONNumber
        package var capacities: [CapacityEntry]
        /// Megawatt-hours of the year by source, towards the load positive.
        package var energy: [String: JSONNumber]
        package var emissions: JSONNumber
        package var averageEmissions: JSONNumber
        package var marginalEmissions: JSONNumber
        /// Nil, and left out, without a carbon budget over all sites.
        package var granted: JSONNumber?
        /// Nil, and left out, without a carbon budget over all sites.
        package var grantPrice: JSONNumber?
        package var carbonPrice: JSONNumber
        package var pricesOfRules: [RuleEntry]

        enum CodingKeys: String, CodingKey {
            case year, status, gap, capacities
            case objective = "objective_usd"
            case bound = "bound_usd"
            case energy = "energy_mwh"
            case emissions = "emissions_tonnes"
            case averageEmissions = "average_emissions_tonnes"
            case marginalEmissions = "marginal_emissions_tonnes"
            case granted = "granted_tonnes"
            case grantPrice = "granted_price_usd_per_tonne"
            case carbonPrice = "carbon_price_usd_per_tonne"
            case pricesOfRules = "prices_of_rules"
        }

        init(_ plan: SiteYearPlan) {
            year = plan.year
            status = plan.status
            objective = JSONNumber(plan.objective)
            bound = JSONNumber(plan.bound)
            gap = JSONNumber(plan.gap)
            capacities = plan.capacities.map { CapacityEntry($0) }
            var sums: [String: Double] = [:]
            for flow in plan.flows {
                sums[flow.name, default: 0] += flow.power.reduce(0, +) * plan.stepHours
            }
            energy = sums.mapValues { JSONNumber($0) }
            emissions = JSONNumber(plan.emissions)
            averageEmissions = JSONNumber(plan.averageEmissions)
            marginalEmissions = JSONNumber(plan.marginalEmissions)
            granted = plan.granted.map { JSONNumber($0) }
            grantPrice = plan.grantPrice.map { JSONNumber($0) }
            carbonPrice = JSONNumber(plan.carbonPrice)
            pricesOfRules = plan.pricesOfRules.map { RuleEntry($0) }
        }
    }

    package struct CapacityEntry: Sendable, Equatable, Codable {
        package var name: String
        package var carrier: String
        package var power: JSONNumber
        package var built: JSONNumber
        package var energy: JSONNumber
        package var fixedCost: JSONNumber

        enum CodingKeys: String, CodingKey {
            case name, carrier
            case power = "power_mw"
            case built = "built_mw"
            case energy = "energy_mwh"
            case fixedCost = "fixed_cost_usd"
        }

        init(_ capacity: SiteYearPlan.Capacity) {
            name = capacity.name
            carrier = capacity.carrier
            power = JSONNumber(capacity.power)
            built = JSONNumber(capacity.built)
            energy = JSONNumber(capacity.energy)
            fixedCost = JSONNumber(capacity.fixedCost)
        }
    }
}
