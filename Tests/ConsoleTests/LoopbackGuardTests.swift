import Hummingbird
import Testing

@testable import Console

struct LoopbackGuardTests {
    @Test(arguments: [
        "localhost", "localhost:8081", "LOCALHOST:1", "127.0.0.1", "127.0.0.1:8081",
        "127.255.0.3:80", "[::1]", "[::1]:8081",
    ])
    func `this machine passes`(authority: String) {
        #expect(LoopbackAuthority.isLoopback(authority))
        let head = HTTPRequest(method: .get, scheme: "http", authority: authority, path: "/")
        #expect(LoopbackGuard.refusal(of: head) == nil)
    }

    @Test(arguments: [
        "", ":8081", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "127.0.0",
        "127.0.0.1.", "127.0.0.256", "127.0.0.01", "127.1", "128.0.0.1", "10.127.0.0.1", "0.0.0.0",
        "::1", "[::1", "[::2]", "[::1]evil", "[::ffff:127.0.0.1]", "localhost:8081:1",
        "localhost:x", "user@localhost", "localhost@evil.example", "127.0.0.1:80@evil.example",
        "127.0.0.+1", "127..0.1", "127.0.0.١",
    ])
    func `any other host is refused`(authority: String) {
        #expect(!LoopbackAuthority.isLoopback(authority))
        let head = HTTPRequest(method: .get, scheme: "http", authority: authority, path: "/")
        #expect(LoopbackGuard.refusal(of: head)?.status == 403)
    }

    @Test func `no host is refused`() {
        let head = HTTPRequest(method: .get, scheme: "http", authority: nil, path: "/")
        #expect(LoopbackGuard.refusal(of: head)?.status == 403)
    }

    @Test func `an origin is the same with its port and in any case`() {
        let head = HTTPRequest(
            method: .post,
            scheme: "http",
            authority: "127.0.0.1:8081",
            path: "/admin/reload",
            headerFields: [.origin: "HTTP://127.0.0.1:8081"]
        )
        #expect(LoopbackGuard.refusal(of: head) == nil)
    }

    @Test(arguments: ["http://127.0.0.1", "http://127.0.0.1:80811", "http://localhost:8081"])
    func `a near origin is another one`(origin: String) {
        let head = HTTPRequest(
            method: .post,
            scheme: "http",
            authority: "127.0.0.1:8081",
            path: "/admin/reload",
            headerFields: [.origin: origin]
        )
        #expect(LoopbackGuard.refusal(of: head)?.status == 403)
    }

    @Test(arguments: ["0.0.0.0", "192.168.1.2", "::", "example.org", "127.0.0.1:8081"])
    func `never listens beyond this machine`(host: String) async {
        let server = ConsoleServer(host: host, port: 0, ports: Fixture.ports())
        await #expect(throws: ConsoleServer.Refusal.notLoopback(host: host)) {
            try await server.run()
        }
    }
}
