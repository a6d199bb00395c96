import Bus
import Testing

@testable import Hybrid

/// Fuel that trucks bring while the grid is out.
@Suite struct SiteDeliveryTests {
    private let hour = 3600.0

    /// Ten units of 1 MW for 10 MW, 2 J of fuel for a J at any power: 20 MW of fuel, and 200 MWh of it.
    private func plant(_ delivery: FuelDelivery) -> SitePlant {
        var line = SiteFixture.line(1e6, minimum: 0, slope: 2, curvature: 0)
        line.idle = 0
        line.start = 0
        var fleet = GeneratorFleet(unit: line, count: 10, fuelPrice: 1e-8, tank: 200e6 * hour)
        fleet.delivery = delivery
        return SitePlant(fleet: fleet)
    }

    private func series(_ hours: Int, out: Range<Int>) -> SiteSeries {
        SiteSeries(
            step: 900,
            blocks: (0..<4 * hours).map { _ in SiteBlock(mean: 10e6, limit: 20e6, price: 1e-8) }
        ).with([Outage(begin: Double(out.lowerBound) * hour, end: Double(out.upperBound) * hour)])
    }

    /// A tank of ten hours and from the sixth hour on half of what is burned: 10 + (t - 6) / 2 = t at 14.
    ///
    /// What a block of a quarter of an hour needs has to be there as it begins: a quarter less.
    @Test func `less than is burned lengthens the autonomy, by hand`() {
        let half = plant(FuelDelivery(delay: 6 * hour, power: 10e6))
        let open = series(48, out: 0..<0)
        let endurance = Endurance(half, open, horizon: 48 * hour)
        #expect(abs(endurance.worst - 13.75 * hour) < 1)
        #expect(TankSpan(half.fleet, open).blocks(from: 5, most: 192) == 55)
    }

    @Test func `as much as is burned has no end, if it comes before the tank is empty`() {
        let open = series(48, out: 0..<0)
        for (delay, lasts) in [(6.0, 96.0), (10.5, 10)] {
            let site = plant(FuelDelivery(delay: delay * hour, power: 20e6))
            let endurance = Endurance(site, open, horizon: 96 * hour)
            #expect(abs(endurance.worst - lasts * hour) < 1)
            let blocks = TankSpan(site.fleet, open).blocks(from: 0, most: 384)
            #expect(blocks == Int(lasts * 4))
        }
    }

    /// In 24 hours with half of it from the twelfth hour on: 2 hours without fuel, then 12 with half of
    /// it, and what arrives in a block is there at its end.
    @Test func `what is missing is the same by recursion and by a run, by hand`() {
        let site = plant(FuelDelivery(delay: 12 * hour, power: 10e6))
        let out = series(72, out: 10..<34)
        let missing = (20e6 + 60e6 + 0.25 * 5e6) * hour
        let ride = RideThrough(site, series(72, out: 0..<0), length: 24 * hour)
        #expect(abs(ride.worst.energy / missing - 1) < 1e-9)
        #expect(abs(Adequacy(site, out).shortage.energy / missing - 1) < 1e-9)
        var standby = StandbyControl(site)
        let account = SiteRun(site, out).run(&standby).account
        // Whole units, one of which may lack the fuel of a block.
        #expect(account.unserved >= missing * (1 - 1e-9))
        #expect(account.unserved <= missing + 1e6 * hour)
        #expect(abs(account.fuel - 2 * account.generators) < 1)
    }

    @Test(arguments: 0..<30) func `the bound is below every control with deliveries`(seed: Int) {
        var random = SplitMix64(seed)
        let open = SiteFixture.site(&random, blocks: 200)
        var plant = open.plant
        plant.fleet = plant.fleet.with(4)
        let begin = Double.random(in: 20...60, using: &random) * open.series.step
        let length = Double.random(in: 40...120, using: &random) * open.series.step
        let series = open.series.with([Outage(begin: begin, end: begin + length)])
        let burn = plant.fleet.fuel(series.peak, 4)
        plant.fleet.tank = burn * length * Double.random(in: 0.1...0.7, using: &random)
        plant.fleet.delivery = FuelDelivery(
            delay: length * Double.random(in: 0...0.9, using: &random),
            power: burn * Double.random(in: 0.1...1.5, using: &random)
        )
        let run = SiteRun(plant, series)
        let end = SiteEndValue(plant, series)
        let months = DemandCharge.none.months(of: series)
        var bound = SiteBound(run, months, from: run.full, end: end)
        let search = PeakSearch(run, months, from: run.full, end: end, raising: &bound)
        var results = SiteFixture.results(run, from: run.full)
        results += [search.optimum?.result].compactMap(\.self)
        #expect(results.count == 4)
        for result in results {
            #expect(bound.cost <= end.net(result.account) * (1 + 1e-9))
            #expect(result.end.fuel >= -1e-6 * plant.fleet.tank)
        }
    }

    /// 40 hours without grid at 40 MW, a tank of 20 and what is burned from the thirtieth on: 10 hours
    /// are missing, though enough is brought before the end.
    @Test func `the bound knows that a delivery comes late`() {
        let series = SiteSeries(
            step: 3600,
            blocks: (0..<200).map { _ in SiteBlock(mean: 40e6, limit: 50e6, price: 1e-8) }
        ).with([Outage(begin: 100 * hour, end: 140 * hour)])
        var fleet = GeneratorFleet(
            unit: SiteFixture.line(2.5e6, curvature: 0),
            count: 18,
            fuelPrice: 2e-8
        )
        fleet.tank = fleet.fuel(40e6, 16) * 20 * hour
        fleet.delivery = FuelDelivery(delay: 29 * hour, power: fleet.fuel(40e6, 16) * 2)
        let run = SiteRun(SitePlant(fleet: fleet), series)
        let end = SiteEndValue(run.plant, series)
        let months = DemandCharge.none.months(of: series)
        var bound = SiteBound(run, months, from: run.full, end: end)
        let search = PeakSearch(run, months, from: run.full, end: end, raising: &bound)
        guard let best = search.optimum?.result.account else {
            Issue.record("a small site is not too much work")
            return
        }
        #expect(best.unserved > 8 * 40e6 * hour)
        #expect(bound.gap(end.net(best)) >= -1e-12)
        // Units at their best burn less than sixteen do, and 2 hours of what is brought come within it.
        #expect(bound.gap(end.net(best)) < 0.25)
    }

    /// Within an outage the battery may be empty: the autonomy of a site is not none for that.
    @Test func `an outage begins where there is a grid, and anywhere where there is never one`() {
        let site = plant(.none)
        let out = series(96, out: 12..<84)
        let stored = [Double](repeating: 0, count: out.blocks.count)
        let fed = Endurance(site, out, horizon: 48 * hour, stored: stored)
        #expect(fed.starts.count == 24)
        #expect(fed.starts.allSatisfy { !out.blocks[$0].isOut })
        let island = Endurance(site, series(96, out: 0..<96), horizon: 48 * hour, stored: stored)
        #expect(island.starts.count == 96)
        #expect(abs(island.worst - 10 * hour) < 1)
    }

    @Test func `where no size is enough the largest says why`() {
        var site = SiteCase(
            name: "n",
            plant: plant(.none),
            samples: [series(96, out: 12..<84)],
            needs: SiteNeeds(availability: 0, rideThrough: 48 * hour)
        )
        site.capital = SiteCapital(units: 0.1)
        site.sizes = SiteSizeGrid(
            energies: [0],
            powers: [0],
            units: [10, 20],
            limits: [20e6],
            leastDuration: 900
        )
        let answer = SiteAnswer(site, findsOptimum: false)
        #expect(answer.sizing?.best == nil)
        #expect(answer.sizing?.largest?.size.units == 20)
        let text = answer.headlines.joined(separator: "\n")
        #expect(text.contains("with the largest an outage from hour"))
        #expect(text.contains("misses 380 MWh"))
    }

    @Test func `an answer says what is burned and delivered a day`() {
        let out = series(96, out: 12..<84)
        func text(_ delivery: FuelDelivery) -> String {
            var site = SiteCase(
                name: "n",
                plant: plant(delivery),
                samples: [out],
                needs: SiteNeeds(availability: 0, rideThrough: 48 * hour)
            )
            site.fuel = .diesel
            return SiteAnswer(site).headlines.joined(separator: "\n")
        }
        let none = text(.none)
        #expect(none.contains("l; the units burn"))
        #expect(none.contains("plan for a delivery by then (delivery_after_h)"))
        let late = text(FuelDelivery(delay: 12 * hour, power: 20e6))
        #expect(late.contains("a day are delivered from hour 12 of an outage on"))
        #expect(late.contains("have it delivered earlier"))
        let little = text(FuelDelivery(delay: 6 * hour, power: 10e6))
        #expect(little.contains("less is delivered than is burned"))
        #expect(little.contains("the fuel with what is delivered lasts 13.8 hours of it"))
        let enough = text(FuelDelivery(delay: 6 * hour, power: 20e6))
        #expect(enough.contains("an outage of 48 hours from any hour is survived"))
        #expect(!enough.contains("runs out"))
    }
}
