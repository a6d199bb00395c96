import ArgumentParser
import Hybrid
import Pages

/// What a vehicle does on a cycle that is driven once, or some times in a row.
struct DriveCycle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cycle",
        abstract: "Drive a cycle once: energy, fuel, charge and every step.",
        discussion: """
            One run from --start-soc to its end, which --laps makes longer. How far a vehicle goes, and \
            what it takes in the long run, is asked with `busbar drive range`.
            """
    )

    @OptionGroup var subject: DriveSubject
    @OptionGroup var output: DriveOutput

    @Option(help: "How many times the cycle is driven in a row, from 1 to 10000.")
    var laps = 1

    @Flag(
        help: ArgumentHelp(
            "Also find the least fuel over a grid of charge and power (dynamic programming).",
            discussion: "Where the window of the battery is small, this is nearer than the bound; "
                + "about 0.1 ms a step."
        )
    )
    var grid = false

    @Option(
        help: ArgumentHelp("Also write every step of the run.", valueName: "file"),
        completion: .file(extensions: ["csv"])
    )
    var csv: String?

    func validate() throws {
        guard laps >= 1, laps <= 10_000 else {
            throw ValidationError("--laps: \(laps) is not within 1 to 10000")
        }
        guard subject.cycle != nil || subject.speed != nil else {
            throw ValidationError("--cycle or --speed: say what is driven; --cycle UDDS")
        }
    }

    func run() async throws {
        guard let cycle = try subject.chosenCycle() else { return }
        let drive = try subject.drive(over: cycle)
        try checkGrid(drive)
        let outlook = try DriveFiles.answer { () throws(DriveCaseFaults) in
            try CycleOutlook(drive, laps: laps)
        }
        var range = RangeDocument(
            drive,
            try DriveFiles.answer { () throws(DriveCaseFaults) in try RangeOutlook(drive) }
        )
        range.heldSpeed = subject.heldSpeed(drive)
        let uncertainty = RangeUncertainty(range.figures, of: [.init(drive)])
        range.enter(uncertainty)
        let document = CycleDocument(
            range,
            outlook,
            gridFuel: grid ? outlook.gridFuel(drive) : nil
        )
        if let csv {
            let table = StepTable(
                outlook.trip.steps,
                grades: cycle.grades,
                fuel: outlook.fuel,
                hasBattery: drive.battery != nil
            )
            try TextOutput.write(table.text, to: csv)
        }
        if let report = output.report {
            let page = CycleReport(
                drive,
                outlook,
                range: range,
                outcomes: try DriveFiles.answer { () throws(DriveCaseFaults) in
                    try ControlOutcome.all(of: drive)
                },
                uncertainty: uncertainty,
                context: try output.context(subject.sourcedFiles)
            )
            try TextOutput.write(page.html, to: report)
        }
        if output.json {
            try Terminal.output.write(json: document)
        } else {
            Terminal.output.show(document.tables, document.notes)
        }
    }

    /// A grid is searched where there is something to decide on.
    private func checkGrid(_ drive: DriveCase) throws {
        guard grid else { return }
        let reason: String? =
            if drive.generator == nil {
                "\(drive.sheet.id) has no generator to decide on"
            } else if drive.conditions.warmsUp {
                "not with --warm-up, which makes every second depend on all before"
            } else { nil }
        guard let reason else { return }
        Terminal.error.write("--grid: \(reason): leave it out")
        throw ExitCode(2)
    }
}
