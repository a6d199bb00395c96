import Pages
import Foundation
import Planning
import Testing

/// Value at risk in the document, the tables, the summary and the page.
@Suite struct CostAtRiskReportTests {
    /// A hundred futures from 90 % to 140 % of the plan, of which five leave something unserved.
    private static func fixture() -> ReportFixture {
        var fixture = ReportFixture(siteYears: [])
        let total = fixture.plan.objective
        var risk = CostAtRisk(seed: 7, asked: 102, planned: total)
        risk.figureCount = 90
        risk.demandCount = 2
        risk.stressCount = 3
        risk.senseless = 2
        risk.futures = (0..<100).map { (place: Int) -> CostAtRisk.Future in
            let cost = total * (0.9 + 0.005 * Double(place))
            return CostAtRisk.Future(
                stress: place == 3 ? "oracle, late" : nil,
                cost: cost,
                bound: cost * 0.99,
                unserved: place >= 95 ? 10 : 0,
                verdict: place % 10 == 0 ? .rules : .kept
            )
        }
        var rent = CostAtRisk.Policy(name: "rent only")
        rent.places = [0, 50]
        rent.futures = rent.places.map { place in
            CostAtRisk.Future(cost: total * (1 + 0.01 * Double(place)), verdict: .kept)
        }
        risk.policies = [rent]
        fixture.plan.risk = risk
        return fixture
    }

    @Test func `the document has every figure with its interval`() throws {
        let fixture = Self.fixture()
        let total = fixture.plan.objective
        let document = PlanDocument(fixture.scenario, fixture.plan)
        let json = try PlanDocumentTests.object(document)
        let risk = try #require(json["risk"] as? [String: Any])
        let keys = [
            "mean_usd", "standard_deviation_usd", "p5_usd", "p50_usd", "p95_usd",
            "value_at_risk_over_plan_usd", "value_at_risk_over_mean_usd",
            "mean_of_worst_5_percent_usd", "chance_unserved", "chance_rules_give_way",
            "chance_money_rules_give_way", "chance_money_rules_break_unadapted",
        ]
        for key in keys {
            let estimate = try #require(risk[key] as? [String: Double], "\(key)")
            let (low, value) = (estimate["low"] ?? .nan, estimate["value"] ?? .nan)
            #expect(low <= value, "\(key)")
            #expect(value <= estimate["high"] ?? .nan, "\(key)")
        }
        #expect(risk["seed"] as? Int == 7)
        #expect(risk["futures"] as? Int == 100)
        #expect((risk["costs_usd"] as? [Double])?.count == 100)
        // The 95th of a hundred costs 0.9 + 0.005 · 94 of the plan.
        let over = try #require(risk["value_at_risk_over_plan_usd"] as? [String: Double])
        #expect(abs((over["value"] ?? 0) - total * 0.37) < 1e-6 * total)
        let policies = try #require(risk["policies"] as? [[String: Any]])
        #expect(policies.map { $0["name"] as? String } == ["this plan", "rent only"])
        let data = try JSONEncoder().encode(document)
        #expect(try JSONDecoder().decode(PlanDocument.self, from: data) == document)
        let named = String(decoding: data, as: UTF8.self).matches(of: /"([A-Za-z_0-9]+)":/)
        #expect(named.allSatisfy { $0.output.1.contains(/^([a-z][a-z0-9_]*|[0-9]+)$/) })
    }

    @Test func `the table has a row for each future`() throws {
        let fixture = Self.fixture()
        let files = PlanTables(fixture.scenario, fixture.plan).files
        let file = try #require(files.first { $0.name == "risk.csv" })
        let lines = file.text.split(separator: "\n")
        #expect(lines.count == 101)
        #expect(lines[0].hasSuffix(",money_rules_break_unadapted,cost_rent_only_usd"))
        #expect(lines[1].hasPrefix("1,,rules,"))
        #expect(lines[4].hasPrefix("4,\"oracle, late\",kept,"))
        #expect(lines[2].hasSuffix(",false,"))
    }

    @Test func `the summary says it in one sentence`() throws {
        let fixture = Self.fixture()
        let lines = PlanSummary(fixture.scenario, fixture.plan).headlines
        let line = try #require(lines.last)
        #expect(line.hasPrefix("In 19 of 20 futures the total stays below $"))
        #expect(line.contains("more than planned (value at risk)"))
    }

    @Test func `the page has the section before the tornado, and says how it was drawn`() {
        let fixture = Self.fixture()
        let page = PlanReport(fixture.scenario, fixture.plan).html
        let outline = PageOutline(page)
        #expect(outline.complaint == nil)
        let sections = outline.sections
        #expect(
            sections.firstIndex(of: "cost-at-risk").map { sections[$0 + 1] } == "tornado-section"
        )
        #expect(page.contains("independently of each other"))
        #expect(page.contains("triangular distribution"))
        #expect(page.contains("of them the rules for failures and shares cannot be kept whole"))
        #expect(page.contains("Of 102 draws 2 made no sense together."))
        #expect(page.contains("rent only"))
    }

    @Test func `futures in which nothing is possible are told of, not averaged away`() {
        var fixture = Self.fixture()
        for place in 0..<10 {
            fixture.plan.risk?.futures[place] = CostAtRisk.Future(verdict: .impossible)
        }
        let lines = PlanSummary(fixture.scenario, fixture.plan).headlines
        #expect(
            lines.last
                == "In 10 % of the futures nothing is possible with today's signatures."
        )
        let page = PageOutline(PlanReport(fixture.scenario, fixture.plan).html)
        #expect(page.complaint == nil)
        let document = PlanDocument(fixture.scenario, fixture.plan)
        #expect(document.risk?.impossible == 10)
        #expect(document.risk?.high.value.value == nil)
    }
}
