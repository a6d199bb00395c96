import Charts
package import Pages

extension FleetSpread {
    /// A line for each cycle.
    package var table: ReportTable {
        var table = ReportTable(
            "\(Prose.count(count, "vehicle")) of this kind, each with figures drawn from the bands",
            [
                .init("Cycle"), .number("Battery, kWh/100 km: P10"), .number("P50"),
                .number("P90"), .number("Or fuel, l/100 km: P10"), .number("P50"),
                .number("P90"), .number("Vehicles that miss the trace"),
            ]
        )
        func cells(_ spread: Spread?) -> [ReportTable.Cell] {
            guard let spread else { return Array(repeating: .init(Measure.none), count: 3) }
            return [spread.low, spread.middle, spread.high].map { .init(Prose.number($0)) }
        }
        for part in parts {
            table.append(
                [.init(part.cycle)] + cells(part.battery.map { $0 / 36 })
                    + cells(part.fuel.map(liters)) + [.init(Prose.percent(part.missedShare))]
            )
        }
        return table.compact
    }

    /// From J/m to l/100 km.
    private func liters(_ spread: Spread) -> Spread {
        spread.map { (fuel?.liters($0) ?? 0) * 1e5 }
    }

    /// What `busbar drive size --fleet --json` prints of it.
    package struct Document: Sendable, Hashable, Encodable {
        package struct Part: Sendable, Hashable, Encodable {
            package var cycle: String
            package var battery: Percentiles
            package var fuel: JSONNullable<Percentiles>
            package var missed: JSONNumber

            enum CodingKeys: String, CodingKey {
                case cycle
                case battery = "battery_kwh_per_100km"
                case fuel = "fuel_l_per_100km"
                case missed = "missed_trace_share"
            }
        }

        package var vehicles: Int
        package var cycles: [Part]
    }

    package var document: Document {
        Document(
            vehicles: count,
            cycles: parts.map { part in
                Document.Part(
                    cycle: part.cycle,
                    battery: Percentiles(part.battery, times: 1 / 36),
                    fuel: JSONNullable(part.fuel.map { Percentiles(liters($0)) }),
                    missed: JSONNumber(part.missedShare)
                )
            }
        )
    }
}
