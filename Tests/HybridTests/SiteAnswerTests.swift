import Bus
import Charts
import Pages
import Testing

@testable import Hybrid

@Suite struct SiteAnswerTests {
    private func answer(_ seed: Int, sizes: Bool = true) -> SiteAnswer {
        var random = SplitMix64(seed)
        let run = SiteFixture.site(&random, blocks: 96)
        var needs = SiteNeeds(availability: 0.9)
        needs.rideThrough = 900
        var site = SiteCase(name: "north", plant: run.plant, samples: [run.series], needs: needs)
        site.demandCharge = DemandCharge(0.01)
        site.capital = SiteCapital(storePower: 0.01, storeEnergy: 1e-6, units: 0.05, grid: 0.01)
        let peak = run.series.peak
        if sizes {
            site.sizes = SiteSizeGrid(
                energies: [0, peak * 3600],
                powers: [0, peak],
                units: [0, 2, 4],
                limits: [peak, 1.2 * peak]
            )
        }
        return SiteAnswer(site)
    }

    @Test(arguments: 0..<4)
    func `every part of an answer is there, and its gaps are no less than 0`(
        seed: Int
    ) {
        let answer = answer(seed)
        #expect(answer.controls.map(\.name) == ["merit", "standby", "optimum"])
        for control in answer.controls { #expect(control.gap >= -1e-9) }
        #expect(answer.headlines.count >= 3)
        #expect(answer.csv.split(separator: "\n").count == answer.steps.count + 1)
        let page = SitePowerReport(answer).html
        let titles = [
            "Power by source in the worst week", "How long it lasts without grid", "Which size",
            "The highest import of each month", "January", "lower bound",
        ]
        for title in titles { #expect(page.contains(title)) }
        #expect(!page.contains("nan"))
        #expect(SitePowerDocument(answer).controls.count == 3)
    }

    @Test func `minutes are taken in blocks in which units get ready`() {
        var site = answer(1, sizes: false).site
        let minutes = SiteSeries(
            step: 60,
            blocks: (0..<600).map { _ in SiteBlock(mean: 1e6, limit: 2e6, price: 0) }
        )
        site.samples = [minutes]
        site.plant.fleet = site.plant.fleet.with(2)
        site.plant.fleet.startTime = 590
        site.plant.fleet.unit.ramp = .infinity
        #expect(site.inBlocks.series.step == 600)
        site.plant.fleet.startTime = 20
        #expect(site.inBlocks.series.step == 300)
    }

    /// Load of 10 MW for 96 hours, the grid gone for 72 of them, fuel for about 20, and no battery.
    @Test func `a long outage says when the fuel runs out, and that nothing bridges the start`() {
        let series = SiteSeries(
            step: 3600,
            blocks: (0..<96).map { _ in SiteBlock(mean: 10e6, limit: 20e6, price: 1e-8) }
        ).with([Outage(begin: 12 * 3600, end: 84 * 3600)])
        var fleet = GeneratorFleet(
            unit: SiteFixture.line(5e6),
            count: 2,
            startTime: 60,
            fuelPrice: 1e-8
        )
        fleet.tank = fleet.fuel(10e6, 2) * 20.5 * 3600
        let plant = SitePlant(fleet: fleet)
        let site = SiteCase(name: "n", plant: plant, samples: [series], needs: SiteNeeds())
        let text = SiteAnswer(site).headlines.joined(separator: "\n")
        #expect(text.contains("lasts 72 hours, and the fuel runs out after 20 hours:"))
        #expect(text.contains("none in the worst case"))
        #expect(text.contains("nothing bridges the start of the units"))
        #expect(text.contains("N+0"))
        #expect(text.contains("hours a year (scaled from 96 hours)"))
    }

    /// 10 MW, two units of 6 MW that are ready after 300 s, and a battery of half the power and more
    /// than enough energy: only the start is not carried, whatever the tank and the units.
    @Test func `an outage that is not ridden through says what would have to be larger`() {
        let series = SiteSeries(
            step: 900,
            blocks: (0..<96).map { _ in SiteBlock(mean: 10e6, limit: 20e6, price: 1e-8) }
        )
        func words(_ power: Double, tank: Double, units: Int) -> String {
            var fleet = GeneratorFleet(
                unit: SiteFixture.line(6e6),
                count: units,
                startTime: 300,
                fuelPrice: 1e-8
            )
            fleet.tank = tank
            let plant = SitePlant(
                store: SiteStore(capacity: 4e6 * 3600, discharge: power, charge: power, loss: 0),
                fleet: fleet
            )
            let needs = SiteNeeds(availability: 0, rideThrough: 8 * 3600)
            let site = SiteCase(name: "n", plant: plant, samples: [series], needs: needs)
            return SiteAnswer(site).headlines.first { $0.hasPrefix("Ride-through") } ?? ""
        }
        let start = words(5e6, tank: .infinity, units: 2)
        #expect(start.contains("units are ready after 5 min, and the battery has 5 MW until then"))
        #expect(!start.contains("fuel on site"))
        #expect(!start.contains("would carry"))
        let hour = SiteFixture.line(6e6).fuel(5e6) * 2 * 3600
        let tank = words(12e6, tank: 4.1 * hour, units: 2)
        #expect(tank.hasSuffix("the fuel on site lasts 4 hours of it."))
        let few = words(12e6, tank: .infinity, units: 1)
        #expect(few.hasSuffix("1 unit more would carry the highest load."))
        #expect(words(12e6, tank: .infinity, units: 2).contains("is survived"))
    }

    /// Two units of 6 MW that are ready after 300 s, and nothing that bridges 10 MW until then.
    @Test func `until units are ready the whole load is not served, by hand`() {
        let series = SiteSeries(
            step: 900,
            blocks: (0..<96).map { _ in SiteBlock(mean: 10e6, limit: 20e6, price: 1e-8) }
        ).with([Outage(begin: 3600, end: 7200)])
        let fleet = GeneratorFleet(
            unit: SiteFixture.line(6e6),
            count: 2,
            startTime: 300,
            fuelPrice: 1e-8
        )
        let site = SiteCase(
            name: "n",
            plant: SitePlant(fleet: fleet),
            samples: [series],
            needs: SiteNeeds(availability: 0)
        )
        let account = SiteAnswer(site).main.account
        #expect(abs(account.unserved / (10e6 * 300) - 1) < 1e-9)
        #expect(abs(account.worstUnserved - 10e6) < 1)
        #expect(abs(account.unservedTime - 300) < 1e-6)
    }

    @Test func `a load above all that the site has is said to be so`() {
        let series = SiteSeries(
            step: 3600,
            blocks: (0..<48).map { _ in SiteBlock(mean: 30e6, limit: 20e6, price: 1e-8) }
        )
        let store = SiteStore(capacity: 5e6 * 3600, discharge: 10e6, charge: 10e6, loss: 0)
        let fleet = GeneratorFleet(unit: SiteFixture.line(2e6), count: 2, fuelPrice: 1e-8)
        let site = SiteCase(
            name: "n",
            plant: SitePlant(store: store, fleet: fleet),
            samples: [series],
            needs: SiteNeeds(availability: 0)
        )
        let text = SiteAnswer(site).headlines.joined(separator: "\n")
        #expect(text.contains("The highest load is 30 MW; the grid gives 20 MW at most and"))
        #expect(text.contains("the full battery gives the rest for 50 min"))
        #expect(text.contains("and what is not served"))
    }

    @Test func `sizes that differ in one part are told by it`() {
        let here = SiteSize(energy: 5 * 3.6e9, power: 5e6, units: 2, limit: 44e6)
        var other = here
        other.limit = 50e6
        #expect(here.words(beside: other) == "a grid of 44 MW in place of 50 MW")
    }
}
