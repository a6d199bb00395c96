import ArgumentParser
import Hybrid
import Pages
import Site

/// Which vehicle drives what, and how its generator is run.
struct DriveSubject: ParsableArguments {
    @Option(
        help: "A vehicle of the library (`busbar drive vehicles`), or a YAML file.",
        completion: .file(extensions: ["yaml", "yml"])
    )
    var vehicle: String

    @Option(
        help: ArgumentHelp(
            "What is driven: UDDS, HWFET, US06, WLTC (class 3b), or a CSV file.",
            discussion:
                "CSV: time_s and speed_mps (or speed_kmh, speed_mph), and if there are hills "
                + "grade (rise over run, 0.06 for 6 %) or grade_percent."
        ),
        completion: .file(extensions: ["csv"])
    )
    var cycle: String?

    @Option(
        help: ArgumentHelp(
            "Drive at one speed instead of a cycle, in km/h, up to 400.",
            valueName: "kmh"
        )
    )
    var speed: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The slope under --speed in percent, from -30 to 30; above zero uphill (default: 0).",
            valueName: "percent"
        )
    )
    var grade: Double?

    @Option(
        help: ArgumentHelp(
            "How far --speed is driven in km, up to 2000 (default: one hour).",
            valueName: "km"
        )
    )
    var distance: Double?

    @Option(
        help: ArgumentHelp(
            "How the generator is run: cd-cs, thermostat, follower, ecms, tow, hold, battery, best.",
            discussion: "Or schedule:0=electric@20,1800=hold,3600=charge@80 (seconds, percent of "
                + "the charge). Without it: the battery first, then its charge is sustained."
        ),
        transform: { text in
            do {
                return try ControlName(text)
            } catch {
                throw ValidationError("--control: \(error)")
            }
        }
    )
    var control: ControlName?

    @Option(
        name: .customLong("start-soc"),
        help: ArgumentHelp(
            "State of charge to begin with, in percent of the whole charge, not of its window.",
            discussion: "Without it full with a plug, else the middle of the window.",
            valueName: "percent"
        )
    )
    var start: Double?

    @OptionGroup var around: DriveConditions

    func validate() throws {
        var wrong: [String] = []
        if cycle != nil, speed != nil { wrong.append("--cycle and --speed: keep one of the two") }
        if grade != nil, speed == nil {
            wrong.append("--grade: needs --speed; a cycle has its own")
        }
        if distance != nil, speed == nil {
            wrong.append("--distance: needs --speed; a cycle has its own")
        }
        if let distance, !(distance > 0 && distance <= 2_000) {
            wrong.append("--distance: \(distance) is not above 0 and up to 2000 km")
        }
        if let speed, !(speed > 0 && speed <= 400) {
            wrong.append("--speed: \(speed) is not above 0 and up to 400 km/h")
        }
        if let grade, !(-30...30).contains(grade) {
            wrong.append("--grade: \(grade) is not within -30 to 30 %")
        }
        if let start, !(0...100).contains(start) {
            wrong.append("--start-soc: \(start) is not within 0 to 100 %")
        }
        guard wrong.isEmpty else { throw ValidationError(wrong.joined(separator: "\n")) }
    }

    /// How long a steady speed is held for what repeats itself anyway, in s.
    private static let steadySeconds = 3_600.0

    /// The cycle that was asked for; nothing where none was.
    func chosenCycle() throws -> Cycle? {
        if let speed {
            let seconds = distance.map { $0 * 1e3 / (speed * SI.kmh) } ?? Self.steadySeconds
            return Cycle.steady(
                speed: speed * SI.kmh,
                grade: (grade ?? 0) / 100,
                seconds: seconds,
                name: steadyName(speed, for: seconds)
            )
        }
        guard let cycle else { return nil }
        return try DriveFiles.read { () throws(SiteMistakes) in try CycleFile.load(cycle) }
    }

    /// `50 km at 100 km/h up 6 %`.
    private func steadyName(_ speed: Double, for seconds: Double) -> String {
        let grade = grade ?? 0
        let slope = grade == 0 ? "" : " \(grade > 0 ? "up" : "down") \(Prose.number(abs(grade))) %"
        return "\(Prose.number(speed * seconds / 3_600)) km at \(Prose.number(speed)) km/h\(slope)"
    }

    /// Whether the speed is held, and for how long; nothing for a cycle.
    func heldSpeed(_ drive: DriveCase) -> HeldSpeedDocument? {
        guard let speed else { return nil }
        return HeldSpeedDocument(HeldSpeed(drive, speed: speed * SI.kmh, grade: (grade ?? 0) / 100))
    }

    /// What an answer is made from, for its page.
    var sourcedFiles: [SourcedFile] { [.vehicle(vehicle)] + around.sourcedFiles }

    /// Everything but the cycle.
    func drive(over cycle: Cycle) throws -> DriveCase {
        DriveCase(
            sheet: try around.loaded(vehicle),
            trailer: try around.loadedTrailer(),
            cycle: cycle,
            conditions: around.conditions,
            control: control,
            startSOC: start.map { $0 / 100 }
        )
    }
}

extension DriveConditions {
    /// The vehicle with the payload, and what its file wants to be known.
    func loaded(_ name: String) throws -> VehicleSheet {
        let file = try DriveFiles.read { () throws(SiteMistakes) in try VehicleFile.open(name) }
        for notice in file.notices { Terminal.error.write(notice) }
        var sheet = file.sheet
        sheet.vehicle.mass += payload
        sheet.payload = payload
        return sheet
    }

    /// The trailer, for the page.
    var sourcedFiles: [SourcedFile] { trailer.map { [.trailer($0)] } ?? [] }

    func loadedTrailer() throws -> Trailer? {
        guard let trailer else { return nil }
        return try DriveFiles.read { () throws(SiteMistakes) in try TrailerFile.load(trailer) }
    }
}
