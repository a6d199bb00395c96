import ArgumentParser

/// A battery and a generator behind one load: a vehicle on its way, or a site.
struct DriveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drive",
        abstract: "Simulate vehicles and sites with a battery, a generator or both.",
        discussion: """
            Figures in and out have their units in their names or beside them: km, kWh, l/100 km, °C; \
            percent are of 100. Begin with:

              busbar drive vehicles
              busbar drive range --vehicle ramcharger
              busbar drive range --vehicle prius --speed 105 --grade 2 --temperature -5

            Exit codes: 0 there is an answer, 1 something failed, 2 wrong usage or a file with \
            mistakes. A trace that is missed is an answer. The files are described in \
            docs/drive-files.md, the answers in docs/drive.md.
            """,
        subcommands: [
            DriveRange.self, DriveCycle.self, DriveLabel.self, DriveRoute.self, DriveCompare.self,
            DriveSize.self, DriveSite.self,
            DriveImport.self, DriveVehicles.self,
        ]
    )
}
