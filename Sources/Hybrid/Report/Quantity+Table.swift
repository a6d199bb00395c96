import Charts
import Pages

extension Quantity {
    /// `Range on the battery, km`: over a column, or a drawing.
    var heading: String {
        Prose.capitalized(words) + (unit.name.isEmpty ? "" : ", \(unit.name)")
    }

    /// Of a value in SI units, without its unit.
    func cell(_ value: Double) -> ReportTable.Cell { .init(unit.number(value * unit.scale)) }

    /// P10, P50, P90 and the unit.
    func cells(_ spread: Spread) -> [ReportTable.Cell] {
        [cell(spread.low), cell(spread.middle), cell(spread.high), .init(unit.name)]
    }
}

extension DriverUnit {
    /// Of a value in this unit, without its name.
    func number(_ value: Double) -> String {
        switch self {
        case .share: Prose.percent(value)
        case .dollars: Prose.money(value)
        case .dollarsPerKilometer: Prose.price(value)
        case .kilometers, .kilowattHours, .kilowatts, .kilowattHoursPer100Kilometers,
            .kilowattHoursOfFuelPer100Kilometers, .liters, .litersPer100Kilometers,
            .gramsPerKilometer, .kilograms, .seconds, .hoursPerYear, .timesPerYear,
            .timesPer100Kilometers, .years, .count:
            Prose.number(value)
        }
    }
}
