import Foundation

/// Reads a year of wind at the height of turbines: CSV of NREL's WIND Toolkit.
package enum WindFile {
    /// Reads a file from the disk into a year of weather, whose wind it replaces.
    ///
    /// `hub`: Meters; of the heights in the file the nearest is taken.
    package static func load(
        path: String,
        into year: inout WeatherYear,
        hub: Double = WindPlant().hub
    ) throws(SiteMistakes) {
        let hint = "PyPI package hopp carries examples: `pip download --no-deps hopp`"
        let text = try TextFile.read(path, orElse: hint)
        try decode(text, name: path, into: &year, hub: hub)
    }

    /// Reads the text of a file.
    package static func decode(
        _ text: String,
        name: String,
        into year: inout WeatherYear,
        hub: Double = WindPlant().hub
    ) throws(SiteMistakes) {
        var complaints = Complaints()
        if let wind = read(text, name, hub: hub, zone: year.zone, &complaints) {
            if wind.hours.count == year.hours.count {
                for index in year.hours.indices { year.hours[index].wind = wind.hours[index].wind }
                year.windHeight = wind.windHeight
                year.windSource = wind.windSource
                year.notes += wind.notes.map { "wind: \($0)" }
            } else {
                complaints.add(
                    nil,
                    "has \(wind.hours.count) hours; the year of the sun has \(year.hours.count)"
                )
            }
        }
        guard complaints.isEmpty else { throw complaints.mistakes(in: name) }
    }

    private static func read(
        _ text: String,
        _ name: String,
        hub: Double,
        zone: Double,
        _ complaints: inout Complaints
    ) -> WeatherYear? {
        let first = text.prefix { !$0.isNewline }
        let cells = first.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard first.hasPrefix("SiteID,"), let index = cells.firstIndex(of: "Data Timezone"),
            index + 1 < cells.count, let offset = Double(cells[index + 1])
        else {
            complaints.add(
                1,
                "is the beginning of no file of the WIND Toolkit: SiteID, Data Timezone"
            )
            return nil
        }
        let table = Table(text, path: name, preface: 1, &complaints)
        guard let column = column(of: table, hub: hub) else {
            complaints.add(2, "names no column with a wind speed: \"wind speed at 100m (m/s)\"")
            return nil
        }
        guard let reader = WeatherRows(table, [(column.name, WeatherBounds.wind)], &complaints),
            let time = reader.places(["Year", "Month", "Day", "Hour"], &complaints)
        else { return nil }
        let rows = reader.rows(&complaints) { row in
            let stamp = time.map { Int(table[row, $0]) }
            guard let year = stamp[0], let month = stamp[1], let day = stamp[2], let hour = stamp[3]
            else { return nil }
            return WeatherStamp(year: year, month: month, day: day, hour: hour)
        } hour: { values in
            WeatherYear.Hour(wind: values[0])
        }
        var year = WeatherYear(
            format: "WIND Toolkit",
            place: "site \(cells.count > 1 ? cells[1] : "?")",
            latitude: 0,
            longitude: 0,
            elevation: 0,
            zone: offset,
            years: [],
            hours: []
        )
        year.take(rows, &complaints)
        year.move(to: zone)
        year.windHeight = column.height
        year.windSource =
            "WIND Toolkit, \(year.place), \(year.years.map(String.init).joined(separator: ", ")), "
            + "at \(decimal(column.height)) m"
        return year
    }

    /// The column of a wind speed whose height is nearest to the hub's.
    private static func column(of table: Table, hub: Double) -> (name: String, height: Double)? {
        let all = table.columns.compactMap { name -> (name: String, height: Double)? in
            let words = name.lowercased().split(separator: " ")
            guard words.starts(with: ["wind", "speed", "at"]), words.count > 3,
                words[3].hasSuffix("m"), let height = Double(words[3].dropLast())
            else { return nil }
            return (name, height)
        }
        return all.min { abs($0.height - hub) < abs($1.height - hub) }
    }
}
