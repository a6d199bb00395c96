import Bus
import Planning
import Testing

/// What the page says follows the plan's figures: each sentence changes with them.
@Suite struct ReportSentenceTests {
    static func text(
        siteYears: [Int] = [],
        _ change: (inout ReportFixture) -> Void = { _ in }
    ) -> String {
        var fixture = ReportFixture(siteYears: siteYears)
        change(&fixture)
        return PageOutline(PlanReport(fixture.scenario, fixture.plan).html).text
    }

    @Test func `what is served is said, and what is not`() {
        #expect(Self.text().contains("and all of it is served."))
        let short = Self.text { $0.plan.quarters[3].unserved = [.init(name: "batch", power: 250)] }
        #expect(short.contains("250 MW-quarters are not served, most in 2026-Q4 (250 MW)."))
        #expect(!short.contains("all of it is served"))
    }

    @Test func `a need that is not met is said`() {
        #expect(Self.text().contains("capacity is never below it"))
        let short = Self.text {
            $0.plan.contingencies[0].left[9] = $0.plan.contingencies[0].needed[9] - 40
        }
        #expect(short.contains("capacity is below it in 2028-Q2"))
        #expect(short.contains("oracle is not."))
    }

    @Test func `a failure counts from the quarter on from which it has to be survived`() {
        let late = Self.text {
            $0.plan.contingencies[0].left[9] = 0
            $0.plan.contingencies[0].requiredFrom = Quarter(year: 2029, number: 1)
        }
        #expect(late.contains("capacity is never below it"))
    }

    @Test func `what regions keep from being served counts as short`() {
        let short = Self.text {
            $0.plan.contingencies[0].shortfall = Array(repeating: 0, count: 28)
            $0.plan.contingencies[0].shortfall[12] = 70
            $0.plan.contingencies[0].worst = Quarter(year: 2029, number: 1)
            $0.plan.contingencies[0].unserved = [.init(name: "inference-eu", power: 70)]
        }
        #expect(
            short.contains(
                "If oracle fails, up to 70 MW of what has to survive is missing (2029-Q1)"
            )
        )
        #expect(short.contains("capacity is below it in 2029-Q1"))
        #expect(short.contains("✗ fails in 2029-Q1"))
    }

    @Test func `a cap that is reached or broken is said`() {
        let near = Self.text()
        #expect(near.contains("Nearest to its cap of 45 % comes oracle"))
        let broken = Self.text { $0.scenario.rules.caps[0].share = 0.1 }
        #expect(broken.contains("The cap of 10 % on oracle is exceeded"))
        let none = Self.text { $0.scenario.rules.caps = [] }
        #expect(!none.contains(" cap of "))
    }

    @Test func `the promise follows the status`() {
        #expect(Self.text().contains("A limit came first: a better plan may exist"))
        let proved = Self.text {
            $0.plan.status = "optimal"
            $0.plan.bound = $0.plan.objective
        }
        #expect(proved.contains("No plan of this scenario costs less."))
        #expect(proved.contains("proved: no plan costs less"))
    }

    @Test func `a balance below the floor is said`() {
        let low = Self.text { $0.plan.quarters[5].balance = -70e9 }
        #expect(low.contains("The balance falls $75B below the floor in 2027-Q2."))
        let high = Self.text { fixture in
            for index in fixture.plan.quarters.indices {
                fixture.plan.quarters[index].balance = 9e9
            }
        }
        #expect(high.contains("$4B above the floor"))
    }

    @Test func `idle capacity is said only when it is paid for`() {
        #expect(Self.text().contains("paid for capacity that is not used"))
        let used = Self.text { fixture in
            for index in fixture.plan.contracts.indices {
                fixture.plan.contracts[index].shortfallFees = []
            }
        }
        #expect(used.contains("Nothing is paid for capacity that is not used."))
    }

    @Test func `the worst risk is one that the scenario asks to survive`() {
        let broken = Self.text {
            $0.plan.contingencies[1].left[20] = 0
            $0.plan.contingencies[1].worst = Quarter(year: 2031, number: 1)
        }
        let place = broken.firstRange(of: "The biggest risk")?.upperBound ?? broken.endIndex
        #expect(broken[place...].prefix(40).contains("If azure fails"))
        let calm = Self.text {
            $0.plan.stresses = []
            $0.plan.tornado = []
            $0.plan.contingencies.removeLast(2)
        }
        #expect(calm.contains("Every contingency that was checked is survived"))
    }

    @Test func `no stress above the plan is said`() {
        let calm = Self.text { fixture in
            fixture.plan.stresses = fixture.plan.stresses.filter { $0.name == "demand low" }
        }
        #expect(calm.contains("No stress costs more than the plan."))
        #expect(!calm.contains("The dearest is"))
    }

    @Test func `prices within their uncertainty are counted`() {
        #expect(Self.text().contains("1 price cannot be told from zero within the gaps."))
    }

    @Test func `average and marginal emissions stand side by side and are not mixed`() {
        let text = Self.text(siteYears: [2030])
        #expect(text.contains("With average figures of the grid, 2030 emits"))
        #expect(text.contains("With marginal figures of the grid, 2030 emits"))
        let single = Self.text(siteYears: [2030]) {
            $0.plan.sites[0].years[0].averageEmissions = nil
        }
        #expect(!single.contains("With average figures"))
        #expect(!single.contains("answer different questions; they"))
    }

    @Test func `rules of a site stand by year, and those that never bind are named`() {
        let text = Self.text(siteYears: [2030, 2034]) {
            $0.plan.sites[0].years[0].pricesOfRules[1].value = 0
            $0.plan.sites[0].years[1].pricesOfRules[1].value = 0
        }
        #expect(text.contains("What the rules of abilene-power cost"))
        #expect(text.contains("carbon cap ≤ 0.2 t/MWh"))
        #expect(text.contains("Does not bind in any year: grid limit."))
    }

    @Test func `failures that take nothing are named and not drawn`() {
        let text = Self.text {
            $0.plan.contingencies[4].lost = Array(repeating: 0, count: 28)
        }
        #expect(text.contains("Nothing of this plan depends on google."))
    }

    @Test func `dates among the figures are quarters`() {
        let text = Self.text {
            $0.scenario.figures[1].path = "power.abilene.date"
            $0.scenario.figures[1].value = 2026.5
            $0.scenario.figures[1].range = 2026.25...2027.25
        }
        #expect(text.contains("2026-Q3"))
        #expect(text.contains("2026-Q2 to 2027-Q2"))
    }

    @Test func `orders of one build are one thing to do`() {
        #expect(
            Self.text().contains(
                "Order 500 MW of texas-own in texas, $19B to build: 2 blocks in 2026-Q3 and 3 blocks in "
                    + "2027-Q4 of 100 MW each; the first runs from 2028-Q1."
            )
        )
    }

    @Test func `nothing new to sign is said`() {
        let text = Self.text { fixture in
            for index in fixture.plan.contracts.indices {
                fixture.plan.contracts[index].offer.signed = fixture.plan.contracts[index].size
            }
            fixture.plan.builds = []
        }
        #expect(text.contains("Nothing new has to be signed or built."))
        #expect(!text.contains("Proposed\n"))
    }

    @Test func `contracts are told in the words of FOCUS`() {
        let text = Self.text()
        for word in [
            "Proposed", "Active", "Continuous", "Discontinuous", "Partial Upfront", "No Upfront",
        ] {
            #expect(text.contains(word), "\(word)")
        }
    }
}
