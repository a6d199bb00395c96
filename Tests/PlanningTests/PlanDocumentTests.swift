import Bus
import Foundation
import Planning
import Testing

@Suite struct PlanDocumentTests {
    static func object(_ value: some Encodable) throws -> [String: Any] {
        let data = try JSONEncoder().encode(value)
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    @Test func `a plan has the keys that other tools rely on`() throws {
        let fixture = ReportFixture(siteYears: [2030])
        let json = try Self.object(PlanDocument(fixture.scenario, fixture.plan))
        let fixed = [
            "status", "objective_usd", "bound_usd", "gap", "contracts", "quarters", "sites",
            "contingencies", "prices_of_rules", "builds", "alternatives", "stresses", "tornado",
            "assumptions", "proof",
        ]
        #expect(Set(json.keys) == Set(fixed + ["name", "overrides"]))
        #expect(json["status"] as? String == "feasible")
        #expect(json["objective_usd"] as? Double == fixture.plan.objective)
        let contract = try #require((json["contracts"] as? [[String: Any]])?.first)
        #expect(contract["lifecycle_status"] as? String == "Active")
        #expect(contract["quantity_mw"] as? Double == 900)
        #expect((contract["used_mw"] as? [Double])?.count == 28)
        let quarter = try #require((json["quarters"] as? [[String: Any]])?.last)
        #expect(quarter["quarter"] as? String == "2032-Q4")
        #expect((quarter["capacity_mw"] as? [String: Double])?["oracle"] == 1_400)
        #expect((quarter["depreciation_usd_by_life_years"] as? [String: Double])?.count == 3)
        let site = try #require((json["sites"] as? [[String: Any]])?.first)
        let year = try #require((site["years"] as? [[String: Any]])?.first)
        #expect(year["year"] as? Int == 2030)
        #expect((year["energy_mwh"] as? [String: Double])?["solar"] ?? 0 > 0)
        #expect(year["hours"] == nil)
    }

    @Test func `keys are in snake case`() throws {
        let fixture = ReportFixture(siteYears: [2030])
        let data = try JSONEncoder().encode(PlanDocument(fixture.scenario, fixture.plan))
        let text = String(decoding: data, as: UTF8.self)
        let keys = Set(text.matches(of: /"([A-Za-z_0-9]+)":/).map { String($0.output.1) })
        // Years of life are keys as well.
        let plain = keys.filter { !$0.contains(/^([a-z][a-z0-9_]*|[0-9]+)$/) }
        #expect(plain.isEmpty, "\(plain)")
    }

    @Test func `numbers that JSON does not know are null`() throws {
        var fixture = ReportFixture(siteYears: [2030])
        fixture.plan.bound = -.infinity
        fixture.plan.quarters[0].balance = nil
        fixture.plan.quarters[1].rentExpense = .nan
        fixture.plan.stresses[0].hindsight = .infinity
        fixture.plan.sites[0].years[0].price[3] = .nan
        let json = try Self.object(PlanDocument(fixture.scenario, fixture.plan))
        #expect(json["bound_usd"] is NSNull)
        #expect(json["gap"] is NSNull)
        let quarters = try #require(json["quarters"] as? [[String: Any]])
        #expect(quarters[0]["balance_usd"] is NSNull)
        #expect(quarters[1]["rent_expense_usd"] is NSNull)
        let hours = try Self.object(SiteDocument(fixture.plan.sites))["hours"] as? [[String: Any]]
        #expect(hours?[3]["price_usd_per_mwh"] is NSNull)
    }

    @Test func `a plan is read again as it was written`() throws {
        let fixture = ReportFixture(siteYears: [2030])
        let overrides = [Override(path: "a.b", value: "0.4")]
        let document = PlanDocument(fixture.scenario, fixture.plan, overrides: overrides)
        let data = try JSONEncoder().encode(document)
        #expect(try JSONDecoder().decode(PlanDocument.self, from: data) == document)
        let none = PlanDocument(fixture.scenario, conflict: ["The cap and the demand."])
        let text = try JSONEncoder().encode(none)
        #expect(try JSONDecoder().decode(PlanDocument.self, from: text) == none)
    }

    @Test func `an impossible scenario says what cannot all hold`() throws {
        let fixture = ReportFixture(siteYears: [])
        let json = try Self.object(PlanDocument(fixture.scenario, conflict: ["a", "b"]))
        #expect(json["status"] as? String == "infeasible")
        #expect(json["conflict"] as? [String] == ["a", "b"])
        #expect(json["objective_usd"] is NSNull)
        #expect((json["contracts"] as? [Any])?.isEmpty == true)
        let site = try Self.object(SiteDocument(conflict: ["no power"]))
        #expect(site["status"] as? String == "infeasible")
        #expect(site["conflict"] as? [String] == ["no power"])
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
