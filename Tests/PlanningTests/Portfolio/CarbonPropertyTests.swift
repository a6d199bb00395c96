import Bus
import Optimization
import Planning
import Testing

/// What holds for any sites under a carbon budget.
@Suite struct CarbonPropertyTests {
    private static func sites(_ seed: Int) -> [PowerSite] {
        var random = SplitMix64(seed: UInt64(seed))
        func number(_ range: ClosedRange<Double>) -> Double {
            Double.random(in: range, using: &random)
        }
        return (0..<(2 + seed % 2)).map { place in
            var site = CarbonCase.site("s\(place)", clean: number(60...200))
            site.profile = (0..<4).map { _ in number(0.3...1.5) }
            site.generators[0].marginalCost = number(20...60)
            site.generators[0].carbon = number(0.3...0.6)
            // With 80 MW of it half of what a load of 30 to 150 MW emits can always be avoided.
            site.generators[1].existing = number(80...200)
            // Something to build, so that the cost is a curve and no line.
            var sun = SiteFixture.generator("sun", build: number(50_000...200_000), hours: 8_760)
            sun.availability = (0..<4).map { _ in number(0...0.6) }
            site.generators.append(sun)
            return site
        }
    }

    @Test(arguments: 0..<8)
    func `less carbon never costs less, and its price says how much`(seed: Int) throws {
        let sites = Self.sites(seed)
        let free = try #require(try CarbonCase.plan(CarbonCase.scenario(sites, thousands: nil)))
        let all = free.sites.reduce(0) { $0 + $1.years[0].emissions } / 1_000
        var costs: [Double] = []
        for share in [0.5, 0.7, 0.71, 0.9, 1.2] {
            let scenario = CarbonCase.scenario(sites, thousands: share * all)
            let plan = try #require(try CarbonCase.plan(scenario))
            let emitted = plan.sites.reduce(0) { $0 + $1.years[0].emissions }
            #expect(emitted <= share * all * 1_000 * (1 + 1e-5))
            #expect(plan.bound <= plan.objective)
            #expect(plan.gap < 1e-5)
            costs.append(plan.objective)
        }
        #expect(zip(costs, costs.dropFirst()).allSatisfy { $0 >= $1 * (1 - 1e-6) })
        #expect(isNear(costs.last ?? 0, free.objective, 1e-6))
    }

    @Test(arguments: 0..<8)
    func `no budget costs less than the price of another says`(seed: Int) throws {
        let sites = Self.sites(seed)
        let free = try #require(try CarbonCase.plan(CarbonCase.scenario(sites, thousands: nil)))
        let all = free.sites.reduce(0) { $0 + $1.years[0].emissions } / 1_000
        let middle = CarbonCase.scenario(sites, thousands: 0.8 * all)
        let plan = try #require(try CarbonCase.plan(middle))
        let price = plan.pricesOfRules.first { $0.rule.hasPrefix("carbon budget") }?.value ?? 0
        #expect(price > 0)
        for share in [0.75, 0.79, 0.81, 0.9] {
            let budget = CarbonCase.scenario(sites, thousands: share * all)
            let other = try #require(try CarbonCase.plan(budget))
            // The cost is convex in the budget: the tangent lies below it.
            let tangent = plan.bound + price * (0.8 - share) * all * 1_000
            #expect(other.objective >= tangent - 1e-5 * plan.objective)
        }
    }
}
