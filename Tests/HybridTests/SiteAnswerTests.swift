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

    @Test(arguments: 0..<12)
    func `every part of an answer is there, and its gaps are no less than 0`(
        seed: Int
    ) {
        let answer = answer(seed)
        #expect(answer.controls.map(\.name) == ["merit", "standby", "optimum"])
        for control in answer.controls { #expect(control.gap >= -1e-9) }
        #expect(answer.headlines.count >= 3)
        #expect(answer.csv.split(separator: "\n").count == answer.steps.count + 1)
        let section = SitePowerSection(answer).section
        let titles = ["Power by source in the worst week", "How long it lasts without grid"]
        for title in titles { #expect(section.body.text.contains(title)) }
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
        #expect(text.contains("lasts 72 hours, and the fuel on site runs out after 20:"))
        #expect(text.contains("none in the worst case"))
        #expect(text.contains("nothing bridges the start of the units"))
        #expect(text.contains("hours a year (scaled from 96 hours)"))
    }

    @Test func `sizes that differ in one part are told by it`() {
        let here = SiteSize(energy: 5 * 3.6e9, power: 5e6, units: 2, limit: 44e6)
        var other = here
        other.limit = 50e6
        #expect(here.words(beside: other) == "a grid of 44 MW in place of 50 MW")
    }
}
