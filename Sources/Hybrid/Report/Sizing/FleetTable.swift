import Charts
package import Pages

extension FleetSpread {
    /// A line for each cycle.
    package var table: ReportTable {
        var table = ReportTable(
            "\(Prose.count(count, "vehicle")), each with figures of its own",
            [
                .init("Cycle"), .number("Battery kWh/100 km, P10"), .number("P50"), .number("P90"),
                .number("Fuel kWh/100 km, P10"), .number("P50"), .number("P90"),
                .number("Behind the trace"),
            ]
        )
        func cells(_ spread: Spread?) -> [ReportTable.Cell] {
            guard let spread else { return Array(repeating: .init(Measure.none), count: 3) }
            return [spread.low, spread.middle, spread.high].map { .init(Prose.number($0 / 36)) }
        }
        for part in parts {
            table.append(
                [.init(part.cycle)] + cells(part.battery) + cells(part.fuel)
                    + [.init(Prose.percent(part.missedShare))]
            )
        }
        return table
    }
}
