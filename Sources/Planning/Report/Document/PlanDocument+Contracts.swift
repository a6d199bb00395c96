package import Pages

extension PlanDocument {
    /// A contract in the words of FOCUS 1.4.
    package struct ContractEntry: Sendable, Equatable, Codable {
        package var name: String
        package var provider: String
        package var region: String
        package var campus: String?
        package var chip: String?
        /// `Proposed`, `Active`.
        package var lifecycleStatus: String
        /// `Continuous`, `Discontinuous`.
        package var commitmentModel: String
        /// `No Upfront`, `Partial Upfront`, `All Upfront`.
        package var paymentModel: String
        package var periodStart: String
        package var periodEnd: String
        package var quantity: JSONNumber
        package var cost: JSONNumber
        package var commitment: JSONNumber
        /// Due after the horizon.
        package var commitmentAfter: JSONNumber?
        package var premium: JSONNumber
        package var prepaidLeft: JSONNumber
        package var takeOrPay: JSONNumber
        package var prepayment: JSONNumber
        package var utilization: JSONNumber
        package var available: [JSONNumber]
        package var used: [JSONNumber]
        package var cash: [JSONNumber]
        package var shortfallFees: [JSONNumber]

        enum CodingKeys: String, CodingKey {
            case name, provider, region, campus, chip, utilization
            case lifecycleStatus = "lifecycle_status"
            case commitmentModel = "commitment_model"
            case paymentModel = "payment_model"
            case periodStart = "period_start"
            case periodEnd = "period_end"
            case quantity = "quantity_mw"
            case cost = "cost_usd"
            case commitment = "commitment_usd"
            case commitmentAfter = "commitment_after_usd"
            case premium = "premium_usd"
            case prepaidLeft = "prepaid_left_usd"
            case takeOrPay = "take_or_pay_share"
            case prepayment = "prepayment_share"
            case available = "available_mw"
            case used = "used_mw"
            case cash = "cash_usd"
            case shortfallFees = "shortfall_fees_usd"
        }

        init(_ contract: PlannedContract) {
            let offer = contract.offer
            name = offer.name
            provider = offer.provider
            region = offer.region
            campus = offer.campus
            chip = offer.chip
            lifecycleStatus = offer.lifecycleStatus
            commitmentModel = offer.commitmentModel.term
            paymentModel = offer.paymentModel
            periodStart = offer.starts.description
            periodEnd = offer.ends.description
            quantity = JSONNumber(contract.size)
            cost = JSONNumber(contract.total)
            commitment = JSONNumber(contract.commitment)
            commitmentAfter = JSONNumber(contract.commitmentAfter)
            premium = JSONNumber(contract.premium)
            prepaidLeft = JSONNumber(contract.prepaidLeft)
            takeOrPay = JSONNumber(offer.takeOrPay)
            prepayment = JSONNumber(offer.prepayment)
            utilization = JSONNumber(contract.utilization)
            available = contract.available.document
            used = contract.used.document
            cash = contract.cash.document
            shortfallFees = contract.shortfallFees.document
        }
    }

    package struct BuildEntry: Sendable, Equatable, Codable {
        package var name: String
        package var region: String
        package var campus: String?
        package var chip: String?
        package var site: String?
        package var block: JSONNumber
        /// Ordered in each quarter.
        package var blocks: [Int]
        package var size: JSONNumber
        package var capex: JSONNumber
        package var residual: JSONNumber
        package var available: [JSONNumber]
        package var used: [JSONNumber]
        package var cash: [JSONNumber]

        enum CodingKeys: String, CodingKey {
            case name, region, campus, chip, site
            case block = "block_mw"
            case blocks = "blocks_ordered"
            case size = "quantity_mw"
            case capex = "capex_usd"
            case residual = "residual_usd"
            case available = "available_mw"
            case used = "used_mw"
            case cash = "cash_usd"
        }

        init(_ planned: PlannedBuild) {
            name = planned.build.name
            region = planned.build.region
            campus = planned.build.campus
            chip = planned.build.chip
            site = planned.build.site
            block = JSONNumber(planned.build.block)
            blocks = planned.blocks
            size = JSONNumber(planned.size)
            capex = JSONNumber(planned.size * planned.build.capex)
            residual = JSONNumber(planned.residual)
            available = planned.available.document
            used = planned.used.document
            cash = planned.cash.document
        }
    }

    package struct QuarterEntry: Sendable, Equatable, Codable {
        package var quarter: String
        package var demand: [String: JSONNumber]
        package var unserved: [String: JSONNumber]
        package var capacity: [String: JSONNumber]
        package var cash: JSONNumber
        package var contractCash: JSONNumber
        package var capex: JSONNumber
        package var opex: JSONNumber
        package var power: JSONNumber
        package var spot: JSONNumber
        package var rebates: JSONNumber
        package var balance: JSONNumber
        package var rentExpense: JSONNumber
        /// By years of life.
        package var depreciation: [String: JSONNumber]
        package var leaseLiability: JSONNumber
        package var bookValue: [String: JSONNumber]
        package var emissions: JSONNumber

        enum CodingKeys: String, CodingKey {
            case quarter
            case demand = "demand_mw"
            case unserved = "unserved_mw"
            case capacity = "capacity_mw"
            case cash = "cash_usd"
            case contractCash = "contract_cash_usd"
            case capex = "capex_usd"
            case opex = "opex_usd"
            case power = "power_usd"
            case spot = "spot_usd"
            case rebates = "rebates_usd"
            case balance = "balance_usd"
            case rentExpense = "rent_expense_usd"
            case depreciation = "depreciation_usd_by_life_years"
            case leaseLiability = "lease_liability_usd"
            case bookValue = "book_value_usd_by_life_years"
            case emissions = "emissions_tonnes"
        }

        init(_ one: PlannedQuarter, _ lives: [Double]) {
            quarter = one.quarter.description
            demand = one.demand.document
            unserved = one.unserved.document
            capacity = one.capacity.document
            cash = JSONNumber(one.cash)
            contractCash = JSONNumber(one.contractCash)
            capex = JSONNumber(one.capex)
            opex = JSONNumber(one.opex)
            power = JSONNumber(one.powerCash)
            spot = JSONNumber(one.spotCash)
            rebates = JSONNumber(one.rebates)
            balance = JSONNumber(one.balance)
            rentExpense = JSONNumber(one.rentExpense)
            depreciation = Self.byLife(one.depreciation, lives)
            leaseLiability = JSONNumber(one.leaseLiability)
            bookValue = Self.byLife(one.bookValue, lives)
            emissions = JSONNumber(one.emissions)
        }

        private static func byLife(_ values: [Double], _ lives: [Double]) -> [String: JSONNumber] {
            let pairs = zip(lives, values).map { (Prose.number($0), JSONNumber($1)) }
            return Dictionary(pairs) { first, _ in first }
        }
    }
}

extension PlannedBuild {
    /// Megawatts of all blocks that are ordered.
    var size: Double { Double(blocks.reduce(0, +)) * build.block }
}
