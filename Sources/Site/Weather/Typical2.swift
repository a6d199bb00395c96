/// A typical year in NREL's older format, TMY2: every figure in its place of the line.
///
/// Places, from 1, after the TMY2 User's Manual, tables 3-1 and 3-2.
struct Typical2 {
    let name: String
    let zone: Double
    let latitude: Double
    let longitude: Double
    let elevation: Double

    /// A station's number, its name, and N or S and E or W in their places.
    static func isHeader(_ line: String) -> Bool { Typical2(header: line) != nil }

    init?(header: String) {
        let bytes = Array(header.utf8)
        func text(_ places: ClosedRange<Int>) -> String {
            guard bytes.count >= places.upperBound else { return "" }
            let part = bytes[(places.lowerBound - 1)..<places.upperBound]
            return String(decoding: part, as: UTF8.self).split(separator: " ").joined(
                separator: " "
            )
        }
        guard let zone = Double(text(34...36)), let degrees = Double(text(40...41)),
            let minutes = Double(text(43...44)), let east = Double(text(48...50)),
            let eastMinutes = Double(text(52...53)), let elevation = Double(text(55...59)),
            ["N", "S"].contains(text(38...38)), ["E", "W"].contains(text(46...46))
        else { return nil }
        self.zone = zone
        self.elevation = elevation
        latitude = (degrees + minutes / 60) * (text(38...38) == "S" ? -1 : 1)
        longitude = (east + eastMinutes / 60) * (text(46...46) == "W" ? -1 : 1)
        name = "\(text(8...29)), \(text(31...32))"
    }

    /// One hour; nil after a complaint.
    static func row(
        _ line: Substring.UTF8View,
        _ number: Int,
        _ complaints: inout Complaints
    ) -> WeatherRow? {
        let bytes = Array(line)
        guard bytes.count >= 98 else {
            complaints.add(number, "has \(bytes.count) characters; a line of TMY2 has 142")
            return nil
        }
        func whole(_ places: ClosedRange<Int>) -> Int? {
            let part = bytes[(places.lowerBound - 1)..<places.upperBound].drop { $0 == 0x20 }
            return Int(String(decoding: part, as: UTF8.self))
        }
        guard let year = whole(2...3), let month = whole(4...5), let day = whole(6...7),
            let hour = whole(8...9), let global = whole(18...21), let direct = whole(24...27),
            let diffuse = whole(30...33), let temperature = whole(68...71),
            let wind = whole(96...98)
        else {
            complaints.add(number, "has no number where one of TMY2 has to be")
            return nil
        }
        let result = WeatherYear.Hour(
            global: Double(global),
            direct: Double(direct),
            diffuse: Double(diffuse),
            temperature: Double(temperature) / 10,
            wind: Double(wind) / 10
        )
        guard WeatherBounds.irradiance.contains(max(result.global, result.direct, result.diffuse)),
            WeatherBounds.temperature.contains(result.temperature),
            WeatherBounds.wind.contains(result.wind)
        else {
            complaints.add(number, "holds a figure that stands for a missing value, or is wrong")
            return nil
        }
        let stamp = WeatherStamp(year: 1900 + year, month: month, day: day, hour: hour - 1)
        return WeatherRow(line: number, stamp: stamp, hour: result)
    }
}
