import Bus
import Inference
import Site
import Testing

@Suite struct `The suppliers of a site file` {
    @Test(arguments: [
        ("https://a.example/v1/", "https://a.example/v1"),
        ("https://A.Example:443/v1", "https://a.example/v1"),
        ("http://127.0.0.1:9001/v1//", "http://127.0.0.1:9001/v1"),
        ("http://[::1]:9001", "http://[::1]:9001"),
        ("HTTPS://a.example", "https://a.example"),
    ])
    func `have a base address`(written: String, url: String) throws {
        let site = try SiteFile.decode(
            Sample.supplier("url: \"\(written)\", region: r, jurisdiction: us"),
            environment: [:]
        )
        #expect(site.suppliers.first?.url.description == url)
    }

    @Test(arguments: [
        ("a.example/v1", "not a URL: \"a.example/v1\"; write https://host/v1"),
        ("https://", "not a URL: \"https://\"; write https://host/v1"),
        ("https://a:0/v1", "not a URL: \"https://a:0/v1\"; write https://host/v1"),
        ("https://a:99999/v1", "not a URL: \"https://a:99999/v1\"; write https://host/v1"),
        ("https://256.0.0.1/v1", "not a URL: \"https://256.0.0.1/v1\"; write https://host/v1"),
        ("https://a b/v1", "not a URL: \"https://a b/v1\"; write https://host/v1"),
        ("https://a/v 1", "not a URL: \"https://a/v 1\" has a space or a strange character"),
        (
            "https://user:pass@a/v1",
            "has a user or password before the @; write the credential as key"
        ),
        ("user:pass@a/v1", "not a URL; write https://host/v1"),
        (
            "https://a/v1?api-key=s3cret",
            "has a query or a fragment; end it with the path, like /v1"
        ),
        (
            "https://a/v1/chat/completions",
            "ends with /chat/completions, which the gateway adds; leave it out"
        ),
    ])
    func `have no other address, and no part of a secret is shown`(url: String, message: String) {
        let text = Sample.supplier("url: \"\(url)\", region: r, jurisdiction: us")
        #expect(Sample.mistakes(text) == ["b.yaml:1: suppliers.a.url: \(message)"])
    }

    @Test func `never show a credential, right or wrong`() throws {
        let text = Sample.supplier("url: https://a/v1, region: r, jurisdiction: us, key: ${KEY}")
        let site = try SiteFile.decode(text, environment: Sample.environment)
        var dumped = ""
        dump(site, to: &dumped)
        #expect(site.suppliers.first?.key?.exposed == "sk-0123456789abcdef")
        #expect(!dumped.contains("sk-0123456789abcdef"))
        #expect(
            Sample.mistakes(text, environment: ["KEY": "sk-with-newline\n"]) == [
                "b.yaml:1: suppliers.a.key: has a space, a line break or a character that no "
                    + "key has"
            ]
        )
    }

    @Test func `send headers, but none that the gateway writes`() throws {
        let text = Sample.supplier(
            "url: https://a/v1, region: r, jurisdiction: us, headers: { X-Team: a b, "
                + "Authorization: x, Content-Length: 1, host: y, \"a b\": z, x-team: c, "
                + "x-bad: \"a\\nb\" }"
        )
        #expect(
            Sample.mistakes(text) == [
                "b.yaml:1: suppliers.a.headers.Authorization: cannot be set; write the "
                    + "credential as the supplier's key",
                "b.yaml:1: suppliers.a.headers.Content-Length: cannot be set; the gateway "
                    + "writes it",
                "b.yaml:1: suppliers.a.headers.host: cannot be set; the gateway writes it",
                "b.yaml:1: suppliers.a.headers.\"a b\": not the name of a header",
                "b.yaml:1: suppliers.a.headers.x-team: stands more than once; case makes no "
                    + "difference",
                "b.yaml:1: suppliers.a.headers.x-bad: has a character that no header may have, "
                    + "or a space at an end",
            ]
        )
    }

    @Test func `have carbon with its source or none`() {
        let text = Sample.supplier(
            "url: https://a/v1, region: r, jurisdiction: us, carbon: { grams_per_kwh: -5, "
                + "kind: typical }"
        )
        #expect(
            Sample.mistakes(text) == [
                "b.yaml:1: suppliers.a.carbon.grams_per_kwh: -5 is out of bounds; it has to be "
                    + "0 to 5000 grams of CO2 per kWh",
                "b.yaml:1: suppliers.a.carbon.kind: \"typical\" is not one of average, marginal",
                "b.yaml:1: suppliers.a.carbon.source: missing; say who published the figure",
            ]
        )
    }

    @Test func `are warned about keys that travel unencrypted`() throws {
        let text = Sample.supplier(
            "url: \"http://a.example/v1\", region: r, jurisdiction: us, key: ${KEY}"
        )
        let site = try SiteFile.decode(text, environment: Sample.environment)
        #expect(
            site.notices == [
                "suppliers.a.url: http, not https: the key travels unencrypted"
            ]
        )
        #expect(
            Sample.mistakes(
                Sample.supplier("url: http://a/v1, ca_file: x, region: r, jurisdiction: u")
            )
                == [
                    "b.yaml:1: suppliers.a.jurisdiction: \"u\" is not a jurisdiction; write us, "
                        + "eu or de"
                ]
        )
    }

    @Test(arguments: ["azure", "anthropic", "bedrock", "vertex", "gemini", "oci"])
    func `of another dialect wait for a later version`(dialect: String) {
        let text = Sample.supplier(
            "dialect: \(dialect), url: https://a, region: r, jurisdiction: us"
        )
        #expect(
            Sample.mistakes(text) == [
                "b.yaml:1: suppliers.a.dialect: this version does not speak \(dialect), only "
                    + "openai; many suppliers also have an OpenAI-compatible endpoint"
            ]
        )
    }
}

@Suite struct `The models of a site file` {
    private func mistakes(_ models: String) -> [String] {
        Sample.mistakes(Sample.suppliers + "models:\n  m:\n" + models)
    }

    @Test func `refer to suppliers and to contracts of theirs`() {
        let contracts = """
            contracts:
              deal: { supplier: south, starts: 2027-01-01, ends: 2027-12-31, commitment_usd: 5 }

            """
        let found = mistakes(
            "    - { supplier: nort, model: x }\n"
                + "    - { supplier: north, model: x, contract: deal }\n"
                + "    - { supplier: north, model: y, contract: dael }\n" + contracts
        )
        #expect(
            found == [
                "b.yaml:6: models.m[0].supplier: no supplier is called \"nort\"; did you mean "
                    + "north?",
                "b.yaml:7: models.m[1].contract: deal is a contract with south, not north",
                "b.yaml:8: models.m[2].contract: no contract is called \"dael\"; did you mean "
                    + "deal?",
            ]
        )
    }

    @Test func `list each supply once`() {
        #expect(
            mistakes("    - { supplier: north, model: x }\n    - { supplier: north, model: x }\n")
                == ["b.yaml:7: models.m[1]: the same supplier and model as models.m[0]"]
        )
        #expect(mistakes("    []\n") == ["b.yaml:5: models.m: is empty; list at least one supply"])
        #expect(
            mistakes("    supplier: north\n") == [
                "b.yaml:6: models.m.supplier: unknown key; did you mean supplies?"
            ]
        )
        let many = (0...64).map { "    - { supplier: north, model: x\($0) }\n" }.joined()
        #expect(mistakes(many) == ["b.yaml:5: models.m: has 65 supplies; at most 64"])
    }

    @Test func `say what is missing once, also when a key is misspelt`() {
        #expect(
            mistakes("    - { suplier: north, modle: x, prefil: true }\n") == [
                "b.yaml:6: models.m[0].suplier: unknown key; did you mean supplier?",
                "b.yaml:6: models.m[0].modle: unknown key; did you mean model?",
                "b.yaml:6: models.m[0].prefil: unknown key; did you mean prefill?",
            ]
        )
        #expect(
            mistakes("    - { supplier: north, model: x, prefill: yes, zzzzzz: 1 }\n") == [
                "b.yaml:6: models.m[0].zzzzzz: unknown key; known here: supplier, model, price, "
                    + "context, prefill, tools, vision, json_schema, contract, first_token_timeout, "
                    + "energy_wh_per_1k_tokens",
                "b.yaml:6: models.m[0].prefill: \"yes\" is not one of true, false, trailing, "
                    + "continue_final_message, prefix",
            ]
        )
    }

    @Test func `with a dot in the name have it in quotes in the path`() {
        #expect(
            Sample.mistakes(
                Sample.suppliers + "models:\n  gpt-4.1:\n    - { supplier: north, model: a b }\n"
            )
                == [
                    "b.yaml:6: models.\"gpt-4.1\"[0].model: not a model's name; use 1 to 256 "
                        + "bytes without spaces"
                ]
        )
    }
}

@Suite struct `The other sections of a site file` {
    @Test func `policy, breaker and limits are taken over whole`() throws {
        let site = try Sample.site(
            """
            policy: { content_policy_failover: true, attempts: 7, retry_budget: 0 }
            breaker: { failures: 9, failure_rate: 1, minimum_volume: 3, open_interval: 1s, slow_start: 2s }
            limits: { free_retries: 0, keep_alive: 5s, connections: 7 }
            access_log: off
            tls: { certificate: c.pem, key: k.pem }
            contracts:
            """
        )
        #expect(site.policy.contentPolicyFailover)
        #expect(site.policy.attempts == 7)
        #expect(site.policy.retryBudget == 0)
        #expect(site.breaker.failuresToOpen == 9)
        #expect(site.breaker.failureRate == 1)
        #expect(site.breaker.minimumVolume == 3)
        #expect(site.breaker.openInterval == .seconds(1))
        #expect(site.breaker.slowStart == .seconds(2))
        #expect(site.limits.freeRetries == 0)
        #expect(site.limits.keepAlive == .seconds(5))
        #expect(site.limits.connections == 7)
        #expect(site.accessLog == .off)
        #expect(site.tls == TLSFiles(certificate: "c.pem", key: "k.pem"))
        #expect(site.contracts.isEmpty)
        #expect(site.notices.isEmpty)
    }

    @Test func `are checked against each other`() {
        #expect(
            Sample.mistakes(
                beside: """
                    limits: { body_bytes: 2GiB, first_backoff: 9s }
                    breaker: { failure_rate: 0, failures: 0 }
                    policy: { prefer: { cost: 0 }, hedge: { after: p42, budget: 2 } }
                    tls: { certificate: c.pem }
                    """
            )
                == [
                    "b.yaml:7: limits.body_bytes: body_bytes (2147483648) is more than "
                        + "body_bytes_in_all (1073741824); no body of that size would be taken",
                    "b.yaml:7: limits.first_backoff: first_backoff is longer than "
                        + "longest_backoff",
                    "b.yaml:8: breaker.failures: 0 is out of bounds; it has to be a whole "
                        + "number from 1 to 1000000",
                    "b.yaml:8: breaker.failure_rate: 0 is out of bounds; it has to be above "
                        + "0 and at most 1",
                    "b.yaml:9: policy.prefer: every weight is 0; give cost, latency or carbon "
                        + "a number above 0",
                    "b.yaml:9: policy.hedge.after: \"p42\" is not one of p50, p75, p90, p95, "
                        + "p99",
                    "b.yaml:9: policy.hedge.budget: 2 is out of bounds; it has to be above 0 "
                        + "and at most 1",
                    "b.yaml:10: tls.key: missing; name a PEM file",
                ].sorted { line($0) < line($1) }
        )
    }

    private func line(_ mistake: String) -> Int {
        Int(mistake.split(separator: ":")[1]) ?? 0
    }

    @Test func `contracts have days of the calendar and known rhythms`() {
        #expect(
            Sample.mistakes(
                beside: """
                    contracts:
                      a: { supplier: north, starts: 2027-02-29, ends: 2027-13-01, commitment_usd: 0 }
                      b: { supplier: nobody, starts: 2028-02-29, ends: 2028-02-28, commitment_usd: 1 }
                      c: { supplier: north, starts: 2028-02-29, ends: 2028-02-28, commitment_usd: 1, payment: daily }
                    """
            ) == [
                "b.yaml:8: contracts.a.starts: not a day: \"2027-02-29\"; write "
                    + "YYYY-MM-DD, like 2027-01-01",
                "b.yaml:8: contracts.a.ends: not a day: \"2027-13-01\"; write "
                    + "YYYY-MM-DD, like 2027-01-01",
                "b.yaml:8: contracts.a.commitment_usd: 0 is out of bounds; it has to be "
                    + "above 0 and at most 1e15 USD",
                "b.yaml:9: contracts.b.supplier: no supplier is called \"nobody\"; known "
                    + "are north, south",
                "b.yaml:10: contracts.c.payment: \"daily\" is not one of monthly, "
                    + "quarterly, annual, full-period",
                "b.yaml:10: contracts.c.ends: 2028-02-28 is before the first day, "
                    + "2028-02-29",
            ]
        )
    }

    @Test func `the store's address is never shown`() {
        #expect(
            Sample.mistakes(beside: "store: mysql://root:s3cret@db\n") == [
                "b.yaml:7: store: not a store; write sqlite:FILE or "
                    + "postgresql://user@host/database"
            ]
        )
    }
}
