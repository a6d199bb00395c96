import ArgumentParser
import Hybrid
import Pages
import Site

/// Which battery and which generator a vehicle should have for what it is used for.
struct DriveSize: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "size",
        abstract: "Size battery and generator over a set of missions: the front of what is best.",
        discussion: """
            Every battery is tried with every generator and without one, with the mass, the price and \
            the CO2 that each adds. Days that are longer than the range are driven on the generator, or \
            with stops at fast chargers, whose time, detours and price count (see --economy). Designs \
            that no other beats in cost, weight, CO2 and range are driven step by step.
            """
    )

    @Option(
        help: "The vehicle to size: of the library, or a YAML file.",
        completion: .file(extensions: ["yaml", "yml"])
    )
    var vehicle: String

    @OptionGroup var use: DriveMissionsInput

    @Option(
        name: .customLong("battery-kwh"),
        help: ArgumentHelp(
            "Whole batteries to try, in kWh: one, as 50, or from:to:count (default: 20:230:20).",
            valueName: "sizes"
        ),
        transform: { try SizeRange($0) }
    )
    var batteries = SizeRange(from: 20, to: 230, count: 20)

    @Option(
        name: .customLong("generator-kw"),
        help: ArgumentHelp(
            "Generators to try, in kW, in the same way (default: 20:200:19); none is always among them.",
            valueName: "sizes"
        ),
        transform: { try SizeRange($0) }
    )
    var generators = SizeRange(from: 20, to: 200, count: 19)

    @Option(
        help:
            "Every mission with this trailer, not its own: a name, a file or `none`; once for each."
    )
    var trailers: [String] = []

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Every mission at this temperature, not its own, in °C, -60 to 60; once for each.",
            valueName: "c"
        )
    )
    var temperatures: [Double] = []

    @Option(
        help: "Prices, grid, use and components, a YAML file; without it those that are shipped.",
        completion: .file(extensions: ["yaml", "yml"])
    )
    var economy: String?

    @Option(
        help: ArgumentHelp(
            "Samples for the bands of P10 to P90 of the vehicle as it is, from 1 to 100000.",
            discussion: "Of each design on the front not more than \(mostDesignSamples) are drawn."
        )
    )
    var samples = 1_000

    /// Of each design on the front, of which there are dozens: their bands stand beside each other in a
    /// table, where those of the vehicle as it is are the answer.
    private static let mostDesignSamples = 200

    @Option(
        help: ArgumentHelp(
            "Also drive so many vehicles of this kind, each with figures drawn from the bands.",
            discussion: "Step by step on UDDS, HWFET and US06, up to 1000000; 100000 take seconds.",
            valueName: "count"
        )
    )
    var fleet: Int?

    @Option(help: "Of the samples: the same seed gives the same bands.")
    var seed: UInt64 = 1

    @OptionGroup var output: DriveOutput

    @Option(
        help: ArgumentHelp("Also write every design that was driven.", valueName: "file"),
        completion: .file(extensions: ["csv"])
    )
    var csv: String?

    func validate() throws {
        var wrong: [String] = []
        if !(1...100_000).contains(samples) {
            wrong.append("--samples: \(samples) is not within 1 to 100000")
        }
        if !temperatures.allSatisfy({ Conditions.temperatures.contains($0) }) {
            wrong.append("--temperatures: within -60 to 60 °C")
        }
        if batteries.from <= 0 { wrong.append("--battery-kwh: above 0") }
        // One more without a generator.
        let designs = batteries.count * (generators.count + 1)
        if designs > SizingFault.mostDesigns {
            wrong.append("\(SizingFault.tooManyDesigns(designs))")
        }
        if let fleet, !(1...1_000_000).contains(fleet) {
            wrong.append("--fleet: \(fleet) is not within 1 to 1000000")
        }
        guard wrong.isEmpty else { throw ValidationError(wrong.joined(separator: "\n")) }
    }

    func run() async throws {
        let file = try DriveFiles.read { () throws(SiteMistakes) in
            try VehicleFile.open(vehicle)
        }
        for notice in file.notices { Terminal.error.write(notice) }
        let sheet = file.sheet
        let set = try chosenMissions()
        let prices = try DriveFiles.read { () throws(SiteMistakes) in
            try EconomyFile.load(economy)
        }
        let sizing = try sizing(sheet, set, prices)
        let samples = samples
        let seed = seed
        let result = sizing.result(samples: min(samples, Self.mostDesignSamples), seed: seed)
        let uncertainty = sizing.uncertainty(
            of: sizing.resizing.present,
            samples: samples,
            seed: seed
        )
        if let csv { try TextOutput.write(SizingTables(result: result).csv, to: csv) }
        if let report = output.report {
            let page = SizingReport(
                sheet,
                missions: set,
                result: result,
                uncertainty: uncertainty,
                context: try output.context(
                    [.vehicle(vehicle), use.sourcedFile]
                        + trailers.filter { $0 != "none" }.map { .trailer($0) }
                        + [.economy(economy)]
                )
            )
            try TextOutput.write(page.html, to: report)
        }
        if output.json {
            try Terminal.output.write(
                json: SizingDocument(
                    sheet,
                    missions: set,
                    result,
                    uncertainty: uncertainty,
                    fleet: try fleetSpread(sheet)
                )
            )
        } else {
            let tables = SizingTables(result: result)
            Terminal.output.show(
                [tables.choices, tables.front, UncertaintyTables(uncertainty).spreads]
                    + (try fleetSpread(sheet).map { [$0.table] } ?? []),
                tables.notes
            )
        }
    }

    /// Nothing where none is asked for.
    private func fleetSpread(_ sheet: VehicleSheet) throws -> FleetSpread? {
        guard let fleet else { return nil }
        let cycles = try ["UDDS", "HWFET", "US06"].map { try DriveFiles.library($0) }
        return FleetSpread(sheet, cycles: cycles, count: fleet, seed: seed)
    }

    private func sizing(
        _ sheet: VehicleSheet,
        _ set: MissionSet,
        _ economy: Economy
    ) throws -> Sizing {
        do {
            return try Sizing(
                sheet,
                missions: set,
                grid: DesignGrid(
                    batteries: batteries.values.map { $0 * SI.kilowattHour },
                    generators: [0] + generators.values.filter { $0 > 0 }.map { $0 * 1e3 }
                ),
                economy: economy
            )
        } catch {
            for fault in error.faults { Terminal.error.write("\(fault)") }
            throw ExitCode(2)
        }
    }

    private func chosenMissions() throws -> MissionSet {
        let towed = try trailers.map { name -> Trailer? in
            guard name != "none" else { return nil }
            return try DriveFiles.read { () throws(SiteMistakes) in try TrailerFile.load(name) }
        }
        return try use.loaded().crossed(trailers: towed, temperatures: temperatures)
    }
}
