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
        let days = try use.choices()
        let comparison = JourneyComparison(
            sheets,
            trailer: try way.around.loadedTrailer(),
            route: route,
            conditions: way.around.conditions,
            economy: economy,
            options: way.options(keepsSteps: false),
            missions: days,
            labels: try labels(sheets),
            samples: samples
        )
        if let report = output.report {
            // The days of a label, which count where a vehicle cannot drive the others, have no file.
            let isFirst = comparison.ordinary?.missions == days.first
            let files =
                vehicles.map { SourcedFile.vehicle($0) } + way.sourcedFiles
                + (isFirst ? [use.sourcedFile] : [])
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

    /// What a label would say of each, without the payload; none of one that has no answer.
    private func labels(_ sheets: [VehicleSheet]) throws -> [LabelOutlook] {
        let city = try DriveFiles.library("UDDS")
        let highway = try DriveFiles.library("HWFET")
        let aggressive = try DriveFiles.library("US06")
        return sheets.filter { !$0.published.isEmpty }.compactMap { sheet in
            var empty = sheet
            empty.vehicle.mass -= way.around.payload
            // A vehicle that cannot be put on these cycles has no label, which is no fault of the journey.
            return try? LabelOutlook(
                empty,
                city: city,
                highway: highway,
                aggressive: aggressive
            )
        }
    }

    /// Findings of each part that a terminal shows; all are in the page and in JSON.
    private static let shown = 4

    private func show(_ comparison: JourneyComparison) {
        Terminal.output.show(comparison.verdict, .strong)
        Terminal.output.show(
            JourneyTables(comparison.shown, sustained: comparison.sustained).terminal
                + [comparison.sizes?.table, comparison.spread?.table].compactMap(\.self),
            comparison.warnings + PublishedChecks(comparison).sentences
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
