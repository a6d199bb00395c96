import Charts
import Foundation
import Planning
import Testing

@Suite struct ReportPageTests {
    /// Writes the page to the file that `BUSBAR_REPORT` names, to be looked at.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["BUSBAR_REPORT"] != nil))
    func `the page can be looked at`() throws {
        let file = try #require(ProcessInfo.processInfo.environment["BUSBAR_REPORT"])
        let fixture = ReportFixture()
        let html = PlanReport(fixture.scenario, fixture.plan, ReportFixture.context).html
        try html.write(toFile: file, atomically: true, encoding: .utf8)
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
