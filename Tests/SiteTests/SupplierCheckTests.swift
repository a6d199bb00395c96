import Bus
import Inference
import Site
import Testing

@Suite struct `A check of a supplier` {
    private func check(
        _ outcome: SupplierCheck.Outcome,
        url: String = "https://a.example/v1",
        key: String = "${KEY}",
        more: String = ""
    ) throws -> [String] {
        let text = """
            suppliers:
              a:
                url: \(url)
                region: r
                jurisdiction: us
                \(key.isEmpty ? "" : "key: \(key)")
                \(more)
            models:
              m: [{ supplier: a, model: gpt-oss-120b }, { supplier: a, model: small }]
              n: [{ supplier: a, model: small }]
            """
        let site = try SiteFile.decode(text, environment: Sample.environment)
        let check = SupplierCheck(
            try #require(site.suppliers.first),
            outcome: outcome,
            site: site
        )
        #expect(check.supplier == "a")
        return [check.state.rawValue, check.reason, check.fix]
    }

    @Test func `is well when all its models are listed`() throws {
        #expect(
            try check(.listed(["small", "gpt-oss-120b", "x"])) == ["ok", "lists its 2 models", ""]
        )
        #expect(
            try check(.listed(["models/small", "openai/gpt-oss-120b"]))
                == ["ok", "lists its 2 models", ""]
        )
    }

    @Test func `names models that are not listed, and those that are near`() throws {
        #expect(
            try check(.listed(["gpt-oss-20b", "llama", "small"])) == [
                "failed", "does not list gpt-oss-120b", "near names: gpt-oss-20b",
            ]
        )
        #expect(
            try check(.listed(["c", "a", "b", "f", "e", "d"])) == [
                "failed", "does not list gpt-oss-120b, small",
                "it lists a, b, c, d, e and 1 more",
            ]
        )
        #expect(
            try check(.listed([])) == [
                "failed", "does not list gpt-oss-120b, small", "it lists no models at all",
            ]
        )
    }

    @Test func `says which variable holds the key that was refused`() throws {
        #expect(
            try check(.status(401)) == [
                "failed", "401: the key was refused",
                "check $KEY, and that the account may use the API",
            ]
        )
        #expect(
            try check(.status(403), key: "sk-plain") == [
                "failed", "403: the key was not allowed",
                "check suppliers.a.key, and that the account may use the API",
            ]
        )
        #expect(
            try check(.status(401), key: "") == [
                "failed", "401: it asks for a key", "add suppliers.a.key: ${NAME}",
            ]
        )
    }

    @Test(arguments: [
        (402, "failed", "402: payment required"),
        (429, "unsure", "429: too many requests just now"),
        (302, "failed", "302: redirects"), (503, "failed", "503: the supplier fails"),
        (404, "unsure", "answers, but has no list of models (404)"),
        (418, "failed", "answers with 418"),
    ])
    func `judges every other status`(status: Int, state: String, reason: String) throws {
        let found = try check(.status(status))
        #expect(found[0] == state)
        #expect(found[1] == reason)
        #expect(!found[2].isEmpty)
    }

    @Test func `tells a url without its path from a supplier without a list`() throws {
        #expect(
            try check(.status(404), url: "https://a.example") == [
                "failed", "404 for GET /models", "end suppliers.a.url with /v1",
            ]
        )
    }

    @Test(arguments: [
        (
            SupplierCheck.Outcome.refused, "connection refused",
            "is the server running at a.example:443?"
        ),
        (
            .unknownHost, "no address is known for a.example",
            "check the spelling of the host in suppliers.a.url, and the DNS"
        ),
        (.timeout, "no answer within 5 s", "is a firewall in the way of a.example:443?"),
        (
            .unreachable("no route"), "cannot be reached: no route",
            "check the network and any firewall"
        ),
        (.closed, "the connection was closed without an answer", "does the server speak https?"),
        (.unreadable(file: "x.pem"), "cannot read x.pem", "correct suppliers.a.ca_file"),
        (
            .strange, "answers, but not with a list of models",
            "is https://a.example/v1 the base of an OpenAI-compatible API? most end with /v1"
        ),
        (
            .tls("CERTIFICATE_VERIFY_FAILED"), "TLS: the certificate is not trusted",
            "is it self-signed? name its authority with suppliers.a.ca_file"
        ),
        (
            .tls("WRONG_VERSION_NUMBER"), "TLS: the server does not speak it",
            "write http:// in suppliers.a.url?"
        ),
        (
            .tls("failedToValidateHostname"), "TLS: the certificate is not for a.example",
            "write the name that is in the certificate in suppliers.a.url"
        ),
        (.tls("odd"), "TLS: odd", "check the server's certificate and TLS versions"),
    ])
    func `gives each failure its reason and its fix`(
        outcome: SupplierCheck.Outcome,
        reason: String,
        fix: String
    ) throws {
        #expect(try check(outcome) == ["failed", reason, fix])
    }
}

@Suite struct `An explanation from the file alone` {
    private let text = """
        suppliers:
          a: { url: https://a.example/v1, region: r1, jurisdiction: us }
          b: { url: https://b.example/v1, region: r2, jurisdiction: eu }
        models:
          m:
            - { supplier: a, model: x, price: { input: 0.15 } }
            - { supplier: b, model: y }
        """

    @Test func `has the order of the file and knows nothing of health`() throws {
        let site = try SiteFile.decode(text, environment: [:])
        let explanation = try #require(site.explanation(of: "m"))
        #expect(!explanation.live)
        #expect(explanation.candidates.map(\.supply.supplier) == ["a", "b"])
        #expect(explanation.candidates.map(\.chosen) == [true, false])
        #expect(
            explanation.candidates.map(\.reason)
                == ["first in order that is in service", "number 2 in order"]
        )
        #expect(explanation.candidates.map(\.supply.health) == [.unknown, .unknown])
        #expect(explanation.candidates[0].supply.inputPrice == 0.15)
        #expect(explanation.candidates[1].supply.inputPrice == nil)
        #expect(explanation.candidates[0].supply.firstTokenP50 == nil)
    }

    @Test func `leaves out what the law rules out`() throws {
        let site = try SiteFile.decode(text, environment: [:])
        let europe = try #require(site.explanation(of: "m", try Self.law("eu, de")))
        #expect(europe.candidates.map(\.chosen) == [false, true])
        #expect(europe.candidates[0].reason == "ruled out: runs under the law of us")
        let nowhere = try #require(site.explanation(of: "m", try Self.law("jp")))
        #expect(nowhere.candidates.map(\.chosen) == [false, false])
        #expect(site.explanation(of: "n") == nil)
    }

    @Test func `reckons the cost and the carbon of a request, or says that they are unknown`()
        throws
    {
        let text = """
            suppliers:
              a: { url: https://a.example/v1, region: r1, jurisdiction: us }
              b:
                url: https://b.example/v1
                region: r2
                jurisdiction: eu
                carbon: { grams_per_kwh: 100, kind: marginal, source: x }
            models:
              m:
                - { supplier: a, model: x, price: { input: 2, output: 2 }, energy_wh_per_1k_tokens: 1 }
                - { supplier: b, model: y, price: { input: 1, output: 1 }, energy_wh_per_1k_tokens: 1 }
            policy: { prefer: cost }
            """
        let site = try SiteFile.decode(text, environment: [:])
        let question = try Question(
            jurisdictions: nil,
            inputTokens: "900",
            outputTokens: "100",
            needs: nil,
            cacheKey: nil
        )
        let explanation = try #require(site.explanation(of: "m", question))
        #expect(explanation.candidates.map(\.chosen) == [false, true])
        #expect(explanation.candidates.map { $0.score?.costUSD } == [0.002, 0.001])
        #expect(explanation.candidates.map { $0.score?.carbonGrams } == [nil, 0.1])
        #expect(explanation.candidates.map { $0.score?.carbonKind } == ["unknown", "marginal"])
        #expect(explanation.candidates.map { $0.score?.firstTokenSeconds } == [nil, nil])
    }

    private static func law(_ codes: String) throws -> Question {
        try Question(
            jurisdictions: codes,
            inputTokens: nil,
            outputTokens: nil,
            needs: nil,
            cacheKey: nil
        )
    }
}
