import Hybrid

/// Engines: one that drives a generator, and one that drives the wheels.
extension SiteReader {
    private static let generatorKeys = [
        "power_kw", "idle_fuel_kw", "slope", "curvature_per_kw", "fuel_map_g_per_kwh",
        "efficiency_percent_by_kw", "fuel_percent", "start_fuel_kwh", "minimum_on_s",
        "ramp_kw_per_s", "warm_up", "derate", "heat_to_cabin_percent", "fuel", "tank_l", "tank_gal",
        "mass_kg", "mass_lb",
    ]

    mutating func generator(_ field: Field, of whole: Entity) -> Generator? {
        guard let entity = part(field, known: Self.generatorKeys, of: whole) else { return nil }
        let power = required("power_kw", in: entity.fields, "the least and the most: [15, 130]")
            .flatMap { pair($0, entity.origin, .amount, "[15, 130]") }
            .map { $0.lowerBound * 1000...$0.upperBound * 1000 }
        let fuel = fuel(entity)
        let line = fuelLine(entity, fuel: fuel, power: power)
        let percent =
            quantity("fuel_percent", 0.01, in: entity, .range(50...200, "percent")) ?? 1
        let start = quantity("start_fuel_kwh", SI.kilowattHour, in: entity, .amount)
        let minimumOn = quantity("minimum_on_s", in: entity, .range(0...3600, "s"))
        let ramp = quantity("ramp_kw_per_s", 1000, in: entity, .positive)
        let warmUp = entity["warm_up"].map { self.warmUp($0, of: entity) } ?? .none
        let derate = entity["derate"].map { self.derate($0, of: entity) } ?? .none
        let heat = quantity("heat_to_cabin_percent", 0.01, in: entity, .noneOrPercent)
        let tank = tank(entity)
        let mass = quantity(
            [UnitKey("mass_kg"), UnitKey("mass_lb", SI.pound)],
            in: entity,
            .amount
        )
        guard let power, let fuel, let line, let tank else { return nil }
        let generator = Generator(
            power: power,
            idleFuel: line.idle,
            slope: line.slope,
            curvature: line.curvature,
            startFuel: start ?? 0,
            minimumOnTime: minimumOn ?? 0,
            ramp: ramp ?? .infinity,
            warmUp: warmUp,
            derate: derate,
            heatShare: heat ?? 0,
            fuel: fuel,
            tank: tank,
            mass: mass ?? 0
        ).burning(percent)
        checkEfficiency(generator, field)
        return generator
    }

    /// What no engine does is a mistake of units.
    private mutating func checkEfficiency(_ generator: Generator, _ field: Field) {
        let best = generator.line(Conditions()).bestEfficiency
        if best > 0.55 {
            reject(
                field,
                "turns \(short((best * 100).rounded())) % of its fuel into power, more than any "
                    + "engine; are idle_fuel_kw and slope right?"
            )
        }
    }

    mutating func fuel(_ entity: Entity) -> Fuel? {
        let fuels = [Fuel.gasoline, Fuel.diesel]
        guard let field = required("fuel", in: entity.fields, "gasoline or diesel") else {
            return nil
        }
        guard let name = reference(field, to: "fuel", among: fuels.map(\.name)) else { return nil }
        return fuels.first { $0.name == name }
    }

    mutating func tank(_ entity: Entity) -> Double? {
        requiredQuantity(
            [UnitKey("tank_l"), UnitKey("tank_gal", SI.gallon)],
            in: entity,
            .positive,
            "what fits into the tank: 100"
        )
    }

    /// In W, W per W and W per W²: as written, or through the points of a map.
    private mutating func fuelLine(
        _ entity: Entity,
        fuel: Fuel?,
        power: ClosedRange<Double>?
    ) -> (idle: Double, slope: Double, curvature: Double)? {
        let maps = ["fuel_map_g_per_kwh", "efficiency_percent_by_kw"]
        if let field = alternative(maps, in: entity) {
            for name in ["idle_fuel_kw", "slope", "curvature_per_kw"] {
                if let other = entity[name] {
                    reject(other, "stands beside \(field.name), from which it is fitted")
                }
            }
            return fittedLine(field, entity, fuel: fuel)
        }
        let idle = requiredQuantity(
            "idle_fuel_kw",
            1000,
            in: entity,
            .amount,
            "fuel at no power: 12; or fuel_map_g_per_kwh"
        )
        let slope = requiredQuantity(
            "slope",
            in: entity,
            .range(1...20, "kW of fuel for a kW of power"),
            "kW of fuel for a kW of power: 2.8; or fuel_map_g_per_kwh"
        )
        let curvature = quantity("curvature_per_kw", 0.001, in: entity, .amount)
        guard let idle, let slope else { return nil }
        return (idle, slope, curvature ?? 0)
    }

    private mutating func fittedLine(
        _ field: Field,
        _ entity: Entity,
        fuel: Fuel?
    ) -> (idle: Double, slope: Double, curvature: Double)? {
        let isMass = field.name == "fuel_map_g_per_kwh"
        let axes =
            isMass
            ? Axes(
                x: .positive,
                y: .range(100...2000, "g/kWh"),
                example: "[[20, 290], [60, 250], [120, 262]] of kW and g/kWh"
            )
            : Axes(
                x: .positive,
                y: .range(1...60, "percent"),
                example: "[[20, 28], [60, 33], [120, 31]] of kW and percent"
            )
        guard let map = curve(field.name, in: entity, axes), let fuel else { return nil }
        let points = map.points.map { point in
            let power = point.x * 1000
            let perWatt =
                isMass ? point.y / 1000 * fuel.heatPerKilogram / SI.kilowattHour : 100 / point.y
            return FuelFit.Point(power: power, fuel: power * perWatt)
        }
        guard let fit = FuelFit(points) else {
            reject(
                field,
                points.count < 2
                    ? "has \(points.count) point; two are the least, three show how it bends"
                    : "is near no line F0 + F1 P + F2 P² with F0 and F2 of 0 or more"
            )
            return nil
        }
        note(
            field.path,
            "fitted by \(short((fit.idle / 10).rounded() / 100)) kW + "
                + "\(short((fit.slope * 1000).rounded() / 1000)) P + "
                + "\(short((fit.curvature * 1e9).rounded() / 1e6)) P² (P in kW); the worst error is "
                + "\(short((fit.worst.error * 1000).rounded() / 10)) % at "
                + "\(short(fit.worst.power / 1000)) kW"
        )
        return (fit.idle, fit.slope, fit.curvature)
    }

    private mutating func warmUp(_ field: Field, of whole: Entity) -> Generator.WarmUp {
        let keys = ["extra_percent", "extra_percent_per_k", "time_s"]
        guard let entity = part(field, known: keys, of: whole) else { return .none }
        let extra = requiredQuantity(
            "extra_percent",
            0.01,
            in: entity,
            .noneOrPercent,
            "more fuel after the first start at 20 °C: 10"
        )
        let perDegree = quantity("extra_percent_per_k", 0.01, in: entity, .range(0...10, "percent"))
        let time = requiredQuantity("time_s", in: entity, .positive, "of running: 120")
        guard let extra, let time else { return .none }
        return Generator.WarmUp(extra: extra, extraPerDegree: perDegree ?? 0, time: time)
    }

    /// What an engine loses in thin and hot air; the same for a vehicle and for a site.
    mutating func derate(_ field: Field, of whole: Entity) -> Generator.Derate {
        let keys = ["from_altitude_m", "percent_per_km", "from_temperature_c", "percent_per_k"]
        let former = [
            ("percent_per_1000m", "write percent_per_km, the same number"),
            ("percent_per_10c", "write percent_per_k, a tenth of the number"),
        ]
        guard let entity = part(field, known: keys + former.map(\.0), of: whole) else {
            return .none
        }
        for (name, instead) in former {
            if let field = entity[name] { reject(field, "is called otherwise now: \(instead)") }
        }
        let altitude = quantity("from_altitude_m", in: entity, .altitude)
        let perMeter = quantity("percent_per_km", 1e-5, in: entity, .percent)
        let temperature = quantity("from_temperature_c", in: entity, .degrees)
        let perDegree = quantity("percent_per_k", 0.01, in: entity, .range(0...10, "percent"))
        return Generator.Derate(
            fromAltitude: altitude ?? 0,
            perMeter: perMeter ?? 0,
            fromTemperature: temperature ?? 25,
            perDegree: perDegree ?? 0
        )
    }
}

extension Fuel {
    /// In J/kg; the densities are those of GREET, 2,819 and 3,167 g a US gallon.
    fileprivate var heatPerKilogram: Double {
        heat * SI.gallon / (name == Fuel.diesel.name ? 3.167 : 2.819)
    }
}
