import Bus

/// What a choice means, quarter by quarter and in dollars, worked out without the program.
///
/// Its discounted cost has to equal the program's objective: a check of both.
package struct PortfolioAccount: Sendable {
    package let scenario: Scenario
    package let choice: PortfolioChoice
    let contracts: [ContractLedger]
    let builds: [BuildLedger]
    /// Megawatts that each supply gives, by quarter: contracts and builds at the reference chip.
    private(set) var used: [SupplyID: [Double]] = [:]
    /// Dollars that each provider is paid over the horizon, and gives back at its end.
    private(set) var spend: [String: Double] = [:]
    private(set) var rebates: [String: Double] = [:]
    /// Dollars of power and tonnes of CO2 of the sites, by quarter of the horizon.
    let sitePower: [Double]
    let siteEmissions: [Double]

    /// `sites`: What the sites' own programs say; without it, what the choice knows from cuts.
    package init(_ scenario: Scenario, _ choice: PortfolioChoice, sites: [SiteYear: SiteBill] = [:])
    {
        self.scenario = scenario
        self.choice = choice
        let count = scenario.horizon.count
        contracts = zip(scenario.offers, OfferDelivery.all(of: scenario)).compactMap {
            offer,
            delivery in
            guard let size = choice.sizes[offer.name], size > 0 else { return nil }
            return ContractLedger(
                offer,
                delivery,
                size: size,
                billed: choice.billed[offer.name] ?? Array(repeating: 0, count: count),
                in: scenario
            )
        }
        builds = scenario.builds.compactMap { build in
            guard let orders = choice.orders[build.name], orders.contains(where: { $0 > 0 }) else {
                return nil
            }
            return BuildLedger(build, orders: orders, quarters: count)
        }
        let years = scenario.horizon.quarters.map(\.year)
        sitePower = years.map { year in
            let bills = sites.filter { $0.key.year == year }.map(\.value.cost)
            let known = choice.sitePower.filter { $0.key.year == year && sites[$0.key] == nil }
            return (bills + known.map(\.value)).reduce(0, +) / 4
        }
        siteEmissions = years.map { year in
            sites.filter { $0.key.year == year }.reduce(0) { $0 + $1.value.emissions } / 4
        }
        dispatch()
        for provider in scenario.providers {
            let paid = contracts.filter { $0.offer.provider == provider.name }.reduce(0) {
                $0 + $1.cash.reduce(0, +) + $1.premium.amount - $1.prepaidLeft
            }
            spend[provider.name] = paid
            if let discount = provider.discount {
                rebates[provider.name] = discount.rebate(on: paid)
            }
        }
    }

    var quarterCount: Int { scenario.horizon.count }

    /// Discounted dollars over the horizon, less what is left at its end.
    package var objective: Double {
        var sum = 0.0
        for quarter in 0..<quarterCount {
            sum += cost(of: quarter) * scenario.discount(quarter)
        }
        sum -= rebates.values.reduce(0, +) * scenario.discount(quarterCount - 1)
        let left =
            builds.reduce(0) { $0 + $1.residual } + contracts.reduce(0) { $0 + $1.prepaidLeft }
        return sum - left * scenario.discount(quarterCount)
    }

    /// Dollars of a quarter, with the prices of what is not served and of carbon.
    private func cost(of quarter: Int) -> Double {
        let unserved = scenario.demands.reduce(0.0) { sum, demand in
            let power = choice.unserved[demand.name]?[quarter] ?? 0
            return power > 0 ? sum + demand.unservedCost * power : sum
        }
        let emissions = builds.reduce(0) { $0 + $1.emissions[quarter] }
        return payments(in: quarter) + unserved + emissions * scenario.rules.carbonPrice
    }

    /// Dollars that leave in a quarter, before rebates.
    func payments(in quarter: Int) -> Double {
        contractCash(in: quarter) + spotCash(in: quarter) + sitePower[quarter]
            + builds.reduce(0) {
                $0 + $1.capex[quarter] + $1.opex[quarter] + $1.power[quarter]
            }
    }

    func contractCash(in quarter: Int) -> Double {
        contracts.reduce(0) {
            $0 + $1.cash[quarter] + ($1.premium.quarter == quarter ? $1.premium.amount : 0)
        }
    }

    func spotCash(in quarter: Int) -> Double {
        zip(scenario.spots, choice.spots).reduce(0) { $0 + $1.0.price * $1.1[quarter] }
    }

    // MARK: Who serves

    /// The demands over the regions that they allow, then each region's load in merit order.
    private mutating func dispatch() {
        for offer in contracts { used[.contract(offer.offer.name)] = zero }
        for build in builds { used[.build(build.build.name)] = zero }
        for quarter in 0..<quarterCount {
            let supply = RegionSupply(scenario) { add in
                for contract in contracts {
                    let efficiency = scenario.efficiency(contract.offer.chip)
                    let power =
                        efficiency * min(contract.paidFor[quarter], contract.available[quarter])
                    add(contract.offer.region, power)
                }
                for build in builds {
                    let efficiency = scenario.efficiency(build.build.chip)
                    add(build.build.region, efficiency * build.available[quarter])
                }
                for (market, power) in zip(scenario.spots, choice.spots) {
                    add(market.region, power[quarter])
                }
            }
            let needs = scenario.demands.map { demand in
                supply.need(
                    demand,
                    demand.power[quarter] - (choice.unserved[demand.name]?[quarter] ?? 0)
                )
            }
            let flows = RegionDispatch(needs, over: supply.power)
            for (number, region) in supply.regions.enumerated() {
                share(flows.load(in: number), of: region, in: quarter)
            }
        }
    }

    private var zero: [Double] { Array(repeating: 0, count: quarterCount) }

    /// What is paid for anyway serves first, then what is billed by use, the cheapest first.
    private mutating func share(_ load: Double, of region: String, in quarter: Int) {
        var offers: [Bus.Offer<Watt>] = []
        for contract in contracts where contract.offer.region == region {
            let efficiency = scenario.efficiency(contract.offer.chip)
            let now = scenario.horizon.first.advanced(by: quarter)
            guard contract.available[quarter] > 0 else { continue }
            let billed = choice.billed[contract.offer.name]?[quarter] ?? 0
            let free = contract.paidFor[quarter] - billed
            let name = SupplyID.contract(contract.offer.name)
            offers.append(Offer(from: name, capacity: .megawatts(efficiency * free), at: 0))
            offers.append(
                Offer(
                    from: name,
                    capacity: .megawatts(efficiency * billed),
                    at: contract.offer.price(in: now) / efficiency * million
                )
            )
        }
        for build in builds where build.build.region == region {
            let power = scenario.efficiency(build.build.chip) * build.available[quarter]
            offers.append(
                Offer(from: .build(build.build.name), capacity: .megawatts(power), at: 0)
            )
        }
        for (place, market) in scenario.spots.enumerated() where market.region == region {
            let power = choice.spots.indices.contains(place) ? choice.spots[place][quarter] : 0
            offers.append(
                Offer(
                    from: SupplyID("spot \(place)"),
                    capacity: .megawatts(power),
                    at: market.price * million
                )
            )
        }
        for share in offers.dispatch(.megawatts(load)).shares {
            used[share.supply]?[quarter] += share.amount.megawatts
        }
    }
}

/// What a year of a site's power costs and emits.
package struct SiteBill: Sendable, Equatable {
    /// Dollars of that year.
    package var cost: Double
    /// Tonnes of CO2.
    package var emissions: Double

    package init(cost: Double, emissions: Double) {
        self.cost = cost
        self.emissions = emissions
    }
}

extension SupplyID {
    static func contract(_ name: String) -> Self { Self("contract \(name)") }
    static func build(_ name: String) -> Self { Self("build \(name)") }
}
