import ArgumentParser
import Hybrid
import Site

/// A trailer, a load and the weather: what a run happens under.
struct DriveConditions: ParsableArguments {
    @Option(
        help: "A trailer of the library (`busbar drive vehicles`), or a YAML file.",
        completion: .file(extensions: ["yaml", "yml"])
    )
    var trailer: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Temperature of the air in °C, from -60 to 60 (default: 20).",
            valueName: "c"
        )
    )
    var temperature: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Height above the sea in m, from -500 to 6000.", valueName: "m")
    )
    var altitude = 0.0

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Wind from ahead in km/h, up to 150; below zero from behind.",
            valueName: "kmh"
        )
    )
    var headwind = 0.0

    @Option(
        name: .customLong("payload"),
        parsing: .unconditional,
        help: ArgumentHelp(
            "People and goods in kg, beside the load_kg of the file.",
            valueName: "kg"
        )
    )
    var payload = 0.0

    @Flag(
        name: .customLong("warm-up"),
        help: "Let battery and cabin begin as cold as the air and warm up on the way."
    )
    var warmsUp = false

    func validate() throws {
        let bounds: [(name: String, value: Double, range: ClosedRange<Double>, unit: String)] = [
            ("--temperature", temperature ?? SI.roomTemperature, Conditions.temperatures, "°C"),
            ("--altitude", altitude, Conditions.altitudes, "m"),
            ("--headwind", headwind, -150...150, "km/h"),
            ("--payload", payload, -1_000...50_000, "kg"),
        ]
        let wrong = bounds.filter { !$0.range.contains($0.value) }.map {
            "\($0.name): \($0.value) is not within \($0.range.lowerBound) to "
                + "\($0.range.upperBound) \($0.unit)"
        }
        guard wrong.isEmpty else { throw ValidationError(wrong.joined(separator: "\n")) }
    }

    var conditions: Conditions {
        Conditions(
            temperature: temperature ?? SI.roomTemperature,
            altitude: altitude,
            headwind: headwind * SI.kmh,
            warmsUp: warmsUp
        )
    }
}

/// What the commands read and ask, with all mistakes on standard error and 2 as the exit code.
enum DriveFiles {
    static func read<Value>(_ load: () throws(SiteMistakes) -> Value) throws -> Value {
        do {
            return try load()
        } catch {
            Terminal.error.write(error.description)
            throw ExitCode(2)
        }
    }

    /// Asks a question; one that has no answer is wrong usage.
    static func answer<Value>(_ ask: () throws(DriveCaseFaults) -> Value) throws -> Value {
        do {
            return try ask()
        } catch {
            for fault in error.faults { Terminal.error.write("\(fault)") }
            throw ExitCode(2)
        }
    }

    /// A cycle that is shipped.
    static func library(_ name: String) throws -> Cycle {
        try read { () throws(SiteMistakes) in try CycleFile.load(name) }
    }
}
