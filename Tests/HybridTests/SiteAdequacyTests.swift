import Bus
import Testing

@testable import Hybrid

@Suite struct SiteAdequacyTests {
    private let price = SiteFixture.perMegawattHour

    private func series(_ hours: Int, out: Range<Int>) -> SiteSeries {
        SiteSeries(
            step: 900,
            blocks: (0..<hours * 4).map {
                SiteBlock(mean: 10e6, limit: out.contains($0 / 4) ? 0 : 20e6, price: 50 * price)
            }
        )
    }

    /// 10 MW, lossless: 30 MWh last for three hours.
    @Test func `a store alone lasts as long as its energy, by hand`() {
        let store = SiteStore(capacity: 30e6 * 3600, discharge: 12e6, charge: 5e6, loss: 0)
        let plant = SitePlant(store: store)
        let endurance = Endurance(plant, series(24, out: 0..<0), horizon: 24 * 3600)
        #expect(abs(endurance.worst - 3 * 3600) < 1e-6)
        #expect(RideThrough(plant, series(24, out: 0..<0), length: 3 * 3600).isSurvived)
        #expect(!RideThrough(plant, series(24, out: 0..<0), length: 4 * 3600).isSurvived)
        let adequacy = Adequacy(plant, series(24, out: 10..<15))
        #expect(abs(adequacy.shortage.energy / (20e6 * 3600) - 1) < 1e-9)
    }

    /// Two units of 6 MW that need 300 s: the store bridges 10 MW for 300 s, or nobody does.
    @Test func `a start has to be bridged, by hand`() {
        var line = SiteFixture.line(6e6)
        line.start = 0
        let fleet = GeneratorFleet(unit: line, count: 2, startTime: 300, fuelPrice: price)
        let bridged = SitePlant(
            store: SiteStore(capacity: 10e6 * 300, discharge: 10e6, charge: 1e6, loss: 0),
            fleet: fleet
        )
        let out = series(24, out: 10..<15)
        #expect(Adequacy(bridged, out).shortage.isNone)
        #expect(RideThrough(bridged, out, length: 5 * 3600).isSurvived)
        let bare = SitePlant(fleet: fleet)
        #expect(abs(Adequacy(bare, out).shortage.energy - 10e6 * 300) < 1)
        #expect(abs(Adequacy(bare, out).shortage.power - 10e6) < 1)
        var control = StandbyControl(bare)
        let account = SiteRun(bare, out).run(&control).account
        #expect(abs(account.unserved - 10e6 * 300) < 1)
        #expect(account.starts == 2)
        // With one of the two 4 MW are missing for five hours.
        let steps = SiteRun(bridged, out).run(&control, keepsSteps: true).steps
        let loss = SiteContingency(.unit, SiteRun(bridged, out), steps: steps, length: nil)
        #expect(!loss.isServed)
        #expect(abs(loss.outages.power - 4e6) < 1)
        #expect(abs(loss.outages.energy / (4e6 * 5 * 3600) - 1) < 0.02)
    }

    /// 10 MW at F = 2 MW + 2 P take 24 MW of fuel: 240 MWh last for ten hours.
    @Test func `fuel on site ends, by hand`() {
        var line = SiteFixture.line(10e6, minimum: 0.1, slope: 2, curvature: 0)
        line.idle = 4e6
        line.start = 0
        let fleet = GeneratorFleet(unit: line, count: 1, fuelPrice: price, tank: 240e6 * 3600)
        let plant = SitePlant(fleet: fleet)
        let endurance = Endurance(plant, series(48, out: 0..<0), horizon: 48 * 3600)
        #expect(abs(endurance.worst - 10 * 3600) <= 900)
        #expect(RideThrough(plant, series(48, out: 0..<0), length: 9 * 3600).isSurvived)
        #expect(!RideThrough(plant, series(48, out: 0..<0), length: 12 * 3600).isSurvived)
    }

    /// Block by block against the sums, beyond the end of the series too.
    @Test(arguments: 0..<20) func `a tank lasts for as many blocks as it is burned in`(seed: Int) {
        var random = SplitMix64(seed)
        let run = SiteFixture.site(&random, blocks: 30)
        var fleet = run.plant.fleet.with(3)
        let fuel = IslandUnits(fleet, run.series).fuel.map { $0 * run.series.step }
        fleet.tank = fuel.reduce(0, +) * Double.random(in: 0...2.5, using: &random)
        let span = TankSpan(fleet, run.series)
        for begin in 0..<30 {
            var left = fleet.tank
            var count = 0
            while count < 60, left >= fuel[(begin + count) % 30] {
                left -= fuel[(begin + count) % 30]
                count += 1
            }
            #expect(span.blocks(from: begin, most: 60) == count)
        }
        fleet.tank = .infinity
        #expect(TankSpan(fleet, run.series).blocks(from: 3, most: 60) == 60)
    }

    /// What the recursion says must be held is what a run needs.
    @Test(arguments: 0..<80) func `all is served where nothing is missing, and only there`(
        seed: Int
    ) {
        var random = SplitMix64(seed)
        var run = SiteFixture.site(&random)
        var plant = run.plant
        plant.fleet.unit.minimumOnTime = 0
        plant.fleet.unit.minimum = 0
        run = SiteRun(
            plant,
            SiteSeries(
                step: run.series.step,
                blocks: run.series.blocks.map {
                    SiteBlock(mean: $0.mean, limit: $0.limit, price: $0.price)
                }
            )
        )
        let missing = Adequacy(run.plant, run.series).shortage.energy
        var control = StandbyControl(run.plant)
        let unserved = run.run(&control).account.unserved
        let turnover = run.series.peak * run.series.duration
        // What is lost in the store on the way is reckoned at the power of the block.
        #expect(abs(unserved - missing) <= 0.05 * missing + 1e-6 * turnover)
    }
}
