import Bus
import Inference
import Site
import Testing

@Suite struct `A site file` {
    @Test func `is small to begin with and has the defaults of the parts`() throws {
        let site = try Sample.site()
        #expect(site.listen == Address(host: "127.0.0.1", port: 8080))
        #expect(site.console == Address(host: "127.0.0.1", port: 8081))
        #expect(site.suppliers.map(\.name) == ["north", "south"])
        #expect(site.models.map(\.name) == ["small"])
        #expect(site.models.first?.supplies.first?.id == "north/small-1")
        #expect(site.policy == Policy())
        #expect(site.breaker == Breaker.Settings())
        #expect(site.limits == Limits())
        #expect(site.accessLog == .standardOutput)
        #expect(site.keys == nil)
        #expect(site.notices.isEmpty)
    }

    @Test func `says everything that the example says`() throws {
        let site = try SiteFile.decode(
            try Sample.example(),
            environment: Sample.exampleEnvironment
        )
        #expect(
            site.suppliers.map(\.name) == [
                "oracle-chicago", "azure-sweden", "google-iowa", "rack-7",
            ]
        )
        let oracle = try #require(site.suppliers.first)
        #expect(oracle.key?.exposed == "ok-oracle-0123456789")
        #expect(
            oracle.url.description
                == "https://inference.generativeai.us-chicago-1.oci.oraclecloud.com/openai/v1"
        )
        #expect(oracle.carbon?.gramsPerKilowattHour == 390)
        #expect(oracle.carbon?.kind == .average)
        #expect(site.suppliers[1].headers == [.init(name: "x-team", value: "search")])
        #expect(site.suppliers[3].certificateAuthorities == "/etc/busbar/rack-ca.pem")
        #expect(site.suppliers[3].url.authority == "10.0.7.1:8443")

        let supplies = site.models[0].supplies
        #expect(supplies.count == 4)
        #expect(
            supplies[0].price
                == TokenPrice(
                    input: .dollars(0.15),
                    output: .dollars(0.60),
                    cachedInput: .dollars(0.075)
                )
        )
        #expect(supplies[0].prefill == .continueFinalMessage)
        #expect(supplies[0].contract == "oracle-2027")
        #expect(supplies[2].price == TokenPrice())
        #expect(supplies[3].firstTokenTimeout == .seconds(30))
        #expect(site.models[1].supplies[0].context == 1_047_576)
        #expect(supplies[0].wattHoursPerThousandTokens == 0.4)
        #expect(supplies[3].lacks == [.vision, .jsonSchema])
        var policy = Policy()
        policy.hedge = Policy.Hedge(after: .percentile(0.95), budget: 0.05)
        #expect(site.policy == policy, "the example shows the defaults, but for the hedge")
        #expect(site.breaker == Breaker.Settings(), "the example shows the defaults")
        #expect(site.limits == Limits(), "the example shows the defaults")
        #expect(site.store == "sqlite:busbar.db")
        let contract = try #require(site.contracts.first)
        #expect(contract.commitment == .dollars(300e9))
        #expect(contract.fulfillment == .annual)
        #expect(site.keys?.map(\.name) == ["search-team", "records"])
        #expect(site.keys?[0].jurisdictions == ["us", "eu"])
        #expect(
            site.notices == [
                "store: deliveries are not stored by this version",
                "contracts: use is not counted against commitments by this version",
                "keys[0].budget_usd: budgets are not enforced by this version",
                "keys[0].requests: request rates are not enforced by this version",
                "keys[0].tokens: token rates are not enforced by this version",
            ]
        )
    }

    @Test func `tells all its mistakes at once, in the order of the lines`() {
        let text = """
            listen: 0.0.0.0:8080
            console: 0.0.0.0:8081
            lisen: 127.0.0.1:1
            suppliers:
              a:
                dialect: bedrock
                url: ftp://a/v1
                key: ${MISSING}
                region: r1
              b: { url: https://b.example/v1, region: r 2, jurisdiction: us }
            models:
              gpt-oss-120b:
                - { supplier: b, model: x }
                - supplier: c
                  model: x
                  price: { input: cheap, output: -1 }
                  context: 0
                  contract: c-2027
            policy:
              prefer: price
              connect_timeout: 5
              attempts: 99
              retry_budget: lots
            """
        #expect(
            Sample.mistakes(text) == [
                "b.yaml:1: listen: 0.0.0.0:8080 can be reached by other machines and there are "
                    + "no keys; add keys:, or write 127.0.0.1:8080",
                "b.yaml:2: console: 0.0.0.0:8081 can be reached by other machines and the "
                    + "console has no log-in; write 127.0.0.1:8081",
                "b.yaml:3: lisen: unknown key; did you mean listen?",
                "b.yaml:5: suppliers.a.jurisdiction: missing; say whose law applies: us, eu, de",
                "b.yaml:6: suppliers.a.dialect: this version does not speak bedrock, only "
                    + "openai; many suppliers also have an OpenAI-compatible endpoint",
                "b.yaml:7: suppliers.a.url: not a URL: \"ftp://a/v1\"; write https://host/v1",
                "b.yaml:8: suppliers.a.key: the environment variable MISSING is not set",
                "b.yaml:10: suppliers.b.region: \"r 2\" is not a region; use 1 to 64 letters, "
                    + "digits and . _ -",
                "b.yaml:14: models.gpt-oss-120b[1].supplier: no supplier is called \"c\"; "
                    + "known are a, b",
                "b.yaml:16: models.gpt-oss-120b[1].price.input: not a number: \"cheap\"; it has "
                    + "to be USD per million tokens, 0 or more",
                "b.yaml:16: models.gpt-oss-120b[1].price.output: -1 is out of bounds; it has to "
                    + "be USD per million tokens, 0 or more",
                "b.yaml:17: models.gpt-oss-120b[1].context: 0 is out of bounds; it has to be a "
                    + "whole number from 1 to 1000000000",
                "b.yaml:18: models.gpt-oss-120b[1].contract: no contract is called \"c-2027\"; "
                    + "there are none in contracts",
                "b.yaml:20: policy.prefer: \"price\" is not a preference; write order, cost, "
                    + "latency, or weights like { cost: 0.5, latency: 0.5 }",
                "b.yaml:21: policy.connect_timeout: 5 has no unit; write 5s, or 5ms, m, h",
                "b.yaml:22: policy.attempts: 99 is out of bounds; it has to be a whole number "
                    + "from 1 to 32",
                "b.yaml:23: policy.retry_budget: not a number: \"lots\"; it has to be 0 to 10",
            ]
        )
    }

    @Test func `has to be YAML, and no line of it is shown when it is not`() {
        #expect(
            Sample.mistakes("suppliers:\n\tkey: sk-very-secret\n") == [
                "b.yaml:2: not YAML: found character that cannot start any token (while "
                    + "scanning for the next token that begins in line 2); indent by spaces, "
                    + "not tabs"
            ]
        )
        #expect(Sample.mistakes("") == ["b.yaml: is empty; `busbar init` writes a site file"])
        #expect(
            Sample.mistakes("# nothing\n---\n") == [
                "b.yaml: is empty; `busbar init` writes a site file"
            ]
        )
        #expect(
            Sample.mistakes("- a\n") == [
                "b.yaml:1: has to be a mapping (name: value), not a list"
            ]
        )
    }

    @Test func `names every key that stands twice, beside its other mistakes`() {
        let text = """
            suppliers:
              a: { url: https://a.example/v1, region: r, jurisdiction: us }
              a: { url: https://a.example/v2, region: r, jurisdiction: us }
            models:
              "m": [{ supplier: a, model: x }]
              "m": [{ supplier: a, model: x }]
            policy: { attempts: none }
            """
        #expect(
            Sample.mistakes(text) == [
                "b.yaml:2: a: stands more than once in the same mapping; keep one",
                "b.yaml:5: m: stands more than once in the same mapping; keep one",
                "b.yaml:7: policy.attempts: not a number: \"none\"; it has to be a whole number "
                    + "from 1 to 32",
            ]
        )
    }

    @Test func `needs a supplier and a model`() {
        #expect(
            Sample.mistakes("listen: 127.0.0.1:1\n") == [
                "b.yaml:1: suppliers: missing; name at least one supplier",
                "b.yaml:1: models: missing; name at least one model and its supplies",
            ]
        )
        #expect(
            Sample.mistakes("suppliers: {}\nmodels: {}\n") == [
                "b.yaml:1: suppliers: is empty; name at least one supplier",
                "b.yaml:2: models: is empty; name at least one model",
            ]
        )
    }

    @Test func `that cannot be read says so`() {
        #expect {
            try SiteFile.load(path: "/nowhere/busbar.yaml", environment: [:])
        } throws: { error in
            "\(error)"
                == "/nowhere/busbar.yaml: does not exist; "
                + "`busbar init --output /nowhere/busbar.yaml` writes one"
        }
    }
}
