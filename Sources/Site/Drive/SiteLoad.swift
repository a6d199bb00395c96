import Bus
import Hybrid

/// The load of a site and what the grid offers beside it, by the step; power in W.
struct SiteLoad {
    /// In s.
    var step: Double
    var load: [Double]
    var renewable: [Double] = []
    /// In USD/J; empty where the file has none.
    var price: [Double] = []
    /// In kg/J; empty where the file has none.
    var carbon: [Double] = []
    /// Where the rows are not those from 1 January on, when they begin.
    var begin: String?

    func series(_ grid: SiteGridFigures?) -> SiteSeries {
        SiteSeries(
            step: step,
            blocks: load.indices.map { index in
                SiteBlock(
                    mean: load[index] - (renewable.isEmpty ? 0 : renewable[index]),
                    load: load[index],
                    limit: grid?.limit ?? 0,
                    price: price.isEmpty
                        ? grid?.price(at: Double(index) * step) ?? 0 : price[index],
                    carbon: carbon.isEmpty ? grid?.carbon ?? 0 : carbon[index]
                )
            }
        )
    }
}

/// The CSV file of a load: a row for each step.
struct SiteLoadFile {
    private static let loads = [
        UnitKey("load_mw", SiteUnit.megawatt), UnitKey("load_kw", SiteUnit.kilowatt),
    ]
    private static let renewables = [
        UnitKey("renewable_mw", SiteUnit.megawatt), UnitKey("renewable_kw", SiteUnit.kilowatt),
    ]
    private static let prices = [
        UnitKey("price_usd_per_mwh", 1 / SiteUnit.megawattHour),
        UnitKey("price_usd_per_kwh", 1 / SI.kilowattHour),
    ]
    // The second as the hours of a planner's scenario have it.
    private static let carbons = [
        UnitKey("carbon_t_per_mwh", 1000 / SiteUnit.megawattHour),
        UnitKey("average_carbon_t_per_mwh", 1000 / SiteUnit.megawattHour),
        UnitKey("carbon_kg_per_kwh", 1 / SI.kilowattHour),
    ]
    private static let times = [
        UnitKey("time_h", 3600), UnitKey("time_min", 60), UnitKey("time_s"),
    ]
    /// With stamps as ISO 8601 writes them.
    private static let stamps = ["time", "timestamp", "datetime"]

    private(set) var load: SiteLoad
    /// Valid, but worth a second look.
    private(set) var notices: [String] = []

    /// `step`: of the rows, in s; nothing where the times say it, or else an hour.
    init(_ table: NumberTable, step asked: Double?) throws(SiteMistakes) {
        var table = table
        let name = table.table.name
        load = SiteLoad(
            step: asked ?? 3600,
            load: table.required(Self.loads, .amount, "the load") ?? []
        )
        load.renewable = table.column(Self.renewables, .amount) ?? []
        load.price = table.column(Self.prices, .any) ?? []
        load.carbon = table.column(Self.carbons, .amount) ?? []
        if let times = times(&table) {
            // Rows that were left out for their width are no gap of the times.
            if table.isWhole { load.step = Self.step(times, asked: asked, &table) }
        }
        if table.table.count == 0, !table.table.columns.isEmpty { table.miss("", "has no rows") }
        try table.check(as: name)
        noteUnread(table.table)
    }

    /// In s, from any beginning; nothing where no column says it.
    private mutating func times(_ table: inout NumberTable) -> [Double]? {
        if let times = table.column(Self.times, .any) { return times }
        let columns = table.table.columns
        guard let index = columns.firstIndex(where: { Self.stamps.contains($0.lowercased()) })
        else { return nil }
        let rows = 0..<table.table.count
        let times = rows.map { row -> Double in
            let text = table.table[row, index]
            guard let time = RowClock.seconds(of: text) else {
                table.complain(
                    row: row,
                    "\(columns[index]): not a time: \(quoted(text)); write 2026-03-01T05:00-06:00"
                )
                return .nan
            }
            return Double(time)
        }
        if let first = rows.first.map({ String(table.table[$0, index]) }),
            !first.replacing(" ", with: "T").contains("-01-01T00:00")
        {
            load.begin = first
        }
        return times
    }

    /// Of the rows in s; a row that does not follow the one before it by that is complained about.
    private static func step(
        _ times: [Double],
        asked: Double?,
        _ table: inout NumberTable
    ) -> Double {
        let gaps = zip(times, times.dropFirst()).map { $1 - $0 }
        let usual = gaps.filter { $0 > 0 }.sorted()
        guard !usual.isEmpty else { return asked ?? 3600 }
        let step = usual[usual.count / 2]
        func minutes(_ time: Double) -> String { "\(short(time / 60)) min" }
        if let asked, abs(asked - step) > 0.01 * step {
            table.miss(
                "",
                "has rows \(minutes(step)) apart; step_minutes says \(short(asked / 60))"
            )
            return asked
        }
        if !(6...3600).contains(step) {
            table.miss("", "has rows \(minutes(step)) apart; 0.1 to 60 minutes are right")
        }
        for (row, gap) in gaps.enumerated()
        where abs(gap - step) > 0.01 * step {
            let missing = Int(min(gap / step, 1e9).rounded()) - 1
            let hint = missing > 0 ? "; \(missing) rows are missing before it" : ""
            table.complain(
                row: row + 1,
                gap > 0
                    ? "\(minutes(gap)) after the row before it, not \(minutes(step))\(hint)"
                    : "not after the row before it"
            )
        }
        // What files round away: 0.016667 h.
        return asked ?? (step / 6).rounded() * 6
    }

    /// A column that means nothing here may be one that is spelled wrong.
    private mutating func noteUnread(_ table: Table) {
        let keys = [Self.loads, Self.renewables, Self.prices, Self.carbons, Self.times]
        let known = keys.flatMap { $0.map(\.name) } + Self.stamps
        let unread = table.columns.filter { !known.contains($0.lowercased()) }
        guard !unread.isEmpty else { return }
        let near = unread.compactMap { name in
            nearNames(to: name, among: known, most: 1).first.map { "\(name) (is it \($0)?)" }
        }
        let names = near.isEmpty ? unread.prefix(6).joined(separator: ", ") : near[0]
        notices.append("\(table.name): \(names): not read; \(known.joined(separator: ", ")) are")
    }
}
