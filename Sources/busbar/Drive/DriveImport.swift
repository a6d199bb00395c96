import ArgumentParser
import Site

/// A vehicle of another tool, or of a list of tests, as a file of ours.
struct DriveImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Make a vehicle file of a FASTSim vehicle or of an EPA test car.",
        discussion: """
            Reads the vehicle table of FASTSim 2, one of its vehicles (CSV or YAML), a vehicle of \
            FASTSim 3 (YAML), or EPA's list of test cars (CSV). What could not be carried over is \
            said on standard error.
            """
    )

    @Argument(help: "The file to read.", completion: .file(extensions: ["csv", "yaml", "yml"]))
    var file: String

    @Option(
        help: "In a table: the number of the vehicle, FASTSim's `selection`, or its row from 1."
    )
    var row: Int?

    @Option(help: "In a table: the name of the vehicle, or a part of it that only one has.")
    var name: String?

    @Option(
        name: .shortAndLong,
        help: "Write the vehicle there instead of on standard output.",
        completion: .file(extensions: ["yaml"])
    )
    var out: String?

    func validate() throws {
        if row != nil, name != nil { throw ValidationError("--row and --name: one of the two") }
    }

    func run() async throws {
        let vehicle = try DriveFiles.read { () throws(SiteMistakes) in
            let vehicle = try ImportedVehicle.open(file, row: row, vehicle: name)
            // What is written has to be a file that can be driven.
            _ = try VehicleFile.decode(vehicle.text, name: "\(vehicle.id).yaml")
            return vehicle
        }
        for notice in vehicle.notices { Terminal.error.write(notice) }
        if let out {
            try TextOutput.write(vehicle.text, to: out)
        } else {
            Terminal.output.write(vehicle.text, terminator: "")
        }
    }
}
