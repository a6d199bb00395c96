import Bus
import Foundation

/// Reads a year of weather in the formats that are around.
///
/// NSRDB PSM3 (CSV of NREL's solar data base), TMY3 and TMY2 (typical years of NREL), and EPW
/// (EnergyPlus). Which one it is shows in the first lines.
package enum WeatherFile {
    /// Reads a file from the disk; throws all that is wrong with its lines, or that it cannot be read.
    package static func load(path: String) throws(SiteMistakes) -> WeatherYear {
        let hint = "PyPI package pvlib carries examples: `pip download --no-deps pvlib`"
        return try decode(TextFile.read(path, orElse: hint), name: path)
    }

    /// Reads the text of a file.
    package static func decode(_ text: String, name: String) throws(SiteMistakes) -> WeatherYear {
        var complaints = Complaints()
        let lines = text.utf8.split(separator: 0x0A, maxSplits: 3, omittingEmptySubsequences: false)
            .map { String(Substring($0)).filter { $0 != "\r" } }
        let first = lines.first ?? ""
        let second = lines.count > 1 ? lines[1] : ""
        let year: WeatherYear?
        if first.hasPrefix("LOCATION,") {
            year = energyPlus(text, first, name, &complaints)
        } else if first.hasPrefix("Source,Location ID") {
            year = solarDataBase(text, first, second, name, &complaints)
        } else if second.hasPrefix("Date (MM/DD/YYYY),") {
            year = typical3(text, first, name, &complaints)
        } else if Typical2.isHeader(first) {
            year = typical2(text, first, &complaints)
        } else {
            complaints.add(
                1,
                "is the beginning of no weather file that is known: NSRDB PSM3, TMY3, TMY2 or EPW"
            )
            year = nil
        }
        guard let year, complaints.isEmpty else { throw complaints.mistakes(in: name) }
        return year
    }

    // MARK: Formats

    private static func solarDataBase(
        _ text: String,
        _ names: String,
        _ values: String,
        _ name: String,
        _ complaints: inout Complaints
    ) -> WeatherYear? {
        let keys = names.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let cells = values.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let head = Dictionary(zip(keys, cells), uniquingKeysWith: { first, _ in first })
        func number(_ key: String) -> Double? { head[key].flatMap(Double.init) }
        guard let latitude = number("Latitude"), let longitude = number("Longitude"),
            let elevation = number("Elevation"), let zone = number("Time Zone")
        else {
            complaints.add(
                2,
                "has no Latitude, Longitude, Elevation and Time Zone below their names"
            )
            return nil
        }
        let table = Table(text, path: name, preface: 2, &complaints)
        guard
            let reader = WeatherRows(
                table,
                global: "GHI",
                direct: "DNI",
                diffuse: "DHI",
                temperature: "Temperature",
                wind: "Wind Speed",
                &complaints
            ),
            let time = reader.places(["Year", "Month", "Day", "Hour", "Minute"], &complaints)
        else { return nil }
        let rows = reader.rows(&complaints) { row in
            let stamp = time.map { Int(table[row, $0]) }
            guard let year = stamp[0], let month = stamp[1], let day = stamp[2],
                let hour = stamp[3], let minute = stamp[4], (0...59).contains(minute)
            else { return nil }
            return WeatherStamp(year: year, month: month, day: day, hour: hour, minute: minute)
        }
        var year = WeatherYear(
            format: "NSRDB PSM3",
            place: "\(head["Source"] ?? "NSRDB") location \(head["Location ID"] ?? "?")",
            latitude: latitude,
            longitude: longitude,
            elevation: elevation,
            zone: zone,
            years: [],
            hours: []
        )
        year.take(rows, &complaints)
        if let local = number("Local Time Zone"), local != zone { year.move(to: local) }
        return year
    }

    private static func typical3(
        _ text: String,
        _ header: String,
        _ name: String,
        _ complaints: inout Complaints
    ) -> WeatherYear? {
        let cells = header.split(separator: ",").map { $0.filter { $0 != "\"" } }
        guard cells.count >= 7, let zone = Double(cells[cells.count - 4]),
            let latitude = Double(cells[cells.count - 3]),
            let longitude = Double(cells[cells.count - 2]),
            let elevation = Double(cells[cells.count - 1])
        else {
            complaints.add(1, "does not end in time zone, latitude, longitude and elevation")
            return nil
        }
        let table = Table(text, path: name, preface: 1, &complaints)
        guard
            let reader = WeatherRows(
                table,
                global: "GHI (W/m^2)",
                direct: "DNI (W/m^2)",
                diffuse: "DHI (W/m^2)",
                temperature: "Dry-bulb (C)",
                wind: "Wspd (m/s)",
                &complaints
            ),
            let time = reader.places(["Date (MM/DD/YYYY)", "Time (HH:MM)"], &complaints)
        else { return nil }
        let rows = reader.rows(&complaints) { row in
            let date = table[row, time[0]].split(separator: "/").compactMap { Int($0) }
            guard date.count == 3, let hour = Int(table[row, time[1]].prefix { $0 != ":" }) else {
                return nil
            }
            // The hour that ends then.
            return WeatherStamp(year: date[2], month: date[0], day: date[1], hour: hour - 1)
        }
        var year = WeatherYear(
            format: "TMY3",
            place: "\(cells[1]), \(cells[2])",
            latitude: latitude,
            longitude: longitude,
            elevation: elevation,
            zone: zone,
            years: [],
            hours: []
        )
        year.take(rows, &complaints)
        return year
    }

    private static func energyPlus(
        _ text: String,
        _ header: String,
        _ name: String,
        _ complaints: inout Complaints
    ) -> WeatherYear? {
        let cells = header.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard cells.count >= 10, let latitude = Double(cells[6]), let longitude = Double(cells[7]),
            let zone = Double(cells[8]), let elevation = Double(cells[9])
        else {
            complaints.add(1, "has no latitude, longitude, time zone and elevation behind LOCATION")
            return nil
        }
        // EnergyPlus, Auxiliary Programs: data dictionary of the weather file.
        let table = Table(
            text,
            path: name,
            preface: 8,
            names: [
                "year", "month", "day", "hour", "minute", "flags", "dry bulb", "dew point",
                "humidity", "pressure", "extraterrestrial", "extraterrestrial direct", "infrared",
                "global", "direct", "diffuse", "global illuminance", "direct illuminance",
                "diffuse illuminance", "zenith luminance", "wind direction", "wind speed",
                "sky cover", "opaque sky cover", "visibility", "ceiling", "weather",
                "weather codes",
                "water", "aerosol", "snow", "days since snow", "albedo", "rain", "rain hours",
            ],
            &complaints
        )
        guard
            let reader = WeatherRows(
                table,
                global: "global",
                direct: "direct",
                diffuse: "diffuse",
                temperature: "dry bulb",
                wind: "wind speed",
                &complaints
            )
        else { return nil }
        let rows = reader.rows(&complaints) { row in
            guard let year = Int(table[row, 0]), let month = Int(table[row, 1]),
                let day = Int(table[row, 2]), let hour = Int(table[row, 3])
            else { return nil }
            return WeatherStamp(year: year, month: month, day: day, hour: hour - 1)
        }
        var year = WeatherYear(
            format: "EPW",
            place: [cells[1], cells[2], cells[3]].filter { !$0.isEmpty && $0 != "-" }
                .joined(separator: ", "),
            latitude: latitude,
            longitude: longitude,
            elevation: elevation,
            zone: zone,
            years: [],
            hours: []
        )
        year.take(rows, &complaints)
        return year
    }

    private static func typical2(
        _ text: String,
        _ header: String,
        _ complaints: inout Complaints
    ) -> WeatherYear? {
        guard let place = Typical2(header: header) else {
            complaints.add(
                1,
                "has no time zone, latitude, longitude and elevation in their columns"
            )
            return nil
        }
        var rows: [WeatherRow] = []
        var number = 1
        for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).dropFirst() {
            number += 1
            let line = line.last == 0x0D ? line.dropLast() : line
            if line.isEmpty { continue }
            if let row = Typical2.row(line, number, &complaints) { rows.append(row) }
        }
        var year = WeatherYear(
            format: "TMY2",
            place: place.name,
            latitude: place.latitude,
            longitude: place.longitude,
            elevation: place.elevation,
            zone: place.zone,
            years: [],
            hours: []
        )
        year.take(rows, &complaints)
        return year
    }
}

extension Complaints {
    /// All of them as mistakes of a file.
    func mistakes(in file: String) -> SiteMistakes {
        var mistakes = shown.map {
            SiteMistakes.Mistake(path: "", line: $0.line, message: $0.message)
        }
        if rest > 0 {
            mistakes.append(.init(path: "", line: nil, message: "\(rest) more lines are wrong"))
        }
        return SiteMistakes(file: file, mistakes: mistakes)
    }
}
