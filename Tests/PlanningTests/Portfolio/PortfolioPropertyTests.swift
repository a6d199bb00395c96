import Bus
import Optimization
import Planning
import Testing

/// What has to hold of every portfolio, over portfolios that are made up from seeds.
@Suite struct PortfolioPropertyTests {
    private static let gap = 1e-7

    /// Discounted dollars; infinite when nothing keeps all rules.
    private static func cost(_ scenario: Scenario) throws -> Double {
        try plan(scenario)?.objective ?? .infinity
    }

    private static func plan(_ scenario: Scenario) throws -> Plan? {
        var limits = SolveLimits(gap: gap)
        limits.explains = false
        let planning = PortfolioPlanning(solver: try PlanningSolver.highs(), within: limits)
        let answer = try planning.plan(scenario)
        switch answer {
        case .planned(let plan, _): return plan
        case .contradictory, .infeasible: return nil
        case .exhausted, .unbounded:
            Issue.record("\(answer)")
            return nil
        }
    }

    private static func isNoMore(_ cost: Double, than other: Double) -> Bool {
        cost <= other + 2e-6 * abs(other)
    }

    @Test(arguments: 0..<8) func `another offer never raises the cost`(seed: Int) throws {
        let scenario = SmallPortfolio.scenario(seed: seed)
        for place in 0..<4 where scenario.offers[place].name != "offer-0" {
            var fewer = scenario
            fewer.offers.remove(at: place)
            #expect(Self.isNoMore(try Self.cost(scenario), than: try Self.cost(fewer)))
        }
    }

    @Test(arguments: 0..<6) func `leaving a rule out never raises the cost`(seed: Int) throws {
        let scenario = SmallPortfolio.scenario(seed: seed)
        let cost = try Self.cost(scenario)
        for rule in scenario.planningRules {
            let free = try Self.cost(scenario.without(rule: rule))
            #expect(Self.isNoMore(free, than: cost), "\(rule.name)")
        }
    }

    @Test(arguments: 0..<8) func `twice the prices cost twice as much`(seed: Int) throws {
        let scenario = SmallPortfolio.scenario(seed: seed)
        let (one, two) = (try Self.cost(scenario), try Self.cost(scenario.timesMoney(2)))
        #expect(one == two || abs(two - 2 * one) <= 1e-5 * abs(two))
    }

    @Test(arguments: 0..<8) func `twice the power costs twice as much`(seed: Int) throws {
        let scenario = SmallPortfolio.scenario(seed: seed)
        let (one, two) = (try Self.cost(scenario), try Self.cost(scenario.timesPower(2)))
        #expect(one == two || abs(two - 2 * one) <= 1e-5 * abs(two))
    }

    @Test(arguments: 0..<24) func `a plan keeps what it promises`(seed: Int) throws {
        let scenario = SmallPortfolio.scenario(seed: seed)
        guard let plan = try Self.plan(scenario) else { return }
        #expect(plan.proof.accountDifference <= 1e-9)
        #expect(plan.bound <= plan.objective && plan.gap <= 1e-6)
        #expect(plan.contingencies.allSatisfy { $0.isSurvived && $0.isRequired })
        for quarter in plan.quarters {
            #expect(quarter.balance ?? 0 >= -1)
        }
        for contract in plan.contracts {
            let isWithin = zip(contract.used, contract.available).allSatisfy { $0 <= $1 + 1e-6 }
            #expect(isWithin && contract.size <= contract.offer.most + 1e-6)
        }
    }

    /// Without terms that couple quarters a portfolio is a merit order.
    @Test(arguments: 0..<40) func `uncoupled it is the merit order`(seed: Int) throws {
        var random = SplitMix64(seed)
        var scenario = HandCase.scenario(quarters: 1, demand: [150])
        scenario.offers = (0..<5).map { place in
            HandCase.offer("x\(place)", at: Double.random(in: 1...20, using: &random)) {
                $0.most = Double.random(in: 5...60, using: &random)
                $0.takeOrPay = Double.random(in: 0...1, using: &random)
            }
        }
        let offers = scenario.offers.map {
            Offer<Watt>(from: SupplyID($0.name), capacity: Power($0.most), at: $0.price)
        }
        let dispatch = offers.dispatch(Power(150))
        let cost = dispatch.shares.reduce(dispatch.unserved.value * 1_000) { sum, share in
            let price = scenario.offers.first { $0.name == share.supply.name }?.price ?? .nan
            return sum + price * share.amount.value
        }
        #expect(abs(try Self.cost(scenario) - cost) <= 1e-6 * cost)
    }
}

extension Scenario {
    /// Every price and every amount of money times a factor.
    fileprivate func timesMoney(_ factor: Double) -> Scenario {
        var changed = self
        for place in offers.indices {
            changed.offers[place].price *= factor
            changed.offers[place].premium *= factor
        }
        for place in builds.indices {
            changed.builds[place].capex *= factor
            changed.builds[place].opex *= factor
            changed.builds[place].powerPrice *= factor
        }
        for place in spots.indices { changed.spots[place].price *= factor }
        for place in demands.indices { changed.demands[place].unservedCost *= factor }
        changed.rules.carbonPrice *= factor
        changed.scaleTotals(factor)
        return changed
    }

    /// Every megawatt times a factor, and every amount of money that is not per megawatt.
    fileprivate func timesPower(_ factor: Double) -> Scenario {
        var changed = self
        for place in offers.indices {
            changed.offers[place].most *= factor
            changed.offers[place].least *= factor
            changed.offers[place].premium *= factor
            changed.offers[place].signed = offers[place].signed.map { $0 * factor }
        }
        for place in builds.indices { changed.builds[place].block *= factor }
        for place in spots.indices { changed.spots[place].limit *= factor }
        for place in demands.indices {
            changed.demands[place].power = demands[place].power.map { $0 * factor }
        }
        for place in campuses.indices {
            changed.campuses[place].power = campuses[place].power.map {
                Campus.Step(from: $0.from, limit: $0.limit * factor)
            }
        }
        for place in rules.floors.indices { changed.rules.floors[place].least *= factor }
        for place in providers.indices {
            changed.providers[place].deliveryLimit =
                providers[place].deliveryLimit.map { $0 * factor }
        }
        changed.scaleTotals(factor)
        return changed
    }

    private mutating func scaleTotals(_ factor: Double) {
        finance.cash = finance.cash.map { $0 * factor }
        finance.revenue = finance.revenue.map { $0 * factor }
        for place in providers.indices {
            guard var discount = providers[place].discount else { continue }
            discount.most = discount.most.map { $0 * factor }
            for tier in discount.tiers.indices { discount.tiers[tier].from *= factor }
            providers[place].discount = discount
        }
    }
}
