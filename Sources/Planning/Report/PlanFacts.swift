/// What the report, the summary and the comparison all tell of a plan, computed once.
struct PlanFacts: Sendable {
    let scenario: Scenario
    let plan: Plan
    /// Names of what makes capacity, the largest first, spot last.
    let sources: [String]
    /// Names of the demands, in the order of the scenario.
    let demands: [String]
    /// Megawatts by quarter.
    let demand: [Double]
    let unserved: [Double]
    let capacity: [Double]

    init(_ scenario: Scenario, _ plan: Plan) {
        self.scenario = scenario
        self.plan = plan
        var sizes: [String: Double] = [:]
        for share in plan.quarters.flatMap(\.capacity) {
            sizes[share.name, default: 0] += share.power
        }
        sources = sizes.filter { $0.value > 0 }.sorted {
            ($0.key == "spot" ? 1 : 0, -$0.value, $0.key) < (
                $1.key == "spot" ? 1 : 0, -$1.value, $1.key
            )
        }
        .map(\.key)
        var names: [String] = []
        for share in plan.quarters.flatMap(\.demand) where !names.contains(share.name) {
            names.append(share.name)
        }
        demands = names
        demand = plan.quarters.map { Self.sum($0.demand) }
        unserved = plan.quarters.map { Self.sum($0.unserved) }
        capacity = plan.quarters.map { Self.sum($0.capacity) }
    }

    /// What has to be there so that the worst required contingency leaves enough; nil: no rule.
    var need: [Double?] {
        let required = plan.contingencies.filter(\.isRequired)
        return plan.quarters.indices.map { index in
            let margins = required.compactMap { margin(of: $0, at: index) }
            return margins.min().map { max(0, capacity[index] - $0) }
        }
    }

    var quarters: [Quarter] { plan.quarters.map(\.quarter) }

    static func sum(_ shares: [PlannedQuarter.Share]) -> Double {
        shares.reduce(0) { $0 + $1.power }
    }

    static func power(of name: String, in shares: [PlannedQuarter.Share]) -> Double {
        shares.reduce(0) { $0 + ($1.name == name ? $1.power : 0) }
    }

    /// Megawatts of a source in each quarter.
    func capacity(of source: String) -> [Double] {
        plan.quarters.map { Self.power(of: source, in: $0.capacity) }
    }

    // MARK: Money

    /// The quarter in which most dollars leave.
    var worstQuarter: PlannedQuarter? {
        plan.quarters.filter { $0.cash.isFinite }.max { $0.cash < $1.cash }
    }

    /// The quarter at whose end the least is left.
    var lowestBalance: (quarter: Quarter, dollars: Double)? {
        plan.quarters.compactMap { one in one.balance.map { (one.quarter, $0) } }
            .min { $0.1 < $1.1 }
    }

    /// Dollars, undiscounted.
    var cash: Double { plan.quarters.reduce(0) { $0 + $1.cash } }
    /// Due after the horizon, whatever is used then.
    var commitmentAfter: Double { plan.contracts.reduce(0) { $0 + $1.commitmentAfter } }
    var commitment: Double { plan.contracts.reduce(0) { $0 + $1.commitment } }
    var shortfallFees: Double {
        plan.contracts.reduce(0) { $0 + $1.shortfallFees.reduce(0, +) }
    }

    /// Calendar years with the places of their quarters.
    var years: [(year: Int, quarters: [Int])] {
        var years: [(year: Int, quarters: [Int])] = []
        for (index, one) in plan.quarters.enumerated() {
            if years.last?.year == one.quarter.year {
                years[years.count - 1].quarters.append(index)
            } else {
                years.append((one.quarter.year, [index]))
            }
        }
        return years
    }

    /// Levelized dollars of rented capacity for a megawatt and quarter; nil without any.
    ///
    /// Both the dollars and the megawatt-quarters are discounted, so that what is paid early and
    /// used late is not taken for cheap.
    var rentPerMegawattQuarter: Double? {
        let providers = Set(plan.contracts.map(\.offer.provider))
        let dollars = plan.contracts.reduce(0) { $0 + discounted($1.cash) }
        return ratio(dollars, capacity(of: providers))
    }

    /// The same of own capacity, less what it is worth at the end of the horizon.
    var ownPerMegawattQuarter: Double? {
        let end = scenario.discount(plan.quarters.count)
        let dollars = plan.builds.reduce(0) { $0 + discounted($1.cash) - $1.residual * end }
        return ratio(dollars, capacity(of: Set(plan.builds.map(\.build.name))))
    }

    /// Discounted megawatt-quarters.
    private func capacity(of names: Set<String>) -> Double {
        discounted(
            plan.quarters.map { one in
                one.capacity.reduce(0) { $0 + (names.contains($1.name) ? $1.power : 0) }
            }
        )
    }

    private func discounted(_ series: [Double]) -> Double {
        series.enumerated().reduce(0) { $0 + $1.element * scenario.discount($1.offset) }
    }

    private func ratio(_ dollars: Double, _ amount: Double) -> Double? {
        amount > 0 && dollars.isFinite ? dollars / amount : nil
    }

    // MARK: Contracts

    /// In order of their start.
    var proposed: [PlannedContract] { ordered(plan.contracts.filter { $0.offer.signed == nil }) }
    var active: [PlannedContract] { ordered(plan.contracts.filter { $0.offer.signed != nil }) }

    /// Offers that the plan leaves.
    var declined: [ComputeOffer] {
        let signed = Set(plan.contracts.filter { $0.size > 0 }.map(\.offer.name))
        return scenario.offers.filter { !signed.contains($0.name) }
    }

    private func ordered(_ contracts: [PlannedContract]) -> [PlannedContract] {
        contracts.filter { $0.size > 0 }
            .sorted { ($0.offer.starts, $0.offer.name) < ($1.offer.starts, $1.offer.name) }
    }
}

// MARK: Sites

extension PlanFacts {
    /// Something that is newly built: the most of it, and the first year in which it stands.
    struct SiteOrder: Sendable, Equatable {
        let name: String
        var power: Double
        var year: Int
    }

    /// What is newly built at each site.
    var siteOrders: [(site: String, orders: [SiteOrder])] {
        plan.sites.compactMap { site in
            var orders: [SiteOrder] = []
            for year in site.years {
                for one in year.capacities where one.built > 0.05 {
                    if let place = orders.firstIndex(where: { $0.name == one.name }) {
                        orders[place].power = max(orders[place].power, one.built)
                        orders[place].year = min(orders[place].year, year.year)
                    } else {
                        orders.append(SiteOrder(name: one.name, power: one.built, year: year.year))
                    }
                }
            }
            return orders.isEmpty ? nil : (site.name, orders)
        }
    }
}

// MARK: Survival

extension PlanFacts {
    /// Megawatts that are left beyond what is needed; nil where nothing has to survive.
    ///
    /// Where regions keep what is left from what needs it, what is short counts.
    func margin(of one: Survival, at index: Int) -> Double? {
        guard isAsked(one, at: index), let left = one.left.at(index),
            let needed = one.needed.at(index), needed > 0
        else { return nil }
        let short = one.shortfall.at(index) ?? 0
        return short > Self.tolerance ? -short : left - needed
    }

    /// Places of the quarters in which too little is left.
    func failures(of one: Survival) -> [Int] {
        plan.quarters.indices.filter { index in
            margin(of: one, at: index).map { margin in
                margin < -max(Self.tolerance, 1e-6 * (one.needed.at(index) ?? 0))
            } ?? false
        }
    }

    /// Whether the plan has anything that the contingency takes, or has too little anyway.
    func matters(_ one: Survival) -> Bool {
        one.lost.contains { $0 > 1e-3 } || !one.isSurvived
    }

    /// Megawatts: what solvers leave over.
    private static let tolerance = 1e-5

    /// What is required counts from the quarter on that the scenario says, the rest always.
    private func isAsked(_ one: Survival, at index: Int) -> Bool {
        guard let from = one.requiredFrom else { return true }
        return plan.quarters.indices.contains(index) && plan.quarters[index].quarter >= from
    }
}

extension PlannedContract {
    /// Megawatts that are paid for in each quarter whether or not they are used.
    var takeOrPay: [Double] { available.map { $0 * offer.takeOrPay } }
}
