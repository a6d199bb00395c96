import Bus
import Hybrid

/// A site with a battery and generators: the file as a whole.
extension SiteReader {
    private static let sitePowerKeys = [
        "name", "load", "grid", "battery", "generators", "needs", "control", "sizes", "cost",
        "altitude_m", "temperature_c",
    ]

    mutating func sitePower(_ root: Field) -> (SiteCase, Double)? {
        guard let entity = entity(root, known: Self.sitePowerKeys) else { return nil }
        technologies(nil)
        let name = required("name", in: entity.fields, "what it is called: north")
            .flatMap { text($0)?.value }
        var context = SitePowerContext()
        context.needsCost = entity["sizes"] != nil
        context.conditions.temperature =
            figure("temperature_c", in: entity, .degrees) ?? SI.roomTemperature
        context.conditions.altitude =
            figure("altitude_m", in: entity, .altitude) ?? 0
        if let field = entity["cost"] { siteCost(field, &context) }
        let load = required("load", in: entity.fields, "{ it_mw: 40, pue: 1.2 } or { file: x.csv }")
            .flatMap { siteLoad($0) }
        let battery = entity["battery"].flatMap { siteStore($0, context) }
        let generators = entity["generators"].flatMap { siteFleet($0, context) }
        let grid = entity["grid"].flatMap { siteGrid($0, load) }
        let needs = entity["needs"].map { siteNeeds($0) }
        guard let name, let load else { return nil }
        if let begin = load.begin, grid?.countsDays == true {
            note(
                "load.file",
                "begins at \(begin); months and hours of the day count from its first row as 1 January"
            )
        }
        var plant = SitePlant(
            store: battery?.store ?? .none,
            fleet: generators?.fleet ?? .none
        )
        if let cost = needs?.unservedCost { plant.unservedCost = cost }
        let outages = grid?.outages ?? [[]]
        var site = SiteCase(
            name: name,
            plant: plant,
            samples: outages.map { load.series(grid).with($0) },
            needs: needs?.needs ?? SiteNeeds(availability: 0)
        )
        site.demandCharge = grid?.demandCharge ?? .none
        site.efficiency = battery?.efficiency ?? 0.85
        site.horizon = needs?.horizon ?? site.horizon
        site.fuel = generators?.fuel
        if let field = entity["control"] { siteControl(field, &site) }
        if let field = entity["sizes"] {
            site.sizes = siteSizes(field, site, load, limit: grid?.limit ?? 0)
            site.capital = SiteCapital(
                storePower: battery?.powerCost ?? 0,
                storeEnergy: battery?.energyCost ?? 0,
                units: generators?.cost ?? 0,
                grid: grid?.capacityCharge ?? 0
            )
        }
        return (site, context.rate)
    }

    private mutating func siteCost(_ field: Field, _ context: inout SitePowerContext) {
        let known = ["year", "cost_of_capital_percent"]
        guard let entity = entity(field, known: known) else { return }
        context.year = count("year", in: entity, 2020...2060) ?? context.year
        context.rate = percent("cost_of_capital_percent", in: entity, .change) ?? context.rate
    }

    private mutating func siteNeeds(
        _ field: Field
    ) -> (needs: SiteNeeds, unservedCost: Double?, horizon: Double?) {
        let known = [
            "availability_percent", "ride_through_hours", "survives_unit", "survives_battery",
            "unserved_usd_per_mwh", "autonomy_horizon_hours",
        ]
        var needs = SiteNeeds(availability: 0)
        guard let entity = entity(field, known: known) else { return (needs, nil, nil) }
        needs.availability = percent("availability_percent", in: entity) ?? 0
        needs.rideThrough = quantity(
            "ride_through_hours",
            SiteUnit.hour,
            in: entity,
            .range(0.01...720, "hours")
        )
        needs.survivesUnit = entity["survives_unit"].flatMap { flag($0) } ?? false
        needs.survivesStore = entity["survives_battery"].flatMap { flag($0) } ?? false
        let cost = quantity(
            "unserved_usd_per_mwh",
            1 / SiteUnit.megawattHour,
            in: entity,
            .range(1...1e7, "dollars")
        )
        let horizon = quantity(
            "autonomy_horizon_hours",
            SiteUnit.hour,
            in: entity,
            .range(1...2000, "hours")
        )
        return (needs, cost, horizon)
    }

    private mutating func siteControl(_ field: Field, _ site: inout SiteCase) {
        let known = ["trades", "import_cap_mw", "keeps_spare"]
        guard let entity = entity(field, known: known) else { return }
        site.keepsSpare = entity["keeps_spare"].flatMap { flag($0) } ?? false
        let cap = quantity("import_cap_mw", SiteUnit.megawatt, in: entity, .positive)
        if let cap { site.trade.cap = cap }
        if let field = entity["trades"], flag(field) == true {
            let prices = site.series.blocks.filter { !$0.isOut }.map(\.price).sorted()
            guard let first = prices.first, let last = prices.last, first < last else {
                reject(field, "has no effect with one price; give the grid prices by the hour")
                return
            }
            let low = prices[prices.count / 4]
            let paying = prices.first { $0 * site.efficiency > low } ?? .infinity
            site.trade.low = low
            site.trade.high = max(prices[prices.count * 3 / 4], paying)
            if paying == .infinity {
                note(
                    field.path,
                    "no price is so far above the lowest quarter of them that it pays for the losses of "
                        + "the battery: it stays full"
                )
            }
        } else if cap != nil {
            site.trade.low = .infinity
        }
    }

    /// At full power, of lithium-ion cells made for power: assumed.
    static let leastHours = 0.25

    private mutating func siteSizes(
        _ field: Field,
        _ site: SiteCase,
        _ load: SiteLoad,
        limit: Double
    ) -> SiteSizeGrid? {
        let known = [
            "battery_mwh", "battery_mw", "battery_least_hours", "generators", "grid_limit_mw",
        ]
        guard let entity = entity(field, known: known) else { return nil }
        let example = "megawatt-hours to try: [0, 20, 40]"
        let energies = siteList("battery_mwh", entity, SiteUnit.megawattHour, example)
        let powers = siteList("battery_mw", entity, SiteUnit.megawatt, "megawatts: [0, 10, 20]")
        let units = siteList("generators", entity, 1, "how many: [0, 4, 6, 8]")
        let limits =
            entity["grid_limit_mw"] == nil
            ? [limit] : siteList("grid_limit_mw", entity, SiteUnit.megawatt, "megawatts: [40, 60]")
        let least = figure("battery_least_hours", in: entity, .range(0...24, "hours"))
        guard let energies, let powers, let units, let limits else { return nil }
        for count in units where count != count.rounded() || count > 200 {
            if let field = entity["generators"] {
                reject(field, "\(count) is no number of units; whole numbers from 0 to 200")
            }
        }
        if let field = entity["generators"], units.max() ?? 0 > 0,
            site.plant.fleet.unit.maximum <= 0
        {
            reject(field, "of which kind? describe one in the section generators")
        }
        let grid = SiteSizeGrid(
            energies: energies,
            powers: powers,
            units: units.map { Int($0) },
            limits: limits,
            leastDuration: (least ?? Self.leastHours) * SiteUnit.hour
        )
        let most = SiteSizeGrid.mostSizes
        if grid.count > most { reject(field, "has \(grid.count) sizes; \(most) are the most") }
        return grid
    }

    private mutating func siteList(
        _ name: String,
        _ entity: Entity,
        _ factor: Double,
        _ example: String
    ) -> [Double]? {
        guard let field = required(name, in: entity.fields, example) else { return nil }
        guard let items = list(field, of: "numbers") else { return nil }
        if items.isEmpty { reject(field, "is empty; \(example)") }
        let values = items.compactMap { figure($0, entity.origin, .amount) }
        return values.count == items.count && !items.isEmpty ? values.map { $0 * factor } : nil
    }
}
