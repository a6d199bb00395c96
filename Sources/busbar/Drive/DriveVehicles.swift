import ArgumentParser
import Bus
import Hybrid
import Pages
import Site

/// What is shipped with Busbar.
struct DriveVehicles: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vehicles",
        abstract: "The vehicles, trailers, cycles and routes that are shipped."
    )

    @Argument(help: "Print the file of this one, to begin one of your own with.")
    var name: String?

    func run() async throws {
        if let name {
            guard let text = DriveLibrary.text(of: name) else {
                let names =
                    DriveLibrary.vehicles + DriveLibrary.trailers + DriveLibrary.cycles
                    + DriveLibrary.routes
                let near = nearNames(to: name, among: names, most: 1).first
                let hint = near.map { "did you mean \($0)? " } ?? ""
                throw ValidationError(
                    "there is no \(name); \(hint)`busbar drive vehicles` lists what there is"
                )
            }
            Terminal.output.write(text, terminator: "")
            return
        }
        var table = ReportTable(
            "Vehicles",
            [
                .init("Name"), .init("What"), .number("kg"), .number("Battery kWh"),
                .number("Generator kW"),
            ]
        )
        for name in DriveLibrary.vehicles {
            let file = try DriveFiles.read { () throws(SiteMistakes) in try VehicleFile.open(name) }
            let vehicle = file.sheet.vehicle
            table.append([
                .init(name), .init(vehicle.name),
                .init(Prose.number(file.sheet.curbMass.rounded())),
                .init(vehicle.battery.map { Prose.number($0.usableEnergy / 3.6e6) } ?? "–"),
                .init(vehicle.generator.map { Prose.number($0.maximumPower / 1e3) } ?? "–"),
            ])
        }
        Terminal.output.show(table)
        let lists = [
            ("Trailers", DriveLibrary.trailers), ("Cycles", DriveLibrary.cycles),
            ("Routes", DriveLibrary.routes),
        ]
        for (title, names) in lists {
            Terminal.output.write("\n\(Terminal.output.styled(title, .strong))")
            Terminal.output.show([names.joined(separator: ", ")])
        }
    }
}
