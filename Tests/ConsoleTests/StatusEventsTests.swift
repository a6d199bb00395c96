import Console
import Foundation
import Hummingbird
import HummingbirdTesting
import Inference
import Synchronization
import Testing

struct StatusEventsTests {
    /// The events of a stream with that many ticks.
    private func events(ticks: Int, ports: ConsolePorts = Fixture.ports()) async throws -> String {
        let routes = ConsoleRoutes(
            ports: ports,
            ticks: {
                AsyncStream { continuation in
                    for _ in 0..<ticks { continuation.yield() }
                    continuation.finish()
                }
            }
        )
        return try await Application(router: routes.router()).test(.router) { client in
            let response = try await client.execute(uri: "/events", method: .get)
            #expect(response.headers[.contentType] == "text/event-stream")
            return String(buffer: response.body)
        }
    }

    @Test func `sends the status at once`() async throws {
        let parts = try await events(ticks: 0).split(separator: "\n\n")
        try #require(parts.count == 2)
        #expect(parts[0] == "retry: 2000")
        #expect(parts[1].hasPrefix("data: {"))
        #expect(!parts[1].contains("\n"))
        let status = try JSONDecoder().decode(
            GatewayStatus.self,
            from: Data(parts[1].dropFirst(6).utf8)
        )
        #expect(status == Fixture.status([Fixture.supply()]))
    }

    @Test func `sends a fresh status on every tick`() async throws {
        let asked = Asked()
        let fixed = Fixture.ports()
        let ports = ConsolePorts(
            status: {
                var status = Fixture.status([])
                status.requests = asked.again()
                return status
            },
            metrics: fixed.metrics,
            isReady: fixed.isReady,
            explain: fixed.explain,
            reload: fixed.reload,
            reset: fixed.reset
        )
        let text = try await events(ticks: 3, ports: ports)
        for number in 1...4 { #expect(text.contains("\"requests\":\(number),")) }
        #expect(text.split(separator: "\n\n").count == 5)
    }

    private final class Asked: Sendable {
        private let times = Mutex<UInt64>(0)
        func again() -> UInt64 {
            times.withLock { times in
                times += 1
                return times
            }
        }
    }
}
