import Bus
import Testing

@testable import Hybrid

@Suite struct SiteOptimumTests {
    /// To the spacing of the grid: nobody knows better, and nobody pays less than the bound.
    @Test(arguments: 0..<60) func `bound, optimum and controls stand in this order`(seed: Int) {
        var random = SplitMix64(seed)
        let run = SiteFixture.site(&random, blocks: 40, isIsland: seed % 6 == 0)
        let start = run.full
        let end = SiteEndValue(run.plant, run.series)
        guard let optimum = SiteOptimum(run, from: start, end: end, levels: 61) else {
            Issue.record("a small site is not too much work")
            return
        }
        var bound = SiteBound(run, from: start, end: end)
        bound.raise(run, from: start, end: end, worths: optimum.worths)
        let best = end.net(optimum.result.account)
        #expect(bound.cost <= best * (1 + 1e-9) + 1e-9)
        for result in SiteFixture.results(run, from: start) {
            #expect(best <= end.net(result.account) * 1.01 + 1)
        }
    }

    /// With prices by the hour and a small store λ has to change all day: a bound with one λ is far
    /// away, and one that changes where the store is full or empty all but meets the optimum.
    @Test func `worths that change bring the bound to the optimum`() {
        let price = SiteFixture.perMegawattHour
        let prices = [
            42.0, 40, 38, 37, 37, 40, 48, 58, 62, 60, 56, 54, 52, 52, 54, 60, 72, 90, 98, 92,
        ]
        let blocks = (0..<480).map { index in
            SiteBlock(mean: 40e6, limit: 50e6, price: prices[index / 4 % prices.count] * price)
        }
        let store = SiteStore(energy: 10e6 * 3600, power: 45e6, roundTripEfficiency: 0.85)
        let run = SiteRun(SitePlant(store: store), SiteSeries(step: 900, blocks: blocks))
        let end = SiteEndValue(run.plant, run.series)
        guard let optimum = SiteOptimum(run, from: run.full, end: end) else {
            Issue.record("a small site is not too much work")
            return
        }
        var bound = SiteBound(run, from: run.full, end: end)
        let net = end.net(optimum.result.account)
        #expect(bound.gap(net) > 0.02)
        bound.raise(run, from: run.full, end: end, worths: optimum.worths)
        #expect(bound.gap(net) >= 0)
        #expect(bound.gap(net) < 0.001)
    }
}
