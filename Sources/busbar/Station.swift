import Bus
import Console
import Gateway
import Glibc
import Inference
import Logging
import ServiceLifecycle
import Site
import UnixSignals

/// A gateway with its console, made from a site file and loaded again on demand.
struct Station: Sendable {
    let gateway: GatewayServer
    let console: ConsoleServer
    private let reloader: Reloader

    /// `siteFile`: Read now, and again for every reload.
    init(
        siteFile: SiteOption,
        loops: Int,
        logger: Logger,
        onListening: (@Sendable (String) async -> Void)? = nil
    ) throws {
        signal(SIGPIPE, SIG_IGN)
        let site = try siteFile.load()
        for notice in site.notices { logger.notice("\(notice)") }
        if site.keys == nil {
            logger.notice(
                "no keys in the site file: whoever reaches \(site.listen) on this machine may use it"
            )
        }
        let gateway = try GatewayServer(
            .init(
                host: site.listen.host,
                port: site.listen.port,
                tls: site.tls.map { ($0.certificate, $0.key) },
                accessLog: .init(site.accessLog),
                loops: loops
            ),
            setup: .init(site),
            logger: logger,
            onListening: onListening
        )
        self.gateway = gateway
        let reloader = Reloader(
            siteFile: siteFile,
            gateway: gateway,
            listen: site.listen,
            console: site.console,
            logger: logger
        )
        self.reloader = reloader
        console = ConsoleServer(
            host: site.console.host,
            port: site.console.port,
            ports: ConsolePorts(
                status: { await gateway.status() },
                metrics: { await gateway.metrics() },
                isReady: { gateway.isReady },
                explain: { gateway.explain($0, $1) },
                reload: { reloader.reload() },
                reset: { gateway.reset(supplier: $0) }
            ),
            logger: logger
        )
    }

    /// Serves until SIGTERM or SIGINT, then finishes what runs.
    ///
    /// `guest`: Runs beside it; when it returns, everything shuts down.
    func run(
        beside guest: (any Service)? = nil,
        logger: Logger
    ) async throws {
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = [
            // They stop in reverse order: the console has to tell that the gateway is draining.
            .init(service: console), .init(service: gateway), .init(service: reloader),
        ]
        if let guest {
            services.append(
                .init(
                    service: guest,
                    successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup
                )
            )
        }
        try await ServiceGroup(
            configuration: .init(
                services: services,
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
        ).run()
    }
}

/// Loads the site file again: on SIGHUP, or when the console is asked to.
private struct Reloader: Service {
    let siteFile: SiteOption
    let gateway: GatewayServer
    let listen: Address
    let console: Address
    let logger: Logger

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            switch reload() {
            case .reloaded(let notices):
                for notice in notices { logger.notice("\(notice)") }
                logger.info("the site file was loaded again")
            case .refused(let mistakes):
                for mistake in mistakes { logger.error("\(mistake)") }
                logger.error("the site file has mistakes; nothing was changed")
            }
        }
    }

    func reload() -> ReloadOutcome {
        do {
            let site = try siteFile.read()
            if site.keys == nil, !listen.isLoopback {
                return .refused(mistakes: [
                    "keys: cannot be removed while \(listen) is served; restart to listen on loopback"
                ])
            }
            try gateway.load(.init(site))
            var notices = site.notices
            if site.listen != listen || site.console != console {
                notices.append("listen and console keep their addresses until a restart")
            }
            return .reloaded(notices: notices)
        } catch let mistakes as SiteMistakes {
            return .refused(mistakes: mistakes.description.split(separator: "\n").map(String.init))
        } catch {
            return .refused(mistakes: ["\(error)"])
        }
    }
}

extension GatewayServer.Setup {
    init(_ site: SiteFile) {
        self.init(
            models: site.models,
            policy: site.policy,
            breaker: site.breaker,
            limits: site.limits,
            keys: site.keys
        )
    }
}

extension AccessLogTarget {
    init(_ log: AccessLog) {
        self =
            switch log {
            case .standardOutput: .standardOutput
            case .standardError: .standardError
            case .file(let path): .file(path)
            case .off: .off
            }
    }
}
