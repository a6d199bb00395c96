import Pages
import Foundation
import Planning
import Testing

/// What `busbar plan site FILE --json` prints.
@Suite struct SiteDocumentTests {
    static func text(_ document: SiteDocument) throws -> String {
        var bytes: [UInt8] = []
        document.write(try pretty(document)) { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func pretty(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func object(_ document: SiteDocument) throws -> [String: Any] {
        let data = Data(try text(document).utf8)
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    /// An hour as an encoder would write it.
    struct Hour: Encodable {
        var hour: Int
        var load_mw: JSONNumber
        var sources_mw: [String: JSONNumber]
        var unserved_mw: JSONNumber
        var stored_mwh: JSONNumber
        var price_usd_per_mwh: JSONNumber
    }

    struct Hours: Encodable { var hours: [Hour] }

    /// A plan whose names and figures are hard to write.
    static func odd() -> SiteYearPlan {
        var plan = SiteYearPlan(year: 2030, status: "optimal", objective: 1, bound: 1)
        let names = [
            "b", "B", "a10", "a9", "sun/wind", #"quote " and \"#, "tab\tline\nbell\u{7}", "ä",
            #"hours" : "@0"#, "grid",
        ]
        for (place, name) in names.enumerated() {
            let power = [0.1 + Double(place), -1e-7, 123_456_789.5, 1e21, 0]
            plan.flows.append(.init(name: name, carrier: name, power: power))
        }
        plan.flows.append(.init(name: "unserved", carrier: "unserved", power: [0, 1, 2, 3, 4]))
        plan.flows.append(.init(name: "load", carrier: "load", power: [100, 2.5, -1, 1e-5, 7]))
        plan.stored = [
            .init(name: "b", carrier: "b", power: [1, 2, 3, 4, 5]),
            .init(name: "B", carrier: "b", power: [0.1, 0.2, 0.3, 0.4, 0.5]),
        ]
        plan.price = [1, 2, .nan, .infinity]
        return plan
    }

    /// The same hours, written by the encoder.
    static func expected(_ plan: SiteYearPlan) throws -> String {
        func flow(_ name: String) -> [Double] {
            plan.flows.first { $0.name == name }?.power ?? []
        }
        let sources = plan.flows.filter { $0.name != "load" && $0.name != "unserved" }
        let hours = (0..<(plan.flows.first?.power.count ?? 0)).map { hour in
            Hour(
                hour: hour,
                load_mw: JSONNumber(flow("load")[hour]),
                sources_mw: Dictionary(
                    uniqueKeysWithValues: sources.map { ($0.name, JSONNumber($0.power[hour])) }
                ),
                unserved_mw: JSONNumber(flow("unserved")[hour]),
                stored_mwh: JSONNumber(plan.stored.reduce(0) { $0 + $1.power[hour] }),
                price_usd_per_mwh: JSONNumber(plan.price.count > hour ? plan.price[hour] : nil)
            )
        }
        let text = try pretty(Hours(hours: hours))
        // Without the braces around it.
        return String(text.dropFirst(2).dropLast(2))
    }

    @Test func `the hours are written as an encoder writes them`() throws {
        let plan = Self.odd()
        let text = try Self.text(SiteDocument([PlannedSite(name: "x", years: [plan])]))
        #expect(text.contains(try Self.expected(plan)))
        // What is around them is the encoder's, in which nothing but the mark has changed.
        let parts = try Self.pretty(SiteDocument([PlannedSite(name: "x", years: [plan])]))
            .split(separator: "  \"hours\" : \"@0\"", omittingEmptySubsequences: false)
        #expect(parts.count == 2)
        let whole = try #require(parts.first) + Self.expected(plan) + #require(parts.last)
        #expect(text == String(whole))
    }

    @Test func `sites without sources and plans without hours are written as well`() throws {
        var plan = SiteYearPlan(year: 2030, status: "optimal", objective: 1, bound: 1)
        plan.flows = [
            .init(name: "unserved", carrier: "unserved", power: [1]),
            .init(name: "load", carrier: "load", power: [1]),
        ]
        var hour = Hour(
            hour: 0,
            load_mw: JSONNumber(1),
            sources_mw: [:],
            unserved_mw: JSONNumber(1),
            stored_mwh: JSONNumber(0),
            price_usd_per_mwh: JSONNumber(nil)
        )
        hour.sources_mw = [:]
        let text = try Self.text(SiteDocument([PlannedSite(name: "x", years: [plan])]))
        let expected = try Self.pretty(Hours(hours: [hour])).dropFirst(2).dropLast(2)
        #expect(text.contains(expected))
        let none = try Self.text(SiteDocument(conflict: ["no power"]))
        #expect(none.contains(try Self.pretty(Hours(hours: [])).dropFirst(2).dropLast(2)))
    }

    @Test func `the hours come in pieces`() throws {
        let fixture = ReportFixture(siteYears: [2030])
        let document = SiteDocument(fixture.plan.sites)
        var most = 0
        var count = 0
        document.write(try Self.pretty(document)) {
            most = max(most, $0.count)
            count += $0.count
        }
        #expect(count > 1_000_000)
        #expect(most < 100_000)
    }

    @Test func `a solver's last digits are written as zeros`() throws {
        let solving = SiteSolving(highs: nil)
        let site = SiteBenchmarkTests.site(168)
        let plan = try #require(try solving.plan(site, .init(years: [0])).planning).plans[0]
        for series in (plan.flows + plan.stored).map(\.power) + [plan.price] {
            let largest = series.reduce(0) { max($0, abs($1)) }
            #expect(
                series.allSatisfy { $0 == 0 ? $0.sign == .plus : abs($0) > 1e-9 * largest }
            )
        }
    }

    @Test func `how whole units ran stands beside the plan`() throws {
        var site = SiteFixture.site([10, 10, 40, 40])
        var engines = SiteFixture.standing("engines", 30, run: 10)
        engines.unit = 10
        engines.minimumLoad = 0.5
        engines.startCost = 3
        site.generators = [engines, SiteFixture.standing("other", 100, run: 30)]
        let solving = SiteSolving(highs: try SiteFixture.solver())
        let planning = try #require(try solving.plan(site, .init(years: [0])).planning)
        let runs = try #require(try planning.unitCommitment(solving))
        let planned = PlannedSite(name: "x", years: planning.plans)
        let json = try Self.object(SiteDocument([planned], rolling: [runs]))
        let run = try #require(json["unit_commitment"] as? [String: Any])
        // Two units at their least load come free with what ran before; the third is started.
        #expect(isNear(run["objective_usd"] as? Double ?? 0, 1_403))
        #expect(isNear(run["planned_usd"] as? Double ?? 0, 1_400))
        #expect(isNear(run["unserved_mwh"] as? Double ?? 1, 0))
        let units = try #require((run["units"] as? [[String: Any]])?.first)
        #expect(units["name"] as? String == "engines")
        #expect(units["count"] as? Int == 3)
        #expect(units["unit_mw"] as? Double == 10)
        #expect(units["starts"] as? Int == 1)
        #expect(units["running_hours"] as? Double == 10)
        #expect(units["start_cost_usd"] as? Double == 3)
        let summary = UnitCommitmentSummary(planned, runs)
        #expect(summary.sentences.count == 1)
        #expect(summary.sentences[0].contains("everything is served"))
        #expect(summary.table?.rows.count == 1)
    }

    @Test func `one site-year stands on top with its hours`() throws {
        let fixture = ReportFixture(siteYears: [2030])
        let json = try Self.object(SiteDocument(fixture.plan.sites))
        for key in [
            "status", "objective_usd", "bound_usd", "gap", "capacities", "hours", "prices_of_rules",
        ] {
            #expect(json[key] != nil, "\(key)")
        }
        let hours = try #require(json["hours"] as? [[String: Any]])
        #expect(hours.count == 8_760)
        let noon = hours[12]
        let sources = try #require(noon["sources_mw"] as? [String: Double])
        let load = try #require(noon["load_mw"] as? Double)
        #expect(abs(sources.values.reduce(0, +) - load) < 1e-6)
        #expect(noon["stored_mwh"] is Double)
        #expect(noon["price_usd_per_mwh"] is Double)
        let years = try #require(json["years"] as? [[String: Any]])
        #expect(years.count == 1)
        #expect(years[0]["hours"] == nil, "they stand once")
    }

    @Test func `several site-years stand in their years`() throws {
        let fixture = ReportFixture(siteYears: [2030, 2034])
        var sites = fixture.plan.sites
        sites[0].years[1].status = "feasible"
        let json = try Self.object(SiteDocument(sites))
        #expect(json["hours"] == nil)
        #expect(json["status"] as? String == "feasible")
        let years = try #require(json["years"] as? [[String: Any]])
        #expect(years.map { $0["year"] as? Int } == [2030, 2034])
        #expect((years[1]["hours"] as? [Any])?.count == 8_760)
        let total = sites[0].years.reduce(0) { $0 + $1.objective }
        #expect(abs((json["objective_usd"] as? Double ?? 0) - total) < 1)
    }
}
