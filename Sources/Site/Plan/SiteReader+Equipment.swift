import Bus
import Planning

/// What the equipment of one site has in common.
struct EquipmentContext {
    /// Costs are those of this year, unless something comes later.
    let firstYear: Int
    let hours: Int
    /// Per year, of the capital.
    let rate: Double
    /// When things are ordered: their lead time counts from here.
    let ordered: Quarter?
    /// Dollars per million British thermal units, by fuel.
    var fuels: [String: (price: Double, carbon: Double)] = [:]
    var usedFuels: Set<String> = []

    init(firstYear: Int, hours: Int, rate: Double, ordered: Quarter?) {
        self.firstYear = firstYear
        self.hours = hours
        self.rate = rate
        self.ordered = ordered
    }
}

/// One source or storage: what the scenario says of it, before what its technology says.
struct Equipment {
    let entity: Entity
    let field: Field
    var technology: Technology?
    /// The year whose costs count.
    var year = 0
    var available: Quarter?
}

/// Sources and storages of a site.
extension SiteReader {
    /// British thermal units in a watt-hour: million of them per megawatt-hour.
    private static let heatOfWork = 3.412_142

    private static let commonKeys = [
        "technology", "carrier", "existing_mw", "most_mw", "available", "ordered",
        "annual_cost_usd_per_mw",
    ]
    private static let generatorKeys =
        commonKeys + [
            "fuel", "firm", "clean", "profile", "marginal_cost_usd_per_mwh", "carbon_t_per_mwh",
        ] + Technology.keys.filter { !storageOnly.contains($0) }
    private static let storageKeys =
        commonKeys + [
            "hours", "annual_cost_usd_per_mwh", "marginal_cost_usd_per_mwh",
            "charge_efficiency_percent", "discharge_efficiency_percent",
        ] + Technology.keys.filter { !generatorOnly.contains($0) }
    private static let storageOnly: Set = [
        "capex_usd_per_kwh", "round_trip_efficiency_percent", "loss_percent_per_hour",
    ]
    private static let generatorOnly: Set = [
        "heat_rate_mmbtu_per_mwh", "efficiency_percent", "availability_percent",
        "must_run_percent", "ramp_percent_per_hour", "minimum_load_percent", "start_cost_usd",
    ]

    mutating func fuels(_ section: Field) -> [String: (price: Double, carbon: Double)] {
        var fuels: [String: (price: Double, carbon: Double)] = [:]
        let library = TechnologyLibrary.content.fuels
        for field in self.section(section)?.all ?? [] {
            guard known(field.name, as: "fuel", among: library.map(\.name), field) else { continue }
            let known = ["price_usd_per_mmbtu", "carbon_kg_per_mmbtu"]
            guard let entity = entity(field, known: known) else { continue }
            let price = requiredFigure("price_usd_per_mmbtu", in: entity, .amount, "dollars: 4")
            var carbon = figure("carbon_kg_per_mmbtu", in: entity, .amount)
            if carbon == nil, let shipped = library.first(where: { $0.name == field.name })?.carbon
            {
                carbon = shipped.value
                collect(shipped, path(field.path, "carbon_kg_per_mmbtu"))
            }
            if let price, let carbon { fuels[field.name] = (price, carbon) }
        }
        return fuels
    }

    mutating func generator(
        _ field: Field,
        _ context: inout EquipmentContext,
        _ series: inout HourSeries
    ) -> Generator? {
        guard let entity = entity(field, known: Self.generatorKeys) else { return nil }
        guard let equipment = equipment(field, entity, context, isStorage: false) else {
            return nil
        }
        guard let carrier = carrier(equipment), let annual = annualCost(equipment, context.rate)
        else {
            return nil
        }
        var generator = Generator(name: field.name, carrier: carrier, capitalCost: annual)
        generator.existing = figure("existing_mw", in: entity, .amount) ?? 0
        generator.most = figure("most_mw", in: entity, .amount) ?? .infinity
        generator.unit = value("unit_mw", of: equipment)
        generator.available = equipment.available
        generator.mustRun = (value("must_run_percent", of: equipment) ?? 0) / 100
        generator.minimumLoad = (value("minimum_load_percent", of: equipment) ?? 0) / 100
        generator.startCost = value("start_cost_usd", of: equipment) ?? 0
        generator.ramp = value("ramp_percent_per_hour", of: equipment).map { $0 / 100 }
        let technology = equipment.technology
        generator.isFirm = entity["firm"].flatMap { flag($0) } ?? technology?.isFirm ?? false
        generator.isClean = entity["clean"].flatMap { flag($0) } ?? technology?.isClean ?? false
        running(&generator, equipment, &context)
        generator.availability = availability(equipment, &series)
        return generator
    }

    /// Marginal cost and carbon: as written, or from the fuel and the heat rate.
    private mutating func running(
        _ generator: inout Generator,
        _ equipment: Equipment,
        _ context: inout EquipmentContext
    ) {
        let entity = equipment.entity
        let names = plan.fuels
        let own = entity["fuel"].flatMap { reference($0, to: "fuel", among: names) }
        generator.fuel = own ?? equipment.technology?.fuel
        let variable = value("variable_om_usd_per_mwh", of: equipment) ?? 0
        let cost = figure("marginal_cost_usd_per_mwh", in: entity, .any)
        let carbon = figure("carbon_t_per_mwh", in: entity, .amount)
        if let field = entity["variable_om_usd_per_mwh"], cost != nil {
            reject(field, "stands beside marginal_cost_usd_per_mwh; keep one of the two")
        }
        if let cost { generator.marginalCost = cost }
        if let carbon { generator.carbon = carbon }
        guard let fuel = generator.fuel else {
            if cost == nil { generator.marginalCost = variable }
            for key in ["heat_rate_mmbtu_per_mwh", "efficiency_percent"] {
                if let field = entity[key] {
                    reject(field, "has no effect without a fuel; write fuel: gas")
                }
            }
            return
        }
        if cost != nil, carbon != nil {
            generator.fuelCost = max(0, generator.marginalCost)
            return
        }
        guard let rate = heatRate(equipment) else { return }
        guard let price = context.fuels[fuel] else {
            if context.fuels.isEmpty || !plan.fuels.contains(fuel) || mistakes.isEmpty {
                reject(
                    equipment.field,
                    "burns \(fuel), whose price the site does not say; write "
                        + "fuels: { \(fuel): { price_usd_per_mmbtu: 4 } } at the site"
                )
            }
            return
        }
        context.usedFuels.insert(fuel)
        generator.fuelCost = rate * price.price
        if cost == nil { generator.marginalCost = generator.fuelCost + variable }
        if carbon == nil { generator.carbon = rate * price.carbon / 1_000 }
    }

    /// Million British thermal units per megawatt-hour.
    private mutating func heatRate(_ equipment: Equipment) -> Double? {
        let names = ["heat_rate_mmbtu_per_mwh", "efficiency_percent"]
        let ownName = alternative(names, in: equipment.entity)?.name
        let shipped = names.first { equipment.technology?.figures[$0] != nil }
        guard let name = ownName ?? shipped else {
            reject(
                equipment.field,
                "burns fuel, but how much? write heat_rate_mmbtu_per_mwh or efficiency_percent"
            )
            return nil
        }
        guard let value = value(name, of: equipment) else { return nil }
        return name == names[0] ? value : Self.heatOfWork / (value / 100)
    }

    private mutating func availability(
        _ equipment: Equipment,
        _ series: inout HourSeries
    ) -> [Double] {
        let share = value("availability_percent", of: equipment).map { $0 / 100 }
        let own = equipment.entity["profile"].flatMap { text($0)?.value }
        guard let name = own ?? equipment.technology?.profile else {
            if equipment.entity["profile"] != nil { return [] }
            return share.map { $0 < 1 ? Array(repeating: $0, count: series.count) : [] } ?? []
        }
        guard let values = series.take(name) else {
            let near = nearNames(to: name, among: series.names, most: 1).first
            let hint =
                near.map { "did you mean \($0)?" }
                ?? "add the column, or profile: with another name"
            reject(
                equipment.entity["profile"] ?? equipment.field,
                "follows the series \(name), which the hours do not have; \(hint)"
            )
            return []
        }
        return share.map { share in values.map { $0 * share } } ?? values
    }

    mutating func storage(_ field: Field, _ context: EquipmentContext) -> Storage? {
        guard let entity = entity(field, known: Self.storageKeys) else { return nil }
        guard let equipment = equipment(field, entity, context, isStorage: true) else { return nil }
        let isChosen = entity["hours"]?.isWord("chosen") ?? false
        let hours =
            isChosen
            ? 0
            : requiredFigure(
                "hours",
                in: entity,
                .positive,
                "at full power: 4, or chosen: by the plan"
            )
        guard let hours, let carrier = carrier(equipment) else { return nil }
        guard let cost = storageCost(equipment, context.rate, hours: hours, isChosen) else {
            return nil
        }
        var storage = Storage(
            name: field.name,
            carrier: carrier,
            capitalCost: cost.power,
            hours: hours
        )
        storage.energyCost = cost.energy
        storage.existing = figure("existing_mw", in: entity, .amount) ?? 0
        if let field = entity["existing_mw"], isChosen, storage.existing > 0 {
            reject(field, "holds how many hours? write hours: 4 instead of chosen")
        }
        storage.most = figure("most_mw", in: entity, .amount) ?? .infinity
        storage.unit = value("unit_mw", of: equipment)
        storage.available = equipment.available
        efficiencies(equipment, &storage)
        storage.loss = (value("loss_percent_per_hour", of: equipment) ?? 0) / 100
        storage.marginalCost =
            figure("marginal_cost_usd_per_mwh", in: entity, .amount)
            ?? value("variable_om_usd_per_mwh", of: equipment) ?? 0
        return storage
    }

    private mutating func efficiencies(_ equipment: Equipment, _ storage: inout Storage) {
        let entity = equipment.entity
        let charge = percent("charge_efficiency_percent", in: entity, .positivePercent)
        let discharge = percent("discharge_efficiency_percent", in: entity, .positivePercent)
        let name = "round_trip_efficiency_percent"
        if let field = entity[name], charge != nil || discharge != nil {
            reject(field, "stands beside the efficiency of one way; keep one of the two")
        }
        if charge == nil || discharge == nil, let both = value(name, of: equipment) {
            let each = (both / 100).squareRoot()
            storage.chargeEfficiency = each
            storage.dischargeEfficiency = each
        }
        if let charge { storage.chargeEfficiency = charge }
        if let discharge { storage.dischargeEfficiency = discharge }
    }
}
