import Bus
import Planning

/// Who sells, where work runs, and on which chips.
extension SiteReader {
    mutating func provider(_ field: Field) -> Provider? {
        let known = ["jurisdiction", "delivery_limit_mw_per_quarter", "discount"]
        guard let entity = entity(field, known: known) else { return nil }
        let jurisdiction = required("jurisdiction", in: entity.fields, "whose law applies: us")
            .flatMap { self.jurisdiction($0) }
        let limit = figure("delivery_limit_mw_per_quarter", in: entity, .positive)
        let discount = entity["discount"].flatMap { self.discount($0) }
        guard let jurisdiction else { return nil }
        var provider = Provider(name: field.name, jurisdiction: jurisdiction)
        provider.deliveryLimit = limit
        provider.discount = discount
        return provider
    }

    private mutating func discount(_ field: Field) -> VolumeDiscount? {
        guard let entity = entity(field, known: ["model", "tiers", "most_usd"]) else { return nil }
        let model = required("model", in: entity.fields, "write incremental or all_units")
            .flatMap { choice($0, VolumeDiscount.Model.self) }
        let most = figure("most_usd", in: entity, .positive)
        var tiers: [VolumeDiscount.Tier] = []
        let example = "write tiers: [{ from_usd: 30e9, rate_percent: 6 }]"
        guard let list = required("tiers", in: entity.fields, example),
            let items = self.list(list, of: "tiers")
        else { return nil }
        if items.isEmpty { reject(list, "is empty; \(example)") }
        for item in items {
            guard let tier = self.entity(item, known: ["from_usd", "rate_percent"]) else {
                continue
            }
            let from = requiredFigure("from_usd", in: tier, .amount, "write dollars: 30e9")
            let rate = requiredFigure("rate_percent", in: tier, .percent, "write a percentage: 6")
            guard let from, let rate else { continue }
            let next = VolumeDiscount.Tier(from: from, rate: rate / 100)
            if let last = tiers.last, next.from <= last.from || next.rate <= last.rate {
                reject(item, "has to be above the tier before it, in from_usd and in rate_percent")
            }
            tiers.append(next)
        }
        guard let model else { return nil }
        return VolumeDiscount(model: model, tiers: tiers, most: most)
    }

    mutating func region(_ field: Field) -> Region? {
        guard let fields = mapping(field, known: ["jurisdiction", "grid_operator"]) else {
            return nil
        }
        let jurisdiction = required("jurisdiction", in: fields, "whose law applies: us")
            .flatMap { self.jurisdiction($0) }
        let grid = fields["grid_operator"].flatMap { name($0, "a grid operator's name") }
        guard let jurisdiction else { return nil }
        return Region(name: field.name, jurisdiction: jurisdiction, gridOperator: grid)
    }

    mutating func campus(_ field: Field) -> Campus? {
        let known = ["region", "grid_operator", "date", "limit_mw", "steps"]
        guard let entity = entity(field, known: known, dateKey: "source_date") else { return nil }
        let region = required("region", in: entity.fields, "say in which region it stands")
            .flatMap { reference($0, to: "region", among: plan.names.regions) }
        let grid = entity["grid_operator"].flatMap { name($0, "a grid operator's name") }
        let date = required("date", in: entity.fields, "when power comes: 2027-Q3")
            .flatMap { quarter($0, entity.origin) }
        let limit = requiredFigure("limit_mw", in: entity, .positive, "megawatts of IT: 1200")
        var steps: [Campus.Step] = []
        if let date, let limit { steps.append(Campus.Step(from: date, limit: limit)) }
        if let list = entity["steps"] { steps += self.steps(list, entity.origin, after: steps) }
        if plan.isVariant { steps = steps.overtaken }
        guard let region else { return nil }
        return Campus(name: field.name, region: region, gridOperator: grid, power: steps)
    }

    /// Later limits, in order of time.
    mutating func steps(
        _ field: Field,
        _ origin: FigureOrigin?,
        after first: [Campus.Step]
    ) -> [Campus.Step] {
        var last = first.last?.from
        return (list(field, of: "{ from, limit_mw }") ?? []).compactMap { item in
            guard let step = entity(item, known: ["from", "limit_mw"]) else { return nil }
            let from = required("from", in: step.fields, "write a quarter: 2028-Q1")
                .flatMap { quarter($0, step.origin ?? origin) }
            let limit = required("limit_mw", in: step.fields, "write megawatts: 2000")
                .flatMap { figure($0, step.origin ?? origin, .amount) }
            guard let from, let limit else { return nil }
            // Over their ranges dates may overtake each other, which is nobody's mistake.
            if let last, from <= last, !plan.isVariant {
                reject(step["from"] ?? item, "\(from) is not after \(last), the step before it")
            }
            last = from
            return Campus.Step(from: from, limit: limit)
        }
    }

    mutating func chip(_ field: Field) -> (chip: Chip, kilowattsPerGPU: Double?)? {
        let known = ["vendor", "efficiency", "available", "kw_per_gpu"]
        guard let entity = entity(field, known: known) else { return nil }
        let vendor = required("vendor", in: entity.fields, "say who makes it")
            .flatMap { name($0, "a vendor's name") }
        let efficiency = requiredFigure(
            "efficiency",
            in: entity,
            .factor,
            "work per megawatt, with the reference chip as 1"
        )
        let available = quarter("available", in: entity)
        let power = figure("kw_per_gpu", in: entity, .positive)
        guard let vendor, let efficiency else { return nil }
        let chip = Chip(
            name: field.name,
            vendor: vendor,
            efficiency: efficiency,
            available: available
        )
        return (chip, power)
    }
}

extension [Campus.Step] {
    /// In order of time, when a date has slipped beyond later ones.
    ///
    /// Nothing comes before the step that was to come first; what should have come until then comes
    /// with it.
    var overtaken: [Campus.Step] {
        guard let first else { return [] }
        var steps: [Campus.Step] = []
        for step in self {
            let from = Swift.max(step.from, steps.last?.from ?? first.from)
            if steps.last?.from == from { steps.removeLast() }
            steps.append(Campus.Step(from: from, limit: step.limit))
        }
        return steps
    }
}
