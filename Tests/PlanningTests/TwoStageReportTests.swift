import Bus
import Foundation
import Planning
import Testing

/// How a two-stage plan is shown: on the page, in JSON, in tables and in the terminal.
@Suite struct TwoStageReportTests {
    private static var found: TwoStagePlan {
        var found = TwoStagePlan(
            status: "optimal",
            decidedBefore: Quarter(year: 2027, number: 1)
        )
        found.cases = [("as planned", 0.6, 100e9), ("demand high", 0.4, 140e9)].map {
            var one = TwoStagePlan.Case(name: $0.0, probability: $0.1)
            one.cost = $0.2 + 4e9
            one.keepingPlan = $0.2 + 10e9
            one.hindsight = $0.2
            return one
        }
        found.cases[1].unserved = 12
        found.decisions = [
            .init(
                name: "oracle-abilene",
                kind: .contract,
                quarter: Quarter(year: 2026, number: 3),
                size: 900,
                planned: 1_200
            ),
            .init(
                name: "texas-own",
                kind: .order,
                quarter: Quarter(year: 2026, number: 2),
                size: 250,
                planned: 250
            ),
        ]
        found.bound = 119e9
        found.finding = "Sign less."
        return found
    }

    private static func fixture(_ found: TwoStagePlan? = found) -> ReportFixture {
        var fixture = ReportFixture(siteYears: [])
        fixture.plan.twoStage = found
        return fixture
    }

    @Test func `values and gap follow from the cases`() {
        let found = Self.found
        #expect(found.expected.isNear(120e9))
        #expect(found.value.isNear(6e9) && found.valueOfInformation.isNear(4e9))
        #expect(found.gap.isNear(1 / 120))
        #expect(found.decisions.map(\.differs) == [true, false])
    }

    @Test func `the page says what is decided, what each case costs and what it is worth`() {
        let fixture = Self.fixture()
        let outline = PageOutline(PlanReport(fixture.scenario, fixture.plan).html)
        #expect(outline.complaint == nil)
        #expect(Set(outline.ids).count == outline.ids.count)
        #expect(outline.references.subtracting(outline.ids).isEmpty)
        #expect(outline.headsWithoutScope == 0)
        let place = outline.sections.firstIndex(of: "stresses").map { $0 + 1 }
        #expect(place.map { outline.sections[$0] } == "two-stage")
        for text in [
            "Sign less.", "before 2027-Q1", "−300", "on average", "$120B",
            "Value of the stochastic solution", "0.83 %",
            "What was not known costs up to $4B, in “as planned”.",
        ] {
            #expect(outline.text.contains(text), "\(text)")
        }
    }

    @Test func `a case that the plan's decisions leave no way out of is impossible`() {
        var found = Self.found
        found.cases[1].keepingPlan = nil
        #expect(found.expectedKeepingPlan == nil && found.value == nil)
        let fixture = Self.fixture(found)
        let text = PageOutline(PlanReport(fixture.scenario, fixture.plan).html).text
        #expect(text.contains("impossible") && !text.contains("Value of the stochastic solution"))
    }

    @Test func `without an answer the page says why and no more`() {
        var none = TwoStagePlan(status: "undecided", decidedBefore: Quarter(year: 2027, number: 1))
        none.finding = "Nothing to weigh."
        let fixture = Self.fixture(none)
        let text = PageOutline(PlanReport(fixture.scenario, fixture.plan).html).text
        #expect(text.contains("Nothing to weigh.") && !text.contains("The cases"))
        let without = Self.fixture(nil)
        let page = PageOutline(PlanReport(without.scenario, without.plan).html)
        #expect(!page.sections.contains("two-stage"))
    }

    @Test func `JSON has it under a key of its own, and reads it again`() throws {
        let fixture = Self.fixture()
        let document = PlanDocument(fixture.scenario, fixture.plan)
        let json = try PlanDocumentTests.object(document)
        let entry = try #require(json["two_stage"] as? [String: Any])
        #expect(
            Set(entry.keys) == [
                "status", "decided_before", "expected_usd", "bound_usd", "gap",
                "expected_keeping_plan_usd", "expected_hindsight_usd",
                "value_of_stochastic_solution_usd",
                "value_of_stochastic_solution_uncertainty_usd",
                "value_of_perfect_information_usd",
                "value_of_perfect_information_uncertainty_usd", "decisions", "cases", "finding",
            ]
        )
        #expect((entry["value_of_stochastic_solution_usd"] as? Double).isNear(6e9))
        #expect((entry["value_of_stochastic_solution_uncertainty_usd"] as? Double).isNear(1e9))
        let decision = try #require((entry["decisions"] as? [[String: Any]])?.first)
        #expect(decision["planned_mw"] as? Double == 1_200)
        let one = try #require((entry["cases"] as? [[String: Any]])?.last)
        #expect(one["unserved_mw_quarters"] as? Double == 12)
        let data = try JSONEncoder().encode(document)
        #expect(try JSONDecoder().decode(PlanDocument.self, from: data) == document)
    }

    @Test func `tables and the terminal have it too`() {
        let fixture = Self.fixture()
        let files = PlanTables(fixture.scenario, fixture.plan).files
        let decisions = files.first { $0.name == "two_stage_decisions.csv" }?.text
        #expect(
            decisions == """
                name,kind,quarter,size_mw,planned_mw
                oracle-abilene,contract,2026-Q3,900,1200
                texas-own,order,2026-Q2,250,250

                """
        )
        let cases = files.first { $0.name == "two_stage_cases.csv" }?.text
        #expect(
            cases?.hasSuffix("demand high,0.4,144000000000,150000000000,140000000000,12\n") == true
        )
        let summary = PlanSummary(fixture.scenario, fixture.plan)
        #expect(summary.headlines.contains("Sign less."))
    }
}
