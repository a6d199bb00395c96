import Bus
import Planning
import Testing

/// Impossible combinations are named before anything is solved.
@Suite struct ContradictionTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let sentences: [String]
        let scenario: Scenario
        var testDescription: String { sentences.first ?? "nothing" }

        init(
            _ sentences: String...,
            quarters: Int = 2,
            demand: [Double] = [50, 50],
            _ change: (inout Scenario) -> Void
        ) {
            self.sentences = sentences
            var scenario = HandCase.scenario(quarters: quarters, demand: demand)
            change(&scenario)
            self.scenario = scenario
        }
    }

    static let offers = [
        Example(
            "offers.x.start: the contract runs from 2028-Q1 to 2028-Q1, outside of the horizon from "
                + "2026-Q1 to 2026-Q2"
        ) {
            $0.offers = [
                HandCase.offer("x", from: 8, at: 10), HandCase.offer("y", term: 2, at: 10),
            ]
        },
        Example(
            "offers.x.start: begins 2025-Q4, before the horizon's first quarter 2026-Q1, and is not "
                + "signed; give what is signed, or a later start"
        ) { $0.offers = [HandCase.offer("x", from: -1, term: 3, at: 10)] },
        Example(
            "offers.x: at least 120 MW is above at most 100 MW"
        ) { $0.offers = [HandCase.offer("x", term: 2, at: 10) { $0.least = 120 }] },
        Example(
            "offers.x.signed: 120 MW are signed and at most 100 MW offered"
        ) { $0.offers = [HandCase.offer("x", term: 2, at: 10) { $0.signed = 120 }] },
        Example(
            "offers.y.extends: is signed, and x, which it extends, is not"
        ) {
            $0.offers = [
                HandCase.offer("x", at: 10),
                HandCase.offer("y", from: 1, at: 10) {
                    $0.extends = "x"
                    $0.signed = 10
                },
            ]
        },
        Example(
            "offers.x.group: of the group g at most one can be signed, and x and y are"
        ) {
            $0.offers = ["x", "y"].map {
                HandCase.offer($0, term: 2, at: 10) {
                    $0.group = "g"
                    $0.signed = 10
                }
            }
        },
        Example(
            "power.c.limit: x and y are signed for 120 MW in 2026-Q1, and the campus never has more "
                + "than 100 MW"
        ) {
            $0.campuses = [
                Campus(name: "c", region: "here", power: [.init(from: HandCase.first, limit: 100)])
            ]
            $0.offers = ["x", "y"].map {
                HandCase.offer($0, term: 2, at: 10) {
                    $0.campus = "c"
                    $0.signed = 60
                }
            }
        },
    ]

    static let needs = [
        Example(
            "demand.work: work must get 50 MW in 2026-Q1, and no more than 0 MW can be there: "
                + "abilene's power date is 2026-Q2, y begins 2026-Q2, own works from 2026-Q2 at the "
                + "earliest"
        ) {
            $0.demands[0].unservedCost = .infinity
            $0.campuses = [
                Campus(
                    name: "abilene",
                    region: "here",
                    power: [.init(from: HandCase.quarter(1), limit: 1_200)]
                )
            ]
            $0.offers = [
                HandCase.offer("x", term: 2, at: 10) { $0.campus = "abilene" },
                HandCase.offer("y", from: 1, at: 10),
            ]
            $0.builds = [HandCase.build(lead: 1, capex: 1, opex: 1)]
        },
        Example(
            "demand.bound: bound needs 10 MW in 2026-Q1, and nothing can serve it then"
        ) {
            $0.demands.append(HandCase.demand("bound", [10, 10], in: ["there"]))
            $0.offers = [HandCase.offer("x", term: 2, at: 10)]
        },
        Example(
            "contingencies.a: 50 MW of work must survive it in 2026-Q1, and it takes everything that "
                + "can serve them"
        ) {
            $0.offers = [HandCase.offer("x", term: 2, at: 10)]
            $0.contingencies = HandCase.losses(of: ["a"])
        },
        Example(
            "contingencies.a: 50 MW of work must survive it in 2026-Q2, and no more than 40 MW can "
                + "be left: y ended 2026-Q1"
        ) {
            $0.offers = [
                HandCase.offer("x", term: 2, at: 10),
                HandCase.offer("y", by: "b", at: 10),
                HandCase.offer("z", by: "c", term: 2, at: 10) { $0.most = 40 },
            ]
            $0.contingencies = HandCase.losses(of: ["a"])
        },
        Example(
            "concentration: from 2026-Q2 the caps add up to 90 % of the capacity (a 50 % and b "
                + "40 %), and there is no other source; they must reach 100 %"
        ) {
            $0.offers = [
                HandCase.offer("x", term: 2, at: 10), HandCase.offer("y", by: "b", term: 2, at: 10),
            ]
            $0.rules.caps = [
                .init(source: .provider("a"), share: 0.5, from: HandCase.first),
                .init(source: .provider("b"), share: 0.4, from: HandCase.quarter(1)),
            ]
        },
        Example(
            "floors.eu: at least 30 MW in 2026-Q1, and offers and builds there bring at most 20 MW"
        ) {
            $0.offers = [
                HandCase.offer("x", term: 2, at: 10),
                HandCase.offer("y", in: "there", term: 2, at: 10) { $0.most = 20 },
            ]
            $0.rules.floors = [.init(jurisdiction: "eu", from: HandCase.first, least: 30)]
        },
    ]

    static let money = [
        Example(
            "finance.cash: what is signed asks for $500 in 2026-Q1 with its prepayments, which "
                + "leaves −$100; the floor is $0",
            demand: [50, 0]
        ) {
            $0.offers = [HandCase.offer("x", at: 10) { $0.signed = 50 }]
            $0.finance.cash = 400
        },
        Example(
            "finance.spending_limit: what is signed asks for $1,000 in 2026-Q1, and the limit is $999"
        ) {
            $0.offers = [
                HandCase.offer("x", term: 2, at: 10) {
                    $0.signed = 50
                    $0.prepayment = 1
                }
            ]
            $0.finance.spendingLimits = [999, 999]
        },
        Example(
            "finance.covenant: what is signed obliges to $500 after 2026-Q1, and 2 times the "
                + "revenue of a year is $400"
        ) {
            $0.offers = [HandCase.offer("x", term: 2, at: 10) { $0.signed = 50 }]
            $0.finance.revenue = [50, 50]
            $0.finance.covenantMultiple = 2
        },
    ]

    @Test(arguments: offers + needs + money)
    func `is named where it is, with what would be right`(example: Example) {
        #expect(Contradiction.all(in: example.scenario).map(\.description) == example.sentences)
    }

    @Test func `all are found at once`() {
        var scenario = HandCase.scenario(quarters: 2, demand: [50, 50])
        scenario.offers = [
            HandCase.offer("x", term: 2, at: 10) { $0.least = 120 },
            HandCase.offer("y", term: 2, at: 10) { $0.signed = 120 },
        ]
        scenario.rules.floors = [.init(jurisdiction: "eu", from: HandCase.first, least: 30)]
        let found = Contradiction.all(in: scenario)
        #expect(found.map(\.place) == ["offers.x", "offers.y.signed", "floors.eu"])
        #expect(found.allSatisfy { $0.kind == .impossible })
    }

    @Test func `what a site may earn can pay for what is signed`() {
        var scenario = HandCase.scenario(quarters: 2, demand: [50, 50])
        scenario.offers = [HandCase.offer("x", term: 2, at: 10) { $0.signed = 50 }]
        scenario.finance.spendingLimits = [400, 400]
        #expect(Contradiction.all(in: scenario).map(\.place) == ["finance.spending_limit"])
        var site = CarbonCase.site("site", clean: 70)
        site.grid = SiteFixture.grid(10, [50, 50, 50, 50])
        site.grid?.exportLimit = 10
        scenario.sites = [site]
        #expect(!Contradiction.all(in: scenario).contains { $0.place == "finance.spending_limit" })
    }

    @Test(arguments: HandCase.all) func `nothing is found where there is a plan`(hand: HandCase) {
        let found = Contradiction.all(in: hand.scenario).filter { $0.kind == .impossible }
        #expect(found.isEmpty, "\(found)")
    }

    @Test func `an impossible scenario is not solved`() throws {
        let planning = PortfolioPlanning(solver: try PlanningSolver.highs())
        for example in Self.needs + Self.money {
            let impossible = Contradiction.all(in: example.scenario)
                .filter { $0.kind == .impossible }
            guard !impossible.isEmpty else { continue }
            #expect(try planning.plan(example.scenario) == .contradictory(impossible))
        }
    }
}
