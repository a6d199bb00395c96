import Charts
package import Pages

/// The bands of the results of a use, for the page and for the terminal.
package struct UncertaintyTables: Sendable {
    private let result: UncertaintyResult

    package init(_ result: UncertaintyResult) { self.result = result }

    /// P10, P50 and P90 of each result that the vehicle has.
    package var spreads: ReportTable {
        var table = ReportTable(
            "Bands",
            [
                .init("Result"), .number("As assumed"), .number("P10"), .number("P50"),
                .number("P90"), .init("Unit"),
            ]
        )
        for quantity in Quantity<UseOutcome>.all {
            guard let base = quantity.value(of: result.base), base > 0,
                let spread = result.spread(quantity)
            else { continue }
            table.append(
                [.init(quantity.words), quantity.cell(base)] + quantity.cells(spread)
            )
        }
        return table
    }
}
