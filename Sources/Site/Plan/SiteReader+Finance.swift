import Bus
import Planning

/// The money side, and how things may turn out otherwise.
extension SiteReader {
    private static let financeKeys = [
        "cash_usd", "funding_usd_per_quarter", "revenue_usd_per_quarter", "floor_usd",
        "spending_limit_usd_per_quarter", "covenant_multiple", "borrowing_rate_percent",
        "depreciation_years",
    ]

    mutating func finance(_ section: Field) -> Finance {
        var finance = Finance()
        guard let entity = entity(section, known: Self.financeKeys) else { return finance }
        finance.cash = figure("cash_usd", in: entity, .amount)
        let series: [(String, WritableKeyPath<Finance, [Double]>)] = [
            ("funding_usd_per_quarter", \.funding), ("revenue_usd_per_quarter", \.revenue),
            ("spending_limit_usd_per_quarter", \.spendingLimits),
        ]
        for (name, path) in series {
            if let field = entity[name], let values = money(field, entity.origin) {
                finance[keyPath: path] = values
            }
        }
        if let value = figure("floor_usd", in: entity, .any) { finance.floor = value }
        for name in ["funding_usd_per_quarter", "floor_usd"] {
            if let field = entity[name], entity["cash_usd"] == nil {
                reject(field, "has no effect without cash_usd, what there is at the beginning")
            }
        }
        finance.covenantMultiple = figure("covenant_multiple", in: entity, .positive)
        if let field = entity["covenant_multiple"], entity["revenue_usd_per_quarter"] == nil {
            reject(field, "of which revenue? write revenue_usd_per_quarter")
        }
        if let rate = percent("borrowing_rate_percent", in: entity, .change) {
            finance.borrowingRate = rate
        }
        if let field = entity["depreciation_years"],
            let items = list(field, of: "lives in years: [4, 5, 6]")
        {
            finance.depreciationYears = items.compactMap { figure($0, nil, .positive) }
            if items.isEmpty { reject(field, "is empty; write [4, 5, 6]") }
        }
        return finance
    }

    /// Dollars by quarter: one number, a list, or a mapping that grows.
    private mutating func money(_ field: Field, _ origin: FigureOrigin?) -> [Double]? {
        if field.isFigure { return listed(field, origin) }
        guard let entity = entity(field, known: Self.seriesKeys(unit: "")) else { return nil }
        let inherited = Entity(fields: entity.fields, origin: entity.origin ?? origin)
        return series(inherited, unit: "", of: "dollars")
    }
}

extension SiteReader {
    private static let stressKeys = [
        "probability_percent", "demand", "demand_factor", "provider_late_quarters",
        "campus_late_quarters", "grid_late_quarters", "insolvent_from", "fuel_price_factor",
    ]

    mutating func stress(_ field: Field) -> Stress? {
        guard let entity = entity(field, known: Self.stressKeys) else { return nil }
        let names = plan.names
        let grids = names.sites + names.gridOperators
        var changes = demandChanges(entity)
        changes += lateness(entity, "provider_late_quarters", "provider", names.providers) {
            .providerLate($0, quarters: $1)
        }
        changes += lateness(entity, "campus_late_quarters", "campus", names.campuses) {
            .campusLate($0, quarters: $1)
        }
        changes += lateness(entity, "grid_late_quarters", "site or grid operator", grids) {
            .gridLate($0, quarters: $1)
        }
        for entry in entries(entity["insolvent_from"]) {
            guard known(entry.name, as: "provider", among: names.providers, entry),
                let from = quarter(entry, entity.origin)
            else { continue }
            changes.append(.providerInsolvent(entry.name, from: from))
        }
        for entry in entries(entity["fuel_price_factor"]) {
            guard known(entry.name, as: "fuel", among: plan.fuels, entry),
                let factor = figure(entry, entity.origin, .factor)
            else { continue }
            changes.append(.fuelPrice(entry.name, factor: factor))
        }
        let probability = percent("probability_percent", in: entity) ?? 0
        let kinds = Self.stressKeys.dropFirst()
        if kinds.allSatisfy({ entity[$0] == nil }), entity.fields.misspelt.isEmpty {
            reject(field, "changes nothing; write one of \(kinds.joined(separator: ", "))")
        }
        return Stress(name: field.name, changes: changes, probability: probability)
    }

    private mutating func entries(_ field: Field?) -> [Field] {
        field.flatMap { mapping($0)?.all } ?? []
    }

    private mutating func demandChanges(_ entity: Entity) -> [Stress.Change] {
        enum End: String, CaseIterable { case low, high }
        var changes: [Stress.Change] = []
        if let field = entity["demand"], let end = choice(field, End.self) {
            changes.append(end == .low ? .demandLow : .demandHigh)
        }
        guard let field = entity["demand_factor"] else { return changes }
        if field.isFigure {
            if let factor = figure(field, entity.origin, .factor) {
                changes.append(.demand(nil, factor: factor))
            }
            return changes
        }
        for entry in entries(field) {
            guard known(entry.name, as: "demand", among: plan.names.demands, entry),
                let factor = figure(entry, entity.origin, .factor)
            else { continue }
            changes.append(.demand(entry.name, factor: factor))
        }
        return changes
    }

    private mutating func lateness(
        _ entity: Entity,
        _ key: String,
        _ what: String,
        _ names: [String],
        _ change: (String, Int) -> Stress.Change
    ) -> [Stress.Change] {
        entries(entity[key]).compactMap { entry in
            guard known(entry.name, as: what, among: names, entry),
                let quarters = figure(entry, entity.origin, .count(1...80))
            else { return nil }
            return change(entry.name, Int(quarters))
        }
    }
}
