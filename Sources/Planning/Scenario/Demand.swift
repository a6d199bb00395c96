/// A class of work, by quarter.
package struct Demand: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable { case training, batch, inference }

    package var name: String
    package var kind: Kind
    /// Megawatts of IT at the reference chip, one per quarter of the horizon.
    package var power: [Double]
    /// Where it may run (latency, residency); empty: everywhere.
    package var regions: [String]
    /// The share that has to survive every contingency: 1 for inference, less for training.
    package var survivalShare: Double
    /// Dollars per megawatt and quarter that is not served.
    package var unservedCost: Double
    /// What the demand may turn out to be, as factors on `power` at the end of the horizon.
    ///
    /// In between the factor grows in a straight line from 1.
    package var lowFactor = 1.0
    package var highFactor = 1.0

    package init(
        name: String,
        kind: Kind,
        power: [Double],
        regions: [String],
        survivalShare: Double,
        unservedCost: Double
    ) {
        self.name = name
        self.kind = kind
        self.power = power
        self.regions = regions
        self.survivalShare = survivalShare
        self.unservedCost = unservedCost
    }
}

/// Something that may fail, and takes all with it that depends on it.
package struct Contingency: Sendable, Hashable {
    package enum Member: Sendable, Hashable {
        case provider(String), campus(String), region(String), gridOperator(String)
        case chipVendor(String)
        /// Of the provider or of the region.
        case jurisdiction(String)
        case offer(String), build(String)
    }

    package var name: String
    package var members: [Member]
    /// From when on the plan has to survive it; nil: it is only reported.
    package var survivesFrom: Quarter?

    package init(name: String, members: [Member], survivesFrom: Quarter?) {
        self.name = name
        self.members = members
        self.survivesFrom = survivesFrom
    }
}

/// What a portfolio has to keep.
package struct PortfolioRules: Sendable, Equatable {
    /// No more than a share of all available capacity from one source.
    package struct Cap: Sendable, Hashable {
        package var source: Contingency.Member
        /// A fraction: 0.4.
        package var share: Double
        package var from: Quarter

        package init(source: Contingency.Member, share: Double, from: Quarter) {
            self.source = source
            self.share = share
            self.from = from
        }
    }

    /// At least so much capacity under one jurisdiction.
    package struct Floor: Sendable, Equatable {
        package var jurisdiction: String
        package var from: Quarter
        /// Megawatts.
        package var least: Double

        package init(jurisdiction: String, from: Quarter, least: Double) {
            self.jurisdiction = jurisdiction
            self.from = from
            self.least = least
        }
    }

    package var caps: [Cap] = []
    package var floors: [Floor] = []
    /// Dollars per tonne of CO2 in the objective; 0: none.
    ///
    /// Of builds that no site feeds; a site has its price in its own rules.
    package var carbonPrice = 0.0
    /// What all of one's own power may emit; nil: no budget.
    package var carbonBudget: CarbonBudget?

    package init() {}
}

/// The money side: what there is, what comes in, what must be left.
package struct Finance: Sendable, Equatable {
    /// Dollars at the beginning of the horizon; nil: cash is not limited.
    package var cash: Double?
    /// Dollars per quarter; empty: none.
    package var funding: [Double] = []
    package var revenue: [Double] = []
    /// Dollars that must be there at the end of every quarter.
    package var floor = 0.0
    /// Dollars that may be paid for compute in one quarter; empty: no limit.
    package var spendingLimits: [Double] = []
    /// What is committed for later may not exceed so many times the revenue of four quarters.
    package var covenantMultiple: Double?
    /// Per year; what a lease liability is discounted with.
    package var borrowingRate = 0.08
    /// The lives over which the report writes hardware off, side by side.
    package var depreciationYears: [Double] = [4, 5, 6]

    package init() {}
}

/// A way in which things may turn out otherwise.
package struct Stress: Sendable, Equatable {
    package enum Change: Sendable, Equatable {
        /// Every demand, or one, times a factor.
        case demand(String?, factor: Double)
        /// Every demand at its `lowFactor` or `highFactor`.
        case demandLow, demandHigh
        /// All that a provider delivers comes later.
        case providerLate(String, quarters: Int)
        /// A provider delivers nothing from a quarter on, and its prepayments are lost.
        case providerInsolvent(String, from: Quarter)
        case campusLate(String, quarters: Int)
        /// Fuel of every power site times a factor.
        case fuelPrice(String, factor: Double)
        case gridLate(String, quarters: Int)
    }

    package var name: String
    package var changes: [Change]
    /// Its weight among the scenarios of the two-stage plan; 0: only tried, not planned for.
    package var probability: Double

    package init(name: String, changes: [Change], probability: Double) {
        self.name = name
        self.changes = changes
        self.probability = probability
    }
}
