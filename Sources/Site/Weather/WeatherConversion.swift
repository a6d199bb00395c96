/// A year of weather as the hourly CSV that scenarios read, and what was assumed on the way.
package struct WeatherConversion: Sendable {
    package let year: WeatherYear
    package let solar: SolarPlant
    package let wind: WindPlant
    /// Shares of the power, one per hour.
    package let solarShares: [Double]
    package let windShares: [Double]

    package init(_ year: WeatherYear, solar: SolarPlant = .init(), wind: WindPlant = .init()) {
        self.year = year
        self.solar = solar
        self.wind = wind
        solarShares = year.hours.enumerated().map { index, hour in
            let sun = SunPosition(
                time: Double(index) + Double(hour.minute) / 60,
                latitude: year.latitude,
                longitude: year.longitude,
                zone: year.zone
            )
            return solar.share(of: hour, sun: sun, latitude: year.latitude)
        }
        windShares = year.hours.map {
            wind.share(of: $0, height: year.windHeight, elevation: year.elevation)
        }
    }

    /// What was read, and every assumption, a line each.
    package var report: [String] {
        let count = Double(year.hours.count)
        let sum = year.hours.reduce(0) { $0 + $1.global } / 1_000
        let temperature = year.hours.reduce(0) { $0 + $1.temperature } / count
        let wind = year.hours.reduce(0) { $0 + $1.wind } / count
        let sign = year.zone < 0 ? "-" : "+"
        var lines = [
            "\(year.format): \(year.place), \(decimal(year.latitude)) north, "
                + "\(decimal(year.longitude)) east, \(decimal(year.elevation)) m, "
                + "\(year.hours.count) hours of \(years) in standard time (UTC\(sign)"
                + "\(decimal(abs(year.zone))))",
            "sun \(decimal(sum, places: 0)) kWh/m² a year on the level, temperature "
                + "\(decimal(temperature, places: 1)) °C and wind \(decimal(wind, places: 1)) m/s "
                + "on average",
            "solar_cf \(decimal(mean(solarShares), places: 3)) on average: "
                + solar.description(at: year.latitude),
            "wind_cf \(decimal(mean(windShares), places: 3)) on average, rough: "
                + self.wind.description(from: year.windHeight),
        ]
        if let source = year.windSource {
            lines.append("wind from \(source)")
        } else {
            lines.append(
                "wind speeds are taken as those at 10 m; such files tell little of the wind at a "
                    + "hub, those of NSRDB least: a file of the WIND Toolkit tells more"
            )
        }
        lines += year.notes
        lines.append("one year is one year: another is sunnier or calmer by several percent")
        return lines
    }

    private var years: String {
        guard let first = year.years.first, let last = year.years.last else { return "no year" }
        return first == last
            ? "\(first)" : "\(year.years.count) years between \(first) and \(last)"
    }

    private func mean(_ values: [Double]) -> Double {
        values.reduce(0, +) / Double(max(1, values.count))
    }

    /// The file: the report as comments, a header, one line per hour.
    ///
    /// A share below a thousandth is written as none: no plant runs on it.
    package var csv: String {
        var text = ""
        text.reserveCapacity(60 * year.hours.count)
        for line in report { text += "# \(line)\n" }
        text +=
            "temperature_c,ghi_w_per_m2,dni_w_per_m2,dhi_w_per_m2,wind_m_per_s,solar_cf,wind_cf\n"
        for (index, hour) in year.hours.enumerated() {
            let shares = [solarShares[index], windShares[index]].map { $0 < 0.001 ? 0 : $0 }
            let cells = [
                decimal(hour.temperature, places: 1), decimal(hour.global, places: 0),
                decimal(hour.direct, places: 0), decimal(hour.diffuse, places: 0),
                decimal(hour.wind, places: 1), decimal(shares[0], places: 4),
                decimal(shares[1], places: 4),
            ]
            text += cells.joined(separator: ",") + "\n"
        }
        return text
    }
}
