import Hummingbird
package import Logging
import NIOCore
import ServiceLifecycle

/// Serves the console on loopback until a graceful shutdown.
package struct ConsoleServer: Service {
    package enum Refusal: Error, Equatable, CustomStringConvertible {
        /// The admin API has no password, so nothing but this machine may reach it.
        case notLoopback(host: String)

        package var description: String {
            switch self {
            case .notLoopback(let host):
                "console: \(host) is not a loopback address; use 127.0.0.1, [::1] or localhost"
            }
        }
    }

    private let host: String
    private let port: Int
    private let routes: ConsoleRoutes
    private let logger: Logger
    private let onListening: (@Sendable (Int) async -> Void)?

    /// Makes the server; `onListening` is told the port once connections are accepted.
    ///
    /// The host is a loopback name or address; port 0 takes a free one.
    package init(
        host: String,
        port: Int,
        ports: ConsolePorts,
        logger: Logger = Logger(label: "busbar.console"),
        onListening: (@Sendable (Int) async -> Void)? = nil
    ) {
        self.host = host
        self.port = port
        routes = ConsoleRoutes(ports: ports, logger: logger)
        self.logger = logger
        self.onListening = onListening
    }

    /// Listens and serves; returns after a graceful shutdown.
    ///
    /// - Throws: ``Refusal/notLoopback(host:)`` for any other host, or what the listener met.
    package func run() async throws {
        guard LoopbackAuthority.isLoopback(host: host) else {
            throw Refusal.notLoopback(host: host)
        }
        let application = Application(
            router: routes.router(),
            server: .http1(
                configuration: .init(
                    idleTimeout: .seconds(ConsoleLimits.idleSeconds),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: ConsoleLimits.headBytes,
                        maxHeaderListSize: ConsoleLimits.headBytes,
                        maxHeaderFieldCount: 100
                    )
                )
            ),
            configuration: .init(
                address: .hostname(LoopbackAuthority.unbracketed(host), port: port),
                availableConnectionsDelegate: .maximum(ConsoleLimits.connections, logger: logger)
            ),
            onServerRunning: { [onListening] channel in
                if let port = channel.localAddress?.port { await onListening?(port) }
            },
            logger: logger
        )
        try await application.run()
    }
}
