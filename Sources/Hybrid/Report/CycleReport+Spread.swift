import Charts
import Pages

/// How far the figures of the range may be off, and what that hangs on.
extension CycleReport {
    var spread: ReportPage.Section? {
        guard let uncertainty else { return nil }
        let table = Self.table(uncertainty)
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
        let shown: [(Quantity<RangeFigures>, String, Measure)] = [
            (.electricRange, "tornado-range", .plain("km")), (.fuel, "tornado-fuel", .plain("l")),
        ]
        return shown.compactMap { quantity, id, measure in
            let rows = uncertainty.tornado(quantity)
            guard let base = quantity.shown(of: range.figures), base > 0, !rows.isEmpty else {
                return nil
            }
            return TornadoDrawing(
                id: id,
                title: quantity.heading,
                rows: rows.map { .init($0.band, low: $0.low, high: $0.high) },
                base: base,
                measure: measure
            )
        }
    }

    private static func table(_ uncertainty: RangeUncertainty) -> ReportTable {
        var table = ReportTable(
            "Bands",
            [.init("Result"), .number("P10"), .number("P50"), .number("P90"), .init("Unit")]
        )
        for quantity in Quantity<RangeFigures>.banded {
            guard let spread = uncertainty.spread(quantity) else { continue }
            table.append([.init(quantity.words)] + quantity.cells(spread))
        }
        return table
    }
}
