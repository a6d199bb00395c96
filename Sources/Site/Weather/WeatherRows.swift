import Planning

/// When a line of a weather file is, in the file's own time.
struct WeatherStamp {
    var year: Int
    var month: Int
    var day: Int
    /// From 0: the hour that begins then.
    var hour: Int
    /// At which the sun is taken to stand.
    var minute = 30
}

/// A line of a weather file.
struct WeatherRow {
    var line: Int
    var stamp: WeatherStamp
    var hour: WeatherYear.Hour
}

/// What the cells of a weather file may hold.
enum WeatherBounds {
    static let irradiance = 0.0...1_500
    static let temperature = -90.0...70
    static let wind = 0.0...100
}

/// Takes the lines of a table apart.
struct WeatherRows {
    private let table: Table
    private let columns: [(place: Int, name: String, bounds: ClosedRange<Double>)]

    /// Columns with sun, temperature and wind; nil after a complaint: one is missing.
    init?(
        _ table: Table,
        global: String,
        direct: String,
        diffuse: String,
        temperature: String,
        wind: String,
        _ complaints: inout Complaints
    ) {
        self.init(
            table,
            [
                (global, WeatherBounds.irradiance), (direct, WeatherBounds.irradiance),
                (diffuse, WeatherBounds.irradiance), (temperature, WeatherBounds.temperature),
                (wind, WeatherBounds.wind),
            ],
            &complaints
        )
    }

    /// nil after a complaint: a column is missing.
    init?(
        _ table: Table,
        _ known: [(name: String, bounds: ClosedRange<Double>)],
        _ complaints: inout Complaints
    ) {
        self.table = table
        var found: [(place: Int, name: String, bounds: ClosedRange<Double>)] = []
        for (name, bounds) in known {
            guard let place = table.columns.firstIndex(of: name) else {
                complaints.add(nil, "has no column \(quoted(name))")
                continue
            }
            found.append((place, name, bounds))
        }
        guard found.count == known.count else { return nil }
        self.columns = found
    }

    /// Where some columns are; nil after a complaint.
    func places(_ names: [String], _ complaints: inout Complaints) -> [Int]? {
        let places = names.compactMap { table.columns.firstIndex(of: $0) }
        guard places.count == names.count else {
            complaints.add(nil, "has no columns \(names.joined(separator: ", "))")
            return nil
        }
        return places
    }

    /// Every row that can be read, with a complaint about each that cannot.
    ///
    /// `stamp`: The time of a row; nil for one that has none.
    /// `hour`: What the values of the columns say.
    func rows(
        _ complaints: inout Complaints,
        stamp: (Int) -> WeatherStamp?,
        hour: ([Double]) -> WeatherYear.Hour = Self.hour
    ) -> [WeatherRow] {
        (0..<table.count).compactMap { row in
            let line = table.lines[row]
            guard let stamp = stamp(row) else {
                complaints.add(line, "does not begin with a date and an hour")
                return nil
            }
            var values: [Double] = []
            for (place, name, bounds) in columns {
                let text = table[row, place]
                guard let value = Double(text) else {
                    complaints.add(line, "\(name): not a number: \(quoted(text))")
                    return nil
                }
                guard bounds.contains(value) else {
                    complaints.add(line, "\(name): \(text) stands for a missing value, or is wrong")
                    return nil
                }
                values.append(value)
            }
            var result = hour(values)
            result.minute = stamp.minute
            return WeatherRow(line: line, stamp: stamp, hour: result)
        }
    }
}

extension WeatherRows {
    /// An hour with sun, temperature and wind.
    static func hour(_ values: [Double]) -> WeatherYear.Hour {
        WeatherYear.Hour(
            global: values[0],
            direct: values[1],
            diffuse: values[2],
            temperature: values[3],
            wind: values[4]
        )
    }
}

extension WeatherYear {
    /// Takes over the rows of a year, which have to be all of its hours in their order.
    mutating func take(_ rows: [WeatherRow], _ complaints: inout Complaints) {
        guard complaints.isEmpty else { return }
        let isLeap = rows.contains { $0.stamp.month == 2 && $0.stamp.day == 29 }
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var next = (month: 1, day: 1, hour: 0)
        for row in rows {
            let stamp = row.stamp
            guard next.month <= 12, (stamp.month, stamp.day, stamp.hour) == next else {
                let found = Self.words(stamp.month, stamp.day, stamp.hour)
                complaints.add(
                    row.line,
                    next.month > 12
                        ? "\(found) stands behind the last hour of the year"
                        : "\(Self.words(next.month, next.day, next.hour)) is missing; found \(found)"
                )
                return
            }
            next.hour += 1
            if next.hour == 24 { next = (next.month, next.day + 1, 0) }
            if next.day > days[next.month - 1] { next = (next.month + 1, 1, 0) }
        }
        guard next.month == 13 else {
            let missing = Self.words(next.month, next.day, next.hour)
            complaints.add(
                rows.last?.line,
                "is the last line; \(missing) and what follows is missing"
            )
            return
        }
        hours = rows.map(\.hour)
        years = Set(rows.map(\.stamp.year)).sorted()
        let unusual = years.filter { SiteCalendar.isLeap($0) }
        if years.count == 1, !unusual.isEmpty, hours.count == 8_760 {
            notes.append("\(years[0]) is a leap year; the file leaves its 29 February out")
        }
    }

    /// An hour in words: `02-29 05:00`.
    private static func words(_ month: Int, _ day: Int, _ hour: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(month))-\(two(day)) \(two(hour)):00"
    }

    /// Puts the hours into the standard time of the place.
    mutating func move(to local: Double) {
        let shift = Int((local - zone).rounded())
        guard !hours.isEmpty, shift != 0 else { return }
        let count = hours.count
        let first = (count - shift % count) % count
        hours = Array(hours[first...] + hours[..<first])
        notes.append(
            "moved by \(shift) h into local standard time; \(abs(shift)) of its hours stand at the "
                + "other end of the year"
        )
        zone = local
    }
}
