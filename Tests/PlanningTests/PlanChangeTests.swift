import Pages
import Bus
import Planning
import Testing

@Suite struct PlanChangeTests {
    static let fixture = ReportFixture(siteYears: [])

    static func change(
        from old: (inout ReportFixture) -> Void = { _ in },
        to new: (inout ReportFixture) -> Void = { _ in },
        overrides: [Override] = [],
        before: [Override] = []
    ) -> PlanChange {
        var (last, now) = (fixture, fixture)
        old(&last)
        new(&now)
        return PlanChange(
            from: PlanDocument(last.scenario, last.plan, overrides: before),
            to: PlanDocument(now.scenario, now.plan, overrides: overrides)
        )
    }

    @Test func `the same plan has not changed`() {
        let change = Self.change()
        #expect(change.isEmpty)
        #expect(change.table.rows.isEmpty)
        #expect(change.findings.count == 1)
        #expect(change.findings.first?.hasPrefix("The total stays at") == true)
    }

    @Test func `the total's change is told with its sign`() {
        let up = Self.change {
            $0.plan.objective = 100e9
        } to: {
            $0.plan.objective = 112e9
            $0.plan.bound = 112e9
        }
        #expect(
            up.findings[0] == "The total rises by $12B (12 %), from $100B to $112B, discounted."
        )
        let down = Self.change {
            $0.plan.objective = 100e9
        } to: {
            $0.plan.objective = 99e9
        }
        #expect(down.findings[0].hasPrefix("The total falls by $1B (1 %)"))
    }

    @Test func `of several changes each is taken back alone`() {
        let last = Self.fixture
        let before = PlanDocument(
            last.scenario,
            last.plan,
            overrides: [.init(path: "a", value: "1")]
        )
        let set: [Override] = [.init(path: "a", value: "2"), .init(path: "b", value: "3")]
        #expect(
            before.changes(to: PlanDocument(last.scenario, last.plan, overrides: set)) == [
                .init(
                    path: "a",
                    undone: [.init(path: "b", value: "3"), .init(path: "a", value: "1")]
                ),
                .init(path: "b", undone: [.init(path: "a", value: "2")]),
            ]
        )
        #expect(
            before.changes(to: PlanDocument(last.scenario, last.plan)) == [
                .init(path: "a", undone: [.init(path: "a", value: "1")])
            ]
        )
        let effects: [ChangeEffect] = [
            .init(path: "a", dollars: 2e9, uncertainty: 1e9),
            .init(path: "b", dollars: -0.5e9, uncertainty: 1e9),
            .init(path: "c", dollars: -4e9, uncertainty: 1e9),
            .init(path: "d", dollars: nil, uncertainty: 0),
        ]
        let now = PlanDocument(last.scenario, last.plan, overrides: set)
        #expect(
            PlanChange(from: before, to: now, effects: effects).reasons.contains(
                "Taken back one at a time: without a the total is $2B less; without b the total is "
                    + "the same within $1B; without c the total is $4B more; without d there is no plan."
            )
        )
        let apart: [ChangeEffect] = [
            .init(path: "a", dollars: -3e9, uncertainty: 1e9),
            .init(path: "b", dollars: -4e9, uncertainty: 1e9),
        ]
        #expect(
            PlanChange(from: before, to: now, effects: apart).reasons.contains(
                "Another $7B is what they cost only together."
            )
        )
        let close = apart.map { ChangeEffect(path: $0.path, dollars: 0, uncertainty: 1e9) }
        #expect(
            !PlanChange(from: before, to: now, effects: close).reasons.contains {
                $0.contains("ogether")
            }
        )
        let one = PlanChange(from: before, to: now, effects: Array(effects.prefix(1)))
        #expect(!one.reasons.contains { $0.hasPrefix("Taken back") })
    }

    @Test func `what was edited in the file is listed, and taken back by setting it`() {
        let fixture = Self.fixture
        let before = PlanDocument(
            fixture.scenario,
            fixture.plan,
            inputs: [
                .init(path: "concentration.oracle.share", value: "0.6"),
                .init(path: "power.abilene.date", value: "2026-Q3"),
                .init(path: "gone", value: "1"), .init(path: "same", value: "2"),
            ]
        )
        let now = PlanDocument(
            fixture.scenario,
            fixture.plan,
            overrides: [.init(path: "power.abilene", value: "{}")],
            inputs: [
                .init(path: "concentration.oracle.share", value: "0.4"),
                .init(path: "power.abilene.date", value: "2028-Q1"),
                .init(path: "same", value: "2"), .init(path: "new", value: "3"),
            ]
        )
        let set = Override(path: "power.abilene", value: "{}")
        #expect(
            before.changes(to: now) == [
                .init(path: "power.abilene", undone: []),
                .init(
                    path: "concentration.oracle.share",
                    undone: [set, .init(path: "concentration.oracle.share", value: "0.6")]
                ),
                .init(path: "new", undone: [set, .init(path: "new", value: "null")]),
                .init(path: "gone", undone: [set, .init(path: "gone", value: "1")]),
            ]
        )
        let reasons = PlanChange(from: before, to: now).reasons
        #expect(
            reasons.contains(
                "Changed in the scenario: concentration.oracle.share: 0.6 → 0.4, new: none → 3 and "
                    + "gone: 1 → none."
            )
        )
    }

    @Test func `a change within the gaps is called one`() {
        let change = Self.change {
            $0.plan.objective = 100e9
            $0.plan.bound = 99e9
        } to: {
            $0.plan.objective = 100.5e9
            $0.plan.bound = 99.5e9
        }
        #expect(
            change.findings[1].hasPrefix("That is less than the gaps of both plans together ($2B)")
        )
    }

    @Test func `contracts that come, go and change are named`() {
        let change = Self.change {
            $0.plan.contracts.removeAll { $0.offer.name == "google-tpu" }
        } to: {
            $0.plan.contracts.removeAll { $0.offer.name == "azure-eu" }
            $0.plan.contracts[2].size = 1_000
        }
        let text = change.findings.joined(separator: "\n")
        #expect(text.contains("New: google-tpu (google, 600 MW from 2029-Q1)."))
        #expect(text.contains("No longer signed: azure-eu (azure, 500 MW)."))
        #expect(text.contains("Resized: oracle-abilene from 1,200 MW to 1,000 MW."))
        let rows = change.table.rows.map { $0.map(\.text) }
        #expect(rows.contains(["Contract oracle-abilene", "1,200 MW", "1,000 MW", "−200 MW"]))
        #expect(rows.contains(["Contract google-tpu", "0 MW", "600 MW", "+600 MW"]))
    }

    @Test func `capacity that begins later is told with both quarters`() {
        let change = Self.change(to: { fixture in
            for index in 0..<12 { fixture.plan.contracts[2].available[index] = 0 }
        })
        let text = change.findings.joined(separator: "\n")
        #expect(
            text.contains(
                "Capacity begins at another time: oracle-abilene from 2026-Q3 to 2029-Q1."
            )
        )
    }

    @Test func `orders that move are told`() {
        let change = Self.change(to: {
            $0.plan.builds[0].blocks[2] = 0
            $0.plan.builds[0].blocks[4] = 2
        })
        let text = change.findings.joined(separator: "\n")
        #expect(
            text.contains(
                "Own build texas-own: 2 blocks in 2027-Q1 and 3 blocks in 2027-Q4; it was 2 blocks in "
                    + "2026-Q3 and 3 blocks in 2027-Q4."
            )
        )
    }

    @Test func `a failure that is not survived any more is told`() {
        let change = Self.change(to: { $0.plan.contingencies[2].left[12] = 0 })
        #expect(
            change.findings.contains { $0.hasPrefix("A failure of aws is not survived any more") }
        )
        let back = Self.change { $0.plan.contingencies[2].left[12] = 0 }
        #expect(back.findings.contains("A failure of aws is survived now; before, it was not."))
    }

    @Test func `what was set on the command line is the first reason`() {
        let change = Self.change(overrides: [Override(path: "concentration.oracle", value: "0.4")])
        #expect(
            change.reasons == [
                "concentration.oracle is set to 0.4; it was 0.6. The largest share of oracle was "
                    + "42.6 % and is 42.6 %."
            ]
        )
        #expect(change.findings.contains("The same contracts and orders, in the same sizes."))
        let again = Self.change(
            overrides: [Override(path: "a.b", value: "2")],
            before: [Override(path: "a.b", value: "1"), Override(path: "c.d", value: "x")]
        )
        #expect(
            again.reasons == ["a.b is set to 2; it was set to 1.", "c.d is not set to x any more."]
        )
    }

    @Test func `a power date is told with what stands there`() {
        let date = [Override(path: "power.abilene.date", value: "2028-Q1")]
        let unused = Self.change(overrides: date)
        #expect(
            unused.reasons == ["power.abilene.date is set to 2028-Q1. Neither plan uses abilene."]
        )
        let left = Self.change(
            from: { $0.plan.contracts[2].offer.campus = "abilene" },
            overrides: date
        )
        #expect(
            left.reasons == [
                "power.abilene.date is set to 2028-Q1. The last plan used it for oracle-abilene, this "
                    + "one for nothing."
            ]
        )
    }

    @Test func `a rule is not said to bind anew when its price was not asked for`() {
        let change = Self.change(from: { $0.plan.pricesOfRules = [] })
        #expect(change.reasons.isEmpty)
    }

    @Test func `figures that were edited are a reason`() {
        let fixture = Self.fixture
        func document(_ limit: String) -> PlanDocument {
            let inputs: [Override] = [.init(path: "power.abilene.limit_mw", value: limit)]
            return PlanDocument(fixture.scenario, fixture.plan, inputs: inputs)
        }
        let change = PlanChange(from: document("1200"), to: document("1500"))
        #expect(
            change.reasons.first
                == "Changed in the scenario: power.abilene.limit_mw: 1200 → 1500."
        )
    }

    @Test func `a rule that binds now and did not is a reason`() {
        let change = Self.change {
            $0.plan.pricesOfRules[1].value = 0.2e9
        } to: {
            $0.plan.pricesOfRules[1].rule = "concentration of oracle ≤ 40 %"
        }
        #expect(
            change.reasons == [
                "Binds now and did not before: concentration of oracle ≤ 40 % "
                    + "($1.1B for the whole rule)."
            ]
        )
        let free = Self.change(to: { $0.plan.pricesOfRules[0].value = 0 })
        #expect(
            free.reasons == [
                "Does not bind any more: N-1 of providers (it cost $4.2B for the whole rule)."
            ]
        )
    }

    @Test func `plans of other quarters are compared as far as they go`() {
        var shorter = Self.fixture
        shorter.plan.quarters.removeLast(4)
        let change = PlanChange(
            from: PlanDocument(shorter.scenario, shorter.plan),
            to: PlanDocument(Self.fixture.scenario, Self.fixture.plan)
        )
        #expect(!change.findings.contains { $0.hasPrefix("Capacity in") })
    }

    @Test func `a plan that has become impossible is told`() {
        let last = PlanDocument(Self.fixture.scenario, Self.fixture.plan)
        let now = PlanDocument(Self.fixture.scenario, conflict: ["no power"])
        #expect(
            PlanChange(from: last, to: now).findings.first
                == "The last plan was feasible, this one is infeasible."
        )
    }
}
