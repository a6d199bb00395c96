import Bus
import Planning

/// A class of work, and series by quarter.
extension SiteReader {
    private static let demandKeys =
        [
            "kind", "regions", "survives_percent", "unserved_usd_per_mw_quarter", "low_factor",
            "high_factor",
        ] + seriesKeys(unit: "_mw")

    mutating func demand(_ field: Field) -> Demand? {
        guard let entity = entity(field, known: Self.demandKeys) else { return nil }
        let kind = required("kind", in: entity.fields, "write training, batch or inference")
            .flatMap { choice($0, Demand.Kind.self) }
        let regions = entity["regions"].map {
            references($0, to: "region", among: plan.names.regions)
        }
        if let field = entity["regions"], regions?.isEmpty == true, field.isList {
            reject(field, "is empty, so that it could run nowhere; remove it to allow all regions")
        }
        let survives = requiredFigure(
            "survives_percent",
            in: entity,
            .percent,
            "the share that has to survive a contingency: 100"
        )
        let unserved = required(
            "unserved_usd_per_mw_quarter",
            in: entity.fields,
            "what missing it costs: 60e6, or never when it has to be served"
        ).flatMap { priceOrNever($0, entity.origin) }
        let power = series(entity, unit: "_mw", of: "megawatts of IT")
        let low = figure("low_factor", in: entity, .factor) ?? 1
        let high = figure("high_factor", in: entity, .factor) ?? 1
        if low > 1 { reject(entity["low_factor"] ?? field, "\(low) is above 1; it would be high") }
        if high < 1 {
            reject(entity["high_factor"] ?? field, "\(high) is below 1; it would be low")
        }
        guard let kind, let survives, let unserved, let power else { return nil }
        var demand = Demand(
            name: field.name,
            kind: kind,
            power: power,
            regions: regions ?? [],
            survivalShare: survives / 100,
            unservedCost: unserved
        )
        demand.lowFactor = low
        demand.highFactor = high
        return demand
    }

    /// Dollars, or `never`: infinitely many.
    mutating func priceOrNever(_ field: Field, _ origin: FigureOrigin?) -> Double? {
        if field.isWord("never") { return .infinity }
        return figure(field, origin, Bounds("0 or more, or never") { $0 >= 0 })
    }

    /// The keys of the forms that a series has.
    static func seriesKeys(unit: String) -> [String] {
        [
            unit.isEmpty ? "values" : String(unit.dropFirst()), "file", "start\(unit)",
            "growth_percent_per_year", "from\(unit)", "to\(unit)", "midpoint", "steepness_per_year",
        ]
    }

    /// One number per quarter: a list, a file, a start that grows, or an S-curve.
    ///
    /// `unit`: What the keys end in.
    mutating func series(_ entity: Entity, unit: String, of what: String) -> [Double]? {
        let keys = Self.seriesKeys(unit: unit)
        let forms = [[keys[0]], [keys[1]], [keys[2], keys[3]], Array(keys[4...])]
        let present = forms.filter { form in form.contains { entity[$0] != nil } }
        guard let form = present.first else {
            let example = "or \(keys[2]) with \(keys[3]), or \(keys[4]) with \(keys[5])"
            _ = required(keys[0], in: entity.fields, "list \(what) by quarter, \(example)")
            return nil
        }
        if let other = present.dropFirst().first?.lazy.compactMap({ entity[$0] }).first {
            let first = form.first { entity[$0] != nil } ?? form[0]
            reject(other, "stands beside \(first); write the series in one way")
            return nil
        }
        switch form.first {
        case keys[0]: return entity[keys[0]].flatMap { listed($0, entity.origin) }
        case keys[1]: return entity[keys[1]].flatMap { quarterFile($0, column: keys[0]) }
        case keys[2]: return growing(entity, keys)
        default: return curve(entity, keys)
        }
    }

    /// One number for all quarters or a list with one for each.
    mutating func listed(_ field: Field, _ origin: FigureOrigin?) -> [Double]? {
        let count = plan.horizon.count
        guard field.isList else {
            return figure(field, origin, .amount).map { Array(repeating: $0, count: count) }
        }
        guard let items = list(field, of: "numbers by quarter") else { return nil }
        let values = items.compactMap { figure($0, origin, .amount) }
        guard items.count == count else {
            let last = plan.horizon.last
            reject(
                field,
                "has \(items.count) entries; the plan has \(count) quarters, "
                    + "\(plan.horizon.first) to \(last)"
            )
            return nil
        }
        return values.count == count ? values : nil
    }

    private mutating func growing(_ entity: Entity, _ keys: [String]) -> [Double]? {
        let start = requiredFigure(
            keys[2],
            in: entity,
            .amount,
            "what there is in the first quarter"
        )
        let growth = requiredFigure(keys[3], in: entity, .change, "how it grows: 25, or 0")
        guard let start, let growth else { return nil }
        let factor = Growth(perYear: growth / 100)
        return (0..<plan.horizon.count).map { start * factor.after(quarters: $0) }
    }

    private mutating func curve(_ entity: Entity, _ keys: [String]) -> [Double]? {
        let from = requiredFigure(keys[4], in: entity, .amount, "where the curve begins")
        let to = requiredFigure(keys[5], in: entity, .amount, "where the curve ends")
        let middle = required(keys[6], in: entity.fields, "the quarter half way up: 2028-Q2")
            .flatMap { quarter($0, entity.origin) }
        let example = "4.4 goes from 10 % to 90 % of the way in a year, 1.1 in four"
        let steepness = requiredFigure(keys[7], in: entity, .factor, example)
        guard let from, let to, let middle, let steepness else { return nil }
        let curve = SCurve(from: from, to: to, midpoint: middle, steepnessPerYear: steepness)
        return plan.horizon.quarters.map { curve.value(in: $0) }
    }

    /// A CSV file with the header `quarter,mw` and one line for each quarter of the horizon.
    private mutating func quarterFile(_ field: Field, column: String) -> [Double]? {
        guard let table = table(field) else { return nil }
        guard let keys = self.column(of: table, "quarter", field),
            let numbers = self.column(of: table, column, field)
        else { return nil }
        var complaints = Complaints()
        var values: [Quarter: Double] = [:]
        for row in 0..<table.count {
            let line = table.lines[row]
            let text = table[row, keys]
            guard let quarter = Quarter(text) else {
                complaints.add(line, "not a quarter: \(quoted(text)); write 2028-Q3")
                continue
            }
            guard let value = Double(table[row, numbers]), value.isFinite, value >= 0 else {
                let text = quoted(table[row, numbers])
                complaints.add(line, "\(column): not a number of 0 or more: \(text)")
                continue
            }
            if values.updateValue(value, forKey: quarter) != nil {
                complaints.add(line, "\(quarter) stands there twice")
            }
        }
        let missing = plan.horizon.quarters.filter { values[$0] == nil }
        if complaints.isEmpty, let first = missing.first {
            complaints.add(nil, "\(missing.count) quarters of the plan are missing, first \(first)")
        }
        guard complaints.isEmpty else {
            reject(complaints, of: table, field)
            return nil
        }
        return plan.horizon.quarters.compactMap { values[$0] }
    }
}
