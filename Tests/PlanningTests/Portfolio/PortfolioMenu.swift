import Bus
import Planning

/// A menu of many offers, made up from a seed: the portfolio that speed is measured on.
///
/// Eight providers in five regions over 28 quarters; prices, terms, ramps, own blocks, spot,
/// demand, N-1, concentration, spending limits and rebates of the size of announced contracts.
enum PortfolioMenu {
    static let first = Quarter(year: 2026, number: 1)
    static let lawOfRegion = ["us", "us", "eu", "eu", "jp"]

    /// `pairs`: Of a provider and a region, each with `starts.count` offers.
    static func scenario(
        seed: UInt64,
        pairs: Int = 22,
        quarters: Int = 28,
        starts: [Int] = [0, 6, 12]
    ) -> Scenario {
        var random = SplitMix64(seed: seed)
        var scenario = Scenario(
            name: "menu \(seed)",
            horizon: Horizon(first: first, count: quarters),
            discountRate: 0.0824
        )
        scenario.regions = lawOfRegion.enumerated().map {
            Region(name: "region-\($0)", jurisdiction: Jurisdiction($1))
        }
        scenario.providers = (0..<8).map { number in
            var provider = Provider(name: "provider-\(number)", jurisdiction: "us")
            provider.discount = VolumeDiscount(
                model: .incremental,
                tiers: [.init(from: 30e9, rate: 0.06)],
                most: 20e9
            )
            return provider
        }
        scenario.offers = offers(pairs: pairs, starts: starts, &random)
        scenario.builds = scenario.regions.map { region in
            var build = OwnBuild(
                name: "own-\(region.name)",
                region: region.name,
                block: 100,
                mostBlocks: 10,
                leadQuarters: 6,
                lifeQuarters: 20,
                capex: 38e6,
                opex: 0.25e6
            )
            build.residualPerYear = 0
            return build
        }
        scenario.spots = scenario.regions.map {
            SpotMarket(region: $0.name, limit: 80, price: 6e6)
        }
        scenario.demands = demands(quarters)
        scenario.contingencies = scenario.providers.map {
            Contingency(
                name: $0.name,
                members: [.provider($0.name)],
                survivesFrom: first.advanced(by: 5)
            )
        }
        scenario.rules.caps = scenario.providers.map {
            .init(source: .provider($0.name), share: 0.4, from: first.advanced(by: 7))
        }
        scenario.finance.spendingLimits = (0..<quarters).map { 9e9 + 0.7e9 * Double($0 + 1) }
        return scenario
    }

    private static func offers(
        pairs: Int,
        starts: [Int],
        _ random: inout SplitMix64
    ) -> [ComputeOffer] {
        // Two providers in every region, so that any one may fail; the rest wherever.
        var places: [(Int, Int)] = []
        var others: [(Int, Int)] = []
        for region in 0..<5 {
            let providers = (0..<8).shuffled(using: &random)
            places += providers.prefix(2).map { ($0, region) }
            others += providers.dropFirst(2).map { ($0, region) }
        }
        places += others.shuffled(using: &random)
        return places.prefix(pairs).sorted { $0 < $1 }.flatMap { provider, region in
            let base = Double.random(in: 2.4...3.2, using: &random)
            return starts.map { start in
                var offer = ComputeOffer(
                    name: "p\(provider)-r\(region)-q\(start)",
                    provider: "provider-\(provider)",
                    region: "region-\(region)",
                    starts: first.advanced(by: start),
                    termQuarters: 20,
                    price: base * (0..<start).reduce(1e6) { price, _ in price * 0.992 },
                    most: 1_200
                )
                offer.least = 100
                offer.takeOrPay = 0.9
                offer.prepayment = Double.random(in: 0..<1, using: &random) < 0.3 ? 0.1 : 0
                let ramp = Int.random(in: 4...7, using: &random)
                offer.ramp = (1...ramp).map { Double($0) / Double(ramp) }
                return offer
            }
        }
    }

    private static func demands(_ quarters: Int) -> [Demand] {
        func growing(_ start: Double, _ rate: Double) -> [Double] {
            var power = start
            return (0..<quarters).map { _ in
                defer { power *= 1 + rate }
                return power
            }
        }
        var demands = [400.0, 250, 200, 120, 80].enumerated().map { region, power in
            Demand(
                name: "inference-\(region)",
                kind: .inference,
                power: growing(power, 0.055),
                regions: ["region-\(region)"],
                survivalShare: 1,
                unservedCost: 60e6
            )
        }
        demands.append(
            Demand(
                name: "training",
                kind: .training,
                power: growing(900, 0.06),
                regions: [],
                survivalShare: 0.5,
                unservedCost: 60e6
            )
        )
        return demands
    }
}
