import ArgumentParser
import Hybrid
import Site

/// A route, and how it is driven and paid for.
struct DriveRouteInput: ParsableArguments {
    @Option(
        help: "A route of the library, or a file: YAML, GPX, or CSV.",
        completion: .file(extensions: ["yaml", "yml", "gpx", "csv"])
    )
    var route: String

    @Option(
        help: ArgumentHelp("Where a track or table says no speeds.", valueName: "kmh")
    )
    var speed: Double?

    @Option(
        help: "Prices, grid and use, a YAML file; without it those that are shipped.",
        completion: .file(extensions: ["yaml", "yml"])
    )
    var economy: String?

    @Option(
        name: .customLong("start-soc"),
        help: ArgumentHelp(
            "State of charge to begin with, of the whole charge.",
            valueName: "percent"
        )
    )
    var start: Double?

    @Option(
        name: .customLong("reserve"),
        help: ArgumentHelp(
            "Of the battery's window and of the tank: left at every stop and at the end.",
            valueName: "percent"
        )
    )
    var reserve = 10.0

    @Option(
        help: ArgumentHelp(
            "How a generator is run: way, or as on a cycle cd-cs, thermostat, follower, ecms, tow, hold, "
                + "battery, best (default: way).",
            discussion:
                "way: the battery first, and in good time what the way to the next stop will "
                + "need. Or schedule:0=electric@20,1800=hold (seconds since the start, percent of the "
                + "charge)."
        ),
        transform: { text in
            do {
                return try JourneyControl(text)
            } catch {
                throw ValidationError("--control: \(error)")
            }
        }
    )
    var control: JourneyControl?

    @OptionGroup var around: DriveConditions

    func validate() throws {
        var wrong: [String] = []
        if let speed, !(speed > 0 && speed <= 400) {
            wrong.append("--speed: \(speed) is not above 0 and up to 400 km/h")
        }
        if let start, !(0...100).contains(start) {
            wrong.append("--start-soc: \(start) is not within 0 to 100 %")
        }
        if !(0..<100).contains(reserve) {
            wrong.append("--reserve: \(reserve) is not 0 or more and below 100 %")
        }
        if around.altitude != 0 {
            wrong.append("--altitude: the route has its own heights")
        }
        guard wrong.isEmpty else { throw ValidationError(wrong.joined(separator: "\n")) }
    }

    func loadedRoute() throws -> Route {
        let file = try DriveFiles.read { () throws(SiteMistakes) in
            try RouteFile.open(route, RouteFile.Given(speed: speed.map { $0 * SI.kmh }))
        }
        for notice in file.notices { Terminal.error.write(notice) }
        try checkSpeed(file.route)
        return file.route
    }

    /// Refuses a speed beside a route that names its own everywhere.
    private func checkSpeed(_ loaded: Route) throws {
        // A route that cannot be read without a speed has a use for it.
        guard speed != nil, let alone = try? RouteFile.open(route), alone.route == loaded else {
            return
        }
        Terminal.error.write("--speed: \(loaded.name) has speeds of its own: leave it out")
        throw ExitCode(2)
    }

    /// Refuses a start that a battery does not have, and what none of the vehicles has a battery for.
    func checkStart(_ sheets: [VehicleSheet]) throws {
        if around.warmsUp, let first = sheets.first,
            sheets.allSatisfy({ $0.vehicle.battery == nil })
        {
            Terminal.error.write("--warm-up: \(DriveCaseFault.nothingToWarm(first.id))")
            throw ExitCode(2)
        }
        guard let soc = start.map({ $0 / 100 }) else { return }
        var faults = sheets.compactMap { sheet -> DriveCaseFault? in
            guard let window = sheet.vehicle.battery?.window, !window.contains(soc) else {
                return nil
            }
            return .startOutsideWindow(soc, window)
        }
        if let first = sheets.first, sheets.allSatisfy({ $0.vehicle.battery == nil }) {
            faults.append(.noBattery(first.id))
        }
        guard !faults.isEmpty else { return }
        for fault in faults { Terminal.error.write("--start-soc: \(fault)") }
        throw ExitCode(2)
    }

    /// Refuses a control where there is no generator to run.
    func checkControl(_ sheets: [VehicleSheet]) throws {
        guard case .named(let name) = control, name != .battery, let first = sheets.first,
            sheets.allSatisfy({ $0.vehicle.generator == nil })
        else { return }
        Terminal.error.write("--control: \(DriveCaseFault.noGenerator(name, first.id))")
        throw ExitCode(2)
    }

    /// What the way and the money are made from, for the page.
    var sourcedFiles: [SourcedFile] {
        around.sourcedFiles + [.route(route, speed: speed), .economy(economy)]
    }

    func loadedEconomy() throws -> Economy {
        try DriveFiles.read { () throws(SiteMistakes) in try EconomyFile.load(economy) }
    }

    func options(keepsSteps: Bool) -> JourneyOptions {
        JourneyOptions(
            startSOC: start.map { $0 / 100 },
            arrivalReserve: reserve / 100,
            fuelReserve: reserve / 100,
            control: control ?? .way,
            keepsSteps: keepsSteps
        )
    }
}
