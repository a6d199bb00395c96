import ArgumentParser
import Foundation
import Site

/// Writes a first site file.
struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a commented site file.",
        discussion: """
            It names the OpenAI-compatible suppliers whose variable is set \
            (\(Starter.providers.map(\.variable).joined(separator: ", "))), \
            or a server on this machine when none is.
            """
    )

    @Option(name: .shortAndLong, help: "Where to write it.", completion: .file())
    var output = "busbar.yaml"

    @Flag(help: "Replace a file that is there.")
    var force = false

    func run() throws {
        let environment = ProcessInfo.processInfo.environment
        let starter = Starter(environment: environment)
        let options: Data.WritingOptions = force ? [.atomic] : [.withoutOverwriting]
        do {
            try Data(starter.text.utf8).write(to: URL(fileURLWithPath: output), options: options)
        } catch {
            let exists = !force && FileManager.default.fileExists(atPath: output)
            Terminal.error.write(
                exists
                    ? "\(output) is there already; --force replaces it, --output writes elsewhere"
                    : "\(output) cannot be written: \(error.localizedDescription)"
            )
            throw ExitCode(1)
        }
        let names = starter.found.map { "\($0.name) ($\($0.variable))" }
        let site = output == "busbar.yaml" ? "" : " --site \(output)"
        Terminal.output.write(
            """
            Wrote \(output) with \(names.isEmpty ? "a server on this machine" : names.joined(separator: ", ")).

              busbar check\(site)    tries every supplier
              busbar serve\(site)    starts the gateway
            """
        )
    }
}
