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
            Without --cycle and --speed it is what `busbar drive label` says: 55 % UDDS with its cold \
            starts and 45 % HWFET, with a plug divided by 0.7 for what the two leave out (speed, wind, \
            tires and the weather of a year), without one by EPA's derived 5-cycle formulas. \
            With --temperature the weather is known, and its share is taken out of that before. \
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
        var document: RangeDocument
        var parts = [RangeUncertainty.Part(drive)]
        if chosen == nil {
            let city = try DriveFiles.library("UDDS")
            document = try label(drive, city: city)
            var inCity = drive
            inCity.cycle = city
            let share = CityHighway.cityShare
            parts = [.init(inCity, share: share), .init(drive, share: 1 - share)]
        } else {
            let outlook = try DriveFiles.answer { () throws(DriveCaseFaults) in
                try RangeOutlook(drive)
            }
            document = RangeDocument(drive, outlook)
        }
        document.heldSpeed = subject.heldSpeed(drive)
        let uncertainty = RangeUncertainty(document.figures, of: parts)
        document.enter(uncertainty)
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
        guard subject.distance != nil, let reserve = document.figures.reserve,
            let battery = drive.battery
        else { return [] }
        guard reserve > 0 else {
            return ["For \(drive.cycle.name) nothing need be in the battery at the start."]
        }
        return [
            "For \(drive.cycle.name) the battery must hold \(Prose.energy(reserve)) at the start; "
                + "full it holds \(Prose.energy(battery.usableEnergy))."
        ]
    }

    /// As on the label, where nobody says what is driven; `drive`: over its highway.
    private func label(_ drive: DriveCase, city: Cycle) throws -> RangeDocument {
        try DriveFiles.answer { () throws(DriveCaseFaults) in
            let label = try LabelOutlook(
                drive.sheet,
                trailer: drive.trailer,
                city: city,
                highway: drive.cycle,
                control: drive.control,
                conditions: drive.conditions,
                startSOC: drive.startSOC
            )
            // The weather is known where a temperature was asked for.
            guard subject.around.temperature != nil else { return RangeDocument(drive, label) }
            var inCity = drive
            inCity.cycle = city
            let day = (
                city: try LabelWeather(inCity, on: .city),
                highway: try LabelWeather(drive, on: .highway)
            )
            return RangeDocument(drive, label, day: day)
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
                outcomes: try DriveFiles.answer { () throws(DriveCaseFaults) in
                    try ControlOutcome.all(of: drive)
                },
                uncertainty: uncertainty,
                context: try output.context(subject.sourcedFiles)
            )
            try TextOutput.write(page.html, to: report)
        }
    }
}
