import Bus
import Optimization
import Planning
import Testing

/// First prices from the relaxation, by hand and against a small change.
@Suite struct PortfolioPriceTests {
    private static func prices(_ hand: HandCase) throws -> [RulePrice] {
        try PortfolioPlanning(solver: try PlanningSolver.highs())
            .firstPrices(of: PortfolioProgram(hand.scenario, power: hand.cuts))
    }

    private static func price(_ name: String, _ rule: String) throws -> RulePrice? {
        try prices(try #require(HandCase.named(name))).first { $0.rule == rule }
    }

    @Test func `a point of a concentration cap moves a megawatt to the cheaper source`() throws {
        let price = try Self.price("concentration", "concentration of a at most 60 %")
        #expect(price.map { abs($0.value - 10) < 1e-6 } == true)
        #expect(price?.per == "percentage point more")
        #expect(price?.method == "dual of the relaxation")
    }

    @Test func `a megawatt of a floor costs the difference`() throws {
        let price = try Self.price("floor", "least capacity in jurisdiction EU")
        #expect(price.map { abs($0.value - 5) < 1e-6 } == true)
    }

    @Test func `an earlier megawatt saves what it replaces`() throws {
        // Spot at 30 in the first quarter gives way to 10.
        let hand = try #require(HandCase.named("power date"))
        let prices = try Self.prices(hand).filter { $0.rule == "power of c" }
        #expect(prices.map(\.per) == ["MW more in each quarter", "MW one quarter earlier"])
        #expect(near(prices.map(\.value), [20, 20]))
    }

    @Test func `a dollar more to spend serves a tenth of a megawatt`() throws {
        // A million of it, at the price of the first: a tenth for 10, instead of 50 for going without.
        let price = try Self.price("spending limit", "spending limits")
        #expect(price.map { abs($0.value - 4e6) < 1 } == true)
    }

    @Test func `surviving a little more costs what the dual says`() throws {
        var hand = HandCase.scenario(quarters: 1, demand: [100])
        hand.contingencies = HandCase.losses(of: ["a", "b"])
        hand.offers = [
            HandCase.offer("x", by: "a", at: 10) { $0.most = 300 },
            HandCase.offer("y", by: "b", at: 12) { $0.most = 300 },
        ]
        let planning = PortfolioPlanning(
            solver: try PlanningSolver.highs(),
            within: SolveLimits(gap: 1e-9)
        )
        let prices = try planning.firstPrices(of: PortfolioProgram(hand))
        #expect(prices.map(\.rule) == ["N-1 of a", "N-1 of b"])
        // One percent more of 100 MW has to be there twice.
        #expect(near(prices.map(\.value), [12, 10]))
        hand.demands[0].survivalShare = 1.01
        guard case .planned(let plan, _) = try planning.plan(hand) else {
            Issue.record("no plan")
            return
        }
        #expect(abs(plan.objective - (2_200 + 22)) < 1e-6)
    }
}
