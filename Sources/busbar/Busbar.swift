import ArgumentParser
import NIOCore
import NIOPosix

/// The command line: `busbar demo | init | check | serve | explain | simulate | plan | drive | version`.
@main
struct Busbar: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "busbar",
        abstract: "One endpoint over several suppliers of models.",
        discussion: """
            Begin with `busbar init`, then `busbar check`. Exit codes: 0 it went well, 1 something \
            failed, 2 wrong usage or a site file with mistakes.
            """,
        subcommands: [
            DemoCommand.self, Init.self, Check.self, Serve.self, Explain.self, Simulate.self,
            PlanCommand.self, DriveCommand.self, Version.self,
        ]
    )

    /// Runs the command; wrong usage ends with 2, which the parser would make 64.
    ///
    /// The main thread waits instead of becoming a dispatch thread, so that tools which follow
    /// threads (valgrind among them) can follow this program.
    static func main() {
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        do {
            try loop.makeFutureWithTask { try await parseAndRun() }.wait()
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            Terminal.error.write(fullMessage(for: error))
            exit(withError: ExitCode(2))
        }
    }

    private static func parseAndRun() async throws {
        var command = try await asyncParseAsRoot()
        if var asynchronous = command as? any AsyncParsableCommand {
            try await asynchronous.run()
        } else {
            try command.run()
        }
    }
}
