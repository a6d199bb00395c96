/// Results of a use that are looked at under uncertainty.
extension Quantity<UseOutcome> {
    package static var electricRange: Self {
        Self("electric_range_km", "range on the battery", .kilometers, \.electricRange)
    }
    package static var totalRange: Self {
        Self("total_range_km", "range in all", .kilometers, \.totalRange)
    }
    package static var battery: Self {
        Self(
            "battery_kwh_per_100km",
            "energy out of the battery",
            .kilowattHoursPer100Kilometers,
            \.batteryPerMeter
        )
    }
    package static var fuel: Self {
        Self("fuel_l_per_100km", "fuel over the whole use", .litersPer100Kilometers) {
            $0.litersPerMeter
        }
    }
    package static var sustainingFuel: Self {
        Self(
            "sustaining_fuel_kwh_per_100km",
            "fuel while the charge is held",
            .kilowattHoursOfFuelPer100Kilometers,
            \.sustainingFuelPerMeter
        )
    }
    package static var cost: Self {
        Self("cost_usd_per_km", "cost", .dollarsPerKilometer) { $0.cost.total }
    }
    /// With grid, upstream and making.
    package static var carbon: Self {
        Self("whole_co2_g_per_km", "CO2 with grid, upstream and making", .gramsPerKilometer) {
            $0.wholeCarbon
        }
    }
    package static var tailpipeCarbon: Self {
        Self("tailpipe_co2_g_per_km", "CO2 at the exhaust", .gramsPerKilometer) {
            $0.tailpipeCarbon
        }
    }

    package static var all: [Self] {
        [
            .electricRange, .totalRange, .battery, .fuel, .sustainingFuel, .cost, .carbon,
            .tailpipeCarbon,
        ]
    }
}
