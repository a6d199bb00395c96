import Hybrid

/// The battery of a site with what it costs.
struct SiteStoreFigures {
    var store: SiteStore
    /// Of a round trip at full power.
    var efficiency: Double
    /// In USD a year and W.
    var powerCost: Double
    /// In USD a year and J.
    var energyCost: Double
}

/// The generators of a site with what they cost.
struct SiteFleetFigures {
    var fleet: GeneratorFleet
    /// What is counted in l; nothing for gas.
    var fuel: Fuel?
    /// In USD a year and W.
    var cost: Double
}

/// Battery and generators of a site.
extension SiteReader {
    private static let costKeys = [
        "capex_usd_per_kw", "fixed_om_usd_per_kw_year", "fixed_om_percent_of_capex", "life_years",
        "annual_cost_usd_per_mw",
    ]
    private static let siteStoreKeys =
        costKeys + [
            "technology", "energy_mwh", "power_mw", "round_trip_efficiency_percent",
            "nominal_voltage_v", "resistance_ohm", "capex_usd_per_kwh", "annual_cost_usd_per_mwh",
        ]
    private static let siteFleetKeys =
        costKeys + [
            "technology", "count", "unit_mw", "minimum_load_percent", "efficiency_percent",
            "heat_rate_mmbtu_per_mwh", "half_load_efficiency_percent", "no_load_fuel_percent",
            "fuel_intercept_l_per_h_per_kw", "fuel_slope_l_per_kwh", "start_minutes",
            "minimum_up_minutes", "ramp_mw_per_minute", "start_cost_usd", "start_fuel_kwh",
            "variable_om_usd_per_mwh", "derate", "fuel", "rating", "beside_grid",
            "start_failure_percent",
        ]

    /// A part with its technology, whose figures count where the file says nothing else.
    private mutating func sitePart(
        _ field: Field,
        _ entity: Entity,
        _ context: SitePowerContext,
        isStorage: Bool
    ) -> Equipment {
        var equipment = Equipment(entity: entity, field: field, year: context.year)
        let names = plan.technologies.values.filter { $0.isStorage == isStorage }.map(\.name)
        if let named = entity["technology"] {
            equipment.technology = reference(named, to: "technology", among: names.sorted())
                .flatMap { plan.technologies[$0] }
        }
        return equipment
    }

    mutating func siteStore(_ field: Field, _ context: SitePowerContext) -> SiteStoreFigures? {
        guard let entity = entity(field, known: Self.siteStoreKeys) else { return nil }
        let part = sitePart(field, entity, context, isStorage: true)
        let energy = requiredFigure("energy_mwh", in: entity, .amount, "what it holds: 40")
        let power = requiredFigure("power_mw", in: entity, .amount, "what it gives: 20")
        let voltage = figure("nominal_voltage_v", in: entity, .range(10...5000, "V"))
        let resistance = figure("resistance_ohm", in: entity, .amount)
        for (name, other) in [
            ("nominal_voltage_v", "resistance_ohm"), ("resistance_ohm", "nominal_voltage_v"),
        ] where entity[name] != nil && entity[other] == nil {
            reject(entity[name] ?? field, "says nothing without \(other)")
        }
        let trip = value("round_trip_efficiency_percent", of: part)
        if entity["resistance_ohm"] != nil, let field = entity["round_trip_efficiency_percent"] {
            reject(field, "stands beside resistance_ohm; keep one of the two")
        } else if resistance == nil, trip == nil {
            reject(field, "loses how much? write round_trip_efficiency_percent: 85")
        }
        let cost =
            context.needsCost
            ? storageCost(part, context.rate, hours: 1, true) : (power: 0, energy: 0)
        guard let energy, let power, let cost else { return nil }
        if (energy > 0) != (power > 0) {
            reject(field, "energy without power, or power without energy, is no battery")
        }
        let joules = energy * SiteUnit.megawattHour
        let watts = power * SiteUnit.megawatt
        var store = SiteStore.none
        var efficiency = (trip ?? 100) / 100
        if let voltage, let resistance {
            store = SiteStore(
                capacity: joules,
                discharge: watts,
                charge: watts,
                loss: resistance / (voltage * voltage)
            )
            if store.discharge < watts {
                reject(
                    entity["resistance_ohm"] ?? field,
                    "lets \(short(store.discharge / 1e6)) MW through at most, less than power_mw"
                )
            }
            if watts > 0 { efficiency = -store.drain(-watts) / store.drain(watts) }
        } else if energy > 0 {
            store = SiteStore(energy: joules, power: watts, roundTripEfficiency: efficiency)
        }
        return SiteStoreFigures(
            store: store,
            efficiency: efficiency,
            powerCost: cost.power / SiteUnit.megawatt,
            energyCost: (cost.energy ?? 0) / SiteUnit.megawattHour
        )
    }

    mutating func siteFleet(_ field: Field, _ context: SitePowerContext) -> SiteFleetFigures? {
        guard let entity = entity(field, known: Self.siteFleetKeys) else { return nil }
        let part = sitePart(field, entity, context, isStorage: false)
        let count = required("count", in: entity.fields, "how many stand there: 6")
            .flatMap { figure($0, entity.origin, .count(0...200)) }
        let size = value("unit_mw", of: part)
        if size == nil { _ = required("unit_mw", in: entity.fields, "of one of them: 2.5") }
        let fuel = required("fuel", in: entity.fields, "{ name: diesel, price_usd_per_l: 1 }")
            .flatMap { siteFuel($0) }
        let line = siteLine(part, fuel?.fuel)
        let cost = context.needsCost ? annualCost(part, context.rate) : 0
        let start = quantity("start_minutes", 60, in: entity, .range(0...120, "minutes"))
        let minimumOn = quantity("minimum_up_minutes", 60, in: entity, .range(0...2880, "minutes"))
        let ramp = quantity("ramp_mw_per_minute", SiteUnit.megawatt / 60, in: entity, .positive)
        let startCost = value("start_cost_usd", of: part) ?? 0
        let startFuel = quantity("start_fuel_kwh", SI.kilowattHour, in: entity, .amount) ?? 0
        let upkeep = value("variable_om_usd_per_mwh", of: part) ?? 0
        let least = (value("minimum_load_percent", of: part) ?? 0) / 100
        let derate = entity["derate"].map { self.derate($0, of: entity) } ?? .none
        let ratings = GeneratorRating.allCases.map(\.rawValue)
        let rating = entity["rating"].flatMap { reference($0, to: "rating", among: ratings) }
            .flatMap(GeneratorRating.init(rawValue:))
        let isBeside = entity["beside_grid"].flatMap { flag($0) }
        let failure = percent("start_failure_percent", in: entity)
        guard let count, let size, let fuel, let line, let cost else { return nil }
        let most = size * SiteUnit.megawatt
        let unit = Generator(
            power: least * most...most,
            idleFuel: line.idle * most,
            slope: line.slope,
            curvature: 0,
            startFuel: startFuel,
            minimumOnTime: minimumOn ?? 0,
            ramp: ramp ?? .infinity,
            derate: derate,
            fuel: fuel.fuel ?? .diesel,
            tank: 0
        )
        var fleet = GeneratorFleet(
            unit,
            count: Int(count),
            conditions: context.conditions,
            startTime: start ?? 0,
            fuelPrice: fuel.price,
            fuelCarbon: fuel.carbon,
            startCost: startCost,
            outputCost: upkeep / SiteUnit.megawattHour,
            tank: fuel.tank,
            rating: rating
        )
        fleet.runsBesideGrid = isBeside ?? (rating != .standby)
        fleet.startFailure = failure ?? 0
        fleet.delivery = fuel.delivery
        return SiteFleetFigures(
            fleet: fleet,
            fuel: fuel.fuel,
            cost: cost / SiteUnit.megawatt
        )
    }

    /// F0 in W per W of its size and F1 in W per W, from one of the forms that data sheets have.
    private mutating func siteLine(
        _ part: Equipment,
        _ fuel: Fuel?
    ) -> (idle: Double, slope: Double)? {
        let entity = part.entity
        let homer = ["fuel_intercept_l_per_h_per_kw", "fuel_slope_l_per_kwh"]
        if homer.contains(where: { entity[$0] != nil }) {
            let idle = requiredFigure(homer[0], in: entity, .amount, "l/h for a kW of size: 0.033")
            let slope = requiredFigure(
                homer[1],
                in: entity,
                .positive,
                "l/h for a kW of power: 0.25"
            )
            guard let idle, let slope, let fuel else {
                if let field = entity[homer[0]], idle != nil, slope != nil {
                    reject(
                        field,
                        "counts liters, which this fuel does not have; efficiency_percent"
                    )
                }
                return nil
            }
            let factor = fuel.heat / SI.kilowattHour
            return (idle * factor, slope * factor)
        }
        let own = alternative(["efficiency_percent", "heat_rate_mmbtu_per_mwh"], in: entity)?.name
        let names = ["efficiency_percent", "heat_rate_mmbtu_per_mwh"]
        guard let name = own ?? names.first(where: { part.technology?.figures[$0] != nil }) else {
            reject(part.field, "burns how much? write efficiency_percent: 40 at full power")
            return nil
        }
        guard let value = value(name, of: part) else { return nil }
        let full =
            name == names[0]
            ? 100 / value : value * SiteUnit.millionBTU / SiteUnit.megawattHour
        let idle: Double
        if let half = percent("half_load_efficiency_percent", in: entity, .positivePercent) {
            // F(1) = F0 + F1 and F(1/2) = F0 + F1 / 2.
            idle = 1 / half - full
            if idle < 0, let field = entity["half_load_efficiency_percent"] {
                reject(field, "is better than at full power; such an engine would pay to idle")
            }
        } else {
            idle = (percent("no_load_fuel_percent", in: entity) ?? 0.1) * full
        }
        if full - idle < 1 {
            reject(part.field, "gives more power than it burns; are the efficiencies right?")
            return nil
        }
        return (idle, full - idle)
    }

    /// The fuel as a file describes it.
    private struct SiteFuel {
        /// What is counted in l; nothing for gas.
        var fuel: Fuel?
        /// In USD/J.
        var price: Double
        /// In kg/J.
        var carbon: Double
        /// On site, in J.
        var tank: Double
        var delivery: FuelDelivery
    }

    private mutating func siteFuel(_ field: Field) -> SiteFuel? {
        let known = [
            "name", "price_usd_per_l", "price_usd_per_mmbtu", "carbon_kg_per_mmbtu", "tank_l",
            "tank_mwh", "delivery_after_h", "delivery_l_per_day", "delivery_mwh_per_day",
        ]
        guard let entity = entity(field, known: known) else { return nil }
        let liquids = [Fuel.diesel, Fuel.gasoline]
        let name = required("name", in: entity.fields, "diesel, gasoline or gas").flatMap {
            reference($0, to: "fuel", among: liquids.map(\.name) + ["gas"])
        }
        guard let name else { return nil }
        let liquid = liquids.first { $0.name == name }
        let heat = liquid?.heat ?? SiteUnit.millionBTU
        let priceKey = liquid == nil ? "price_usd_per_mmbtu" : "price_usd_per_l"
        let example = liquid == nil ? "dollars: 4" : "dollars: 1"
        let price = requiredFigure(priceKey, in: entity, .amount, example)
        for (key, isLiquid) in [
            ("price_usd_per_l", true), ("tank_l", true), ("delivery_l_per_day", true),
            ("price_usd_per_mmbtu", false), ("carbon_kg_per_mmbtu", false),
        ] where isLiquid != (liquid != nil) {
            if let field = entity[key] { reject(field, "is no unit of \(name); see \(priceKey)") }
        }
        var tank = quantity("tank_l", heat, in: entity, .positive)
        if tank != nil, let other = entity["tank_mwh"] {
            reject(other, "stands beside tank_l; keep one of the two")
        }
        tank = tank ?? quantity("tank_mwh", SiteUnit.megawattHour, in: entity, .positive)
        let shipped = TechnologyLibrary.content.fuels.first { $0.name == name }?.carbon.value
        let carbon = figure("carbon_kg_per_mmbtu", in: entity, .amount) ?? shipped
        let delivery = delivery(entity, heat, isFromTank: tank != nil)
        guard let price else { return nil }
        return SiteFuel(
            fuel: liquid,
            price: price / heat,
            carbon: liquid.map { $0.carbon / $0.heat } ?? (carbon ?? 0) / heat,
            tank: tank ?? .infinity,
            delivery: delivery
        )
    }

    /// `heat`: of a liter, in J.
    private mutating func delivery(
        _ entity: Entity,
        _ heat: Double,
        isFromTank: Bool
    ) -> FuelDelivery {
        let day = 24 * SiteUnit.hour
        let rates = [
            UnitKey("delivery_l_per_day", heat / day),
            UnitKey("delivery_mwh_per_day", SiteUnit.megawattHour / day),
        ]
        let delay = quantity("delivery_after_h", SiteUnit.hour, in: entity, .amount)
        let power = quantity(rates, in: entity, .positive)
        let rate = rates.compactMap { entity[$0.name] }.first
        if let field = entity["delivery_after_h"] ?? rate {
            if !isFromTank { reject(field, "has no effect without a tank; write tank_l: 50000") }
            if rate == nil { reject(field, "says nothing without delivery_l_per_day") }
            if entity["delivery_after_h"] == nil {
                reject(field, "says nothing without delivery_after_h")
            }
        }
        guard let delay, let power else { return .none }
        return FuelDelivery(delay: delay, power: power)
    }
}
