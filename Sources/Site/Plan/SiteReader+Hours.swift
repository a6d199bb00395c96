import Bus
import Planning

/// The hourly series of a power site.
extension SiteReader {
    private static let hourKeys = [
        "file", "columns", "time", "partial", "source", "date", "synthetic",
    ]

    mutating func hours(_ field: Field) -> HourSeries? {
        guard let fields = mapping(field, known: Self.hourKeys) else { return nil }
        if let synthetic = fields["synthetic"] {
            for other in fields.all where other.name != "synthetic" {
                reject(other, "has no effect beside synthetic; keep one of the two")
            }
            return self.synthetic(synthetic)
        }
        let example = "name a CSV file, or write synthetic: { seed: 1, latitude: 40 }"
        guard let file = required("file", in: fields, example), let table = table(file) else {
            return nil
        }
        let partial = fields["partial"].flatMap { flag($0) } ?? false
        var series = HourSeries()
        series.source = fields["source"].flatMap { text($0)?.value } ?? table.name
        if let field = fields["date"], let date = date(field) { series.source += ", \(date)" }
        guard let columns = columns(fields["columns"], of: table, file, &series) else { return nil }
        let clock = fields["time"].flatMap { self.clock($0, of: table) }
        if fields["time"] != nil, clock == nil { return nil }
        guard let rows = places(of: table, clock, partial: partial, fields, file) else {
            return nil
        }
        var complaints = Complaints()
        for (name, column, bounds) in columns {
            let values = values(of: table, column, rows, bounds, &complaints)
            series.set(name, values)
        }
        guard complaints.isEmpty else {
            reject(complaints, of: table, file)
            return nil
        }
        return series
    }

    private mutating func values(
        of table: Table,
        _ column: Int,
        _ rows: [Int],
        _ bounds: Bounds,
        _ complaints: inout Complaints
    ) -> [Double] {
        rows.map { row in
            let text = table[row, column]
            guard let value = Double(text), value.isFinite else {
                complaints.add(
                    table.lines[row],
                    "\(table.columns[column]): not a number: \(quoted(text))"
                )
                return 0
            }
            if !bounds.holds(value) {
                complaints.add(
                    table.lines[row],
                    "\(table.columns[column]): \(text) is out of bounds; it has to be \(bounds.words)"
                )
            }
            return value
        }
    }

    /// Which series stand in which columns; without a list, those whose names have a meaning.
    private mutating func columns(
        _ field: Field?,
        of table: Table,
        _ file: Field,
        _ series: inout HourSeries
    ) -> [(name: String, column: Int, bounds: Bounds)]? {
        guard let field else {
            let all = table.columns.enumerated().compactMap { index, name in
                HourSeries.bounds(of: name).map { (name, index, $0) }
            }
            if all.isEmpty {
                let names = table.columns.prefix(12).map { quoted($0) }.joined(separator: ", ")
                reject(
                    file,
                    "no column of \(table.name) has a known name; it has \(names): "
                        + "write columns: { load_mw: … }"
                )
                return nil
            }
            return all
        }
        guard let fields = mapping(field) else { return nil }
        let before = mistakes.count
        let all = fields.all.compactMap { entry -> (String, Int, Bounds)? in
            guard let bounds = HourSeries.bounds(of: entry.name) else {
                let known = HourSeries.known.map(\.name) + ["solar_cf", "wind_cf"]
                let near = nearNames(to: entry.name, among: known, most: 1).first
                let hint =
                    near.map { "did you mean \($0)?" }
                    ?? "known here: \(known.joined(separator: ", ")), or any name that ends in _cf"
                reject(entry, "no series is called so; \(hint)")
                return nil
            }
            guard let text = text(entry), let column = column(of: table, text.value, entry) else {
                return nil
            }
            series.declared[entry.name] = entry
            return (entry.name, column, bounds)
        }
        return mistakes.count == before ? all : nil
    }

    /// Which row holds each hour of the year.
    private mutating func places(
        of table: Table,
        _ clock: RowClock?,
        partial: Bool,
        _ fields: Fields,
        _ file: Field
    ) -> [Int]? {
        var complaints = Complaints()
        var rows = Array(0..<table.count)
        if let clock {
            let order = clock.order(of: table, partial: partial, &complaints)
            rows = order.rows
            if let notice = order.notice { note(file.path, "\(table.name): \(notice)") }
        }
        guard complaints.isEmpty else {
            reject(complaints, of: table, file)
            return nil
        }
        let isWhole = rows.count == 8_760 || rows.count == 8_784
        if rows.isEmpty {
            reject(file, "\(table.name) has no hours")
        } else if !isWhole, !partial || rows.count > 8_784 {
            reject(
                file,
                "\(table.name) has \(rows.count) hours; a year has 8760, or 8784 with a leap day"
                    + (rows.count < 8_760 ? "; write partial: true for a part of one" : "")
            )
        } else {
            return rows
        }
        return nil
    }

    /// A year that is made up, and says so wherever it is shown.
    private mutating func synthetic(_ field: Field) -> HourSeries? {
        guard let fields = mapping(field, known: ["seed", "latitude", "hours"]) else { return nil }
        let seed = required("seed", in: fields, "any whole number: 1")
            .flatMap { whole($0, in: 0...1_000_000_000) }
        let latitude = required("latitude", in: fields, "degrees north: 40")
            .flatMap { number($0, "degrees north, -66 to 66") { (-66...66).contains($0) } }
        let hours = fields["hours"].map { whole($0, in: 1...8_784) } ?? 8_760
        guard let seed, let latitude, let hours else { return nil }
        let year = SyntheticYear(seed: seed, latitude: latitude, hours: hours)
        let shown = fields["latitude"].flatMap { text($0)?.written } ?? ""
        var series = HourSeries()
        series.source = "\(SyntheticYear.label) (seed \(seed), latitude \(shown))"
        series.set("temperature_c", year.temperature)
        series.set("solar_cf", year.solarShare)
        series.set("wind_cf", year.windShare.map { ($0 * 1_000).rounded() / 1_000 })
        series.set("price_usd_per_mwh", year.price)
        series.set("average_carbon_t_per_mwh", year.averageCarbon)
        series.set("marginal_carbon_t_per_mwh", year.marginalCarbon)
        return series
    }
}
