import ArgumentParser
import Hybrid
import Pages
import Site

/// Several vehicles side by side: on a route with its stops, or over a cycle.
struct DriveCompare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Several vehicles on the same route, side by side, and what that says."
    )

    @Option(
        name: .customLong("vehicle"),
        help: "A vehicle of the library, or a YAML file; given more than once.",
        completion: .file(extensions: ["yaml", "yml"])
    )
    var vehicles: [String] = ["ram-1500-rev", "ram-1500-rev-electric", "ram-1500-gas"]

    @OptionGroup var way: DriveRouteInput
    @OptionGroup var use: DriveMissionsInput
    @OptionGroup var output: DriveOutput

    @Option(
        help: ArgumentHelp(
            "Times that all is driven again with figures from their bands; 0 for none.",
            valueName: "count"
        )
    )
    var samples = 24

    func validate() throws {
        guard (0...1000).contains(samples) else {
            throw ValidationError("--samples: \(samples) is not within 0 to 1000")
        }
        guard vehicles.count <= 8 else {
            throw ValidationError("--vehicle: \(vehicles.count) are more than 8 beside each other")
        }
        let twice = Set(vehicles.filter { one in vehicles.count { $0 == one } > 1 })
        guard twice.isEmpty else {
            throw ValidationError(
                "--vehicle: \(twice.sorted().joined(separator: ", ")) is given twice"
            )
        }
    }

    func run() async throws {
        let sheets = try vehicles.map { try way.around.loaded($0) }
        try checkDifferent(sheets)
        try way.checkStart(sheets)
        try way.checkControl(sheets)
        let route = try way.loadedRoute()
        let economy = try way.loadedEconomy()
        let comparison = JourneyComparison(
            sheets,
            trailer: try way.around.loadedTrailer(),
            route: route,
            conditions: way.around.conditions,
            economy: economy,
            options: way.options(keepsSteps: false),
            missions: try use.choices(),
            samples: samples
        )
        if let report = output.report {
            let files =
                vehicles.map { SourcedFile.vehicle($0) } + way.sourcedFiles
                + (use.missions.map { [.missions($0)] } ?? [])
            let page = JourneyReport(comparison, context: try output.context(files))
            try TextOutput.write(page.html, to: report)
        }
        if output.json {
            try Terminal.output.write(json: ComparisonDocument(comparison))
        } else {
            show(comparison)
        }
    }

    /// Refuses two names of one vehicle: `Ramcharger` beside `ram-1500-rev`.
    private func checkDifferent(_ sheets: [VehicleSheet]) throws {
        for (index, sheet) in sheets.enumerated() {
            guard let first = sheets.prefix(index).firstIndex(of: sheet) else { continue }
            throw ValidationError(
                "--vehicle: \(vehicles[first]) and \(vehicles[index]) are the same vehicle; name another "
                    + "one, or a file of your own with what is different"
            )
        }
    }

    /// Findings of each part that a terminal shows; all are in the page and in JSON.
    private static let shown = 4

    private func show(_ comparison: JourneyComparison) {
        Terminal.output.show(comparison.verdict, .strong)
        Terminal.output.show(
            JourneyTables(comparison.shown).terminal + (comparison.spread.map { [$0.table] } ?? []),
            comparison.warnings
        )
        var left = 0
        for part in comparison.answers.parts {
            Terminal.output.write("")
            Terminal.output.show([part.title], .strong)
            Terminal.output.show(part.findings.prefix(Self.shown).map { "- \($0.text)" })
            left += max(0, part.findings.count - Self.shown)
        }
        guard left > 0 else { return }
        Terminal.output.write("")
        Terminal.output.show(["\(left) more findings are on the page (--report) and in --json."])
    }
}
