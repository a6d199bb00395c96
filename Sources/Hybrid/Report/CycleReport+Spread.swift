import Charts
import Pages

/// How far the figures of the range may be off, and what that hangs on.
extension CycleReport {
    var spread: ReportPage.Section? {
        guard let uncertainty else { return nil }
        let table = Self.table(uncertainty.spreads)
        let drawings = tornadoes(uncertainty).filter(\.isWorthDrawing)
        guard !table.rows.isEmpty, !drawings.isEmpty else { return nil }
        var section = ReportPage.Section(
            "spread",
            "How sure that is",
            lead: [
                "Each figure of the vehicle has a band. One in ten results is below P10, one in ten "
                    + "above P90."
            ]
        )
        section.body.table(table)
        for drawing in drawings {
            section.body.paragraph(drawing.sentences)
            section.body.figure(drawing.bars, figures: drawing.table)
        }
        return section
    }

    private func tornadoes(_ uncertainty: RangeUncertainty) -> [TornadoDrawing] {
        let values = range.values
        let shown: [(RangeUncertainty.Quantity, String, String, Measure)] = [
            (.electricRange, "tornado-range", "Range on the battery, km", .plain("km")),
            (.fuel, "tornado-fuel", "Fuel, l/100 km", .plain("l")),
        ]
        return shown.compactMap { quantity, id, title, measure in
            let rows = uncertainty.tornado(quantity)
            guard let base = values[quantity.rawValue], base > 0, !rows.isEmpty else { return nil }
            return TornadoDrawing(
                id: id,
                title: title,
                rows: rows.map { .init($0.band, low: $0.low, high: $0.high) },
                base: base,
                measure: measure
            )
        }
    }

    private static func table(_ spreads: [String: RangeDocument.Spread]) -> ReportTable {
        var table = ReportTable(
            "Bands",
            [.init("Result"), .number("P10"), .number("P50"), .number("P90"), .init("Unit")]
        )
        for quantity in RangeUncertainty.Quantity.allCases {
            guard let spread = spreads[quantity.rawValue] else { continue }
            func cell(_ number: JSONNumber) -> ReportTable.Cell {
                .init(number.value.map(Prose.number) ?? Measure.none)
            }
            table.append([
                .init(quantity.words), cell(spread.low), cell(spread.middle), cell(spread.high),
                .init(quantity.unit),
            ])
        }
        return table
    }
}

extension RangeUncertainty.Quantity {
    var words: String {
        switch self {
        case .electricRange: "range on the battery"
        case .totalRange: "range in all"
        case .battery: "on the battery, at its terminals"
        case .wall: "on the battery, at the wall"
        case .fuel: "on fuel"
        case .carbon: "CO2 at the exhaust on fuel"
        }
    }

    var unit: String {
        switch self {
        case .electricRange, .totalRange: "km"
        case .battery, .wall: "kWh/100 km"
        case .fuel: "l/100 km"
        case .carbon: "g/km"
        }
    }
}
