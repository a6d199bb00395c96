/// What a column of a portfolio's program stands for; numbers are places in the scenario's lists.
package enum PortfolioColumn: Sendable, Hashable {
    /// Megawatts of an offer at full size, and whether it is signed.
    case size(offer: Int), signed(offer: Int)
    /// Megawatts that are used and paid beyond what is due or prepaid anyway.
    case billed(offer: Int, quarter: Int)
    /// What is short of the minimum purchase at the end of a contract year.
    case trueUp(offer: Int, year: Int)
    case order(build: Int, quarter: Int)
    case spot(market: Int, quarter: Int)
    case unserved(demand: Int, quarter: Int)
    /// Megawatts at the reference chip: of supplies with the same fate, of a region, of all.
    case capacity(group: Int, quarter: Int)
    case regionCapacity(region: Int, quarter: Int)
    case totalCapacity(quarter: Int)
    /// What serves in a region: used capacity and spot.
    case supplied(region: Int, quarter: Int)
    /// What a demand gets in a region, in ordinary times or while a contingency lasts.
    case flow(demand: Int, region: Int, quarter: Int, contingency: Int?)
    case payments(quarter: Int), balance(quarter: Int)
    case spend(provider: Int)
    case tier(provider: Int, tier: Int), tierSpend(provider: Int, tier: Int)
    case rebate(provider: Int)
    /// What the power of a site costs in a year.
    case sitePower(site: String, year: Int)

    /// The name of the family in files and proofs.
    package var family: String {
        switch self {
        case .size: "size"
        case .signed: "signed"
        case .billed: "billed"
        case .trueUp: "true_up"
        case .order: "order"
        case .spot: "spot"
        case .unserved: "unserved"
        case .capacity: "capacity"
        case .regionCapacity: "region_capacity"
        case .totalCapacity: "total_capacity"
        case .supplied: "supplied"
        case .flow: "flow"
        case .payments: "payments"
        case .balance: "balance"
        case .spend: "spend"
        case .tier: "tier"
        case .tierSpend: "tier_spend"
        case .rebate: "rebate"
        case .sitePower: "site_power"
        }
    }
}

/// What a row of a portfolio's program asks; numbers are places in the scenario's lists.
package enum PortfolioRow: Sendable, Hashable {
    case largest(offer: Int), smallest(offer: Int)
    case oneOf(group: String), extends(offer: Int)
    case flexible(offer: Int, quarter: Int), trueUp(offer: Int, year: Int)
    case delivery(provider: Int, quarter: Int)
    case campus(Int, quarter: Int)
    case blocks(build: Int)
    /// Regions carry the demands that are confined to them.
    case serve(demands: [Int], regions: [Int], quarter: Int)
    case supplied(region: Int, quarter: Int)
    case survive(contingency: Int, demands: [Int], regions: [Int], quarter: Int)
    case capacity(group: Int, quarter: Int)
    case regionCapacity(region: Int, quarter: Int), totalCapacity(quarter: Int)
    /// What flows out of a region is there.
    case flow(region: Int, quarter: Int, contingency: Int?)
    case cap(Int, quarter: Int), floor(Int, quarter: Int)
    case payments(quarter: Int), balance(quarter: Int), covenant(quarter: Int)
    case spend(provider: Int)
    case tierFrom(provider: Int, tier: Int), tierTo(provider: Int, tier: Int)
    case oneTier(provider: Int), tierSum(provider: Int), rebate(provider: Int)
    case siteCost(site: String, year: Int), siteLimit(site: String, year: Int)

    /// The name of the family in files and proofs.
    package var family: String {
        switch self {
        case .largest: "largest"
        case .smallest: "smallest"
        case .oneOf: "one_of_group"
        case .extends: "extends"
        case .flexible: "flexible"
        case .trueUp: "true_up"
        case .delivery: "delivery"
        case .campus: "campus"
        case .blocks: "blocks"
        case .serve: "serve"
        case .supplied: "supplied"
        case .survive: "survive"
        case .capacity: "capacity"
        case .regionCapacity: "region_capacity"
        case .totalCapacity: "total_capacity"
        case .flow: "flow"
        case .cap: "cap"
        case .floor: "floor"
        case .payments: "payments"
        case .balance: "balance"
        case .covenant: "covenant"
        case .spend: "spend"
        case .tierFrom: "tier_from"
        case .tierTo: "tier_to"
        case .oneTier: "one_tier"
        case .tierSum: "tier_sum"
        case .rebate: "rebate"
        case .siteCost: "site_cost"
        case .siteLimit: "site_limit"
        }
    }
}
