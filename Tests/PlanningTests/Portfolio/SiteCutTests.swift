import Optimization
import Planning
import Testing

/// The power of sites, which the portfolio knows from below by cuts.
@Suite struct SiteCutTests {
    /// Dollars of a site's year: convex in the megawatts, and steeper beyond 20.
    private static func bill(_ power: [Double]) -> (cost: Double, slopes: [Double]) {
        let slopes = power.map { $0 > 20 ? 9.0 : 2 }
        let cost = power.reduce(100) { $0 + ($1 > 20 ? 40 + 9 * ($1 - 20) : 2 * $1) }
        return (cost, slopes)
    }

    @Test func `cuts close in on the cost of a site`() throws {
        let hand = HandCase("x", costs: 0, quarters: 4, demand: [30, 30, 30, 30]) {
            var build = HandCase.build(lead: 0, capex: 1, opex: 0)
            build.site = "site"
            build.mostBlocks = 3
            $0.builds = [build]
            $0.spots = [HandCase.spot(at: 8)]
        }
        let planning = PortfolioPlanning(
            solver: try PlanningSolver.highs(),
            within: SolveLimits(gap: 1e-9)
        )
        var portfolio = PortfolioProgram(hand.scenario)
        #expect(portfolio.siteYears == [SiteYear(site: "site", year: 2026)])
        var bounds: [Double] = []
        var best = Double.infinity
        var last: PortfolioChoice?
        while bounds.count < 10, best - (bounds.last ?? 0) > 1e-6 {
            guard case .planned(let plan, let choice) = try planning.plan(portfolio, from: last)
            else {
                Issue.record("no plan")
                return
            }
            bounds.append(plan.bound)
            last = choice
            let power = portfolio.power(at: "site", in: 2026, of: choice)
            let (cost, slopes) = Self.bill(power)
            let account = PortfolioAccount(
                hand.scenario,
                choice,
                sites: [SiteYear(site: "site", year: 2026): SiteBill(cost: cost, emissions: 40)]
            )
            best = min(best, account.objective)
            #expect(account.plan(status: "optimal", bound: 0).quarters[0].emissions == 10)
            portfolio.add(
                SiteCut(
                    site: "site",
                    year: 2026,
                    kind: .cost,
                    value: cost,
                    at: power,
                    slopes: slopes
                )
            )
        }
        // Two blocks: 20 + 100 + 160, and 10 MW of spot at 8 in each quarter.
        #expect(abs(best - 600) < 1e-6)
        #expect(bounds.count < 10)
        #expect(zip(bounds, bounds.dropFirst()).allSatisfy { $0 <= $1 + 1e-6 })
    }

    @Test func `a site that earns money lowers the total below zero`() throws {
        let hand = HandCase("x", costs: 0, quarters: 4, demand: [10, 10, 10, 10]) {
            var build = HandCase.build(lead: 0, capex: 1, opex: 0)
            build.site = "site"
            $0.builds = [build]
            $0.finance.spendingLimits = [1e9, 1e9, 1e9, 1e9]
            $0.spots = [HandCase.spot(at: 8)]
        }
        let planning = PortfolioPlanning(
            solver: try PlanningSolver.highs(),
            within: SolveLimits(gap: 1e-9)
        )
        let cut = SiteCut(
            site: "site",
            year: 2026,
            kind: .cost,
            value: -1_000,
            at: [0, 0, 0, 0],
            slopes: [2, 2, 2, 2]
        )
        let portfolio = PortfolioProgram(hand.scenario, power: [cut])
        guard case .planned(let plan, let choice) = try planning.plan(portfolio) else {
            Issue.record("no plan")
            return
        }
        // A block of 10 MW: 10, and 80 less that the site earns.
        #expect(abs(plan.objective + 910) < 1e-6)
        #expect(plan.bound <= plan.objective + 1e-6)
        #expect(abs((choice.sitePower[SiteYear(site: "site", year: 2026)] ?? 0) + 920) < 1e-6)
    }
}
