import Console
import Foundation
import Hummingbird
import HummingbirdTesting
import Inference
import Testing

struct ConsoleRoutesTests {
    private func answer(
        _ method: HTTPRequest.Method,
        _ uri: String,
        headers: HTTPFields = [:],
        ports: ConsolePorts = Fixture.ports()
    ) async throws -> TestResponse {
        let routes = ConsoleRoutes(ports: ports, ticks: { AsyncStream { $0.finish() } })
        return try await Application(router: routes.router()).test(.router) { client in
            try await client.execute(uri: uri, method: method, headers: headers)
        }
    }

    private func decoded<Value: Decodable>(
        _ type: Value.Type,
        from response: TestResponse
    ) throws -> Value {
        try JSONDecoder().decode(type, from: Data(response.body.readableBytesView))
    }

    private func expectProblem(
        _ response: TestResponse,
        _ status: HTTPResponse.Status
    ) throws -> Problem {
        #expect(response.status == status)
        #expect(response.headers[.contentType] == "application/problem+json")
        let problem = try decoded(Problem.self, from: response)
        #expect(problem.status == status.code)
        #expect(problem.title == status.reasonPhrase)
        #expect(problem.type == "about:blank")
        return problem
    }

    @Test func `lives as long as it answers`() async throws {
        let response = try await answer(.get, "/livez")
        #expect(response.status == .ok)
        #expect(String(buffer: response.body) == "ok")
    }

    @Test func `is ready until it drains`() async throws {
        #expect(try await answer(.get, "/readyz").status == .ok)
        let draining = try await answer(.get, "/readyz", ports: Fixture.ports(ready: false))
        #expect(draining.status == .serviceUnavailable)
    }

    @Test func `metrics come as Prometheus text 0-0-4`() async throws {
        let family = MetricFamily(
            "busbar_up",
            help: "Up.",
            kind: .gauge,
            series: [.init([], .number(1))]
        )
        let response = try await answer(.get, "/metrics", ports: Fixture.ports(metrics: [family]))
        #expect(response.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(
            String(buffer: response.body)
                == "# HELP busbar_up Up.\n# TYPE busbar_up gauge\nbusbar_up 1\n"
        )
    }

    @Test func `the status decodes to what it was`() async throws {
        let status = Fixture.status([Fixture.supply(share: nil, price: nil)], draining: true)
        let response = try await answer(
            .get,
            "/admin/status",
            ports: Fixture.ports(status: status)
        )
        #expect(response.headers[.contentType] == "application/json")
        #expect(try decoded(GatewayStatus.self, from: response) == status)
        #expect(String(buffer: response.body).hasPrefix("{\"clientConnections\":18,"))
    }

    @Test func `explains a model under the jurisdictions that were asked for`() async throws {
        let response = try await answer(
            .get,
            "/admin/explain?model=gpt-oss-120b&jurisdictions=us,%20eu,"
        )
        let explanation = try decoded(Explanation.self, from: response)
        #expect(explanation.candidates.map(\.reason) == [#"asked for ["eu", "us"] []"#])
        let any = try await answer(.get, "/admin/explain?model=gpt-oss-120b")
        #expect(
            try decoded(Explanation.self, from: any).candidates.map(\.reason) == ["asked for [] []"]
        )
    }

    @Test func `explains a kind of request, and says what is wrong with a question`() async throws {
        let response = try await answer(
            .get,
            "/admin/explain?model=gpt-oss-120b&needs=tools,vision&input_tokens=5&output_tokens=6"
        )
        #expect(
            try decoded(Explanation.self, from: response).candidates.map(\.reason)
                == [#"asked for [] ["tools", "vision"]"#]
        )
        for (query, words) in [
            ("needs=wings", "'wings' is not one of the needs tools, vision, json_schema."),
            ("input_tokens=-1", "'-1' is no number of input tokens: write 0 to 1000000000."),
        ] {
            let problem = try expectProblem(
                try await answer(.get, "/admin/explain?model=gpt-oss-120b&\(query)"),
                .badRequest
            )
            #expect(problem.detail == words)
        }
    }

    @Test func `an unknown model is a problem that names it`() async throws {
        let problem = try expectProblem(
            try await answer(.get, "/admin/explain?model=gpt%2D%3Cb%3E"),
            .notFound
        )
        #expect(problem.detail == "There is no model named gpt-<b>.")
        _ = try expectProblem(try await answer(.get, "/admin/explain"), .badRequest)
    }

    @Test func `a reload tells its notices`() async throws {
        let ports = Fixture.ports(reload: .reloaded(notices: ["keys: none"]))
        let response = try await answer(.post, "/admin/reload", ports: ports)
        #expect(response.status == .ok)
        #expect(String(buffer: response.body) == #"{"notices":["keys: none"]}"#)
    }

    @Test func `a refused reload tells every mistake`() async throws {
        let mistakes = ["listen: no port", "models.a[1].price.input: not a number"]
        let ports = Fixture.ports(reload: .refused(mistakes: mistakes))
        let problem = try expectProblem(
            try await answer(.post, "/admin/reload", ports: ports),
            .unprocessableContent
        )
        #expect(problem.mistakes == mistakes)
    }

    @Test(arguments: ["oracle-chicago", "two%20words%2F1"])
    func `a known supplier is reset`(name: String) async throws {
        let response = try await answer(.post, "/admin/suppliers/\(name)/reset")
        #expect(response.status == .noContent)
        #expect(response.body.readableBytes == 0)
    }

    @Test func `an unknown supplier is a problem that names it`() async throws {
        let problem = try expectProblem(
            try await answer(.post, "/admin/suppliers/nobody/reset"),
            .notFound
        )
        #expect(problem.detail == "There is no supplier named nobody.")
        _ = try expectProblem(
            try await answer(.post, "/admin/suppliers/%zz/reset"),
            .badRequest
        )
    }

    @Test(arguments: ["/admin/reload", "/admin/suppliers/oracle-chicago/reset"])
    func `what changes something is not done by GET`(path: String) async throws {
        let response = try await answer(.get, path)
        _ = try expectProblem(response, .methodNotAllowed)
        #expect(response.headers[.allow] == "POST")
    }

    @Test func `an unknown path is a problem`() async throws {
        let problem = try expectProblem(try await answer(.get, "/nothing"), .notFound)
        #expect(problem.detail == "There is nothing at GET /nothing.")
    }

    @Test(arguments: [
        ("/", "text/html; charset=utf-8", "<!DOCTYPE html>"),
        ("/console.css", "text/css; charset=utf-8", ":root {"),
        ("/console.js", "text/javascript; charset=utf-8", "\"use strict\";"),
    ])
    func `the page and its parts have their types`(
        path: String,
        type: String,
        start: String
    ) async throws {
        let response = try await answer(.get, path)
        #expect(response.status == .ok)
        #expect(response.headers[.contentType] == type)
        #expect(String(buffer: response.body).hasPrefix(start))
    }

    @Test(arguments: ["/", "/metrics", "/admin/status", "/nothing", "/events", "/console.js"])
    func `every answer keeps browsers on a short lead`(path: String) async throws {
        let headers = try await answer(.get, path).headers
        let policy = try #require(headers[.contentSecurityPolicy])
        for rule in [
            "default-src 'none'", "style-src 'self'", "script-src 'self'", "connect-src 'self'",
            "img-src 'self' data:", "frame-ancestors 'none'",
        ] {
            #expect(policy.contains(rule))
        }
        #expect(!policy.contains("unsafe"))
        #expect(headers[.xContentTypeOptions] == "nosniff")
        #expect(headers[.cacheControl] == "no-store")
        #expect(headers.contains { $0.name.canonicalName == "referrer-policy" })
    }

    @Test func `a page of another origin changes nothing`() async throws {
        for origin in ["http://evil.example", "null", "https://localhost", "http://localhost:1"] {
            let problem = try expectProblem(
                try await answer(.post, "/admin/reload", headers: [.origin: origin]),
                .forbidden
            )
            #expect(problem.detail.contains("another origin"))
        }
        let own = try await answer(
            .post,
            "/admin/reload",
            headers: [.origin: "http://localhost"]
        )
        #expect(own.status == .ok)
    }

    @Test func `a second host is refused on every path`() async throws {
        let host = try #require(HTTPFields.Key("host"))
        for path in ["/", "/livez", "/metrics", "/nothing", "/events"] {
            _ = try expectProblem(
                try await answer(.get, path, headers: [host: "evil.example"]),
                .forbidden
            )
        }
    }

    @Test func `HEAD is GET without its body`() async throws {
        let response = try await answer(.head, "/")
        #expect(response.status == .ok)
        #expect(response.body.readableBytes == 0)
    }
}
