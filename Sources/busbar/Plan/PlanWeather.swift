import ArgumentParser
import Site

/// Turns a year of weather into the hourly CSV that scenarios read.
struct PlanWeather: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "weather",
        abstract: "Turn NSRDB, TMY2, TMY3 or EPW weather into the hours of a scenario.",
        discussion: """
            Prints CSV with temperature, radiation, wind, and the shares of their power that solar \
            and wind plants give; what was assumed goes to standard error.
            """
    )

    @Argument(help: "A file of one year, as PyPI packages pvlib and hopp carry them.")
    var file: String

    @Option(help: "Wind at the height of turbines: CSV of the WIND Toolkit.", completion: .file())
    var wind: String?

    @Option(help: "Solar panels fixed at so many degrees from the level; without it a tracker.")
    var tilt: Double?

    @Option(help: "Write the CSV into this file.")
    var out: String?

    func validate() throws {
        if let tilt, !(0...90).contains(tilt) {
            throw ValidationError("--tilt has to be from 0 to 90 degrees")
        }
    }

    func run() throws {
        let conversion: WeatherConversion
        do throws(SiteMistakes) {
            var year = try WeatherFile.load(path: file)
            if let wind { try WindFile.load(path: wind, into: &year) }
            let plant = SolarPlant(mounting: tilt.map { .fixed(tilt: $0) } ?? .tracker)
            conversion = WeatherConversion(year, solar: plant)
        } catch {
            Terminal.error.write(error.description)
            throw ExitCode(2)
        }
        for line in conversion.report { Terminal.error.write(line) }
        if let out {
            try TextOutput.write(conversion.csv, to: out)
        } else {
            Terminal.output.write(conversion.csv, terminator: "")
        }
    }
}
