import Pages
import Bus
import Planning
import Testing

@Suite struct PlanSummaryTests {
    static let fixture = ReportFixture(siteYears: [2030, 2034])
    static let summary = PlanSummary(fixture.scenario, fixture.plan)

    @Test func `the decision comes first`() {
        #expect(Self.summary.headlines[0].hasPrefix("Feasible: $"))
        #expect(Self.summary.headlines[0].contains("gap 0.68 %"))
        #expect(
            Self.summary.headlines[1].hasPrefix(
                "Sign oracle-abilene with oracle: 1,200 MW from 2026-Q3"
            )
        )
        #expect(Self.summary.headlines.contains { $0.hasPrefix("Build texas-own: 500 MW") })
        #expect(Self.summary.headlines.last?.hasPrefix("Biggest risk: ") == true)
    }

    @Test func `tables come in the order of the page`() {
        #expect(
            Self.summary.tables.map(\.title) == [
                "Contracts", "Own capacity", "Cash by year", "What if it fails, MW",
                "Power at abilene-power", "Capacities at abilene-power in 2034", "Prices of rules",
            ]
        )
    }

    @Test func `no table is wider than 100 columns`() {
        for table in Self.summary.tables {
            let widths = table.columns.indices.map { column in
                (table.rows.map { $0[column].text.count } + [table.columns[column].title.count])
                    .max() ?? 0
            }
            let width = widths.reduce(0, +) + 2 * (widths.count - 1)
            #expect(width <= 100, "\(table.title): \(width)")
        }
    }

    @Test func `the proof is the last line`() {
        #expect(
            Self.summary.proof == [
                "Proof: 6,412 columns, 8,930 rows, 96 integers; rows computed again, off by at most "
                    + "3.2e-9; 7 rounds; Benders over HiGHS 1.15.1 and the banded interior point method."
            ]
        )
    }

    @Test func `what moved stands before the tables of the plan`() {
        let summary = PlanSummary(
            Self.fixture.scenario,
            Self.fixture.plan,
            last: ReportFixture.last,
            overrides: [Override(path: "concentration.oracle", value: "0.4")]
        )
        #expect(summary.tables.first?.title == "Before and now")
        #expect(
            summary.headlines.contains {
                $0.hasPrefix("concentration.oracle is set to 0.4; it was 0.6.")
            }
        )
    }

    @Test func `a plan of nothing has no tables`() {
        let scenario = Scenario(name: "empty", horizon: ReportFixture.horizon, discountRate: 0.08)
        let summary = PlanSummary(scenario, Plan(status: "optimal", objective: 0, bound: 0))
        #expect(summary.tables.isEmpty)
        #expect(summary.proof.isEmpty)
        #expect(summary.headlines.count == 1)
    }
}
