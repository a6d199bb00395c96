import AsyncHTTPClient
import Foundation
import NIOPosix

/// The gateway's demonstration: three real model servers as suppliers, one of which is killed.
///
/// It plays the suppliers and the clients. The gateway itself is not started here: whoever calls
/// ``run()`` runs one beside it with ``siteText``.
package struct Demo: Sendable {
    /// The site file for the gateway, as it is in ``sitePath``.
    package let siteText: String
    /// Where clients connect: `http://127.0.0.1:8080/v1`.
    package let endpoint: String
    /// The console's page.
    package let console: String

    /// Below the current folder: the site file, the access log and the servers' logs.
    package static let folder = ".demo"
    package static let sitePath = "\(folder)/busbar.yaml"
    /// What clients call the model.
    static let model = "smollm2"

    private let options: Options
    private let servers: [ModelServer]
    private let launch: ServerLaunch
    private let terminal: Terminal

    /// Picks free ports, finds the model servers' files and writes the site file.
    ///
    /// - Parameters:
    ///   - options: What to play, and at which ports.
    ///   - environment: Read for `NO_COLOR`, `TERM` and `BUSBAR_PYTHON`.
    ///   - terminal: Where to write; nil is standard output.
    /// - Throws: ``DemoError`` when a port is taken, a file is missing or cannot be written.
    package init(
        options: Options,
        environment: [String: String] = ProcessInfo.processInfo.environment,
        terminal: Terminal? = nil
    ) throws {
        for port in [options.port, options.consolePort] where port != 0 && !FreePorts.isFree(port) {
            throw DemoError.portTaken(port)
        }
        let picked = try FreePorts.pick(2)
        let port = options.port == 0 ? picked[0] : options.port
        let consolePort = options.consolePort == 0 ? picked[1] : options.consolePort
        self.options = options
        self.terminal = terminal ?? .standard(environment: environment)
        servers = try ModelServer.three()
        launch = try ServerLaunch(
            environment: environment,
            folder: Self.folder,
            isExact: options.chaos
        )
        endpoint = "http://127.0.0.1:\(port)/v1"
        console = "http://127.0.0.1:\(consolePort)/"
        siteText = DemoSite(port: port, consolePort: consolePort, servers: servers).text
        try FileManager.default.createDirectory(
            atPath: Self.folder,
            withIntermediateDirectories: true
        )
        for server in servers {
            // The log of an earlier demo; there may be none.
            try? FileManager.default.removeItem(atPath: launch.log(of: server))
        }
        try siteText.write(toFile: Self.sitePath, atomically: true, encoding: .utf8)
    }

    /// Plays the demo to its end, or until it is cancelled, which is no error.
    ///
    /// Whatever happens, no server is left when it returns.
    /// - Throws: ``DemoError`` when something could not be started or a promise was broken.
    package func run() async throws {
        try await HTTPClient.withHTTPClient(
            eventLoopGroup: .singletonMultiThreadedEventLoopGroup
        ) { client in
            let yard = ServerYard(
                hosts: servers.map { ServerHost($0, launch: launch) },
                client: client
            )
            defer { yard.stop() }
            do {
                try await play(yard)
            } catch is CancellationError {
                yard.stop()
                terminal.line()
                terminal.line("  Ended; no server is left.")
            }
        }
    }

    private func play(_ yard: ServerYard) async throws {
        let asker = Asker(client: yard.client, endpoint: endpoint, model: Self.model)
        let opening = Opening(yard: yard, terminal: terminal, endpoint: endpoint)
        try await opening.play()
        if options.chaos {
            let chaos = Chaos(
                yard: yard,
                asker: asker,
                terminal: terminal,
                console: console,
                seed: options.seed,
                duration: options.chaosDuration ?? (options.once ? .seconds(20) : nil)
            )
            return try await chaos.run()
        }
        try await Tour(yard: yard, asker: asker, terminal: terminal).play()
        let guide = Guide(
            endpoint: endpoint,
            console: console,
            model: Self.model,
            program: options.program,
            sitePath: Self.sitePath
        )
        guide.lines(for: yard.hosts, terminal: terminal).forEach { terminal.line($0) }
        if options.once { return }
        try await Vigil(yard: yard, terminal: terminal).keep()
    }
}
