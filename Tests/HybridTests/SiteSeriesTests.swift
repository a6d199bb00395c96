import Bus
import Testing

@testable import Hybrid

@Suite struct SiteSeriesTests {
    /// A year of minutes in hours: what κ P² turns into heat stays the same.
    @Test func `blocks keep mean and mean square, so that resistive loss is that of the minutes`() {
        var random = SplitMix64(7)
        let minutes = (0..<525_600).map { _ in Double.random(in: 20e6...60e6, using: &random) }
        let series = SiteSeries(
            step: 60,
            blocks: minutes.map { SiteBlock(mean: $0, limit: 0, price: 0) }
        )
        let hours = series.aggregated(60)
        #expect(hours.blocks.count == 8760)
        let fine = minutes.reduce(0) { $0 + $1 * $1 * 60 }
        let coarse = hours.blocks.reduce(0) { $0 + $1.square * 3600 }
        #expect(abs(coarse / fine - 1) < 1e-12)
        let store = SiteStore(energy: 1e15, power: 60e6, roundTripEfficiency: 0.85)
        let exact = minutes.reduce(0) { $0 + store.drain($1) * 60 }
        let moments = hours.blocks.reduce(0) {
            $0 + store.drain($1.mean, variance: $1.variance) * 3600
        }
        let blind = hours.blocks.reduce(0) { $0 + store.drain($1.mean) * 3600 }
        #expect(abs(moments / exact - 1) < 1e-4)
        #expect(abs(blind / exact - 1) > 3e-3)
    }

    /// Two days of minutes between 52 and 60 MW, on their own and in hours.
    private func runs(_ plant: SitePlant, limit: Double) -> (SiteAccount, SiteAccount, SiteAccount)
    {
        var random = SplitMix64(5)
        let minutes = SiteSeries(
            step: 60,
            blocks: (0..<2880).map { _ in
                let load = Double.random(in: 52e6...60e6, using: &random)
                return SiteBlock(mean: load, limit: limit, price: 2e-8, carbon: 1e-7)
            }
        )
        let hours = minutes.aggregated(60)
        let blind = SiteSeries(
            step: 3600,
            blocks: hours.blocks.map {
                SiteBlock(mean: $0.mean, limit: $0.limit, price: $0.price, carbon: $0.carbon)
            }
        )
        func account(_ series: SiteSeries) -> SiteAccount {
            let run = SiteRun(plant, series)
            var control = MeritControl(run)
            return run.run(&control).account
        }
        return (account(minutes), account(hours), account(blind))
    }

    /// The grid gives 50 MW, and the store what is above that, 2 to 10 MW.
    @Test func `where the store follows the load a site loses in hours what it does in minutes`() {
        let store = SiteStore(energy: 600e6 * 3600, power: 11e6, roundTripEfficiency: 0.8)
        let (minutes, hours, blind) = runs(SitePlant(store: store), limit: 50e6)
        #expect(minutes.unserved == 0 && hours.unserved == 0)
        #expect(abs(hours.discharged / minutes.discharged - 1) < 1e-9)
        #expect(abs(hours.storeLoss / minutes.storeLoss - 1) < 2e-3)
        #expect(abs(blind.storeLoss / minutes.storeLoss - 1) > 0.05)
        #expect(abs(hours.storedEnd / minutes.storedEnd - 1) < 1e-4)
    }

    /// Three units of 22 MW without a grid: F = n F0 + F1 P + F2 P² / n is a square too.
    @Test func `where the units follow the load a site burns in hours what it does in minutes`() {
        let fleet = GeneratorFleet(
            unit: SiteFixture.line(22e6, curvature: 0.8),
            count: 3,
            fuelPrice: 1e-8,
            fuelCarbon: 7e-8
        )
        let (minutes, hours, blind) = runs(SitePlant(fleet: fleet), limit: 0)
        #expect(minutes.starts == 3 && hours.starts == 3)
        #expect(abs(hours.fuel / minutes.fuel - 1) < 1e-9)
        #expect(abs(hours.cost / minutes.cost - 1) < 1e-9)
        #expect(abs(hours.carbon / minutes.carbon - 1) < 1e-9)
        #expect(blind.fuel < minutes.fuel * (1 - 1e-4))
    }

    /// The electric demand of a pickup, second by second, against blocks of it.
    @Test(arguments: [10, 60, 300])
    func `a drive cycle in blocks takes the same energy out of the battery`(_ count: Int) {
        var random = SplitMix64(11)
        let cycle = HybridFixture.cycle(&random, points: 1800)
        let run = HybridFixture.run(HybridFixture.truck)
        let trip = run.run(cycle, from: 0.6, choice: .batteryOnly, keepsSteps: true)
        let store = SiteStore(HybridFixture.battery, temperature: 20)
        let demands = SiteSeries(
            step: 1,
            blocks: trip.steps.map {
                SiteBlock(mean: $0.battery, square: $0.battery * $0.battery, limit: 0, price: 0)
            }
        )
        func drained(_ series: SiteSeries) -> Double {
            series.blocks.reduce(0) {
                $0 + store.drain($1.mean, variance: $1.variance) * series.step
            }
        }
        let fine = drained(demands)
        #expect(abs(drained(demands.aggregated(count)) / fine - 1) < 2e-3)
    }

    @Test func `an efficiency of a round trip comes back`() {
        for efficiency in [0.7, 0.85, 0.92, 0.99] {
            let store = SiteStore(energy: 4e9, power: 1e6, roundTripEfficiency: efficiency)
            let into = -store.drain(-1e6)
            #expect(abs(into / store.drain(1e6) - efficiency) < 1e-6)
            #expect(abs(store.power(draining: store.drain(0.6e6)) / 0.6e6 - 1) < 1e-12)
        }
    }

    /// 2 a year of 4 h: over 500 years the counts are those of the rate.
    @Test func `outages come as often and last as long as they should`() {
        var random = SplitMix64(3)
        let duration = 500 * 8760 * 3600.0
        let outages = Outage.sample(
            perYear: 2,
            meanRepair: 4 * 3600,
            over: duration,
            using: &random
        )
        #expect(abs(Double(outages.count) / 1000 - 1) < 0.08)
        let mean = outages.reduce(0) { $0 + $1.end - $1.begin } / Double(outages.count)
        #expect(abs(mean / (4 * 3600) - 1) < 0.1)
        #expect(zip(outages, outages.dropFirst()).allSatisfy { $0.end <= $1.begin })
    }
}
