import ArgumentParser
import Hybrid
import Pages
import Site

/// One vehicle on a route: its stops, hours, money and carbon.
struct DriveRoute: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "route",
        abstract: "Plan the stops of one vehicle on a route, and drive it with them."
    )

    @Option(
        help: "A vehicle of the library, or a YAML file.",
        completion: .file(extensions: ["yaml", "yml"])
    )
    var vehicle: String

    @OptionGroup var way: DriveRouteInput
    @OptionGroup var output: DriveOutput

    @Option(help: "Write the steps.", completion: .file(extensions: ["csv"]))
    var csv: String?

    func run() async throws {
        let sheet = try way.around.loaded(vehicle)
        try way.checkStart([sheet])
        try way.checkControl([sheet])
        let route = try way.loadedRoute()
        let economy = try way.loadedEconomy()
        let journey = Journey.plan(
            sheet,
            trailer: try way.around.loadedTrailer(),
            route: route,
            conditions: way.around.conditions,
            economy: economy,
            options: way.options(keepsSteps: csv != nil)
        )
        if let csv {
            let table = StepTable(
                journey.steps,
                fuel: sheet.vehicle.fuel,
                hasBattery: sheet.vehicle.battery != nil
            )
            try TextOutput.write(table.text, to: csv)
        }
        if let report = output.report {
            let page = JourneyReport(
                route: route,
                journeys: [journey],
                economy: economy,
                context: try output.context([.vehicle(vehicle)] + way.sourcedFiles)
            )
            try TextOutput.write(page.html, to: report)
        }
        if output.json {
            try Terminal.output.write(json: JourneyDocument(journey))
        } else {
            let tables = JourneyTables([journey])
            Terminal.output.show(tables.terminal, tables.notes)
        }
    }
}
