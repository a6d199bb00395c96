package import Bus

/// All that a plan is made from: demand, offers, own builds, power and rules.
///
/// Names are unique within their kind. Series by quarter have one entry per quarter of the horizon.
/// Power is megawatts of IT at the reference chip unless it says site power; money is US dollars.
package struct Scenario: Sendable, Equatable {
    package var name: String
    package var horizon: Horizon
    /// Per year, as a fraction: 0.08.
    package var discountRate: Double
    /// Quarters from the first on whose contracts and orders are decided today, before anything
    /// turns out: the first stage of a plan in two stages.
    package var decidedQuarters = 4
    package var providers: [Provider] = []
    package var regions: [Region] = []
    package var campuses: [Campus] = []
    package var chips: [Chip] = []
    package var offers: [ComputeOffer] = []
    package var builds: [OwnBuild] = []
    package var spots: [SpotMarket] = []
    package var demands: [Demand] = []
    package var contingencies: [Contingency] = []
    package var rules = PortfolioRules()
    package var finance = Finance()
    package var sites: [PowerSite] = []
    package var stresses: [Stress] = []
    /// Orders that stand whatever turns out: by build and quarter of the order, the place of the
    /// quarter in which their blocks begin to work.
    ///
    /// Set by a study for what is ordered today, not by a file.
    package var standingOrders: [String: [Int: Int]] = [:]
    /// Where the figures come from, for the report.
    package var figures: [SourcedFigure] = []

    package init(name: String, horizon: Horizon, discountRate: Double) {
        self.name = name
        self.horizon = horizon
        self.discountRate = discountRate
    }
}

/// A figure of the scenario with its origin.
package struct SourcedFigure: Sendable, Hashable {
    /// `offers.oracle-abilene.price_usd_per_mw_quarter`.
    package var path: String
    package var value: Double
    /// A plausible range around the value; nil when none is known.
    package var range: ClosedRange<Double>?
    /// Empty for an assumption.
    package var source: String
    /// `2026-03` or `2026-03-14`; empty when unknown.
    package var date: String
    /// Nobody said so: chosen by whoever wrote the scenario.
    package var isAssumed: Bool
    /// The value is a quarter in years: 2028.5 is 2028-Q3.
    package var isQuarter: Bool
    /// Only whole numbers make sense: quarters, blocks.
    package var isWhole: Bool

    package init(
        path: String,
        value: Double,
        range: ClosedRange<Double>?,
        source: String,
        date: String,
        isAssumed: Bool,
        isQuarter: Bool = false,
        isWhole: Bool = false
    ) {
        self.path = path
        self.value = value
        self.range = range
        self.source = source
        self.date = date
        self.isAssumed = isAssumed
        self.isQuarter = isQuarter
        self.isWhole = isWhole
    }

    /// Whether it says something of a power site.
    package var isOfSite: Bool { path.hasPrefix("sites.") }

    /// A value of this figure as it stands in a file: `3300000.0`, `2028-Q3`.
    ///
    /// Of what is whole the nearest whole one.
    package func text(_ value: Double) -> String {
        isQuarter ? Quarter.decimal(value).description : "\(isWhole ? value.rounded() : value)"
    }
}

/// A seller of compute.
package struct Provider: Sendable, Hashable {
    package var name: String
    /// Where the company sits; its law reaches all that it runs.
    package var jurisdiction: Jurisdiction
    /// Megawatts that it can bring into service in one quarter, over all its offers; nil: no limit.
    package var deliveryLimit: Double?
    package var discount: VolumeDiscount?

    package init(name: String, jurisdiction: Jurisdiction) {
        self.name = name
        self.jurisdiction = jurisdiction
    }
}

/// What a provider gives back on all that is paid to it over the horizon, undiscounted.
package struct VolumeDiscount: Sendable, Hashable {
    package enum Model: String, Sendable, CaseIterable {
        /// Each tier's rate applies to the spend inside the tier.
        case incremental
        /// The highest tier that is reached applies to all of the spend.
        case allUnits = "all_units"
    }

    package struct Tier: Sendable, Hashable {
        /// Dollars of spend from which the rate applies.
        package var from: Double
        /// A fraction of the spend: 0.06.
        package var rate: Double

        package init(from: Double, rate: Double) {
            self.from = from
            self.rate = rate
        }
    }

    package var model: Model
    /// Rising in `from` and in `rate`.
    package var tiers: [Tier]
    /// The largest rebate in dollars; nil: no limit.
    package var most: Double?

    package init(model: Model, tiers: [Tier], most: Double? = nil) {
        self.model = model
        self.tiers = tiers
        self.most = most
    }
}

/// A place where work may run.
package struct Region: Sendable, Hashable {
    package var name: String
    package var jurisdiction: Jurisdiction
    package var gridOperator: String?

    package init(name: String, jurisdiction: Jurisdiction, gridOperator: String? = nil) {
        self.name = name
        self.jurisdiction = jurisdiction
        self.gridOperator = gridOperator
    }
}

/// A powered place that several offers share: no more than its power, not before its date.
package struct Campus: Sendable, Hashable {
    package struct Step: Sendable, Hashable {
        package var from: Quarter
        /// Megawatts of IT in all from then on.
        package var limit: Double

        package init(from: Quarter, limit: Double) {
            self.from = from
            self.limit = limit
        }
    }

    package var name: String
    package var region: String
    package var gridOperator: String?
    /// In order of time; before the first there is no power.
    package var power: [Step]
    /// When the first power was to come, where it turns out later: blocks ordered for it wait.
    ///
    /// Set by a stress (``Stress/Change/campusLate(_:quarters:)``), not by a file.
    package var promised: Quarter?

    package init(name: String, region: String, gridOperator: String? = nil, power: [Step]) {
        self.name = name
        self.region = region
        self.gridOperator = gridOperator
        self.power = power
    }

    /// Megawatts of IT that there are in a quarter.
    package func limit(in quarter: Quarter) -> Double {
        power.last { $0.from <= quarter }?.limit ?? 0
    }
}

/// A generation of accelerators.
package struct Chip: Sendable, Hashable {
    package var name: String
    package var vendor: String
    /// Work per megawatt, in units of the reference chip.
    package var efficiency: Double
    package var available: Quarter?

    package init(name: String, vendor: String, efficiency: Double, available: Quarter? = nil) {
        self.name = name
        self.vendor = vendor
        self.efficiency = efficiency
        self.available = available
    }
}

/// Compute that can be bought by the quarter hour, without a contract.
package struct SpotMarket: Sendable, Hashable {
    package var region: String
    package var limit: Double
    /// Dollars per megawatt and quarter.
    package var price: Double

    package init(region: String, limit: Double, price: Double) {
        self.region = region
        self.limit = limit
        self.price = price
    }
}
