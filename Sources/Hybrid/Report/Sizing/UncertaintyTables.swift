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
        for quantity in UseQuantity.allCases {
            let base = quantity.value(of: result.base)
            guard base > 0, let spread = result.spread(quantity) else { continue }
            let unit = quantity.unit
            func cell(_ value: Double) -> ReportTable.Cell {
                .init(Prose.number(value * unit.scale))
            }
            table.append([
                .init(quantity.words), cell(base), cell(spread.low), cell(spread.middle),
                cell(spread.high), .init(unit.name),
            ])
        }
        return table
    }
}

extension UseQuantity {
    /// The unit of drivers, and what a value in SI units is multiplied by for it.
    var unit: (name: String, scale: Double) {
        switch self {
        case .electricRange, .totalRange: ("km", 1e-3)
        case .battery: ("kWh/100 km", 1 / 36.0)
        case .fuel: ("l/100 km", 1e5)
        case .sustainingFuel: ("kWh of fuel/100 km", 1 / 36.0)
        case .cost: ("$/km", 1e3)
        case .carbon, .tailpipeCarbon: ("g/km", 1e6)
        }
    }

    package var words: String {
        switch self {
        case .electricRange: "range on the battery"
        case .totalRange: "range in all"
        case .battery: "energy out of the battery"
        case .fuel: "fuel over the whole use"
        case .sustainingFuel: "fuel while the charge is held"
        case .cost: "cost"
        case .carbon: "CO2 with grid, upstream and making"
        case .tailpipeCarbon: "CO2 at the exhaust"
        }
    }
}
