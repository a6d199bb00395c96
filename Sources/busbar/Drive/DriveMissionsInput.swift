import ArgumentParser
import Hybrid
import Site

/// What vehicles are used for over a year.
struct DriveMissionsInput: ParsableArguments {
    @Option(
        help: "What it is used for, a YAML file; without it what an owner of a pickup may do.",
        completion: .file(extensions: ["yaml", "yml"])
    )
    var missions: String?

    /// Those of the file, or what counts without one.
    func loaded() throws -> MissionSet {
        try own() ?? usual()
    }

    /// Those of the file, or what counts without one: that of a pickup, else that of a label.
    func choices() throws -> [MissionSet] {
        if let own = try own() { return [own] }
        let label = MissionSet.label(
            city: try DriveFiles.library("UDDS"),
            highway: try DriveFiles.library("HWFET")
        )
        return [try usual()] + (label.map { [$0] } ?? [])
    }

    private func own() throws -> MissionSet? {
        guard let missions else { return nil }
        let file = try DriveFiles.read { () throws(SiteMistakes) in try MissionFile.open(missions) }
        for notice in file.notices { Terminal.error.write(notice) }
        return file.missions
    }

    private func usual() throws -> MissionSet {
        let usual = MissionSet.pickup(
            city: try DriveFiles.library("UDDS"),
            highway: try DriveFiles.library("HWFET"),
            trailer: try DriveFiles.read { () throws(SiteMistakes) in
                try TrailerFile.load("box-7000lb")
            }
        )
        guard let usual else { preconditionFailure("the cycles that are shipped go somewhere") }
        return usual
    }
}
