import ArgumentParser
import Foundation
import Site

/// The option `--site` of every command that reads a site file.
struct SiteOption: ParsableArguments {
    @Option(name: .long, help: "The site file.", completion: .file())
    var site = "busbar.yaml"

    /// Reads the file; all its mistakes go to standard error and the command ends with 2.
    ///
    /// A command that sends no credential allows variables that are not set.
    func load(allowingUnset: Bool = false) throws -> SiteFile {
        do {
            return try read(allowingUnset: allowingUnset)
        } catch {
            Terminal.error.write(error.description)
            throw ExitCode(2)
        }
    }

    func read(allowingUnset: Bool = false) throws(SiteMistakes) -> SiteFile {
        try SiteFile.load(
            path: site,
            environment: ProcessInfo.processInfo.environment,
            allowingUnset: allowingUnset
        )
    }
}
