import Bus
import Planning
import Site
import Testing

/// Scenarios as a whole, and what the command line sets in them.
@Suite struct PlanFileTests {
    @Test func `the smallest scenario is read`() throws {
        let file = try PlanSample.plan(PlanSample.all)
        #expect(file.hasPortfolio)
        let scenario = file.scenario
        #expect(scenario.horizon == Horizon(first: Quarter(year: 2026, number: 1), count: 8))
        #expect(scenario.discountRate == 0.08)
        #expect(scenario.offers[0].region == "texas", "a campus says where it stands")
        #expect(scenario.demands[0].power == Array(repeating: 100, count: 8))
        #expect(scenario.figures.isEmpty, "no figure of it has a source")
    }

    @Test func `a value on the command line replaces the file's`() throws {
        let file = try PlanSample.plan(
            PlanSample.all + "concentration: { oracle: 0.6 }\n",
            overrides: [
                ("concentration.oracle", "0.4"), ("power.abilene.date", "2027-Q1"),
                ("providers.google", "{ jurisdiction: eu }"),
            ]
        )
        #expect(file.scenario.rules.caps.map(\.share) == [0.4])
        #expect(file.scenario.campuses[0].power[0].from == Quarter(year: 2027, number: 1))
        #expect(file.scenario.providers[1].jurisdiction == "eu")
        let figure = try #require(file.scenario.figures.first { $0.path == "power.abilene.date" })
        #expect(figure.source == "set on the command line")
        #expect(figure.isQuarter && figure.value == 2_027)
    }

    @Test func `a section and a last key may be new`() throws {
        let file = try PlanSample.plan(
            PlanSample.all,
            overrides: [
                ("concentration.oracle", "0.4"), ("offers.oracle-a.take_or_pay_percent", "90"),
            ]
        )
        #expect(file.scenario.rules.caps.map(\.source) == [.provider("oracle")])
        #expect(file.scenario.offers[0].takeOrPay == 0.9)
    }

    @Test func `a cap keeps its quarter when its share is set, and ~ takes it away`() throws {
        let text = PlanSample.all + "concentration: { oracle: { share: 0.6, from: 2027-Q1 } }\n"
        let set = try PlanSample.plan(text, overrides: [("concentration.oracle", "0.4")])
        #expect(
            set.scenario.rules.caps == [
                .init(source: .provider("oracle"), share: 0.4, from: Quarter(year: 2027, number: 1))
            ]
        )
        #expect(set.scenario.figures.map(\.source) == ["set on the command line"])
        let without = try PlanSample.plan(text, overrides: [("concentration.oracle", "~")])
        #expect(without.scenario.rules.caps.isEmpty)
    }

    @Test func `a mapping takes over what stands at an anchor, and says what is different`() throws
    {
        let text = PlanSample.all.replacing("oracle-a:", with: "oracle-a: &a").replacing(
            "demand:",
            with: "  oracle-b: { <<: *a, starts: 2027-Q1, price_usd_per_mw_quarter: 2e6 }\ndemand:"
        )
        let offers = try PlanSample.plan(text).scenario.offers
        #expect(offers.map(\.price) == [3e6, 2e6])
        #expect(offers[1].starts == Quarter(year: 2027, number: 1))
        #expect(offers[1].most == 1_000 && offers[1].campus == "abilene")
        let set = try PlanSample.plan(text, overrides: [("offers.oracle-a.most_mw", "7")])
        #expect(set.scenario.offers.map(\.most) == [7, 1_000])
    }

    @Test func `an entry of a list is set by its number`() throws {
        let text = PlanSample.all.replacing(" mw: 100,", with: " mw: [1, 2, 3, 4, 5, 6, 7, 8],")
        let file = try PlanSample.plan(text, overrides: [("demand.chat.mw[2]", "30")])
        #expect(file.scenario.demands[0].power == [1, 2, 30, 4, 5, 6, 7, 8])
        #expect(
            PlanSample.mistakes(text, overrides: [("demand.chat.mw[9]", "30")]) == [
                "p.yaml: demand.chat.mw[9]: demand.chat.mw has no entry 9; it has 8"
                    + " (set on the command line)"
            ]
        )
    }

    @Test func `a figure keeps its range and loses its source when it is set`() throws {
        let text = PlanSample.all.replacing(
            "price_usd_per_mw_quarter: 3e6",
            with:
                "price_usd_per_mw_quarter: { value: 3e6, low: 2e6, high: 4e6, source: WSJ, date: 2025-09 }"
        )
        let path = "offers.oracle-a.price_usd_per_mw_quarter"
        let plain = try PlanSample.plan(text).scenario
        #expect(
            plain.figures == [
                SourcedFigure(
                    path: path,
                    value: 3e6,
                    range: 2e6...4e6,
                    source: "WSJ",
                    date: "2025-09",
                    isAssumed: false
                )
            ]
        )
        let set = try PlanSample.plan(text, overrides: [(path, "5e6")]).scenario
        #expect(set.offers[0].price == 5e6)
        #expect(set.figures[0].source == "set on the command line")
        #expect(set.figures[0].range == 2e6...5e6, "wide enough for what was asked for")
    }

    @Test(arguments: [
        ("power.abilen.date", "2027-Q1", "power has no abilen; did you mean abilene?"),
        ("power.abilene.dat", "2027-Q1", "unknown key; did you mean date?"),
        ("concentration.orcle", "0.4", #"no provider is called "orcle"; did you mean oracle?"#),
        ("concentrtion.oracle", "0.4", "the file has no concentrtion; there are"),
        (
            "offers.oracle-a.most_mw", "lots",
            #"not a number: "lots"; it has to be above 0"#
        ),
        ("name.first", "x", "name is a single value or a list, in which there is no first"),
        ("power..date", "x", "is not a path; write it like power.abilene.date"),
        ("name", "{", #""{" is not YAML"#),
        ("name", "", "is set to nothing; write name=VALUE"),
    ])
    func `a wrong setting says so`(path: String, value: String, message: String) throws {
        let lines = PlanSample.mistakes(PlanSample.all, overrides: [(path, value)])
        #expect(lines.count == 1)
        let line = try #require(lines.first)
        #expect(line.hasPrefix("p.yaml: \(path): \(message)"), "\(line)")
        #expect(line.hasSuffix(" (set on the command line)"))
    }

    @Test func `the same place cannot be set twice`() {
        let lines = PlanSample.mistakes(
            PlanSample.all,
            overrides: [("quarters", "4"), ("quarters", "5")]
        )
        #expect(lines == ["p.yaml: quarters: is set twice; keep one (set on the command line)"])
    }

    @Test func `each figure with a range has its scenario at either end`() throws {
        let text = PlanSample.all.replacing(
            "date: 2026-Q3, limit_mw: 1200",
            with: """
                date: { value: 2026-Q3, low: 2026-Q2, high: 2027-Q4, assumed: true },
                    limit_mw: { value: 1200, source: WSJ }
                """
        ).replacing(" mw: 100,", with: " mw: { value: 100, low: 50, high: 150 },")
        let file = try PlanSample.plan(text)
        let variants = file.variants
        #expect(variants.map(\.figure.path) == ["power.abilene.date", "demand.chat.mw"])
        let early = try variants[0].low()
        #expect(early.campuses[0].power[0].from == Quarter(year: 2026, number: 2))
        #expect(early.demands == file.scenario.demands)
        let late = try variants[0].high()
        #expect(late.campuses[0].power[0].from == Quarter(year: 2027, number: 4))
        #expect(try variants[1].low().demands[0].power[0] == 50)
        #expect(try variants[1].high().demands[0].power[0] == 150)
    }

    @Test func `all figures can be put at values within their ranges at once`() throws {
        let text = PlanSample.all.replacing(
            "date: 2026-Q3, limit_mw: 1200",
            with: """
                date: { value: 2026-Q3, low: 2026-Q2, high: 2027-Q4, assumed: true },
                    limit_mw: { value: 1200, source: WSJ },
                    steps: [{ from: 2026-Q4, limit_mw: 1300 }, { from: 2027-Q4, limit_mw: 1500 }]
                """
        ).replacing(
            "term_quarters: 20",
            with: "term_quarters: { value: 20, low: 16, high: 24, assumed: true }"
        )
        let file = try PlanSample.plan(text)
        let paths = ["power.abilene.date", "offers.oracle-a.term_quarters"]
        #expect(file.variants.map(\.figure.path) == paths)
        // 2026.8 is nearest to 2026-Q4, and 18.4 quarters are 18.
        let near = try file.scenario(with: file.variants.map(\.figure), at: [2026.8, 18.4])
        #expect(near.offers[0].termQuarters == 18)
        // The date has met the first step, whose power then comes with it.
        let first = Quarter(year: 2026, number: 4)
        let last = Quarter(year: 2027, number: 4)
        #expect(
            near.campuses[0].power == [
                Campus.Step(from: first, limit: 1_300), Campus.Step(from: last, limit: 1_500),
            ]
        )
        #expect(
            try file.variants[0].high().campuses[0].power == [Campus.Step(from: last, limit: 1_500)]
        )
        // Somebody who sets such a date has made a mistake.
        let lines = PlanSample.mistakes(text, overrides: [("power.abilene.date", "2027-Q1")])
        #expect(lines.contains { $0.contains("is not after 2027-Q1, the step before it") })
    }

    @Test func `a figure at an anchor moves in all places where it counts`() throws {
        let text = PlanSample.all.replacing(
            "price_usd_per_mw_quarter: 3e6",
            with: "price_usd_per_mw_quarter: &p { value: 3e6, low: 2e6, high: 4e6, source: WSJ }"
        ).replacing(
            "demand:",
            with: """
                  oracle-b: { provider: google, region: texas, starts: 2026-Q3, term_quarters: 4, price_usd_per_mw_quarter: *p, most_mw: 9 }
                demand:
                """
        )
        let file = try PlanSample.plan(text)
        #expect(file.scenario.figures.count == 2)
        #expect(file.variants.map(\.figure.path) == ["offers.oracle-a.price_usd_per_mw_quarter"])
        #expect(try file.variants[0].high().offers.map(\.price) == [4e6, 4e6])
        let path = "offers.oracle-b.price_usd_per_mw_quarter"
        let set = try PlanSample.plan(text, overrides: [(path, "2.5e6")])
        #expect(try set.variants[0].low().offers.map(\.price) == [2e6, 2e6])
    }

    @Test func `what does not exist, is no text or is empty says so`() {
        do {
            _ = try PlanFile.load(path: "nowhere/plan.yaml")
            Issue.record("read what is not there")
        } catch {
            #expect(
                error.lines == [
                    "nowhere/plan.yaml: does not exist; "
                        + "Examples/plan/lab-10mw.yaml is one to begin with"
                ]
            )
        }
        #expect(
            PlanSample.mistakes("\n") == [
                "p.yaml: is empty; Examples/plan/lab-10mw.yaml is one to begin with"
            ]
        )
    }
}
