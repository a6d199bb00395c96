import ArgumentParser
import Hybrid
import Site

/// What vehicles are used for over a year.
struct DriveMissionsInput: ParsableArguments {
    @Option(
        help:
            "What it is used for: missions of the library, or a YAML file; without it `pickup`, what an owner of one may do.",
        completion: .file(extensions: ["yaml", "yml"])
    )
    var missions: String?

    /// What counts without any.
    private static let usual = "pickup"

    /// Those that were asked for, or what counts without any.
    func loaded() throws -> MissionSet {
        let name = missions ?? Self.usual
        let file = try DriveFiles.read { () throws(SiteMistakes) in try MissionFile.open(name) }
        for notice in file.notices { Terminal.error.write(notice) }
        return file.missions
    }

    /// Those that were asked for, or what counts without any: that of a pickup, else that of a label.
    func choices() throws -> [MissionSet] {
        let first = try loaded()
        guard missions == nil else { return [first] }
        let label = MissionSet.label(
            city: try DriveFiles.library("UDDS"),
            highway: try DriveFiles.library("HWFET")
        )
        return [first] + (label.map { [$0] } ?? [])
    }

    /// The file that they come from, for the page.
    var sourcedFile: SourcedFile { .missions(missions ?? Self.usual) }
}
