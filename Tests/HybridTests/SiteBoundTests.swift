import Bus
import Testing

@testable import Hybrid

@Suite struct SiteBoundTests {
    private let price = SiteFixture.perMegawattHour

    @Test(arguments: 0..<120) func `no control pays less than the bound`(seed: Int) {
        var random = SplitMix64(seed)
        let run = SiteFixture.site(&random, isIsland: seed % 5 == 0)
        let start = run.full
        let end = SiteEndValue(run.plant, run.series)
        let bound = SiteBound(run, from: start, end: end)
        for result in SiteFixture.results(run, from: start) {
            #expect(bound.cost <= end.net(result.account) * (1 + 1e-9) + 1e-9)
        }
    }

    @Test(arguments: 0..<120) func `energy is conserved in every block`(seed: Int) {
        var random = SplitMix64(seed)
        let run = SiteFixture.site(&random, isIsland: seed % 4 == 0)
        for result in SiteFixture.results(run, from: run.full) {
            let account = result.account
            #expect(account.imbalance <= 1e-9 * run.series.peak)
            let gained = account.storedEnd - account.storedStart
            let flows = account.charged - account.discharged - account.storeLoss
            #expect(abs(gained - flows) <= 1e-9 * max(1, run.plant.store.capacity))
            for step in result.steps {
                #expect(step.grid <= step.block.limit * (1 + 1e-12))
                #expect(step.storedAfter >= -1e-9 * run.plant.store.capacity)
                #expect(step.storedAfter <= run.plant.store.capacity * (1 + 1e-12) + 1e-6)
                #expect(step.unserved >= 0 && step.spilled >= 0)
            }
        }
    }

    /// Two units at half power each burn less than any other split: fuel(P, n) = n fuel1(P / n).
    @Test func `units that run share the power equally, by hand`() {
        let line = SiteFixture.line(10e6)
        let fleet = GeneratorFleet(unit: line, count: 2, fuelPrice: 1)
        let equal = fleet.fuel(12e6, 2)
        #expect(abs(equal - 2 * line.fuel(6e6)) < 1e-6)
        for share in stride(from: 3e6, through: 9e6, by: 0.5e6) {
            #expect(equal <= line.fuel(share) + line.fuel(12e6 - share) + 1e-6)
        }
    }

    /// With a grid that is always there and the cheapest, the cost is load times price.
    @Test func `a site that only buys pays load times price`() {
        let blocks = [SiteBlock](
            repeating: SiteBlock(mean: 10e6, limit: 20e6, price: 60 * price),
            count: 24
        )
        let store = SiteStore(energy: 20e6 * 3600, power: 10e6, roundTripEfficiency: 0.85)
        let fleet = GeneratorFleet(unit: SiteFixture.line(5e6), count: 3, fuelPrice: 30 * price)
        let run = SiteRun(
            SitePlant(store: store, fleet: fleet),
            SiteSeries(step: 3600, blocks: blocks)
        )
        let end = SiteEndValue(run.plant, run.series)
        let bound = SiteBound(run, from: run.full, end: end)
        for result in SiteFixture.results(run, from: run.full).prefix(2) {
            #expect(abs(end.net(result.account) - 14_400) < 1e-6)
        }
        #expect(abs(bound.cost - 14_400) < 1)
    }
}
