import Bus
import Charts
import Foundation
import Pages
import Testing

@testable import Hybrid

@Suite struct SiteSpreadTests {
    private let figures = [
        SiteSpread.Figure(path: "grid.price", value: 50, range: 40...80, source: "a"),
        SiteSpread.Figure(path: "generators.tank", value: 20, range: 5...30, source: "b"),
    ]

    /// 10 MW for two days with an outage of ten hours; a unit of 12 MW with fuel for so many hours.
    private func site(_ values: [Double]) -> SiteCase {
        let series = SiteSeries(
            step: 3600,
            blocks: (0..<48).map { _ in
                SiteBlock(mean: 10e6, limit: 20e6, price: values[0] / 3.6e9)
            }
        ).with([Outage(begin: 36_000, end: 72_000)])
        var fleet = GeneratorFleet(unit: SiteFixture.line(12e6), count: 1, fuelPrice: 1e-8)
        fleet.unit.start = 0
        // A little more, against rounding.
        fleet.tank = fleet.fuel(10e6, 1) * values[1] * 3600 * (1 + 1e-9)
        var site = SiteCase(
            name: "n",
            plant: SitePlant(fleet: fleet),
            samples: [series],
            needs: SiteNeeds(availability: 1)
        )
        site.capital = SiteCapital(units: 0.1)
        return site
    }

    private func spread(_ count: Int, seed: UInt64 = 1) -> SiteSpread {
        SiteSpread(figures, samples: count, seed: seed) { SiteOutcome(site($0), from: [0, 3600]) }
    }

    @Test func `each figure alone does what it does by hand`() {
        let spread = spread(0)
        // 38 hours of the grid at 10 MW.
        let dearer = spread.alone[0].high.total - spread.alone[0].low.total
        #expect(abs(dearer - 38 * 10 * 40) < 1e-6)
        let yearly = (spread.base.yearly ?? 0) - spread.base.total * 8760 / 48
        #expect(abs(yearly - 0.1 * 12e6) < 1e-3)
        #expect(spread.base.isEnough)
        #expect(!spread.alone[1].low.isEnough)
        #expect(abs(spread.alone[1].low.unserved - 5 * 10e6 * 3600) < 1)
        #expect(abs(spread.alone[1].low.worstAutonomy - 5 * 3600) < 1)
        #expect(spread.widest(.worstAutonomy)?.figure.path == "generators.tank")
        #expect(spread.widest(.liters) == nil)
        #expect(spread.spread(.total) == nil)
    }

    @Test func `bands hold the figure itself and stay within its ends`() {
        let spread = spread(40)
        for quantity in [SiteQuantity.worstAutonomy, .medianAutonomy] {
            guard let band = spread.spread(quantity) else {
                Issue.record("a band")
                continue
            }
            #expect(band.low < 20 && 20 < band.high)
            #expect(band.low >= 5 && band.high <= 30)
        }
        // It is met from ten hours on: of a triangle from 5 to 30 with its top at 20 the chance of
        // less is 25 / (25 * 15), and each of 40 parts of the same chance is drawn from once.
        #expect((37...38).contains(spread.met))
        #expect(spread.samples == self.spread(40).samples)
        #expect(spread.samples != self.spread(40, seed: 2).samples)
    }

    @Test func `tables and document say the same`() throws {
        let spread = spread(10)
        let tables = SiteSpreadTables(spread)
        let text = tables.sentences.joined(separator: "\n")
        #expect(text.contains("is met in \(spread.met) of 10 samples"))
        #expect(text.contains("generators.tank at 5 alone"))
        #expect(tables.table.rows.count == 6)
        #expect(tables.bars?.rows.first?.label == "generators.tank")
        let answer = SiteAnswer(site([50, 20]), findsOptimum: false)
        let data = try JSONEncoder().encode(SitePowerDocument(answer, spread))
        let json = try #require(
            try JSONSerialization.jsonObject(with: data) as? [String: Any]
        )
        #expect((json["bands"] as? [String: Any])?.count == 6)
        #expect(json["needs_met_share"] as? Double == Double(spread.met) / 10)
        #expect((json["tornado"] as? [[String: Any]])?.count == 2)
        #expect(SitePowerReport(answer, spread: spread).html.contains("How sure that is"))
    }

    @Test func `what does not exist is null`() throws {
        var site = site([50, 20])
        site.capital = nil
        let answer = SiteAnswer(site, findsOptimum: false)
        let data = try JSONEncoder().encode(SitePowerDocument(answer))
        let json = try #require(
            try JSONSerialization.jsonObject(with: data) as? [String: Any]
        )
        for key in ["ride_through", "sizing", "needs_met_share"] {
            #expect(json[key] is NSNull)
        }
    }
}
