/// A contract that could be signed, or one that is; terms follow FOCUS 1.4 Contract Commitment.
package struct ComputeOffer: Sendable, Hashable {
    /// How a minimum purchase is settled.
    package enum CommitmentModel: String, Sendable, CaseIterable {
        /// What is not used in a quarter is paid and lost.
        case continuous
        /// What is short over a contract year is paid at its end (true-up).
        case discontinuous
    }

    package var name: String
    package var provider: String
    package var region: String
    package var campus: String?
    package var chip: String?
    /// The first quarter with capacity, if the campus has power by then.
    package var starts: Quarter
    package var termQuarters: Int
    /// Dollars per megawatt and quarter in the first quarter.
    package var price: Double
    /// Per year, as a fraction; negative when the price falls.
    package var priceChange = 0.0
    /// Shares of the size that are there in the first quarters, rising to 1; empty: all at once.
    package var ramp: [Double] = []
    /// The share of the available capacity's price that is due whether or not it is used.
    package var takeOrPay = 0.0
    package var commitmentModel = CommitmentModel.continuous
    /// The share of all payments that is due when the contract begins.
    package var prepayment = 0.0
    /// Megawatts, when it is signed at all.
    package var least = 0.0
    package var most: Double
    /// Of the offers of one group at most one is signed.
    package var group: String?
    /// The offer that this one extends: it can be signed only together with that one.
    package var extends: String?
    /// Dollars for having this option, due when it is signed.
    package var premium = 0.0
    /// Megawatts that are signed already: no decision any more; nil for a proposal.
    package var signed: Double?
    /// From then on nothing is delivered nor paid, and what was prepaid for it is lost.
    ///
    /// Set by a stress (``Stress/Change/providerInsolvent(_:from:)``), not by a file.
    package var failsFrom: Quarter?

    package init(
        name: String,
        provider: String,
        region: String,
        starts: Quarter,
        termQuarters: Int,
        price: Double,
        most: Double
    ) {
        self.name = name
        self.provider = provider
        self.region = region
        self.starts = starts
        self.termQuarters = termQuarters
        self.price = price
        self.most = most
    }

    /// The last quarter with capacity.
    package var ends: Quarter { starts.advanced(by: termQuarters - 1) }

    /// The share of the size that is there in a quarter; 0 outside of the term.
    package func availability(in quarter: Quarter) -> Double {
        let age = quarter.distance(from: starts)
        guard age >= 0, age < termQuarters else { return 0 }
        return age < ramp.count ? ramp[age] : 1
    }

    /// Dollars per megawatt in a quarter of the term; the price changes with each contract year.
    package func price(in quarter: Quarter) -> Double {
        let age = quarter.distance(from: starts)
        precondition(age >= 0, "a price before the term")
        var price = price
        for _ in 0..<(age / 4) { price *= 1 + priceChange }
        return price
    }
}

/// Capacity that the lab builds and owns, in whole blocks.
package struct OwnBuild: Sendable, Hashable {
    package var name: String
    package var region: String
    package var campus: String?
    package var chip: String?
    /// The power site that feeds it; its power cost then comes from that site's program.
    package var site: String?
    /// Megawatts of IT.
    package var block: Double
    package var mostBlocks: Int
    /// Quarters from the order to the first work.
    package var leadQuarters: Int
    package var earliestOrder: Quarter?
    package var lifeQuarters: Int
    /// Dollars per megawatt, due when ordered.
    package var capex: Double
    /// Dollars per megawatt and quarter without power.
    package var opex: Double
    /// Dollars per megawatt-hour of site power, where no `site` says it.
    package var powerPrice = 0.0
    /// Tonnes of CO2 per megawatt-hour of site power, where no `site` says it.
    package var powerCarbon = 0.0
    /// Site power per IT power.
    package var pue = 1.2
    package var depreciationYears = 5.0
    /// What is left of the value after each year, as a fraction: 0.7.
    package var residualPerYear = 0.7

    package init(
        name: String,
        region: String,
        block: Double,
        mostBlocks: Int,
        leadQuarters: Int,
        lifeQuarters: Int,
        capex: Double,
        opex: Double
    ) {
        self.name = name
        self.region = region
        self.block = block
        self.mostBlocks = mostBlocks
        self.leadQuarters = leadQuarters
        self.lifeQuarters = lifeQuarters
        self.capex = capex
        self.opex = opex
    }
}
