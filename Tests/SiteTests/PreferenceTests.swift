import Bus
import Inference
import Site
import Testing

@Suite struct `What a site prefers` {
    @Test(
        arguments: [
            ("order", .order), ("cost", .cost), ("latency", .latency),
            (
                "{ cost: 0.5, latency: 0.3, carbon: 0.2 }",
                .weights(.init(cost: 0.5, latency: 0.3, carbon: 0.2))
            ),
            ("{ carbon: 1, cost: 0 }", .weights(.init(carbon: 1))),
        ] as [(String, Policy.Preference)]
    )
    func `is a word or weights`(written: String, preference: Policy.Preference) throws {
        #expect(try Sample.site("policy: { prefer: \(written) }\n").policy.prefer == preference)
    }

    @Test(arguments: [
        ("carbon", "prefer: carbon alone is written as a weight: { carbon: 1 }"),
        ("{ cost: -1 }", "prefer.cost: -1 is out of bounds; it has to be 0 to 1000000"),
        ("{ cost: much }", "prefer.cost: not a number: \"much\"; it has to be 0 to 1000000"),
        ("{ price: 1 }", "prefer.price: unknown key; known here: cost, latency, carbon"),
        ("{ lateny: 1 }", "prefer.lateny: unknown key; did you mean latency?"),
        (
            "{ }",
            "prefer: every weight is 0; give cost, latency or carbon a number above 0"
        ),
        ("[cost]", "prefer: has to be a single value, not a list"),
    ])
    func `is nothing else, which is said once`(written: String, message: String) {
        let mistakes = Sample.mistakes(beside: "policy: { prefer: \(written) }\n")
        #expect(mistakes.first == "b.yaml:7: policy.\(message)")
        // `{ price: 1 }` leaves no weight that is above 0 either.
        #expect(mistakes.count <= (written == "{ price: 1 }" ? 2 : 1))
    }

    @Test func `can keep sessions with a supply`() throws {
        #expect(try Sample.site().policy.affinity == .off)
        #expect(try Sample.site("policy: { affinity: prompt }\n").policy.affinity == .prompt)
        #expect(
            Sample.mistakes(beside: "policy: { affinity: yes }\n") == [
                "b.yaml:7: policy.affinity: \"yes\" is not one of off, prompt"
            ]
        )
    }

    @Test func `has a rescue, also for one model, and hedges`() throws {
        let site = try SiteFile.decode(
            Sample.suppliers + """
                models:
                  own: { rescue: continue, supplies: [{ supplier: north, model: x }] }
                  usual: [{ supplier: north, model: y }]
                policy:
                  rescue: off
                  first_token_timeout: auto
                  hedge: { after: 300ms, budget: 0.1 }
                """,
            environment: [:]
        )
        #expect(site.models.map(\.rescue) == [.continue, nil])
        #expect(site.models.map(\.supplies.count) == [1, 1])
        #expect(site.policy.rescue == .off)
        #expect(site.policy.firstTokenTimeout == .auto)
        #expect(
            site.policy.hedge == Policy.Hedge(after: .fixed(.milliseconds(300)), budget: 0.1)
        )
        #expect(Policy().rescue == .splice)
    }

    @Test func `finds every mistake in a model's mapping and in the words of the policy`() {
        let text =
            Sample.suppliers + """
                models:
                  a: { rescue: maybe, supplies: [{ supplier: north, model: x }] }
                  b: { rescue: off }
                  c: { supplies: [], resque: off }
                policy: { rescue: no, first_token_timeout: soon, hedge: { after: 5, budget: 0 } }
                """
        #expect(
            Sample.mistakes(text) == [
                "b.yaml:5: models.a.rescue: \"maybe\" is not one of off, continue, splice",
                "b.yaml:6: models.b.supplies: missing; list at least one supply",
                "b.yaml:7: models.c.resque: unknown key; did you mean rescue?",
                "b.yaml:7: models.c.supplies: is empty; list at least one supply",
                "b.yaml:8: policy.first_token_timeout: not a duration: \"soon\"; write 250ms, 5s, "
                    + "10m or 2h, or auto",
                "b.yaml:8: policy.hedge.after: 5 has no unit; write 5s, or 5ms, m, h",
                "b.yaml:8: policy.hedge.budget: 0 is out of bounds; it has to be above 0 and at "
                    + "most 1",
                "b.yaml:8: policy.rescue: \"no\" is not one of off, continue, splice",
            ]
        )
    }

    // MARK: What supplies can do

    @Test func `what a supply lacks has to be said`() throws {
        let site = try SiteFile.decode(
            Sample.suppliers + """
                models:
                  m:
                    - { supplier: north, model: x }
                    - { supplier: north, model: y, tools: true, vision: false, json_schema: false }
                """,
            environment: [:]
        )
        #expect(site.models[0].supplies.map(\.lacks) == [[], [.vision, .jsonSchema]])
        #expect(
            Sample.mistakes(
                Sample.suppliers + """
                    models:
                      m:
                        - { supplier: north, model: x, tools: no, energy_wh_per_1k_tokens: -1 }
                    """
            ) == [
                "b.yaml:6: models.m[0].energy_wh_per_1k_tokens: -1 is out of bounds; it has to be "
                    + "0 to 100000 watt-hours for a thousand tokens",
                "b.yaml:6: models.m[0].tools: \"no\" is neither true nor false",
            ]
        )
    }

    @Test func `a figure that is nowhere is noticed`() throws {
        func notices(_ prefer: String, _ supplies: String) throws -> [String] {
            try SiteFile.decode(
                """
                suppliers:
                  a: { url: "https://a/v1", region: r, jurisdiction: us, carbon: { grams_per_kwh: 1, kind: average, source: x } }
                  b: { url: "https://b/v1", region: r, jurisdiction: us, carbon: { grams_per_kwh: 1, kind: marginal, source: x } }
                models: { m: [\(supplies)] }
                policy: { prefer: \(prefer) }
                """,
                environment: [:]
            ).notices
        }
        let bare = "{ supplier: a, model: x }, { supplier: b, model: y }"
        #expect(
            try notices("cost", bare) == [
                "models.m: no supply has a price, so cost decides nothing here"
            ]
        )
        #expect(
            try notices("{ carbon: 1 }", bare) == [
                "models.m: no supply has both energy_wh_per_1k_tokens and a supplier with carbon, "
                    + "so carbon decides nothing here"
            ]
        )
        let both =
            "{ supplier: a, model: x, energy_wh_per_1k_tokens: 1 }, "
            + "{ supplier: b, model: y, energy_wh_per_1k_tokens: 1 }"
        #expect(
            try notices("{ carbon: 1 }", both) == [
                "models.m: average and marginal carbon figures are not compared, so carbon decides "
                    + "nothing while both are in service"
            ]
        )
        #expect(try notices("latency", bare) == [])
        #expect(try notices("{ cost: 1 }", "{ supplier: a, model: x }") == [])
    }
}
