import Bus
import Testing

@testable import Hybrid

@Suite struct DemandChargeTests {
    private let price = SiteFixture.perMegawattHour
    /// 12 USD per kW and month, in USD per W.
    private let charge = DemandCharge(12e-3)

    /// Days of 12 h at 10 MW and 12 h at 20 MW.
    private func days(_ count: Int, outages: [Outage] = []) -> SiteSeries {
        SiteSeries(
            step: 1800,
            blocks: (0..<48 * count).map { index in
                SiteBlock(mean: index / 24 % 2 == 0 ? 10e6 : 20e6, limit: 30e6, price: 60 * price)
            }
        ).with(outages)
    }

    @Test func `a year has twelve months, and a week is charged for a week`() {
        let year = SiteSeries(
            step: 900,
            blocks: Array(repeating: SiteBlock(mean: 1, limit: 2, price: 0), count: 35_040)
        )
        let months = charge.months(of: year)
        #expect(months.map { $0.blocks.count / 96 } == BillingMonth.days)
        #expect(months.allSatisfy { $0.charge == 12e-3 })
        let week = charge.months(of: days(7))
        #expect(week.count == 1)
        #expect(abs(week[0].charge - 12e-3 * 7 / 31) < 1e-12)
        var rates = [Double](repeating: 0, count: 12)
        rates[1] = 5
        let short = DemandCharge(months: rates).months(of: days(40))
        #expect(short.map(\.charge) == [0, 5 * 9.0 / 28])
    }

    /// No losses, one price: the battery flattens the days to their mean of 15 MW.
    @Test func `a battery that is large enough pays for the mean, by hand`() {
        let series = days(31)
        let store = SiteStore(capacity: 80e6 * 3600, discharge: 10e6, charge: 10e6, loss: 0)
        let run = SiteRun(SitePlant(store: store), series)
        let months = charge.months(of: series)
        let end = SiteEndValue(run.plant, series)
        var bound = SiteBound(run, months, from: run.full, end: end)
        let search = PeakSearch(run, months, from: run.full, end: end, raising: &bound)
        guard let account = search.optimum?.result.account else {
            Issue.record("a small site is not too much work")
            return
        }
        let energy = 15.0 * 744 * 60
        let total = end.net(account) + DemandCharge.cost(account, months)
        // The last day may end with less in the store, at what it costs to fill it again.
        #expect(abs(total / (energy + 15e6 * 12e-3) - 1) < 4e-3)
        #expect(account.peakImport < 15.2e6)
        #expect(bound.gap(total) >= -1e-12)
        #expect(bound.gap(total) < 4e-3)
    }

    @Test(arguments: 0..<60) func `no control pays less in all than the bound`(seed: Int) {
        var random = SplitMix64(seed)
        var run = SiteFixture.site(&random, blocks: 120)
        var plant = run.plant
        plant.fleet.runsBesideGrid = seed % 2 == 0
        run = SiteRun(plant, run.series)
        // Of a few hours: as much as the energy at times, and nothing at others.
        let rate = 12e-3 * Double.random(in: 0...40, using: &random)
        let months = DemandCharge(rate).months(of: run.series)
        let end = SiteEndValue(run.plant, run.series)
        var bound = SiteBound(run, months, from: run.full, end: end)
        let search = PeakSearch(run, months, from: run.full, end: end, raising: &bound)
        func total(_ account: SiteAccount) -> Double {
            end.net(account) + DemandCharge.cost(account, months)
        }
        guard let best = search.optimum.map({ total($0.result.account) }) else {
            Issue.record("a small site is not too much work")
            return
        }
        #expect(bound.cost <= best * (1 + 1e-9) + 1e-9)
        var standby = StandbyControl(run.plant)
        var merit = MeritControl(run, sparesPeaks: true)
        let accounts = [run.run(&standby).account, run.run(&merit).account]
        for account in accounts {
            #expect(bound.cost <= total(account) * (1 + 1e-9) + 1e-9)
            #expect(best <= total(account) * 1.02 + 1)
        }
    }

    /// With every cap of a list: none is better than the one that the search finds.
    @Test(arguments: 0..<4) func `the search finds what trying all caps finds`(seed: Int) {
        var random = SplitMix64(seed + 100)
        let blocks = (0..<288).map { index in
            SiteBlock(
                mean: Double.random(in: 20e6...40e6, using: &random),
                limit: 50e6,
                price: (index / 24 % 2 == 0 ? 30 : 90) * price
            )
        }
        let series = SiteSeries(step: 900, blocks: blocks)
        let store = SiteStore(energy: 8e6 * 3600, power: 20e6, roundTripEfficiency: 0.9)
        let run = SiteRun(SitePlant(store: store), series)
        let months = DemandCharge(20e-3).months(of: series)
        let end = SiteEndValue(run.plant, series)
        func total(_ account: SiteAccount) -> Double {
            end.net(account) + DemandCharge.cost(account, months)
        }
        let all = stride(from: 26e6, through: 50e6, by: 0.5e6).compactMap { cap in
            SiteOptimum(
                run,
                capped: series.capped(to: [cap], months),
                from: run.full,
                end: end
            ).map { total($0.result.account) }
        }
        var bound = SiteBound(run, months, from: run.full, end: end)
        let search = PeakSearch(run, months, from: run.full, end: end, raising: &bound)
        guard let found = search.optimum.map({ total($0.result.account) }), let best = all.min()
        else {
            Issue.record("a small site is not too much work")
            return
        }
        #expect(found <= best * 1.003)
        #expect(bound.gap(found) < 0.02)
    }

    @Test func `shares that are too much for their month are cut`() {
        let months = charge.months(of: days(31))
        let shares = DemandShares(Array(repeating: 1, count: 31 * 48), of: months)
        #expect(abs(shares.shares.reduce(0, +) - 12e-3) < 1e-12)
        let even = DemandShares(even: months, days(31, outages: [Outage(begin: 0, end: 7200)]))
        #expect(even.shares.prefix(4).allSatisfy { $0 == 0 })
        #expect(abs(even.shares.reduce(0, +) - 12e-3) < 1e-12)
    }

    /// Dear grid, cheap fuel, and a charge: units would run all day if they might.
    @Test func `units that may not run beside the grid do not`() {
        let series = days(10, outages: [Outage(begin: 100 * 3600, end: 103 * 3600)])
        var fleet = GeneratorFleet(unit: SiteFixture.line(5e6), count: 6, fuelPrice: 5 * price)
        fleet.runsBesideGrid = false
        let store = SiteStore(energy: 5e6 * 3600, power: 20e6, roundTripEfficiency: 0.9)
        let run = SiteRun(SitePlant(store: store, fleet: fleet), series)
        let months = charge.months(of: series)
        let end = SiteEndValue(run.plant, series)
        var merit = MeritControl(run, sparesPeaks: true)
        var runs = [run.run(&merit, keepsSteps: true)]
        var bound = SiteBound(run, months, from: run.full, end: end)
        let search = PeakSearch(run, months, from: run.full, end: end, raising: &bound)
        if let optimum = search.optimum { runs.append(optimum.result) }
        #expect(runs.count == 2)
        for result in runs {
            let running = result.steps.indices.filter { result.steps[$0].generators > 0 }
            #expect(running.allSatisfy { (199...206).contains($0) })
            #expect(result.account.unserved < 1)
        }
    }

    /// The reserve comes back within hours, the rest in the room below the month's peak.
    @Test func `after an outage the battery is charged below the peak of the month`() {
        let series = days(10, outages: [Outage(begin: 110 * 3600, end: 111 * 3600)])
        let store = SiteStore(energy: 20e6 * 3600, power: 20e6, roundTripEfficiency: 0.9)
        let run = SiteRun(SitePlant(store: store), series)
        var blunt = MeritControl(run)
        var merit = MeritControl(run, sparesPeaks: true)
        #expect(run.run(&blunt).account.peakImport > 29e6)
        let account = run.run(&merit).account
        #expect(account.peakImport <= 20e6 * (1 + 1e-9))
        #expect(account.storedEnd > 0.999 * store.capacity)
    }
}
