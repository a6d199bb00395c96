/// A unit in which drivers count, and what a value in SI units is multiplied by for it.
package enum DriverUnit: Sendable, Hashable {
    case kilometers
    case kilowattHours
    case kilowatts
    case kilowattHoursPer100Kilometers
    case kilowattHoursOfFuelPer100Kilometers
    case liters
    case litersPer100Kilometers
    case gramsPerKilometer
    case dollars
    case dollarsPerKilometer
    case kilograms
    case seconds
    case hoursPerYear
    case timesPerYear
    case timesPer100Kilometers
    case years
    case count
    /// A part of one.
    case share

    /// As it stands behind a value; empty where the words say it.
    package var name: String {
        switch self {
        case .kilometers: "km"
        case .kilowattHours: "kWh"
        case .kilowatts: "kW"
        case .kilowattHoursPer100Kilometers: "kWh/100 km"
        case .kilowattHoursOfFuelPer100Kilometers: "kWh of fuel/100 km"
        case .liters: "l"
        case .litersPer100Kilometers: "l/100 km"
        case .gramsPerKilometer: "g/km"
        case .dollars: "$"
        case .dollarsPerKilometer: "$/km"
        case .kilograms: "kg"
        case .seconds: "s"
        case .hoursPerYear: "h"
        case .years: "years"
        case .timesPerYear, .timesPer100Kilometers, .count, .share: ""
        }
    }

    /// Of a value in m, J, W, J/m, l, l/m, kg/m, USD, USD/m, kg, s, or s and times a year.
    package var scale: Double {
        switch self {
        case .kilometers, .kilowatts: 1e-3
        case .kilowattHours: 1 / SI.kilowattHour
        case .kilowattHoursPer100Kilometers, .kilowattHoursOfFuelPer100Kilometers:
            1e5 / SI.kilowattHour
        case .litersPer100Kilometers, .timesPer100Kilometers: 1e5
        case .gramsPerKilometer: 1e6
        case .dollarsPerKilometer: 1e3
        case .hoursPerYear: 1 / 3600.0
        case .liters, .dollars, .kilograms, .seconds, .timesPerYear, .years, .count, .share: 1
        }
    }
}
