import Planning
import Site
import Testing

/// The carbon budget and the carbon price of a scenario, as they stand in the file.
@Suite struct CarbonBudgetFileTests {
    private static func text(_ budget: String, grid: String = "{ limit_mw: 300 }") -> String {
        SitePlanSample.text(
            SitePlanSample.hours + SitePlanSample.load + "    grid: \(grid)\n",
            head: "start: 2028-Q1\ncarbon_budget_t_per_year: \(budget)\n"
        )
    }

    private static func mistakes(_ budget: String) -> [String] {
        SitePlanSample.mistakes(text(budget))
    }

    @Test func `one figure holds in all years, and may have a source and a range`() throws {
        let plain = try PlanFile.decode(Self.text("40e3"), name: "p.yaml", overrides: [])
        #expect(plain.scenario.rules.carbonBudget == CarbonBudget(tonnes: 40_000))
        #expect(plain.scenario.rules.carbonBudget?.tonnes(in: 1999) == 40_000)
        #expect(!plain.hasPortfolio)
        let sourced = try PlanFile.decode(
            Self.text("{ value: 0, low: 0, high: 9, source: board, date: 2026-03 }"),
            name: "p.yaml",
            overrides: []
        )
        #expect(sourced.scenario.rules.carbonBudget == CarbonBudget(tonnes: 0))
        let figure = sourced.scenario.figures.first { $0.path == "carbon_budget_t_per_year" }
        #expect(figure?.range == 0...9 && figure?.source == "board")
    }

    @Test func `figures by year hold from their year on`() throws {
        let file = try PlanFile.decode(
            Self.text("{ 2028: 40e3, 2030: { value: 20e3, assumed: true } }"),
            name: "p.yaml",
            overrides: []
        )
        let budget = try #require(file.scenario.rules.carbonBudget)
        #expect((2027...2031).map { budget.tonnes(in: $0) } == [nil, 4e4, 4e4, 2e4, 2e4])
    }

    @Test(arguments: [
        ("-5", "carbon_budget_t_per_year: -5 is out of bounds; it has to be 0 or more"),
        ("{}", "carbon_budget_t_per_year: is empty; write tonnes from a year on: { 2028: 40000 }"),
        (
            "{ soon: 5 }",
            #"carbon_budget_t_per_year.soon: not a year: "soon"; write 2028: 40000"#
        ),
        (
            "{ 2030: 5, 2029: 9 }",
            "carbon_budget_t_per_year.2029: 2029 is not after 2030; write the years in their order"
        ),
        (
            "{ 2029: 5 }",
            "carbon_budget_t_per_year: has no effect: it begins in 2029, and the last year that is "
                + "planned is 2028; give an earlier year"
        ),
    ])
    func `mistakes say what would be right`(budget: String, mistake: String) {
        #expect(Self.mistakes(budget) == ["p.yaml:3: " + mistake])
    }

    @Test func `a grid of unknown carbon cannot be counted`() throws {
        let text = Self.text("9").replacing(
            "synthetic: { seed: 1, latitude: 40, hours: 48 }",
            with: "file: case.csv"
        )
        let rows = "price_usd_per_mwh\n" + String(repeating: "50\n", count: 8_760)
        try SitePlanSample.with(rows) { folder in
            #expect(
                SitePlanSample.mistakes(text.replacing("case.csv", with: folder + "/case.csv"))
                    == [
                        "p.yaml:10: sites.a.grid: counts marginal carbon, which the grid does not say; "
                            + "give the hours a series marginal_carbon_t_per_mwh, or the grid one "
                            + "figure of that name"
                    ]
            )
        }
    }

    @Test func `what counts nothing is a mistake`() throws {
        for key in ["carbon_budget_t_per_year", "carbon_price_usd_per_t"] {
            let mistakes = PlanSample.mistakes(PlanSample.all + "\(key): 9\n")
            #expect(mistakes.count == 1)
            #expect(mistakes.first?.contains("\(key): has no effect") == true)
            #expect(mistakes.first?.contains("what is rented does not count; remove it") == true)
        }
    }

    @Test func `builds count by their carbon, also where it has a source`() throws {
        let build = """
            carbon_price_usd_per_t: 80
            builds:
              own: { region: texas, chip: gb200, block_mw: 10, most_blocks: 2, lead_quarters: 1, life_quarters: 20, capex_usd_per_kw: 5e4, opex_usd_per_mw_quarter: 0, power_price_usd_per_mwh: 75, power_carbon_t_per_mwh: { value: 0.4, low: 0.3, high: 0.5, source: board } }

            """
        #expect(try PlanSample.plan(PlanSample.all + build).scenario.rules.carbonPrice == 80)
        #expect(
            PlanSample.mistakes(PlanSample.all + build + "carbon_budget_t_per_year: { 2028: 9 }\n")
                == [
                    "p.yaml:22: carbon_budget_t_per_year: has no effect: it begins in 2028, and the "
                        + "last year that is planned is 2027; give an earlier year"
                ]
        )
    }

    private static func priced(_ rules: String) -> String {
        SitePlanSample.text(
            SitePlanSample.hours + SitePlanSample.load + SitePlanSample.grid + rules,
            head: "start: 2028-Q1\ncarbon_price_usd_per_t: 40\n"
        )
    }

    @Test func `the price of all is that of a site that says none`() throws {
        let file = try PlanFile.decode(Self.priced(""), name: "p.yaml", overrides: [])
        // It alone makes no plan of contracts.
        #expect(!file.hasPortfolio)
        #expect(file.scenario.rules.carbonPrice == 40)
        #expect(file.scenario.sites[0].rules.carbonPrice == 40)
        #expect(file.scenario.without(rule: .carbonPrice).sites[0].rules.carbonPrice == 0)
        let other = try SitePlanSample.site(
            Self.priced("    rules: { clean_matching_percent: 0 }\n")
        )
        #expect(other.rules.carbonPrice == 40)
        #expect(
            SitePlanSample.mistakes(Self.priced("    rules: { carbon_price_usd_per_t: 0 }\n")) == [
                "p.yaml:3: carbon_price_usd_per_t: has no effect: every site has its own in its "
                    + "rules; remove it"
            ]
        )
    }
}
