/// How far a vehicle goes on a full battery and a full tank and what that takes, in SI units.
///
/// Of one cycle that is driven again and again, or of the two of a label. A vehicle without an engine
/// burns zero and one without a traction battery has an electric range of zero; nothing is what has no
/// end, or what nobody can say. Fuel is that with the charge held, as long as there is fuel; the
/// blended one is over the whole range.
package struct RangeFigures: Sendable, Hashable {
    /// Nothing for a vehicle without a tank.
    package var fuel: Fuel?
    /// To drive with.
    package var hasBattery: Bool
    /// In m.
    package var electricRange: Double?
    /// Battery and tank, in m.
    package var totalRange: Double?
    /// At the terminals while driving on the battery, in J/m.
    package var batteryPerMeter: Double?
    /// To charge that again at home, in J/m.
    package var wallPerMeter: Double?
    /// In J/m.
    package var fuelPerMeter: Double?
    /// Over the total range, in J/m.
    package var blendedFuelPerMeter: Double?
    /// That any control needs for what is driven on fuel, in J.
    ///
    /// All of it where an engine turns the wheels: there is nothing to choose.
    package var leastFuel: Double?
    /// The same for a m, in J/m: that of the vehicle on what is driven, whatever its control.
    package var leastPerMeter: Double?
    /// What is burned above that, as a share of it; infinite where nothing has to be burned.
    package var gap: Double?
    /// That the battery must hold at the start, above the bottom of its window, in J.
    package var reserve: Double?
    /// Of the engine with the charge held, for a m; nothing without an engine.
    package var startsPerMeter: Double?
    /// Whether the generator can hold the charge; nothing without an engine.
    package var isSustained: Bool?
    /// Whether the fuel is that of battery and tank together, where the charge cannot be held.
    package var isJoint: Bool
    package var shortfall: Shortfall
    package var warnings: [String]

    package init(_ outlook: RangeOutlook) {
        fuel = outlook.fuel
        hasBattery = outlook.control != nil
        electricRange = hasBattery ? outlook.electricRange : 0
        totalRange = outlook.totalRange
        batteryPerMeter = hasBattery ? outlook.batteryPerMeter : 0
        wallPerMeter = outlook.wallPerMeter
        fuelPerMeter = fuel == nil ? 0 : outlook.fuelPerMeter
        blendedFuelPerMeter = fuel == nil ? 0 : outlook.blendedFuelPerMeter
        leastFuel = outlook.fuelBound
        leastPerMeter = outlook.leastPerMeter
        gap = outlook.gap
        reserve = outlook.reserve
        startsPerMeter = outlook.sustaining.flatMap { one in
            one.distance > 0 ? Double(one.starts) / one.distance : nil
        }
        isSustained = outlook.sustaining?.isBalanced
        isJoint = outlook.joint != nil
        shortfall = outlook.shortfall
        warnings = outlook.warnings
    }

    /// Of the total range.
    package var electricShare: Double? {
        guard let totalRange, totalRange > 0 else { return nil }
        return (electricRange ?? 0) / totalRange
    }

    /// In l of an energy in J, or in l/m of one in J/m; zero without a tank.
    package func liters(_ heat: Double) -> Double { fuel?.liters(heat) ?? 0 }

    /// From the exhaust in kg of an energy in J, or in kg/m of one in J/m; zero without a tank.
    package func carbon(_ heat: Double) -> Double { fuel?.carbon(heat) ?? 0 }

    /// With so many times the charge, and so many times what battery and tank give for a m.
    package func times(usable: Double, battery: Double, fuel: Double) -> Self {
        var other = self
        let electric = (electricRange ?? 0) * usable / battery
        other.electricRange = electricRange.map { _ in electric }
        other.totalRange = totalRange.map { electric + ($0 - (electricRange ?? 0)) / fuel }
        other.batteryPerMeter = batteryPerMeter.map { $0 * battery }
        other.wallPerMeter = wallPerMeter.map { $0 * battery }
        other.fuelPerMeter = fuelPerMeter.map { $0 * fuel }
        return other
    }
}

extension Quantity<RangeFigures> {
    package static var electricRange: Self {
        Self("electric_range_km", "range on the battery", .kilometers, \.electricRange)
    }
    package static var totalRange: Self {
        Self("total_range_km", "range in all", .kilometers, \.totalRange)
    }
    package static var battery: Self {
        Self(
            "battery_kwh_per_100km",
            "on the battery, at its terminals",
            .kilowattHoursPer100Kilometers,
            \.batteryPerMeter
        )
    }
    package static var wall: Self {
        Self(
            "wall_kwh_per_100km",
            "on the battery, at the wall",
            .kilowattHoursPer100Kilometers,
            \.wallPerMeter
        )
    }
    package static var fuel: Self {
        Self("fuel_l_per_100km", "on fuel", .litersPer100Kilometers) { figures in
            figures.fuelPerMeter.map(figures.liters)
        }
    }
    package static var carbon: Self {
        Self("co2_g_per_km", "CO2 from the exhaust on fuel", .gramsPerKilometer) { figures in
            figures.fuelPerMeter.map(figures.carbon)
        }
    }
    package static var leastFuel: Self {
        Self("fuel_lower_bound_l", "least fuel that any control needs", .liters) { figures in
            figures.leastFuel.map(figures.liters)
        }
    }
    package static var leastPerMeter: Self {
        Self(
            "fuel_lower_bound_l_per_100km",
            "least fuel that any control needs",
            .litersPer100Kilometers
        ) { figures in
            figures.leastPerMeter.map(figures.liters)
        }
    }
    package static var reserve: Self {
        Self("reserve_kwh", "reserve at the start", .kilowattHours, \.reserve)
    }

    /// Those that have bands, and that others publish.
    package static var banded: [Self] {
        [.electricRange, .totalRange, .battery, .wall, .fuel, .carbon]
    }

    package static var all: [Self] {
        banded + [
            Self("blended_fuel_l_per_100km", "over all the range", .litersPer100Kilometers) {
                $0.blendedFuelPerMeter.map($0.liters)
            },
            Self("blended_co2_g_per_km", "CO2 from the exhaust over it", .gramsPerKilometer) {
                $0.blendedFuelPerMeter.map($0.carbon)
            },
            .leastFuel, .leastPerMeter,
            Self("gap", "burned above that", .share, \.gap),
            .reserve,
            Self("electric_share", "of the range on the battery", .share, \.electricShare),
            Self(
                "starts_per_100km",
                "starts of the engine",
                .timesPer100Kilometers,
                \.startsPerMeter
            ),
        ]
    }
}
