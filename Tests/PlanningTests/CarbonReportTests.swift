import Pages
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
        let page = PlanReport(scenario, plan).html
        #expect(page.contains("The share of the carbon budget binds: a tonne less would cost $40."))
        #expect(page.contains("A tonne more in 2026 would save $40"))
        #expect(page.contains("<td class=\"n\">600,000</td>"))
        let cells = PlanSummary(scenario, plan).tables.flatMap(\.rows).flatMap { $0.map(\.text) }
        #expect(cells.contains { $0.hasPrefix("share of the carbon budget, 162000") })
        let file = PlanTables(scenario, plan).files.first { $0.name == "carbon_budget.csv" }
        #expect(file?.text.hasPrefix("year,budget_tonnes,site,granted_tonnes") == true)
    }
    @Test func `a site's own cap is not called the budget`() throws {
        var site = CarbonCase.site("a", clean: 70)
        site.rules.carbonCap = 0.25
        let scenario = CarbonCase.scenario([site], thousands: 300)
        let plan = try #require(try CarbonCase.plan(scenario))
        let year = plan.sites[0].years[0]
        #expect(isNear(year.carbonPrice ?? 0, 40) && year.grantPrice == 0)
        #expect(year.tonnePrice == year.carbonPrice)
        let document = PlanDocument(scenario, plan)
        #expect(document.carbon.first?.price.value == nil)
        #expect(document.sites[0].years[0].grantPrice?.value == 0)
        let page = PlanReport(scenario, plan).html
        #expect(page.contains("The carbon cap binds: a tonne less would cost $40."))
        #expect(!page.contains("share of the carbon budget binds"))
        #expect(page.contains("In every year less is emitted than the budget allows."))
    }

    @Test func `a budget without a price may bind all the same`() throws {
        var (scenario, plan) = try Self.plan()
        plan.pricesOfRules = []
        let page = PlanReport(scenario, plan).html
        #expect(
            page.contains(
                "The budget is used up in 2026; what a tonne more would save is not known."
            )
        )
        scenario.rules.carbonBudget = CarbonBudget(tonnes: 1e6)
        plan.carbon[0].budget = 1e6
        let loose = PlanReport(scenario, plan).html
        #expect(loose.contains("In every year less is emitted than the budget allows."))
    }

    @Test func `what builds without a site emit is told beside the sites`() throws {
        var (scenario, plan) = try Self.plan()
        plan.carbon[0].others = 1_500
        let entry = try #require(PlanDocument(scenario, plan).carbon.first)
        let sites = entry.sites.reduce(0) { $0 + ($1.emitted.value ?? 0) }
        #expect(entry.builds.value == 1_500 && isNear(entry.emitted.value ?? 0, sites + 1_500))
        func rows() -> [Substring] {
            PlanTables(scenario, plan).files.first { $0.name == "carbon_budget.csv" }?.text
                .split(separator: "\n") ?? []
        }
        #expect(rows().count == 4 && rows().last == "2026,600000,builds,,1500")
        plan.carbon[0].sites = []
        #expect(rows().count == 2)
        let table = PlanSummary(scenario, plan).tables.first { $0.title.hasPrefix("Carbon budget") }
        #expect(table?.columns.contains { $0.title == "By builds without a site" } == true)
        scenario.rules.carbonBudget = nil
        plan.carbon = []
        #expect(rows().isEmpty)
    }
    @Test func `tonnes of several years are not called those of the first`() throws {
        var (scenario, plan) = try Self.plan()
        var year = SiteYearPlan(year: 2026, status: "optimal", objective: 0, bound: 0)
        year.stepHours = 2_190
        year.yearLengths = [4, 4]
        year.flows = [
            .init(name: "load", carrier: "load", power: Array(repeating: 1, count: 8))
        ]
        year.emissions = 70_000
        plan.sites = [PlannedSite(name: "a", years: [year])]
        plan.carbon = []
        scenario.rules.carbonBudget = nil
        let page = PlanReport(scenario, plan).html
        let rows = page.split(separator: "<tr>").filter { $0.contains("70,000") }
        #expect(rows.count == 1 && rows[0].contains("2026 to 2027<"))
    }
}
