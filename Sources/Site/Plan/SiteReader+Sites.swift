import Bus
import Planning

/// Where power is planned by the hour.
extension SiteReader {
    private static let siteKeys = [
        "region", "grid_operator", "it_mw", "utilization_percent", "pue", "flexible", "hours",
        "sources", "storage", "grid", "agreements", "rules", "fuels", "cost_of_capital_percent",
        "ordered",
    ]

    mutating func sites(_ section: Field, discountRate: Double) -> [PowerSite] {
        entities(section) { $0.site($1, discountRate: discountRate) }
    }

    private mutating func site(_ field: Field, discountRate: Double) -> PowerSite? {
        guard let entity = entity(field, known: Self.siteKeys) else { return nil }
        let example = "name its hourly series: { file: hours.csv }"
        guard let hours = required("hours", in: entity.fields, example),
            var series = self.hours(hours)
        else {
            // Without hours nothing else can be judged but what needs none.
            return nil
        }
        let years = years(entity, hasLoad: series.has("load_mw") || series.has("profile"))
        if let first = years.first?.year {
            series.yearLengths = yearLengths(of: series, from: first, hours)
        }
        guard let profile = profile(entity, years, &series), !years.isEmpty else { return nil }
        var site = PowerSite(name: field.name, years: years, profile: profile)
        site.yearLengths = series.yearLengths
        checkYears(site, entity, hours)
        site.region = entity["region"].flatMap {
            reference($0, to: "region", among: plan.names.regions)
        }
        site.gridOperator = entity["grid_operator"].flatMap { name($0, "a grid operator's name") }
        site.weatherSource = series.source
        let rate = percent("cost_of_capital_percent", in: entity, .change) ?? discountRate
        let ordered = quarter("ordered", in: entity)
        var equipment = EquipmentContext(
            firstYear: years[0].year,
            hours: series.count,
            rate: rate,
            ordered: ordered ?? (plan.hasStart ? plan.horizon.first : nil)
        )
        if let field = entity["fuels"] { equipment.fuels = fuels(field) }
        site.generators = entities(entity["sources"]) {
            $0.generator($1, &equipment, &series)
        }
        site.storages = entities(entity["storage"]) { $0.storage($1, equipment) }
        if let field = entity["grid"] { site.grid = grid(field, years[0].year, &series) }
        let hasGrid = entity["grid"] != nil
        site.agreements = entities(entity["agreements"]) {
            $0.agreement($1, hasGrid: hasGrid, &series)
        }
        site.rules = siteRules(entity["rules"])
        check(site, entity, equipment, series)
        return site
    }

    /// Megawatts of IT by year: one number for a year, or one for each of its quarters.
    private mutating func years(_ entity: Entity, hasLoad: Bool) -> [PowerSite.Year] {
        let flexible = entity["flexible"].flatMap { self.flexible($0) }
        guard let field = entity["it_mw"] else {
            let year = plan.hasStart ? plan.horizon.first.year : 2030
            if hasLoad {
                return [PowerSite.Year(year: year, it: [1, 1, 1, 1], flexible: flexible)]
            }
            _ = required("it_mw", in: entity.fields, "megawatts of IT by year: { 2028: 100 }")
            return []
        }
        var years: [PowerSite.Year] = []
        for entry in mapping(field)?.all ?? [] {
            guard let year = wholeNumber(entry.name), (1990...2100).contains(year) else {
                reject(entry, "not a year: \(quoted(entry.name)); write 2028: 100")
                continue
            }
            if let last = years.last, year <= last.year {
                reject(entry, "\(year) is not after \(last.year); write the years in their order")
            }
            guard let it = quarters(of: entry, entity.origin) else { continue }
            years.append(PowerSite.Year(year: year, it: it, flexible: flexible))
        }
        if years.isEmpty, field.keys?.isEmpty == true {
            reject(field, "is empty; write megawatts of IT by year: { 2028: 100 }")
        }
        return years
    }

    private mutating func quarters(of field: Field, _ origin: FigureOrigin?) -> [Double]? {
        guard field.isList else {
            return figure(field, origin, .amount).map { Array(repeating: $0, count: 4) }
        }
        guard let items = list(field, of: "four numbers") else { return nil }
        let values = items.compactMap { figure($0, origin, .amount) }
        if items.count != 4 {
            reject(field, "has \(items.count) entries; a year has four quarters")
        }
        return values.count == 4 ? values : nil
    }

    private mutating func flexible(_ field: Field) -> PowerSite.Flexible? {
        let known = ["most_mw", "share_percent", "window_hours"]
        guard let entity = entity(field, known: known) else { return nil }
        let most = requiredFigure("most_mw", in: entity, .positive, "megawatts that may move: 30")
        let share = requiredFigure("share_percent", in: entity, .percent, "used on average: 70")
        let window = count("window_hours", in: entity, 2...8_784) ?? 24
        guard let most, let share else { return nil }
        return PowerSite.Flexible(most: most, share: share / 100, windowHours: window)
    }

    /// Megawatts at the site per megawatt of IT, by hour.
    ///
    /// From a series `profile`; from `load_mw`, which is the load of the first year; or from how
    /// much the machines do and a PUE, constant or with the temperature.
    private mutating func profile(
        _ entity: Entity,
        _ years: [PowerSite.Year],
        _ series: inout HourSeries
    ) -> [Double]? {
        for name in ["profile", "load_mw"] where series.has(name) {
            for key in ["pue", "utilization_percent"] {
                if let field = entity[key] {
                    reject(
                        field,
                        "has no effect beside the series \(name), which holds it; remove it"
                    )
                }
            }
            guard let values = series.take(name) else { return nil }
            guard name == "load_mw", let first = years.first else { return values }
            let mean = first.it.reduce(0, +) / 4
            guard mean > 0 else {
                if let field = entity["it_mw"] {
                    reject(field, "is 0 in \(first.year), which the series load_mw belongs to")
                }
                return nil
            }
            return mean == 1 ? values : values.map { $0 / mean }
        }
        let missing = "write 1.2, or { base: 1.1, rise_per_degree: 0.006, above_celsius: 10 }"
        let use = percent("utilization_percent", in: entity) ?? 1
        guard let field = required("pue", in: entity.fields, missing) else { return nil }
        let ratio = Bounds("site power per IT power, 1 to 3") { (1...3).contains($0) }
        if field.isFigure {
            guard let pue = figure(field, entity.origin, ratio) else { return nil }
            return Array(repeating: use * pue, count: series.count)
        }
        let known = ["base", "rise_per_degree", "above_celsius"]
        guard let curve = self.entity(field, known: known) else { return nil }
        let base = requiredFigure("base", in: curve, ratio, "the PUE on a cool day: 1.1")
        let rise = requiredFigure(
            "rise_per_degree",
            in: curve,
            .amount,
            "what a degree adds: 0.006"
        )
        let above = requiredFigure(
            "above_celsius",
            in: curve,
            .any,
            "from which temperature on: 10"
        )
        guard let temperature = series.take("temperature_c") else {
            reject(field, "depends on the temperature; the hours have no series temperature_c")
            return nil
        }
        guard let base, let rise, let above else { return nil }
        return UsageEffectiveness(base: base, slope: rise, threshold: above)
            .profile(temperature: temperature, utilization: use)
    }

    /// What is said of a site and has no effect there.
    private mutating func check(
        _ site: PowerSite,
        _ entity: Entity,
        _ equipment: EquipmentContext,
        _ series: HourSeries
    ) {
        for name in series.names where !series.used.contains(name) {
            guard let field = series.declared[name] else { continue }
            reject(field, "nothing at this site uses the series; remove it")
        }
        for field in entity["fuels"].flatMap({ $0.isMapping ? mapping($0)?.all : nil }) ?? []
        where equipment.fuels[field.name] != nil && !equipment.usedFuels.contains(field.name) {
            reject(field, "no source of this site burns it; remove it")
        }
        if site.grid == nil, site.generators.isEmpty, site.storages.isEmpty, site.agreements.isEmpty
        {
            reject(
                entity.fields.path,
                line: entity.fields.line,
                "has no power; write sources, storage, grid or agreements"
            )
        }
        if let grid = site.grid, let field = entity["rules"] ?? entity["grid"] {
            carbonIsKnown(site.rules, grid, field)
        }
        guard mistakes.isEmpty else { return }
        // What no single value shows: the sizes of series and figures beside each other.
        for sentence in site.mistakes {
            reject(entity.fields.path, line: entity.fields.line, sentence)
        }
    }

    private mutating func carbonIsKnown(
        _ rules: SiteRules,
        _ grid: GridConnection,
        _ field: Field
    ) {
        let isCounted =
            plan.hasCarbonBudget || rules.carbonCap != nil || rules.carbonPrice > 0
        guard isCounted, !grid.hasCarbon(rules.carbonKind) else { return }
        let kind = rules.carbonKind.rawValue
        reject(
            field,
            "counts \(kind) carbon, which the grid does not say; give the hours a series "
                + "\(kind)_carbon_t_per_mwh, or the grid one figure of that name"
        )
    }
}
