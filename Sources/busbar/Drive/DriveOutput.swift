import ArgumentParser
import Foundation
import Hybrid

/// The forms in which every command of `busbar drive` answers.
struct DriveOutput: ParsableArguments {
    @Flag(help: "Print JSON instead of tables, every key with its unit.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "Also write a page with drawings and sources: one HTML file that needs no other.",
            valueName: "file"
        ),
        completion: .file(extensions: ["html"])
    )
    var report: String?
}

extension DriveOutput {
    /// What a page tells of how it was made.
    func context(_ files: [SourcedFile]) throws -> DriveContext {
        DriveContext(
            date: today,
            program: "busbar \(Version.current)",
            command: CommandLine.arguments.dropFirst().reduce("busbar") { $0 + " " + $1 },
            sources: try files.compactMap { try $0.table() }
        )
    }
}
