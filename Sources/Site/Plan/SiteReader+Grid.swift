import Bus
import Planning

/// The grid, what is bought from plants elsewhere, and what a site has to keep.
extension SiteReader {
    private static let gridKeys = [
        "date", "limit_mw", "steps", "price_usd_per_mwh", "average_carbon_t_per_mwh",
        "marginal_carbon_t_per_mwh", "capacity_charge_usd_per_mw_year", "curtailed_hours",
        "curtailed_limit_mw", "export_limit_mw", "export_percent", "regional_share_percent",
    ]

    mutating func grid(
        _ field: Field,
        _ firstYear: Int,
        _ series: inout HourSeries
    ) -> GridConnection? {
        guard let entity = entity(field, known: Self.gridKeys, dateKey: "source_date") else {
            return nil
        }
        let date = quarter("date", in: entity) ?? Quarter(year: firstYear, number: 1)
        let limit = requiredFigure("limit_mw", in: entity, .amount, "megawatts: 60")
        var steps = limit.map { [Campus.Step(from: date, limit: $0)] } ?? []
        if let list = entity["steps"] { steps += self.steps(list, entity.origin, after: steps) }
        if plan.isVariant { steps = steps.overtaken }
        guard let price = hourly("price_usd_per_mwh", entity, .any, &series) else {
            if entity["price_usd_per_mwh"] == nil {
                let example = "one price: 45, or a series of that name in the hours"
                _ = required("price_usd_per_mwh", in: entity.fields, example)
            }
            return nil
        }
        var grid = GridConnection(steps: steps, price: price)
        grid.averageCarbon = hourly("average_carbon_t_per_mwh", entity, .amount, &series) ?? []
        grid.marginalCarbon = hourly("marginal_carbon_t_per_mwh", entity, .any, &series) ?? []
        if let value = figure("capacity_charge_usd_per_mw_year", in: entity, .amount) {
            grid.capacityCharge = value
        }
        curtailment(entity, &grid, &series)
        if let value = figure("export_limit_mw", in: entity, .amount) { grid.exportLimit = value }
        if let value = percent("export_percent", in: entity) { grid.exportShare = value }
        if let field = entity["export_percent"], entity["export_limit_mw"] == nil {
            reject(field, "has no effect without export_limit_mw")
        }
        if let share = percent("regional_share_percent", in: entity) {
            grid.regionalShare = share
            if let load = series.take("regional_load_mw") {
                grid.regionalLoad = load
            } else if let field = entity["regional_share_percent"] {
                reject(field, "of which load? the hours have no series regional_load_mw")
            }
        }
        return grid
    }

    /// One figure for all hours, or the series of that name.
    private mutating func hourly(
        _ name: String,
        _ entity: Entity,
        _ bounds: Bounds,
        _ series: inout HourSeries
    ) -> [Double]? {
        guard let field = entity[name] else { return series.has(name) ? series.take(name) : nil }
        if series.has(name) {
            reject(field, "stands beside a series of that name in the hours; keep one of the two")
        }
        return figure(field, entity.origin, bounds).map {
            Array(repeating: $0, count: series.count)
        }
    }

    /// Hours in which the grid may call for less: a list, or how many of the dearest.
    private mutating func curtailment(
        _ entity: Entity,
        _ grid: inout GridConnection,
        _ series: inout HourSeries
    ) {
        let hasSeries = series.has("curtailed")
        if let field = entity["curtailed_hours"] {
            if hasSeries {
                reject(field, "stands beside the series curtailed; keep one of the two")
            }
            if field.isList {
                let hours = (list(field, of: "hours of the year, from 0") ?? [])
                    .compactMap { whole($0, in: 0...(series.count - 1)) }
                grid.curtailedHours = Set(hours).sorted()
            } else if let count = figure(field, entity.origin, .count(0...series.count)) {
                grid.curtailedHours = series.years.flatMap { year in
                    let dearest = year.sorted {
                        (-grid.price[$0], $0) < (-grid.price[$1], $1)
                    }
                    return dearest.prefix(Int(count)).sorted()
                }
            }
        } else if let called = series.has("curtailed") ? series.take("curtailed") : nil {
            grid.curtailedHours = called.indices.filter { called[$0] > 0.5 }
        }
        guard let field = entity["curtailed_limit_mw"] else { return }
        if let limit = figure(field, entity.origin, .amount) { grid.curtailedLimit = limit }
        if entity["curtailed_hours"] == nil, !hasSeries {
            reject(field, "in which hours? write curtailed_hours: 88, or give a series curtailed")
        }
    }

    mutating func agreement(
        _ field: Field,
        hasGrid: Bool,
        _ series: inout HourSeries
    ) -> PowerPurchase? {
        let known = [
            "carrier", "least_mw", "most_mw", "profile", "price_usd_per_mwh", "carbon_t_per_mwh",
            "clean", "behind_the_meter", "available",
        ]
        guard let entity = entity(field, known: known) else { return nil }
        let carrier = required("carrier", in: entity.fields, "what makes the power: wind")
            .flatMap { text($0)?.value }
        let most = requiredFigure("most_mw", in: entity, .positive, "megawatts at most: 100")
        let price = requiredFigure("price_usd_per_mwh", in: entity, .any, "dollars: 50")
        let example = "name a series: wind_cf, or flat"
        let profile = required("profile", in: entity.fields, example)
            .flatMap { self.profile($0, &series) }
        guard let carrier, let most, let price, let profile else { return nil }
        var agreement = PowerPurchase(
            name: field.name,
            carrier: carrier,
            most: most,
            profile: profile,
            price: price
        )
        agreement.least = figure("least_mw", in: entity, .amount) ?? 0
        if let field = entity["least_mw"], agreement.least > most {
            reject(field, "\(agreement.least) MW at least is above \(most) MW at most")
        }
        if let carbon = figure("carbon_t_per_mwh", in: entity, .amount) {
            agreement.carbon = carbon
            agreement.isClean = carbon == 0
        }
        if let field = entity["clean"], let value = flag(field) { agreement.isClean = value }
        if let field = entity["behind_the_meter"], let value = flag(field) {
            agreement.isBehindTheMeter = value
        }
        if !hasGrid, !agreement.isBehindTheMeter {
            reject(
                field,
                "comes through a grid that the site does not have; write behind_the_meter: true "
                    + "for a plant at the site"
            )
        }
        agreement.available = quarter("available", in: entity)
        return agreement
    }

    private mutating func profile(_ field: Field, _ series: inout HourSeries) -> [Double]? {
        guard let text = text(field) else { return nil }
        if text.value == "flat" { return Array(repeating: 1, count: series.count) }
        if let values = series.take(text.value) { return values }
        let near = nearNames(to: text.value, among: series.names, most: 1).first
        let names = series.names.joined(separator: ", ")
        let hint = near.map { "did you mean \($0)?" } ?? "there are \(names), and flat"
        reject(field, "the hours have no series \(quoted(text.value)); \(hint)")
        return nil
    }

    /// What a site has to keep; what it does not say of carbon is what the file says for all.
    mutating func siteRules(_ section: Field?) -> SiteRules {
        var rules = SiteRules()
        if let price = plan.carbonPrice {
            rules.carbonPrice = price
            rules.hasSharedCarbonPrice = true
        }
        guard let section else { return rules }
        let known = [
            "carbon_cap_t_per_mwh", "carbon_kind", "carbon_price_usd_per_t",
            "clean_matching_percent", "unserved_usd_per_mwh", "survives_largest_unit_percent",
            "islanding_hours", "critical_percent", "spinning_reserve_percent",
        ]
        guard let entity = entity(section, known: known) else { return rules }
        rules.carbonCap = figure("carbon_cap_t_per_mwh", in: entity, .amount)
        if let field = entity["carbon_kind"], let kind = choice(field, SiteRules.CarbonKind.self) {
            rules.carbonKind = kind
        }
        if let price = figure("carbon_price_usd_per_t", in: entity, .amount) {
            rules.carbonPrice = price
            rules.hasSharedCarbonPrice = false
        }
        rules.cleanMatching = percent("clean_matching_percent", in: entity)
        if let field = entity["unserved_usd_per_mwh"],
            let cost = priceOrNever(field, entity.origin)
        {
            rules.unservedCost = cost
        }
        rules.survivesLargestUnit = percent("survives_largest_unit_percent", in: entity)
        rules.islandingHours = count("islanding_hours", in: entity, 1...8_784)
        if let share = percent("critical_percent", in: entity) { rules.criticalShare = share }
        if let field = entity["critical_percent"], entity["islanding_hours"] == nil {
            reject(field, "has no effect without islanding_hours")
        }
        rules.spinningReserve = percent("spinning_reserve_percent", in: entity)
        return rules
    }
}
