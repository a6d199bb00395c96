import ArgumentParser
import Hybrid
import Pages
import Site

/// The figures of a window sticker, by named methods.
struct DriveLabel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label",
        abstract: "Estimate the figures of a label, with the method of each named."
    )

    @Option(
        help: "A vehicle of the library, or a YAML file.",
        completion: .file(extensions: ["yaml", "yml"])
    )
    var vehicle: String

    @Option(
        name: .customLong("utility-factor"),
        help: ArgumentHelp(
            "Shares of driving on the battery instead of the curves of SAE J2841, in percent.",
            discussion: "One, or several with their weights: 30 or 20=1,50=2,80=1.",
            valueName: "percent"
        ),
        transform: { text in
            do {
                return try UtilityUse(percent: text)
            } catch {
                throw ValidationError("--utility-factor: \(error)")
            }
        }
    )
    var use: UtilityUse?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The air of the tests, in °C.", valueName: "c")
    )
    var temperature = 20.0

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard (-60...60).contains(temperature) else {
            throw ValidationError("--temperature: \(temperature) is not within -60 to 60 °C")
        }
    }

    func run() async throws {
        let file = try DriveFiles.read { () throws(SiteMistakes) in try VehicleFile.open(vehicle) }
        let city = try DriveFiles.library("UDDS")
        let highway = try DriveFiles.library("HWFET")
        let outlook = try DriveFiles.answer { () throws(DriveCaseFaults) in
            try LabelOutlook(
                file.sheet,
                city: city,
                highway: highway,
                conditions: Conditions(temperature: temperature),
                use: use ?? .curve(.individual)
            )
        }
        let document = LabelDocument(outlook, published: file.sheet.published)
        if json {
            try Terminal.output.write(json: document)
        } else {
            Terminal.output.show(document.tables, [])
        }
    }
}
