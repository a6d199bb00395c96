import Charts
package import Pages

/// The answers on a terminal, each figure by a named method.
extension LabelDocument {
    package var tables: [ReportTable] {
        [electricTable, burningTable, reachTable, blendTable, comparison.table]
            .filter { !$0.rows.isEmpty }
    }

    /// What is to be known of the figures, in sentences.
    package var notes: [String] { comparison.verdict(of: vehicle) }

    private func text(_ number: JSONNumber) -> ReportTable.Cell {
        .init(number.value.map(Prose.number) ?? Measure.none)
    }

    private var electricTable: ReportTable {
        var table = ReportTable(
            "\(vehicle) on the battery",
            [
                .init("Method"), .number("City km"), .number("Highway km"), .number("Range km"),
                .number("Wall kWh/100 km"), .number("MPGe city"), .number("MPGe highway"),
                .number("MPGe"),
            ]
        )
        for one in electric {
            table.append([
                .init(one.method), text(one.range.city), text(one.range.highway),
                text(one.range.combined), text(one.wall.combined), text(one.milesPerGallon.city),
                text(one.milesPerGallon.highway), text(one.milesPerGallon.combined),
            ])
        }
        return table
    }

    private var burningTable: ReportTable {
        let isHeld = hasBattery && isSustained.value == true
        var table = ReportTable(
            "\(vehicle) on fuel\(isHeld ? ", the charge held" : "")",
            [
                .init("Method"), .number("mpg city"), .number("mpg highway"), .number("mpg"),
                .number("l/100 km"), .number("CO2 g/km"),
            ]
        )
        for one in burning {
            table.append([
                .init(one.method), text(one.milesPerGallon.city), text(one.milesPerGallon.highway),
                text(one.milesPerGallon.combined), text(one.fuel), text(one.carbon),
            ])
        }
        return table
    }

    private var blendTable: ReportTable {
        var table = ReportTable(
            "Both, by \(utility.value ?? "")",
            [
                .init("On the battery"), .number("Weight"), .number("l/100 km"),
                .number("Wall kWh/100 km"), .number("CO2 g/km"),
            ]
        )
        for one in blend {
            table.append([
                .init(one.electric.value.map(Prose.percent) ?? Measure.none), text(one.weight),
                text(one.fuel), text(one.wall), text(one.carbon),
            ])
        }
        return table
    }

    /// Nothing where there is one of the two only: its range stands in its table.
    private var reachTable: ReportTable {
        var table = ReportTable(
            "\(vehicle) on a full battery and a full tank",
            [
                .init("Method"), .number("Battery km"), .number("Tank km"), .number("Both km"),
                .number("Both miles"),
            ]
        )
        guard !electric.isEmpty, !burning.isEmpty else { return table }
        for one in reaches {
            let miles = one.total.value.map { $0 * 1e3 / SI.mile }
            table.append([
                .init(one.method), text(one.electric), text(one.fuel), text(one.total),
                text(JSONNumber(miles)),
            ])
        }
        return table
    }
}
