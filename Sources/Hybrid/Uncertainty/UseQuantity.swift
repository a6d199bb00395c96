/// A result that is looked at under uncertainty.
package enum UseQuantity: String, Sendable, Hashable, CaseIterable {
    case electricRange = "electric_range"
    case totalRange = "total_range"
    case battery
    case fuel
    case sustainingFuel = "sustaining_fuel"
    case cost
    /// With grid, upstream and making.
    case carbon
    case tailpipeCarbon = "tailpipe_carbon"

    /// In SI units: m, J/m, USD/m, kg/m, and l/m of all distance for `fuel`.
    package func value(of use: UseOutcome) -> Double {
        switch self {
        case .electricRange: use.electricRange
        case .totalRange: use.totalRange
        case .battery: use.batteryPerMeter
        case .fuel: use.litersPerMeter
        case .sustainingFuel: use.sustainingFuelPerMeter
        case .cost: use.cost.total
        case .carbon: use.wholeCarbon
        case .tailpipeCarbon: use.tailpipeCarbon
        }
    }
}
