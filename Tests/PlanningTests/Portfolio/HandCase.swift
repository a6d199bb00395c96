import Bus
import Planning
import Testing

/// A portfolio small enough to be solved by hand, with its cost to the dollar.
struct HandCase: Sendable, CustomTestStringConvertible {
    let name: String
    let dollars: Double
    var cuts: [SiteCut] = []
    let scenario: Scenario

    var testDescription: String { name }

    init(
        _ name: String,
        costs dollars: Double,
        quarters: Int = 1,
        demand: [Double] = [],
        cuts: [SiteCut] = [],
        _ change: (inout Scenario) -> Void
    ) {
        self.name = name
        self.dollars = dollars
        self.cuts = cuts
        var scenario = Self.scenario(quarters: quarters, demand: demand)
        change(&scenario)
        self.scenario = scenario
    }

    static let first = Quarter(year: 2026, number: 1)

    static func quarter(_ place: Int) -> Quarter { first.advanced(by: place) }

    /// Two regions, three providers, no discounting; a megawatt that is not served costs 1,000.
    static func scenario(quarters: Int, demand: [Double]) -> Scenario {
        var scenario = Scenario(
            name: "by hand",
            horizon: Horizon(first: first, count: quarters),
            discountRate: 0
        )
        scenario.regions = [
            Region(name: "here", jurisdiction: "us"), Region(name: "there", jurisdiction: "eu"),
        ]
        scenario.providers = ["a", "b", "c"].map { Provider(name: $0, jurisdiction: "us") }
        if !demand.isEmpty { scenario.demands = [self.demand("work", demand)] }
        return scenario
    }

    static func demand(
        _ name: String,
        _ power: [Double],
        in regions: [String] = [],
        survives: Double = 1,
        unserved: Double = 1_000
    ) -> Demand {
        Demand(
            name: name,
            kind: .training,
            power: power,
            regions: regions,
            survivalShare: survives,
            unservedCost: unserved
        )
    }

    /// Up to 100 MW from the first quarter on, all of it due whether or not it is used.
    static func offer(
        _ name: String,
        by provider: String = "a",
        in region: String = "here",
        from start: Int = 0,
        term: Int = 1,
        at price: Double,
        _ change: (inout ComputeOffer) -> Void = { _ in }
    ) -> ComputeOffer {
        var offer = ComputeOffer(
            name: name,
            provider: provider,
            region: region,
            starts: quarter(start),
            termQuarters: term,
            price: price,
            most: 100
        )
        offer.takeOrPay = 1
        change(&offer)
        return offer
    }

    static func build(lead: Int, capex: Double, opex: Double) -> OwnBuild {
        var build = OwnBuild(
            name: "own",
            region: "here",
            block: 10,
            mostBlocks: 2,
            leadQuarters: lead,
            lifeQuarters: 8,
            capex: capex,
            opex: opex
        )
        build.residualPerYear = 0
        build.pue = 1
        return build
    }

    static func spot(limit: Double = 100, at price: Double) -> SpotMarket {
        SpotMarket(region: "here", limit: limit, price: price)
    }

    /// Each provider is a contingency that has to be survived from the first quarter on.
    static func losses(of providers: [String]) -> [Contingency] {
        providers.map {
            Contingency(name: $0, members: [.provider($0)], survivesFrom: first)
        }
    }
}
