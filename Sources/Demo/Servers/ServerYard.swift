import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// The demo's model servers together: starts them, waits for them, starts them again.
struct ServerYard: Sendable {
    /// What happened to a server that is being kept alive.
    enum Event: Sendable {
        case ended(ServerHost, ServerHost.End)
        case back(ServerHost, after: Duration)
    }

    /// A small machine loads the model in seconds; past this something is wrong.
    static let startLimit = 60
    private static let pollInterval = Duration.milliseconds(50)

    let hosts: [ServerHost]
    let client: HTTPClient

    subscript(name: String) -> ServerHost? { hosts.first { $0.server.name == name } }

    var serving: [ServerHost] { hosts.filter { $0.phase == .serving } }

    /// Starts one server and returns when it answers.
    ///
    /// - Returns: How long that took.
    /// - Throws: ``DemoError`` when it ends or stays silent; `CancellationError`.
    func bringUp(_ host: ServerHost) async throws -> Duration {
        let clock = ContinuousClock()
        let started = clock.now
        try host.start()
        let limit = started + .seconds(Self.startLimit)
        while clock.now < limit {
            if host.hasEnded {
                throw DemoError.system(
                    doing: "starting \(host.server.name)",
                    reason: "it ended; see \(host.log)"
                )
            }
            if await answers(host.server.health) {
                host.answered()
                return clock.now - started
            }
            try await Task.sleep(for: Self.pollInterval)
        }
        throw DemoError.silent(
            who: host.server.name,
            seconds: Self.startLimit,
            hint: "see \(host.log)"
        )
    }

    /// Says whether an address answers `GET` with 200.
    func answers(_ url: String) async -> Bool {
        do {
            let reply = try await client.execute(
                HTTPClientRequest(url: url),
                timeout: .seconds(2)
            )
            // Read to the end, so that the connection can be used again.
            _ = try await reply.body.collect(upTo: 1 << 20)
            return reply.status == .ok
        } catch {
            // Nobody listens yet, or somebody else does: both mean "not yet".
            return false
        }
    }

    /// Starts a server again each time it has ended, for ever.
    ///
    /// - Parameters:
    ///   - host: Started before.
    ///   - rest: How long it stays down, asked at each end.
    ///   - report: Told of each end and each return.
    /// - Throws: `CancellationError`, or ``DemoError`` when a server cannot be started again.
    func keepAlive(
        _ host: ServerHost,
        rest: () -> Duration,
        report: @Sendable (Event) -> Void
    ) async throws {
        while true {
            try await Task.sleep(for: Self.pollInterval)
            guard let end = host.collectEnd() else { continue }
            report(.ended(host, end))
            try await Task.sleep(for: rest())
            report(.back(host, after: try await bringUp(host)))
        }
    }

    /// Ends every server and waits until all are gone.
    func stop() { hosts.forEach { $0.stop() } }
}
