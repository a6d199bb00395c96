import Bus
import Testing

@testable import Hybrid

/// How close bound and optimum are where the grid fails now and then.
@Suite struct SiteOutageBoundTests {
    private let price = SiteFixture.perMegawattHour
    private let charge = DemandCharge(12e-3)

    /// Two months of hours with a swing, prices by the hour, outages, and diesels for those alone.
    private func site(_ seed: Int, meanRepair: Double) -> SiteRun {
        var random = SplitMix64(seed)
        let night = Double.random(in: 30...45, using: &random)
        let blocks = (0..<59 * 24).map { index in
            let hour = Double(index % 24)
            let swing = 1 - abs(hour - 15) / 12
            let evening = hour >= 16 && hour < 21 ? 45.0 : 0
            return SiteBlock(
                mean: 40e6 + 3e6 * swing,
                limit: 50e6,
                price: (night + 15 * swing + evening) * price
            )
        }
        let series = SiteSeries(step: 3600, blocks: blocks)
        let outages = Outage.sample(
            perYear: 20,
            meanRepair: meanRepair,
            over: series.duration,
            using: &random
        )
        var fleet = GeneratorFleet(
            unit: SiteFixture.line(2.5e6, curvature: 0, onTime: 1800),
            count: 18,
            startTime: 120,
            fuelPrice: 100 * price,
            startCost: 50,
            outputCost: 12 * price
        )
        fleet.runsBesideGrid = false
        let store = SiteStore(energy: 15e6 * 3600, power: 45e6, roundTripEfficiency: 0.85)
        let plant = SitePlant(store: store, fleet: fleet, unservedCost: 20_000 * price)
        return SiteRun(plant, series.with(outages))
    }

    @Test(arguments: 0..<6) func `the optimum is within 2 % of the bound with outages`(seed: Int) {
        let run = site(seed, meanRepair: seed < 4 ? 4 * 3600 : 24 * 3600)
        #expect(!run.series.outages.isEmpty)
        let months = charge.months(of: run.series)
        let end = SiteEndValue(run.plant, run.series)
        var bound = SiteBound(run, months, from: run.full, end: end)
        let search = PeakSearch(run, months, from: run.full, end: end, raising: &bound)
        guard let account = search.optimum?.result.account else {
            Issue.record("a small site is not too much work")
            return
        }
        let total = end.net(account) + DemandCharge.cost(account, months)
        #expect(bound.gap(total) >= -1e-12)
        #expect(bound.gap(total) < 0.02)
        // The battery is filled again below the highest load of a month without outages.
        #expect(search.caps.allSatisfy { $0 < 43e6 })
        for result in SiteFixture.results(run, from: run.full) {
            let account = result.account
            let total = end.net(account) + DemandCharge.cost(account, months)
            #expect(bound.cost <= total * (1 + 1e-9))
        }
    }

    /// An outage of 40 hours, and a tank for so many of them.
    @Test(arguments: [5.0, 20, 30, 36, 39]) func `the bound knows when the tank is empty`(
        hours: Double
    ) {
        let open = site(1, meanRepair: 1)
        var plant = open.plant
        let burn = plant.fleet.fuel(2.5e6, 1) / 2.5e6
        plant.fleet.tank = burn * 41e6 * hours * 3600
        let begin = 200.0 * 3600
        let outage = Outage(begin: begin, end: begin + 40 * 3600)
        let run = SiteRun(plant, open.series.with([outage]))
        let months = charge.months(of: run.series)
        let end = SiteEndValue(plant, run.series)
        var bound = SiteBound(run, months, from: run.full, end: end)
        let search = PeakSearch(run, months, from: run.full, end: end, raising: &bound)
        func total(_ account: SiteAccount) -> Double {
            end.net(account) + DemandCharge.cost(account, months)
        }
        guard let best = search.optimum.map({ total($0.result.account) }) else {
            Issue.record("a small site is not too much work")
            return
        }
        let others = SiteFixture.results(run, from: run.full).map { total($0.account) }
        for cost in others + [best] { #expect(bound.cost <= cost * (1 + 1e-9)) }
        #expect(bound.gap(min(best, others.min() ?? best)) < 0.03)
    }

    /// Whatever the store is asked, against every power that it could give.
    @Test(arguments: 0..<60) func `a block is served at the least cost`(seed: Int) {
        var random = SplitMix64(seed)
        let run = SiteFixture.site(&random, blocks: 30)
        let plant = run.plant
        let fuel = plant.fleet.bestCost
        for block in run.series.blocks {
            let units = plant.fleet.capacity * Double.random(in: 0...1, using: &random)
            let from = block.mean * Double.random(in: 0.5...1.5, using: &random)
            let slope = 300 * price / block.mean * Double.random(in: 0.1...10, using: &random)
            let peak = seed % 3 == 0 ? .none : SoftPeak(from: from, slope: slope)
            let convex = ConvexBlock(block, peak, plant, units: units, fuel: fuel)
            let worth = Double.random(in: 1...400, using: &random) * price
            /// Of the store's power and the import that goes with it, the rest as cheap as can be.
            func cost(_ store: Double, _ grid: Double) -> Double {
                let rest = max(0, block.mean - store - grid)
                let burned = min(rest, units)
                let over = peak.slope > 0 ? max(0, grid - peak.from) : 0
                return block.price * grid + 0.5 * peak.slope * over * over
                    + (burned > 0 ? fuel * burned : 0) + plant.unservedCost * (rest - burned)
                    + worth * plant.store.drain(store)
            }
            let answer = convex.answer(worth)
            #expect(answer.grid >= 0 && answer.grid <= block.limit * (1 + 1e-9))
            let found = cost(answer.store, answer.grid)
            for place in 0...100 {
                let share = Double(place) / 100
                let store = plant.store
                let power = -store.charge + share * (store.discharge + store.charge)
                guard power <= block.mean else { break }
                for part in 0...50 {
                    let most = min(block.limit, block.mean - power)
                    let other = cost(power, most * Double(part) / 50)
                    #expect(found <= other + 1e-6 * abs(other))
                }
            }
        }
    }
}
