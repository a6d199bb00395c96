package import Pages

/// The power of sites for programs: what `busbar plan site FILE --json` prints.
///
/// With one site-year its fields stand on top. With several each stands in `years`, and on top are
/// the sums of dollars, the widest gap and the worst status. The hours of a site-year are written
/// once: on top when there is one, else in `years`. They are most of the document and are written
/// piece by piece: an encoder leaves a mark in their place, which ``write(_:to:)`` fills.
package struct SiteDocument: Sendable, Equatable, Encodable {
    /// `optimal`, `feasible`, `infeasible`.
    package var status: String
    package var objective: JSONNumber
    package var bound: JSONNumber
    package var gap: JSONNumber
    /// Why nothing is possible, in sentences; empty when something is.
    package var conflict: [String]
    /// Nil on top of several years.
    package var capacities: [PlanDocument.CapacityEntry]?
    /// The place of the hours on top.
    package var hours: HourMark?
    package var pricesOfRules: [PlanDocument.RuleEntry]?
    package var emissions: Emissions?
    package var unitCommitment: UnitCommitment?
    package var years: [YearEntry]
    /// What the hours are written from, in the order of their marks.
    let plans: [SiteYearPlan]

    enum CodingKeys: String, CodingKey {
        case status, gap, conflict, capacities, hours, emissions, years
        case objective = "objective_usd"
        case bound = "bound_usd"
        case pricesOfRules = "prices_of_rules"
        case unitCommitment = "unit_commitment"
    }

    /// `rolling`: The years of each site as they were run with whole units; empty where they were not.
    package init(_ sites: [PlannedSite], rolling: [[RollingYear]] = []) {
        let all = sites.flatMap { site in site.years.map { (site.name, $0) } }
        plans = all.map(\.1)
        let statuses = all.map(\.1.status)
        status = statuses.first { $0 != "optimal" } ?? "optimal"
        let objective = all.reduce(0) { $0 + $1.1.objective }
        let bound = all.reduce(0) { $0 + $1.1.bound }
        self.objective = JSONNumber(objective)
        self.bound = JSONNumber(bound)
        gap = JSONNumber(max(0, objective - bound) / max(1e-9, abs(objective)))
        conflict = []
        let isSingle = all.count == 1
        years = all.enumerated().map { place, entry in
            YearEntry(entry.0, entry.1, isSingle ? nil : HourMark(place: place))
        }
        for (place, run) in rolling.flatMap(\.self).enumerated() where years.indices.contains(place)
        {
            years[place].unitCommitment = UnitCommitment(run, of: plans[place])
        }
        guard isSingle, let (_, only) = all.first else { return }
        capacities = years[0].plan.capacities
        hours = HourMark(place: 0)
        pricesOfRules = years[0].plan.pricesOfRules
        emissions = Emissions(only)
        unitCommitment = years[0].unitCommitment
        years[0].unitCommitment = nil
    }

    /// Of a site that no capacities can feed.
    package init(conflict: [String]) {
        status = "infeasible"
        objective = JSONNumber(nil)
        bound = JSONNumber(nil)
        gap = JSONNumber(nil)
        self.conflict = conflict
        capacities = []
        hours = HourMark(place: 0)
        pricesOfRules = []
        years = []
        plans = []
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(status, forKey: .status)
        try container.encode(objective, forKey: .objective)
        try container.encode(bound, forKey: .bound)
        try container.encode(gap, forKey: .gap)
        if !conflict.isEmpty { try container.encode(conflict, forKey: .conflict) }
        try container.encodeIfPresent(capacities, forKey: .capacities)
        try container.encodeIfPresent(hours, forKey: .hours)
        try container.encodeIfPresent(pricesOfRules, forKey: .pricesOfRules)
        try container.encodeIfPresent(emissions, forKey: .emissions)
        try container.encodeIfPresent(unitCommitment, forKey: .unitCommitment)
        try container.encode(years, forKey: .years)
    }

    /// Tonnes of CO2: by the kind that the rules count with, and by both kinds of grid figures.
    package struct Emissions: Sendable, Equatable, Encodable {
        package var total: JSONNumber
        package var average: JSONNumber
        package var marginal: JSONNumber
        package var carbonPrice: JSONNumber

        enum CodingKeys: String, CodingKey {
            case total = "total_tonnes"
            case average = "average_tonnes"
            case marginal = "marginal_tonnes"
            case carbonPrice = "carbon_price_usd_per_tonne"
        }

        init(_ plan: SiteYearPlan) {
            total = JSONNumber(plan.emissions)
            average = JSONNumber(plan.averageEmissions)
            marginal = JSONNumber(plan.marginalEmissions)
            carbonPrice = JSONNumber(plan.carbonPrice)
        }
    }

    package struct YearEntry: Sendable, Equatable, Encodable {
        package var site: String
        package var plan: PlanDocument.SiteYearEntry
        /// Nil when they stand on top.
        package var hours: HourMark?
        package var unitCommitment: UnitCommitment?

        enum CodingKeys: String, CodingKey {
            case site, hours
            case unitCommitment = "unit_commitment"
        }

        init(_ site: String, _ plan: SiteYearPlan, _ hours: HourMark?) {
            self.site = site
            self.plan = PlanDocument.SiteYearEntry(plan)
            self.hours = hours
        }

        package func encode(to encoder: any Encoder) throws {
            try plan.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(site, forKey: .site)
            try container.encodeIfPresent(hours, forKey: .hours)
            try container.encodeIfPresent(unitCommitment, forKey: .unitCommitment)
        }
    }
}

extension SiteYearPlan {
    var hourCount: Int { max(flows.map(\.power.count).max() ?? 0, price.count) }

    func flow(named name: String) -> Flow? { flows.first { $0.name == name } }

    /// What feeds the load: all flows but the load itself and what is not served.
    var sourceFlows: [Flow] { flows.filter { $0.name != "load" && $0.name != "unserved" } }
}

extension [Double] {
    /// The value at a place; nil beyond the end.
    func at(_ index: Int) -> Double? { indices.contains(index) ? self[index] : nil }
}
