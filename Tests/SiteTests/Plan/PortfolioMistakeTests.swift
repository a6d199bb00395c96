import Site
import Testing

/// What is wrong with a portfolio, in sentences.
@Suite struct PortfolioMistakeTests {
    /// The mistakes of the smallest scenario with one of its parts replaced, without their places.
    private static func mistakes(_ old: String, _ new: String) -> [String] {
        precondition(PlanSample.all.contains(old))
        return PlanSample.mistakes(PlanSample.all.replacing(old, with: new)).map { line in
            let parts = line.split(separator: ": ", maxSplits: 2).map(String.init)
            return parts.count == 3 ? "\(parts[1]): \(parts[2])" : line
        }
    }

    @Test func `all mistakes are told at once, in the order of the file`() {
        let lines = PlanSample.mistakes(
            PlanSample.all.replacing("start: 2026-Q1", with: "start: 2026-Q5")
                .replacing("quarters: 8", with: "quarters: 0")
                .replacing("jurisdiction: eu", with: "jursdiction: eu")
                .replacing("campus: abilene", with: "campus: abilen")
                .replacing("kind: inference", with: "kind: talking") + "colour: red\n"
        )
        #expect(
            lines == [
                #"p.yaml:2: start: not a quarter: "2026-Q5"; write 2028-Q3"#,
                "p.yaml:3: quarters: 0 is out of bounds; it has to be a whole number from 1 to 200",
                "p.yaml:10: regions.ireland.jursdiction: unknown key; did you mean jurisdiction?",
                #"p.yaml:16: offers.oracle-a.campus: no campus is called "abilen"; did you mean abilene?"#,
                #"p.yaml:18: demand.chat.kind: "talking" is not one of training, batch, inference"#,
                "p.yaml:19: colour: unknown key; known here: name, start, quarters, "
                    + "discount_rate_percent, providers, regions, power, chips, offers, builds, spot, "
                    + "demand, contingencies, concentration, floors, carbon_price_usd_per_t, finance, "
                    + "sites, stress, technologies",
            ]
        )
    }

    @Test(arguments: [
        ("name: test\n", "", "name: missing; give the scenario a name"),
        ("start: 2026-Q1\n", "", "start: missing; write the first quarter: 2026-Q1"),
        ("quarters: 8\n", "", "quarters: missing; write how many are planned: 28"),
        (
            "discount_rate_percent: 8\n", "",
            "discount_rate_percent: missing; write a yearly rate: 8"
        ),
        (
            "oracle: { jurisdiction: us }", "oracle: {}",
            "providers.oracle.jurisdiction: missing; whose law applies: us"
        ),
        (
            "oracle: { jurisdiction: us }",
            "oracle: { jurisdiction: us, discount: { model: best, tiers: [] } }",
            #"providers.oracle.discount.model: "best" is not one of incremental, all_units"#
        ),
        (
            "oracle: { jurisdiction: us }",
            "oracle: { jurisdiction: us, discount: { model: incremental, tiers: "
                + "[{ from_usd: 5, rate_percent: 6 }, { from_usd: 9, rate_percent: 6 }] } }",
            "providers.oracle.discount.tiers[1]: has to be above the tier before it, in from_usd "
                + "and in rate_percent"
        ),
        (
            "region: texas,", "region: texs,",
            #"power.abilene.region: no region is called "texs"; did you mean texas?"#
        ),
        (
            "limit_mw: 1200 }",
            "limit_mw: 1200, steps: [{ from: 2026-Q2, limit_mw: 5 }] }",
            "power.abilene.steps[0].from: 2026-Q2 is not after 2026-Q3, the step before it"
        ),
        (
            "efficiency: 1,", "efficiency: 0,",
            "chips.gb200.efficiency: 0 is out of bounds; it has to be a factor above 0, such as 1.2"
        ),
    ])
    func `a wrong head, place or provider says what would be right`(
        old: String,
        new: String,
        message: String
    ) {
        #expect(Self.mistakes(old, new).first == message)
    }

    @Test(arguments: [
        (
            "provider: oracle,", "provider: orcle,",
            #"provider: no provider is called "orcle"; did you mean oracle?"#
        ),
        (
            "campus: abilene,", "campus: abilene, region: ireland,",
            "region: campus abilene stands in texas; leave the region out"
        ),
        ("campus: abilene,", "", "region: missing; say where it runs"),
        (
            "starts: 2026-Q3", "starts: 2026-3",
            #"starts: not a quarter: "2026-3"; write 2028-Q3"#
        ),
        (
            "price_usd_per_mw_quarter: 3e6", "price_change_percent_per_year: 1",
            "price_usd_per_mw_quarter: missing; or a price_usd_per_gpu_hour"
        ),
        (
            "price_usd_per_mw_quarter: 3e6", "price_usd_per_mw_quarter: 3e6, total_usd: 5",
            "total_usd: stands beside price_usd_per_mw_quarter; keep one of the two"
        ),
        (
            "price_usd_per_mw_quarter: 3e6", "price_usd_per_mw_quarter: 3e6, kw_per_gpu: 1",
            "kw_per_gpu: has no effect beside price_usd_per_mw_quarter; remove it"
        ),
        (
            "chip: gb200, starts: 2026-Q3, term_quarters: 20, price_usd_per_mw_quarter: 3e6",
            "starts: 2026-Q3, term_quarters: 20, price_usd_per_gpu_hour: 3",
            "price_usd_per_gpu_hour: how many kW does a GPU take? write kw_per_gpu here or at the chip"
        ),
        (
            "most_mw: 1000", "most_mw: 1000, least_mw: 2000",
            "least_mw: 2000.0 MW at least is above 1000.0 MW at most"
        ),
        (
            "most_mw: 1000", "most_mw: 1000, signed_mw: 2000",
            "signed_mw: 2000.0 MW lies outside of what the offer allows, 0.0 to 1000.0 MW"
        ),
        (
            "most_mw: 1000", "most_mw: 1000, ramp_percent: [50, 40]",
            "ramp_percent[1]: 40.0 is below the quarter before it; a ramp rises"
        ),
        (
            "most_mw: 1000", "most_mw: 1000, commitment_model: continuous",
            "commitment_model: has no effect without take_or_pay_percent; add that or remove this"
        ),
        (
            "most_mw: 1000", "most_mw: 1000, extends: oracle-a",
            "extends: an offer cannot extend itself"
        ),
        (
            "most_mw: 1000", "most_mw: 1000, take_or_pay_percent: 0.9e3",
            "take_or_pay_percent: 0.9e3 is out of bounds; it has to be a percentage, 0 to 100"
        ),
        ("most_mw: 1000", "prepayment_percent: 5", "most_mw: missing; megawatts of IT: 1200"),
    ])
    func `a wrong offer says what would be right`(old: String, new: String, message: String) {
        #expect(Self.mistakes(old, new) == ["offers.oracle-a.\(message)"])
    }

    @Test(arguments: [
        (
            "mw: 100,", "mw: [1, 2, 3],",
            "mw: has 3 entries; the plan has 8 quarters, 2026-Q1 to 2027-Q4"
        ),
        ("mw: 100,", "mw: -5,", "mw: -5 is out of bounds; it has to be 0 or more"),
        (
            "mw: 100,", "",
            "mw: missing; list megawatts of IT by quarter, or start_mw with "
                + "growth_percent_per_year, or from_mw with to_mw"
        ),
        (
            "mw: 100,", "mw: 100, start_mw: 5,",
            "start_mw: stands beside mw; write the series in one way"
        ),
        (
            "mw: 100,", "start_mw: 5,",
            "growth_percent_per_year: missing; how it grows: 25, or 0"
        ),
        (
            "mw: 100,", "from_mw: 5, to_mw: 9, midpoint: 2027-Q1,",
            "steepness_per_year: missing; 4.4 goes from 10 % to 90 % of the way in a year, 1.1 in four"
        ),
        (
            "mw: 100,", "file: nowhere.csv,",
            "file: nowhere.csv does not exist; a path is relative to this file's folder"
        ),
        (
            "survives_percent: 100,", "",
            "survives_percent: missing; the share that has to survive a contingency: 100"
        ),
        (
            "unserved_usd_per_mw_quarter: 60e6", "unserved_usd_per_mw_quarter: always",
            #"unserved_usd_per_mw_quarter: not a number: "always"; it has to be 0 or more, or never"#
        ),
        (
            "mw: 100,", "mw: 100, regions: [texas, irland],",
            #"regions[1]: no region is called "irland"; did you mean ireland?"#
        ),
        (
            "mw: 100,", "mw: 100, regions: [],",
            "regions: is empty, so that it could run nowhere; remove it to allow all regions"
        ),
        ("mw: 100,", "mw: 100, low_factor: 1.2,", "low_factor: 1.2 is above 1; it would be high"),
        ("mw: 100,", "mw: 100, high_factor: 0.5,", "high_factor: 0.5 is below 1; it would be low"),
    ])
    func `a wrong demand says what would be right`(old: String, new: String, message: String) {
        #expect(Self.mistakes(" \(old)", " \(new)") == ["demand.chat.\(message)"])
    }

    @Test(arguments: [
        (
            "concentration: { oracle: 60 }",
            "concentration.oracle: 60 is out of bounds; it has to be a share from 0 to 1; 60 % is 0.6"
        ),
        (
            #"concentration: { "vendor:nvidia": 0.5 }"#,
            #"concentration."vendor:nvidia": "vendor" is no kind of thing that may fail; "#
                + "did you mean chip_vendor:nvidia?"
        ),
        (
            "concentration: { chip_vendor: { amd: 0.5 } }",
            #"concentration.chip_vendor.amd: no chip vendor is called "amd"; there are nvidia"#
        ),
        (
            "floors: { eu: {} }",
            "floors.eu.least_mw: missing; megawatts of IT: 100"
        ),
        (
            "floors: { jp: { least_mw: 5 } }",
            #"floors.jp: no jurisdiction is called "jp"; there are us, eu"#
        ),
        (
            "contingencies: { each: [provider] }",
            "contingencies.each: from when on has the plan to survive them? "
                + "write from: 2027-Q3 beside it, or from: reported"
        ),
        (
            "contingencies: { each: { cloud: reported } }",
            "contingencies.each.cloud: unknown key; known here: provider, campus, region, offer, "
                + "build, jurisdiction, grid_operator, chip_vendor"
        ),
        (
            "contingencies: { storm: { members: [] , from: reported } }",
            "contingencies.storm.members: is empty; list what fails together: [oracle, campus:abilene]"
        ),
        (
            "contingencies: { storm: { members: [oracle] } }",
            "contingencies.storm: from when on has the plan to survive it? "
                + "write from: 2027-Q3, or reported"
        ),
        (
            "contingencies: { from: 2027-Q1 }",
            "contingencies.from: has no effect without a contingency; write each: [provider]"
        ),
        (
            "finance: { floor_usd: 5 }",
            "finance.floor_usd: has no effect without cash_usd, what there is at the beginning"
        ),
        (
            "finance: { covenant_multiple: 5 }",
            "finance.covenant_multiple: of which revenue? write revenue_usd_per_quarter"
        ),
        (
            "finance: { depreciation_years: [] }",
            "finance.depreciation_years: is empty; write [4, 5, 6]"
        ),
        (
            "stress: { a: { probability_percent: 5 } }",
            "stress.a: changes nothing; write one of demand, demand_factor, provider_late_quarters, "
                + "campus_late_quarters, grid_late_quarters, insolvent_from, fuel_price_factor"
        ),
        (
            "stress: { a: { fuel_price_factor: { oil: 2 } } }",
            #"stress.a.fuel_price_factor.oil: no fuel is called "oil"; there are gas, uranium"#
        ),
        (
            "stress: { a: { grid_late_quarters: { ercott: 2 } } }",
            "stress.a.grid_late_quarters.ercott: no site or grid operator is called "
                + #""ercott"; did you mean ercot?"#
        ),
        (
            "spot: { texs: { limit_mw: 5, price_usd_per_mw_quarter: 1 } }",
            #"spot.texs: no region is called "texs"; did you mean texas?"#
        ),
        (
            "spot: { texas: { limit_mw: 5, price_usd_per_mw_quarter: 1, kw_per_gpu: 2 } }",
            "spot.texas.kw_per_gpu: has no effect beside price_usd_per_mw_quarter; remove it"
        ),
        (
            "builds: { own: { region: texas, block_mw: 1, most_blocks: 1, lead_quarters: 1, "
                + "life_quarters: 9, capex_usd_per_kw: 5, opex_usd_per_mw_quarter: 1 } }",
            "builds.own.power_price_usd_per_mwh: missing; write what power costs: 60, "
                + "or the site: that feeds it"
        ),
        (
            "builds: { own: { region: texas, block_mw: 1, most_blocks: 1.5, lead_quarters: 1, "
                + "life_quarters: 9, capex_usd_per_kw: 5, opex_usd_per_mw_quarter: 1, "
                + "power_price_usd_per_mwh: 5 } }",
            "builds.own.most_blocks: 1.5 is out of bounds; it has to be a whole number from 1 to 10000"
        ),
        (
            "technologies: { coal: {} }",
            "technologies.coal: a new technology needs its carrier: gas, "
                + "or based_on: gas-engine"
        ),
        (
            "technologies: { gas-engin: {} }",
            "technologies.gas-engin: a new technology needs its carrier: gas, or based_on: gas-engine; "
                + "did you mean gas-engine?"
        ),
    ])
    func `a wrong rule, build or stress says what would be right`(extra: String, message: String) {
        #expect(PlanSample.mistakes(beside: extra + "\n") == ["p.yaml:19: \(message)"])
    }

    @Test(arguments: [
        ("{ low: 1, high: 2 }", "mw.value: missing; write the figure itself: value: 3.3e6"),
        (
            "{ value: 5, low: 1, high: 2 }",
            "mw.value: 5.0 lies outside of its own range from 1.0 to 2.0"
        ),
        ("{ value: 5, low: 9, high: 2 }", "mw.low: is above high; exchange the two"),
        ("{ value: 5, low: 4 }", "mw.low: stands without high; a range has two ends"),
        ("{ value: 5, hihg: 4, low: 4 }", "mw.hihg: unknown key; did you mean high?"),
        (
            "{ value: 5, date: 2026-03 }",
            "mw.date: the date of which source? write source: beside it"
        ),
        (
            "{ value: 5, source: x, date: 03/2026 }",
            #"mw.date: not a date: "03/2026"; write 2026-03 or 2026-03-14"#
        ),
        ("{ value: 5, assumed: yes }", #"mw.assumed: "yes" is neither true nor false"#),
        ("{ value: -5 }", "mw.value: -5 is out of bounds; it has to be 0 or more"),
    ])
    func `a wrong figure says what would be right`(figure: String, message: String) {
        #expect(Self.mistakes(" mw: 100,", " mw: \(figure),") == ["demand.chat.\(message)"])
    }

    @Test func `the range of a quarter is told in quarters`() {
        #expect(
            Self.mistakes("date: 2026-Q3", "date: { value: 2026-Q3, low: 2027-Q1, high: 2028-Q1 }")
                == [
                    "power.abilene.date.value: 2026-Q3 lies outside of its own range "
                        + "from 2027-Q1 to 2028-Q1"
                ]
        )
    }

    @Test func `a file of quarters is read with its lines`() throws {
        let rows = "quarter,mw\n2026-Q1,5\n2026-Q1,6\n2026Q2,7\n2026-Q3,x\n2026-Q4\n"
        let text = PlanSample.all.replacing(" mw: 100,", with: " file: d.csv,")
        func mistakes(_ content: String) throws -> [String] {
            try SitePlanSample.with(content, named: "d.csv") { folder in
                do {
                    _ = try PlanFile.decode(text, name: "p.yaml", folder: folder)
                    return []
                } catch let error as SiteMistakes {
                    return error.mistakes.map(\.message)
                }
            }
        }
        #expect(try mistakes(rows) == ["d.csv:6: has 1 of the header's 2 cells"])
        #expect(
            try mistakes(rows.replacing("2026-Q4\n", with: "")) == [
                "d.csv:3: 2026-Q1 stands there twice",
                #"d.csv:4: not a quarter: "2026Q2"; write 2028-Q3"#,
                #"d.csv:5: mw: not a number of 0 or more: "x""#,
            ]
        )
        #expect(
            try mistakes("quarter,mw\n2026-Q1,5\n") == [
                "d.csv: 7 quarters of the plan are missing, first 2026-Q2"
            ]
        )
        #expect(
            try mistakes("quarter,gw\n") == [
                #"d.csv has no column "mw"; did you mean gw?"#
            ]
        )
    }
}
