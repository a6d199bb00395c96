import ArgumentParser
import Bus
import Demo
import Logging
import NIOCore
import ServiceLifecycle

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Bring up three real local models behind the gateway, and kill one.",
        discussion: """
            Needs the model servers' packages, which `make run` installs into .venv. With --chaos \
            it keeps killing and restarting suppliers while clients ask.
            """
    )

    @Flag(name: .long, help: "End after the tour instead of serving on.")
    var once = false

    @Flag(name: .long, help: "Kill and restart suppliers at random while clients keep asking.")
    var chaos = false

    @Option(
        name: .customLong("for"),
        help: "How long the chaos lasts: 30s, 10m.",
        transform: { text in
            guard let length = Interval(text) else {
                throw ValidationError("'\(text)' is not a duration; write 30s or 10m")
            }
            return length
        }
    )
    var length: Interval?

    @Option(name: .long, help: "Decides who is killed when.")
    var seed: UInt64 = 1

    @Option(name: .long, help: "The endpoint's port; 0 takes a free one.")
    var port = 8080

    @Option(name: .long, help: "The console's port; 0 takes a free one.")
    var consolePort = 8081

    func run() async throws {
        var options = Demo.Options()
        options.once = once
        options.chaos = chaos
        options.port = port
        options.consolePort = consolePort
        options.chaosDuration = length.map { .nanoseconds($0.nanoseconds) }
        options.seed = seed
        options.program = CommandLine.arguments.first ?? "busbar"
        let demo = try Demo(options: options)
        let logger = Logger.busbar(.warning)
        var site = SiteOption()
        site.site = Demo.sitePath
        let station = try Station(siteFile: site, loops: System.coreCount, logger: logger)
        try await station.run(beside: DemoGuest(demo: demo), logger: logger)
    }
}

/// Plays the demo until it ends or everything shuts down.
private struct DemoGuest: Service {
    let demo: Demo

    func run() async throws {
        try await cancelWhenGracefulShutdown { try await demo.run() }
    }
}
