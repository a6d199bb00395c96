import ArgumentParser
import Gateway
import Logging
import NIOCore

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the endpoint and the console of a site file.",
        discussion: """
            SIGHUP loads the site file again without losing a request; a file with mistakes \
            changes nothing. SIGTERM stops accepting, lets running requests finish and exits 0.
            """
    )

    @OptionGroup var site: SiteOption

    @Option(name: .long, help: "Event loops; each takes a core when there is enough to do.")
    var loops = System.coreCount

    @Flag(name: .long, help: "Write what happens inside to standard error.")
    var verbose = false

    func validate() throws {
        guard (1...1_024).contains(loops) else {
            throw ValidationError("--loops: \(loops) is not between 1 and 1024")
        }
    }

    func run() async throws {
        let logger = Logger.busbar(verbose ? .debug : .info)
        let station = try Station(siteFile: site, loops: loops, logger: logger) { endpoint in
            logger.info("listening on \(endpoint)")
        }
        try await station.run(logger: logger)
    }
}

extension Logger {
    /// Writes to standard error; the access log has standard output to itself.
    static func busbar(_ level: Level) -> Logger {
        var logger = Logger(label: "busbar") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = level
        return logger
    }
}
