import Hybrid

/// An engine that turns the wheels.
extension SiteReader {
    private static let engineKeys = [
        "power_kw", "force_n", "idle_fuel_kw", "friction_fuel_kj_per_km", "slope",
        "curvature_per_kw", "fuel_percent", "alternator_percent", "fuel_cut_kmh",
        "stops_at_rest", "start_fuel_kwh", "cold_start_fuel_kwh", "cold_start_fuel_kwh_per_k",
        "fuel", "tank_l", "tank_gal", "gear_percent",
    ]

    mutating func combustionDrive(_ field: Field, of whole: Entity) -> CombustionDrive? {
        guard let entity = part(field, known: Self.engineKeys + Self.curveKeys, of: whole) else {
            return nil
        }
        let power = requiredQuantity("power_kw", 1000, in: entity, .positive, "at the wheels: 200")
        let force = requiredQuantity(
            "force_n",
            in: entity,
            .positive,
            "at the wheels in the lowest gear: 20000"
        )
        let line = engineLine(entity)
        let alternator = quantity("alternator_percent", 0.01, in: entity, .largePercent)
        let cut = quantity("fuel_cut_kmh", Unit.kmh, in: entity, .amount)
        let stops = entity["stops_at_rest"].flatMap { flag($0) } ?? false
        let start = quantity("start_fuel_kwh", Unit.kilowattHour, in: entity, .amount)
        let cold = quantity("cold_start_fuel_kwh", Unit.kilowattHour, in: entity, .amount)
        let colder = quantity("cold_start_fuel_kwh_per_k", Unit.kilowattHour, in: entity, .amount)
        let fuel = fuel(entity)
        let tank = tank(entity)
        guard let power, let force, let line, let fuel, let tank else { return nil }
        return CombustionDrive(
            idleFuel: line.idle,
            frictionFuel: line.friction,
            slope: line.slope,
            curvature: line.curvature,
            curve: line.curve,
            alternator: alternator ?? 0.6,
            power: power,
            force: force,
            fuelCutSpeed: cut ?? .infinity,
            stopsAtRest: stops,
            startFuel: start ?? 0,
            coldStartFuel: cold ?? 0,
            coldStartFuelPerDegree: colder ?? 0,
            fuel: fuel,
            tank: tank
        )
    }

    /// What an engine burns: by the line, or by a curve instead of its last two terms.
    private struct EngineLine {
        /// In W.
        var idle: Double
        /// In W for each m/s.
        var friction: Double
        /// In W per W.
        var slope: Double
        /// In W per W².
        var curvature: Double
        var curve: EfficiencyCurve?
    }

    private mutating func engineLine(_ entity: Entity) -> EngineLine? {
        let idle = requiredQuantity(
            "idle_fuel_kw",
            1000,
            in: entity,
            .range(0...200, "kW"),
            "fuel at a stop: 12"
        )
        let friction = quantity(
            "friction_fuel_kj_per_km",
            in: entity,
            .range(0...10_000, "kJ/km")
        )
        let isMapped = entity["efficiency_percent_by_load"] != nil
        let curve = isMapped ? engineCurve(entity) : nil
        let slope =
            isMapped
            ? 0
            : requiredQuantity(
                "slope",
                in: entity,
                .range(1.5...20, "kW of fuel for a kW at the wheels"),
                "kW of fuel for a kW at the wheels: 2.7; or shaft_kw and efficiency_percent_by_load"
            )
        let curvature = quantity("curvature_per_kw", 0.001, in: entity, .amount)
        let share = quantity("fuel_percent", 0.01, in: entity, .range(50...200, "percent")) ?? 1
        guard let idle, let slope, isMapped == (curve != nil) else { return nil }
        return EngineLine(
            idle: idle * share,
            friction: (friction ?? 0) * share,
            slope: slope * share,
            curvature: (curvature ?? 0) * share,
            curve: curve?.burning(share)
        )
    }

    /// An engine that is known by its map says nothing by the line.
    private mutating func engineCurve(_ entity: Entity) -> EfficiencyCurve? {
        for name in ["slope", "curvature_per_kw"] {
            if let other = entity[name] {
                reject(other, "stands beside efficiency_percent_by_load, which says it all")
            }
        }
        let gear = quantity("gear_percent", 0.01, in: entity, .range(0...40, "percent"))
        return efficiencyCurve(entity, gear: gear ?? 0.1)
    }
}
