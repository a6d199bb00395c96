/// The answer to a scenario: what to sign, build and burn, what it costs, and what proves it.
///
/// Money is US dollars of each quarter unless it says discounted; power is megawatts of IT at the
/// reference chip unless it says site power. Series have one entry per quarter of the horizon.
package struct Plan: Sendable, Equatable {
    /// `optimal`, `feasible`: a limit came first.
    package var status: String
    /// Discounted, over the horizon.
    package var objective: Double
    /// No plan of this scenario costs less.
    package var bound: Double
    package var contracts: [PlannedContract] = []
    package var builds: [PlannedBuild] = []
    package var quarters: [PlannedQuarter] = []
    package var sites: [PlannedSite] = []
    package var contingencies: [Survival] = []
    package var pricesOfRules: [RulePrice] = []
    /// The years of the carbon budget; empty without one.
    package var carbon: [CarbonYear] = []
    package var alternatives: [Alternative] = []
    package var stresses: [StressResult] = []
    package var twoStage: TwoStagePlan?
    package var tornado: [TornadoBar] = []
    /// What each figure that changed since the last plan does by itself.
    package var effects: [ChangeEffect] = []
    /// How the cost is spread over what may happen; nil when nobody asked.
    package var risk: CostAtRisk?
    package var proof = PlanProof()

    package init(status: String, objective: Double, bound: Double) {
        self.status = status
        self.objective = objective
        self.bound = bound
    }

    /// Relative to the objective, not negative.
    package var gap: Double { max(0, objective - bound) / max(1e-9, abs(objective)) }
}

/// An offer that the plan signs, or that is signed already.
package struct PlannedContract: Sendable, Equatable {
    package var offer: ComputeOffer
    /// Megawatts at full size.
    package var size: Double
    /// What the contract makes available and what is used of it, at the offer's own chip.
    package var available: [Double]
    package var used: [Double]
    /// Dollars that fall due in each quarter, prepayment and true-up in their quarters.
    package var cash: [Double]
    /// Of these, dollars for capacity that was not used.
    package var shortfallFees: [Double]
    /// Dollars for the option, undiscounted.
    package var premium: Double
    /// Dollars that are due whatever is used, undiscounted, over the part within the horizon.
    package var commitment: Double
    /// The same over the part after the horizon, beyond what was prepaid.
    package var commitmentAfter = 0.0
    /// Dollars of a prepayment that are still to be used when the horizon ends.
    package var prepaidLeft = 0.0

    package init(offer: ComputeOffer, size: Double, horizon: Int) {
        self.offer = offer
        self.size = size
        let none = Array(repeating: 0.0, count: horizon)
        available = none
        used = none
        cash = none
        shortfallFees = none
        premium = 0
        commitment = 0
    }

    package var total: Double { cash.reduce(0, +) + premium }
    /// Of what was available, the share that is used.
    package var utilization: Double {
        let all = available.reduce(0, +)
        return all > 0 ? used.reduce(0, +) / all : 0
    }
}

/// Blocks of an own build that the plan orders.
package struct PlannedBuild: Sendable, Equatable {
    package var build: OwnBuild
    /// Ordered in each quarter.
    package var blocks: [Int]
    package var available: [Double]
    package var used: [Double]
    package var cash: [Double]
    /// Dollars of residual value at the end of the horizon, undiscounted.
    package var residual: Double

    package init(build: OwnBuild, horizon: Int) {
        self.build = build
        blocks = Array(repeating: 0, count: horizon)
        let none = Array(repeating: 0.0, count: horizon)
        available = none
        used = none
        cash = none
        residual = 0
    }
}

/// One quarter of the plan.
package struct PlannedQuarter: Sendable, Equatable {
    package struct Share: Sendable, Equatable {
        /// Of the demand or of the supply.
        package var name: String
        /// Megawatts.
        package var power: Double

        package init(name: String, power: Double) {
            self.name = name
            self.power = power
        }
    }

    package var quarter: Quarter
    package var demand: [Share] = []
    package var unserved: [Share] = []
    /// By provider, own build and `spot`: what is there, at the reference chip.
    package var capacity: [Share] = []
    /// Dollars that leave: contracts, builds, operation, power, spot; less rebates.
    package var contractCash = 0.0
    package var capex = 0.0
    package var opex = 0.0
    package var powerCash = 0.0
    package var spotCash = 0.0
    package var rebates = 0.0
    /// Dollars at the end of the quarter; nil when the scenario limits no cash.
    package var balance: Double?
    /// P&L: rent of contracts, spread over their use.
    package var rentExpense = 0.0
    /// P&L: depreciation, one for each life of ``Finance/depreciationYears``.
    package var depreciation: [Double] = []
    /// Balance sheet at the end of the quarter: present value of what contracts oblige to.
    package var leaseLiability = 0.0
    /// Balance sheet: own hardware at cost less depreciation, one per life.
    package var bookValue: [Double] = []
    /// Tonnes of CO2 of own sites.
    package var emissions = 0.0

    package init(quarter: Quarter) { self.quarter = quarter }

    package var cash: Double { contractCash + capex + opex + powerCash + spotCash - rebates }
}
