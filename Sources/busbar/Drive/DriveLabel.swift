import ArgumentParser
import Hybrid
import Pages
import Site

/// The figures of a window sticker, by named methods.
struct DriveLabel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label",
        abstract: "Estimate the figures of a label, with the method of each named.",
        discussion: """
            From UDDS and HWFET, 55 % of the way in the city: range, energy at the wall and MPGe by the \
            0.7 rule of SAE J1634; fuel economy by EPA's derived 5-cycle formulas; both by the utility \
            factor of SAE J2841. What others published of the vehicle stands beside ours.
            """
    )

    @Option(
        help: "A vehicle of the library (`busbar drive vehicles`), or a YAML file.",
        completion: .file(extensions: ["yaml", "yml"])
    )
    var vehicle: String

    @Option(
        name: .customLong("utility-factor"),
        help: ArgumentHelp(
            "The share of the distance on the battery: a curve of SAE J2841, or percent.",
            discussion:
                "A curve by the range: mdiuf (one vehicle over many days, as on labels, taken "
                + "without this option), fuf (a whole fleet), city-fuf, highway-fuf. Or what owners do: "
                + "one share, as 30, or several with their weights: 20=1,50=2,80=1.",
            valueName: "share"
        ),
        transform: { text in
            do {
                return try UtilityUse(text)
            } catch {
                throw ValidationError("--utility-factor: \(error)")
            }
        }
    )
    var use: UtilityUse?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Temperature of the air in the tests in °C, from -60 to 60.",
            discussion:
                "The factors of a label have the weather of a year in them: away from 20 °C "
                + "only its unadjusted figures mean something. For a day of another temperature ask "
                + "`busbar drive range --temperature`.",
            valueName: "c"
        )
    )
    var temperature = 20.0

    @Flag(help: "Print JSON instead of tables, every key with its unit.")
    var json = false

    func validate() throws {
        guard Conditions.temperatures.contains(temperature) else {
            throw ValidationError("--temperature: \(temperature) is not within -60 to 60 °C")
        }
    }

    func run() async throws {
        let file = try DriveFiles.read { () throws(SiteMistakes) in try VehicleFile.open(vehicle) }
        let city = try DriveFiles.library("UDDS")
        let highway = try DriveFiles.library("HWFET")
        let aggressive = try DriveFiles.library("US06")
        let outlook = try DriveFiles.answer { () throws(DriveCaseFaults) in
            try LabelOutlook(
                file.sheet,
                city: city,
                highway: highway,
                aggressive: aggressive,
                conditions: Conditions(temperature: temperature),
                use: use ?? .curve(.individual)
            )
        }
        if use != nil, outlook.blend == nil {
            Terminal.error.write(
                "--utility-factor: \(outlook.vehicle) drives on its battery or on fuel and has nothing "
                    + "to share between them: leave it out"
            )
            throw ExitCode(2)
        }
        let document = LabelDocument(outlook, published: file.sheet.published)
        if json {
            try Terminal.output.write(json: document)
        } else {
            Terminal.output.show(document.tables, document.notes)
        }
    }
}
