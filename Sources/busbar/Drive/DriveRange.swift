import ArgumentParser
import Hybrid
import Pages
import Site

/// How far a vehicle goes on its battery and its tank, and what it takes.
struct DriveRange: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "range",
        abstract: "How far a vehicle goes, and what it takes.",
        discussion: """
            Without --cycle and --speed it is answered as on a label: 55 % UDDS and 45 % HWFET, \
            divided by 0.7 for what the two leave out: speed, wind, tires and the weather of a year. \
            With --temperature the weather is known, and its share is taken out of the 0.7 before. \
            With --cycle or --speed it is what is driven, again and again, without any factor.
            """
    )

    @OptionGroup var subject: DriveSubject
    @OptionGroup var output: DriveOutput

    @Option(
        help: ArgumentHelp(
            "Also write every step of one lap, of the highway cycle without --cycle.",
            valueName: "file"
        ),
        completion: .file(extensions: ["csv"])
    )
    var csv: String?

    func run() async throws {
        let chosen = try subject.chosenCycle()
        let highway = try chosen ?? DriveFiles.library("HWFET")
        let drive = try subject.drive(over: highway)
        try checkDistance(drive)
        let answer = try DriveFiles.answer { () throws(DriveCaseFaults) in
            try RangeOutlook(drive)
        }
        var document = RangeDocument(drive, answer)
        var parts = [RangeUncertainty.Part(drive)]
        if chosen == nil {
            var inCity = drive
            inCity.cycle = try DriveFiles.library("UDDS")
            let city = try DriveFiles.answer { () throws(DriveCaseFaults) in
                try RangeOutlook(inCity)
            }
            document = RangeDocument(
                city: RangeDocument(inCity, city),
                highway: document,
                weather: try weather(inCity, drive)
            )
            parts = [.init(inCity, share: 0.55), .init(drive, share: 0.45)]
        }
        document.heldSpeed = subject.heldSpeed(drive)
        let uncertainty = RangeUncertainty(document, of: parts)
        document.bands = uncertainty.spreads
        if csv != nil || output.report != nil {
            let lap = try DriveFiles.answer { () throws(DriveCaseFaults) in
                try CycleOutlook(drive)
            }
            try write(lap, of: drive, document, uncertainty)
        }
        if output.json {
            try Terminal.output.write(json: document)
        } else {
            Terminal.output.show(document.tables, document.notes + reserve(drive, document))
        }
    }

    /// Without a battery there is nothing to be held for a distance, so it would change nothing.
    private func checkDistance(_ drive: DriveCase) throws {
        guard subject.distance != nil, drive.battery == nil, csv == nil, output.report == nil else {
            return
        }
        Terminal.error.write(
            "--distance: changes nothing in the range of \(drive.sheet.id), which has no battery to "
                + "hold a reserve for it: leave it out, or ask `busbar drive cycle`"
        )
        throw ExitCode(2)
    }

    /// What the distance that was asked for needs in the battery.
    private func reserve(_ drive: DriveCase, _ document: RangeDocument) -> [String] {
        guard subject.distance != nil, let reserve = document.reserve.value,
            let battery = drive.battery
        else { return [] }
        guard reserve > 0 else {
            return ["For \(drive.cycle.name) nothing need be in the battery at the start."]
        }
        let usable = battery.usableEnergy / 3.6e6
        return [
            "For \(drive.cycle.name) the battery must hold \(Prose.number(reserve)) kWh at the start; "
                + "full it holds \(Prose.number(usable)) kWh."
        ]
    }

    /// What of the 0.7 is weather, where the temperature was asked for.
    private func weather(
        _ inCity: DriveCase,
        _ onHighway: DriveCase
    ) throws -> (city: LabelWeather, highway: LabelWeather)? {
        guard subject.around.temperature != nil else { return nil }
        return try DriveFiles.answer { () throws(DriveCaseFaults) in
            (try LabelWeather(inCity, on: .city), try LabelWeather(onHighway, on: .highway))
        }
    }

    private func write(
        _ lap: CycleOutlook,
        of drive: DriveCase,
        _ document: RangeDocument,
        _ uncertainty: RangeUncertainty
    ) throws {
        if let csv {
            let table = StepTable(
                lap.trip.steps,
                grades: drive.cycle.grades,
                fuel: lap.fuel,
                hasBattery: drive.battery != nil
            )
            try TextOutput.write(table.text, to: csv)
        }
        if let report = output.report {
            let page = CycleReport(
                drive,
                lap,
                range: document,
                outcomes: BoundDrawing.outcomes(of: drive),
                uncertainty: uncertainty,
                context: try output.context(subject.sourcedFiles)
            )
            try TextOutput.write(page.html, to: report)
        }
    }
}
