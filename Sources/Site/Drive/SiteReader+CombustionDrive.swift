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
        let keys = Self.engineKeys + Self.curveKeys + Self.gearedKeys
        guard let entity = part(field, known: keys, of: whole) else { return nil }
        let isGeared = Self.gearedKeys.contains { entity[$0] != nil }
        let drive = isGeared ? gearedDrive(entity) : toldDrive(entity)
        let alternator = quantity("alternator_percent", 0.01, in: entity, .largePercent)
        let cut = quantity("fuel_cut_kmh", SI.kmh, in: entity, .amount)
        let stops = entity["stops_at_rest"].flatMap { flag($0) } ?? false
        let start = quantity("start_fuel_kwh", SI.kilowattHour, in: entity, .amount)
        let cold = quantity("cold_start_fuel_kwh", SI.kilowattHour, in: entity, .amount)
        let colder = quantity("cold_start_fuel_kwh_per_k", SI.kilowattHour, in: entity, .amount)
        let share = quantity("fuel_percent", 0.01, in: entity, .range(50...200, "percent"))
        guard var drive = drive?.burning(share ?? 1) else { return nil }
        drive.alternator = alternator ?? 0.6
        drive.fuelCutSpeed = cut ?? .infinity
        drive.stopsAtRest = stops
        drive.startFuel = start ?? 0
        drive.coldStartFuel = cold ?? 0
        drive.coldStartFuelPerDegree = colder ?? 0
        return drive
    }

    private mutating func idleFuel(_ entity: Entity) -> Double? {
        requiredQuantity(
            "idle_fuel_kw",
            1000,
            in: entity,
            .range(0...200, "kW"),
            "fuel at a stop: 12"
        )
    }

    /// An engine that is known by its size, its torque and its gears.
    private mutating func gearedDrive(_ entity: Entity) -> CombustionDrive? {
        let others = [
            "power_kw", "force_n", "friction_fuel_kj_per_km", "slope", "curvature_per_kw",
            "gear_percent",
        ]
        for name in others + Self.curveKeys {
            if let other = entity[name] {
                reject(other, "stands beside displacement_l; torque and gears say it")
            }
        }
        let geared = gearedEngine(entity)
        let idle = idleFuel(entity)
        let fuel = fuel(entity)
        let tank = tank(entity)
        guard let geared, let idle, let fuel, let tank else { return nil }
        return CombustionDrive(geared, idleFuel: idle, fuel: fuel, tank: tank)
    }

    /// An engine that is told at the wheels, by a line or a curve.
    private mutating func toldDrive(_ entity: Entity) -> CombustionDrive? {
        let power = requiredQuantity(
            "power_kw",
            1000,
            in: entity,
            .positive,
            "at the wheels: 200; or displacement_l, torque_nm_by_rpm and gears"
        )
        let force = requiredQuantity(
            "force_n",
            in: entity,
            .positive,
            "at the wheels in the lowest gear: 20000"
        )
        let line = engineLine(entity)
        let fuel = fuel(entity)
        let tank = tank(entity)
        guard let power, let force, let line, let fuel, let tank else { return nil }
        return CombustionDrive(
            idleFuel: line.idle,
            frictionFuel: line.friction,
            slope: line.slope,
            curvature: line.curvature,
            curve: line.curve,
            power: power,
            force: force,
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
        let idle = idleFuel(entity)
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
        guard let idle, let slope, isMapped == (curve != nil) else { return nil }
        return EngineLine(
            idle: idle,
            friction: friction ?? 0,
            slope: slope,
            curvature: curvature ?? 0,
            curve: curve
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
