import Foundation
import Pages
import Testing

@testable import Hybrid

@Suite struct SizingReportTests {
    static let missions = MissionSet(
        Mission(
            name: "work",
            cycle: Cycle.steady(speed: 27, seconds: 600),
            distances: .lognormal(median: 120e3, spread: 0.9),
            share: 1
        )
    )

    static let result = try? Sizing(
        JourneyFixture.series,
        missions: missions,
        grid: DesignGrid(
            batteries: [40 * 3.6e6, 90 * 3.6e6, 180 * 3.6e6],
            generators: [0, 60e3, 130e3]
        ),
        economy: JourneyFixture.economy
    ).result()

    static let uncertainty = Uncertainty(
        JourneyFixture.series,
        missions: missions,
        economy: JourneyFixture.economy
    ).result(samples: 40)

    @Test func `the page has the front, the designs, the missions and what it hangs on`() throws {
        let result = try #require(Self.result)
        let html = SizingReport(
            JourneyFixture.series,
            missions: Self.missions,
            result: result,
            uncertainty: Self.uncertainty
        ).html
        let sections = [
            "choice", "front", "designs", "missions", "spread", "tornado-section", "check", "words",
        ]
        for section in sections { #expect(html.contains("<section id=\"\(section)\"")) }
        for word in [">nan", "\"nan", "inf "] { #expect(!html.lowercased().contains(word)) }
        let ids = html.split(separator: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(Set(ids).count == ids.count)
    }

    @Test func `without bands there is no section of them`() throws {
        let result = try #require(Self.result)
        let html = SizingReport(JourneyFixture.series, missions: Self.missions, result: result).html
        #expect(!html.contains("<section id=\"spread\""))
        #expect(!html.contains("P90"))
    }

    @Test func `the document's front is that of the result, in the units of its names`() throws {
        let result = try #require(Self.result)
        let keys = try ReportDocumentTests.keys(
            SizingDocument(
                JourneyFixture.series,
                missions: Self.missions,
                result,
                uncertainty: Self.uncertainty
            )
        )
        let front = try #require(keys["front"] as? [[String: Any]])
        #expect(front.count == result.front.count)
        let best = try #require(result.best(by: \.use.cost.total))
        let first = try #require(front.first)
        let cost = try #require(first["cost_usd_per_km"] as? Double)
        #expect(abs(cost - best.use.cost.total * 1000) < 1e-9)
        let battery = try #require(first["battery_kwh"] as? Double)
        #expect(abs(battery - best.design.battery / 3.6e6) < 1e-9)
        let bands = try #require(keys["bands"] as? [String: [String: Double]])
        let band = try #require(bands["cost_usd_per_km"])
        #expect((band["p10"] ?? .nan) <= (band["p90"] ?? .nan))
    }

    @Test func `every design that is not driven in full is told from the front`() throws {
        let result = try #require(Self.result)
        let tables = SizingTables(result: result)
        #expect(tables.front.rows.count == result.front.count)
        #expect(tables.choices.rows.first?[0].text == "cheapest")
    }
}
