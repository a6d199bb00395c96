import Foundation
import Pages
import Testing

@testable import Hybrid

@Suite struct JourneyReportTests {
    static let route = JourneyFixture.pass([
        JourneyFixture.charger("West", 250e3, gasoline: 0.95),
        JourneyFixture.charger("East", 520e3, gasoline: 0.85),
    ])

    /// The electric one does not get to the first charger with the trailer in the cold.
    static let journeys = [JourneyFixture.series, JourneyFixture.electric, JourneyFixture.gas].map {
        Journey.plan(
            $0,
            trailer: JourneyFixture.trailer,
            route: route,
            conditions: Conditions(temperature: -5),
            economy: JourneyFixture.economy
        )
    }

    static func report(_ kinds: [JourneyResult.Kind]) -> JourneyReport {
        JourneyReport(
            route: route,
            journeys: journeys.filter { kinds.contains($0.kind) },
            economy: JourneyFixture.economy
        )
    }

    @Test func `a comparison has every section`() {
        let html = Self.report([.series, .electric, .conventional]).html
        let sections = [
            "summary", "way", "charge", "time", "stops", "power", "climbs", "money",
            "energy", "bound", "check", "prices", "words",
        ]
        for section in sections { #expect(html.contains("<section id=\"\(section)\"")) }
        for one in Self.journeys { #expect(html.contains(one.name)) }
    }

    @Test func `a comparison's page tells why, what else and the years`() throws {
        let comparison = JourneyComparison(
            [JourneyFixture.series, JourneyFixture.electric, JourneyFixture.gas],
            trailer: JourneyFixture.trailer,
            route: Self.route,
            economy: JourneyFixture.economy,
            missions: [
                MissionSet(
                    Mission(
                        name: "town",
                        cycle: .steady(speed: 20, seconds: 600),
                        distances: .always(60e3),
                        share: 1
                    )
                )
            ]
        )
        let html = JourneyReport(comparison).html
        for section in ["findings", "otherwise", "years"] {
            #expect(html.contains("<section id=\"\(section)\""))
        }
        #expect(html.contains("What speaks against it"))
        #expect(html.contains("Without the trailer"))
        #expect(html.contains("“town”"))
        let ids = html.split(separator: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(Set(ids).count == ids.count)
        let keys = try ReportDocumentTests.keys(ComparisonDocument(comparison))
        #expect((keys["journeys"] as? [Any])?.count == 3)
        #expect((keys["findings"] as? [Any])?.count == comparison.findings.count)
        #expect((keys["ownership"] as? [Any])?.count == 3)
        #expect((keys["verdict"] as? [String]) == comparison.verdict)
        let unladen = try #require((keys["unladen"] as? [[String: Any]])?.first)
        #expect(unladen["trailer"] is NSNull)
        #expect(unladen["missing"] is NSNull)
    }

    @Test func `one that does not get there is said to and is not set against the others`() {
        let electric = Self.journeys[1]
        #expect(!electric.isArrived)
        let report = Self.report([.series, .electric, .conventional])
        let html = report.html
        #expect(html.contains("cannot drive the way"))
        #expect(report.drawing.compared.map(\.kind) == [.series, .conventional])
        #expect(!report.leadSentences.joined().contains(electric.name))
    }

    @Test func `without a generator there is no word of one`() {
        let html = Self.report([.electric, .conventional]).html.lowercased()
        #expect(!html.contains("generator"))
        #expect(!html.contains("<section id=\"bound\""))
    }

    @Test func `without a battery there is no word of charge`() {
        let html = Self.report([.conventional]).html.lowercased()
        for word in ["battery", "state of charge", "generator"] { #expect(!html.contains(word)) }
    }

    @Test func `without an engine there is no word of fuel`() {
        let html = Self.report([.electric]).html.lowercased()
        for word in ["gasoline", "refuel", "engine", "exhaust"] { #expect(!html.contains(word)) }
    }

    @Test func `no page holds a number that is none, and every name is unique`() {
        let html = Self.report([.series, .electric, .conventional]).html
        for word in [">nan", "\"nan", "inf ", "<script"] {
            #expect(!html.lowercased().contains(word))
        }
        let ids = html.split(separator: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(Set(ids).count == ids.count)
    }

    @Test func `the document has units in its names, and the sums are those of the result`() throws
    {
        let series = Self.journeys[0]
        let keys = try ReportDocumentTests.keys(JourneyDocument(series))
        #expect(keys["arrives"] as? Bool == true)
        let hours = try #require(keys["hours"] as? [String: Any])
        let total = try #require(hours["total_h"] as? Double)
        #expect(abs(total - series.times.total / 3600) < 1e-9)
        let cost = try #require(keys["cost"] as? [String: Any])
        let energy = try #require(cost["energy_usd"] as? Double)
        #expect(abs(energy - series.money.energy) < 1e-9)
        let carbon = try #require(keys["co2"] as? [String: Any])
        let kilograms = try #require(carbon["total_kg"] as? Double)
        #expect(abs(kilograms - series.carbon.total) < 1e-9)
        #expect((keys["stops"] as? [Any])?.count == series.stops.count)
        let bound = try #require(keys["fuel_lower_bound_l"] as? Double)
        let fuel = try #require(keys["fuel_l"] as? Double)
        #expect(bound <= fuel)
    }

    @Test func `a journey that ends too early says what is missing`() throws {
        let keys = try ReportDocumentTests.keys(JourneyDocument(Self.journeys[1]))
        #expect(keys["arrives"] as? Bool == false)
        let missing = try #require(keys["missing"] as? [String: Any])
        let energy = try #require(missing["energy_kwh"] as? Double)
        #expect(energy > 0)
    }

    @Test func `a row of the totals stands for each vehicle`() {
        let tables = JourneyTables(Self.journeys)
        #expect(tables.totals.rows.map { $0[0].text } == Self.journeys.map(\.name))
        #expect(tables.totals.rows.map { $0[1].text } == ["yes", "no", "yes"])
        // One does not get there; and none of the three names a tow rating.
        let isRated = { (note: String) in !note.contains("names no tow rating") }
        #expect(tables.notes.count(where: isRated) == 1)
        #expect(tables.notes.count == 4)
    }
}
