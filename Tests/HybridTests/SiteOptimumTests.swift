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
}
