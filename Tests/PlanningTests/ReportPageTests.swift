import Bus
import Foundation
import FoundationXML
import Planning
import Testing

@Suite struct ReportPageTests {
    static let fixture = ReportFixture(siteYears: [2030, 2034])
    static let page = PlanReport(fixture.scenario, fixture.plan, ReportFixture.context).html

    /// Writes the page to the file that `BUSBAR_REPORT` names, to be looked at.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["BUSBAR_REPORT"] != nil))
    func `the page can be looked at`() throws {
        let file = try #require(ProcessInfo.processInfo.environment["BUSBAR_REPORT"])
        let fixture = ReportFixture()
        let html = PlanReport(fixture.scenario, fixture.plan, ReportFixture.context).html
        try html.write(toFile: file, atomically: true, encoding: .utf8)
    }

    @Test func `the page is well-formed, and everything it refers to is there`() {
        let outline = PageOutline(Self.page)
        #expect(outline.complaint == nil)
        #expect(Set(outline.ids).count == outline.ids.count)
        #expect(outline.references.subtracting(outline.ids).isEmpty)
    }

    @Test func `the page needs nothing from elsewhere`() {
        let outline = PageOutline(Self.page)
        #expect(outline.elements.isDisjoint(with: ["script", "link", "img", "iframe", "object"]))
        #expect(outline.attributes.isDisjoint(with: ["src", "style", "onclick", "onload"]))
        #expect(!Self.page.contains("@import"))
        #expect(!Self.page.contains("url(http"))
    }

    @Test func `headings go down one level at a time`() {
        let levels = PageOutline(Self.page).headings
        #expect(levels.first == 1)
        #expect(levels.count { $0 == 1 } == 1)
        for (level, next) in zip(levels, levels.dropFirst()) { #expect(next <= level + 1) }
    }

    @Test func `every head of a table says what it is the head of`() {
        let outline = PageOutline(Self.page)
        #expect(outline.scopes["th"] != nil)
        #expect(outline.headsWithoutScope == 0)
    }

    @Test func `sections stand in the order of the decision`() {
        let ids = PageOutline(Self.page).sections
        #expect(
            ids == [
                "decision", "change", "capacity", "contracts", "burn", "money", "survival",
                "stresses", "tornado-section", "alternatives", "rules", "site-0", "assumptions",
                "proof", "words",
            ]
        )
    }

    @Test func `what is not there has no section`() {
        let scenario = Scenario(name: "empty", horizon: ReportFixture.horizon, discountRate: 0.08)
        var plan = Plan(status: "optimal", objective: 0, bound: 0)
        #expect(PageOutline(PlanReport(scenario, plan).html).sections == ["decision", "words"])
        plan.quarters = [PlannedQuarter(quarter: ReportFixture.horizon.first)]
        let outline = PageOutline(PlanReport(scenario, plan).html)
        #expect(outline.complaint == nil)
        #expect(outline.sections == ["decision", "capacity", "words"])
    }

    @Test func `names are escaped`() {
        var fixture = ReportFixture(siteYears: [])
        fixture.scenario.name = "<b>\"R&D\"</b>"
        fixture.plan.contracts[2].offer.name = "<script>alert('x')</script>"
        fixture.plan.contracts[2].offer.provider = "a & b"
        let page = PlanReport(fixture.scenario, fixture.plan).html
        let outline = PageOutline(page)
        #expect(outline.complaint == nil)
        #expect(!outline.elements.contains("script"))
        #expect(page.contains("&lt;script&gt;"))
    }

    @Test func `only addresses of the web are links`() {
        var fixture = ReportFixture(siteYears: [])
        fixture.scenario.figures[0].source = "javascript:alert(1) and more"
        let page = PlanReport(fixture.scenario, fixture.plan).html
        #expect(!page.contains("href=\"javascript"))
        #expect(Self.page.contains("href=\"https://example.com/press?deal=oracle&amp;year=2025\""))
    }

    @Test func `figures that are no numbers are dashes`() {
        var fixture = ReportFixture(siteYears: [2030])
        for index in fixture.plan.quarters.indices {
            fixture.plan.quarters[index].capex = .nan
            fixture.plan.quarters[index].balance = .infinity
            fixture.plan.quarters[index].leaseLiability = .nan
        }
        fixture.plan.contracts[0].used = fixture.plan.contracts[0].used.map { _ in .nan }
        fixture.plan.contingencies[0].left[8] = .nan
        fixture.plan.stresses[0].adapted = .infinity
        fixture.plan.tornado[0].atLow = .nan
        fixture.plan.sites[0].years[0].price[100] = .nan
        fixture.plan.sites[0].years[0].autonomy[5] = .infinity
        fixture.plan.bound = -.infinity
        let page = PlanReport(fixture.scenario, fixture.plan, ReportFixture.context).html
        #expect(PageOutline(page).complaint == nil)
        let words = page.split { !$0.isLetter }.map { $0.lowercased() }
        #expect(Set(words).isDisjoint(with: ["nan", "inf", "infinity", "optional"]))
    }

    @Test func `the same plan gives the same page`() {
        let again = ReportFixture(siteYears: [2030, 2034])
        #expect(PlanReport(again.scenario, again.plan, ReportFixture.context).html == Self.page)
    }

    @Test func `a page of sites alone tells what to build there`() {
        let scenario = Self.fixture.scenario
        var plan = Plan(status: "optimal", objective: 1e9, bound: 1e9)
        plan.sites = Self.fixture.plan.sites
        plan.pricesOfRules = plan.sites[0].years[0].pricesOfRules
        let page = PlanReport(scenario, plan).html
        let outline = PageOutline(page)
        #expect(outline.complaint == nil)
        #expect(outline.sections == ["decision", "site-0", "assumptions", "words"])
        #expect(page.contains("Build power at abilene-power"))
        #expect(!page.contains("Most cash in a quarter"))
    }

    @Test func `a page of an impossible scenario tells why`() {
        let conflict = [
            "2028-Q3 demand of 4,100 MW cannot be met: Abilene's power is there from 2029-Q1."
        ]
        let page = PlanReport.infeasible(Self.fixture.scenario, conflict: conflict)
        let outline = PageOutline(page)
        #expect(outline.complaint == nil)
        #expect(outline.sections == ["conflict", "assumptions"])
        #expect(outline.text.contains("Abilene's power is there from 2029-Q1"))
    }
}

extension ReportFixture {
    /// The plan before: another cap, one contract less.
    static var last: PlanDocument {
        var last = ReportFixture(siteYears: [2028])
        last.plan.contracts.removeAll { $0.offer.name == "google-tpu" }
        last.plan.contracts[3].size = 1_900
        last.plan.objective *= 0.982
        last.plan.bound *= 0.98
        last.plan.pricesOfRules.removeAll { $0.per == "per percentage point" }
        last.plan.pricesOfRules[1].value = 0.2e9
        return PlanDocument(last.scenario, last.plan)
    }

    static var context: PlanReport.Context {
        var context = PlanReport.Context()
        context.file = "openai-2025.yaml"
        context.date = "2026-11-22"
        context.program = "busbar 0.4.0"
        context.overrides = [Override(path: "concentration.oracle", value: "0.4")]
        context.last = last
        return context
    }
}
