import Foundation
import Planning
import Testing

/// The carbon budget in every form of a plan.
@Suite struct CarbonReportTests {
    private static func plan() throws -> (scenario: Scenario, plan: Plan) {
        let sites = [CarbonCase.site("a", clean: 70), CarbonCase.site("b", clean: 150)]
        let scenario = CarbonCase.scenario(sites, thousands: 600)
        return (scenario, try #require(try CarbonCase.plan(scenario)))
    }

    @Test func `the document says budget, granted, emitted and price, and reads them again`() throws
    {
        let (scenario, plan) = try Self.plan()
        let document = PlanDocument(scenario, plan)
        let data = try JSONEncoder().encode(document)
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.contains(#""carbon_budget":[{"#))
        #expect(text.contains(#""granted_tonnes":"#))
        let again = try JSONDecoder().decode(PlanDocument.self, from: data)
        #expect(again.carbon == document.carbon && again.sites == document.sites)
        let year = try #require(again.carbon.first)
        #expect(year.year == 2026 && year.sites.map(\.site) == ["a", "b"])
        #expect(abs((year.price.value ?? 0) - 40) < 1e-3)
        var without = plan
        without.carbon = []
        let other = try JSONEncoder().encode(PlanDocument(scenario, without))
        #expect(!String(decoding: other, as: UTF8.self).contains("carbon_budget\":"))
    }

    @Test func `the terminal, the page and the tables show it by year`() throws {
        let (scenario, plan) = try Self.plan()
        let table = try #require(
            PlanSummary(scenario, plan).tables.first { $0.title.hasPrefix("Carbon budget") }
        )
        #expect(
            table.columns.map(\.title) == [
                "Year", "Budget", "Granted", "Emitted", "Price, $/t", "Granted to",
            ]
        )
        #expect(
            table.rows.map { $0.map(\.text) } == [
                ["2026", "600,000", "600,000", "600,000", "40", "a 162,000 and b 438,000"]
            ]
        )
        // The section of a site draws weeks of hours, which steps of a quarter have not.
        var whole = plan
        whole.sites = []
        let page = PlanReport(scenario, whole).html
        #expect(page.contains("A tonne more in 2026 would save $40"))
        #expect(page.contains("<td class=\"n\">600,000</td>"))
        let cells = PlanSummary(scenario, plan).tables.flatMap(\.rows).flatMap { $0.map(\.text) }
        #expect(cells.contains { $0.hasPrefix("share of the carbon budget, 162000") })
        let file = PlanTables(scenario, plan).files.first { $0.name == "carbon_budget.csv" }
        #expect(file?.text.hasPrefix("year,budget_tonnes,site,granted_tonnes") == true)
    }
}
