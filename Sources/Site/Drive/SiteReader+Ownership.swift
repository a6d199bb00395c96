import Hybrid
import Planning

/// What a vehicle needs besides its physics: a plug, money, and what others say of it.
extension SiteReader {
    mutating func plug(_ field: Field, of whole: Entity) -> Plug? {
        let keys = [
            "home_kw", "home_efficiency_percent", "fast_kw_by_soc", "fast_efficiency_percent",
            "fast_share_by_temperature",
        ]
        guard let entity = part(field, known: keys, of: whole) else { return nil }
        let home = requiredQuantity(
            "home_kw",
            1000,
            in: entity,
            .positive,
            "alternating current at the wall: 11"
        )
        let homeEfficiency = quantity(
            "home_efficiency_percent",
            0.01,
            in: entity,
            .largePercent
        )
        let example = "[[0, 145], [55, 145], [80, 70], [100, 10]] of percent and kW"
        _ = required("fast_kw_by_soc", in: entity.fields, "direct current: \(example)")
        let fast = curve(
            "fast_kw_by_soc",
            in: entity,
            Axes(x: .percent, y: .amount, xFactor: 0.01, yFactor: 1000, example: example)
        )
        let fastEfficiency = quantity(
            "fast_efficiency_percent",
            0.01,
            in: entity,
            .largePercent
        )
        let byTemperature = curve(
            "fast_share_by_temperature",
            in: entity,
            Axes(x: .cellDegrees, y: .share, example: "[[-20, 0.3], [15, 1]] of °C and share")
        )
        guard let home, let fast else { return nil }
        var plug = Plug(home: home, fast: fast, byTemperature: byTemperature ?? .constant(1))
        if let homeEfficiency { plug.homeEfficiency = homeEfficiency }
        if let fastEfficiency { plug.fastEfficiency = fastEfficiency }
        return plug
    }

    mutating func ownership(_ field: Field, of whole: Entity) -> Ownership? {
        let keys = [
            "price_usd", "maintenance_usd_per_km", "residual_percent_by_year",
            "manufacturing_carbon_kg",
        ]
        guard let entity = part(field, known: keys, of: whole) else { return nil }
        let residual = curve(
            "residual_percent_by_year",
            in: entity,
            Axes(
                x: .range(0...50, "years"),
                y: .percent,
                yFactor: 0.01,
                example: "[[0, 100], [5, 50], [10, 25]] of years and percent"
            )
        )
        let price = quantity("price_usd", in: entity, .positive)
        let assumed = plan.figures.last { $0.path == entity["price_usd"]?.path }?.isAssumed
        return Ownership(
            price: price,
            isPriceAssumed: assumed ?? false,
            maintenance: quantity("maintenance_usd_per_km", 0.001, in: entity, .amount) ?? 0,
            residual: residual ?? .constant(0),
            carbon: quantity("manufacturing_carbon_kg", in: entity, .amount)
        )
    }

    /// What others say of a vehicle, in the order of the file.
    mutating func published(_ field: Field, of whole: Entity) -> [PublishedFigure] {
        (list(field, of: "published figures") ?? []).compactMap { item in
            guard let entity = part(item, known: ["quantity", "value", "status"], of: whole) else {
                return nil
            }
            let quantity = required(
                "quantity",
                in: entity.fields,
                "what it is, with its unit: electric_range_km"
            ).flatMap { name($0, "a quantity") }
            let value = required("value", in: entity.fields, "the figure itself: 233")
                .flatMap { figure($0, entity.origin, .any) }
            let status = required(
                "status",
                in: entity.fields,
                "target, certified, measured or derived"
            ).flatMap { choice($0, PublishedFigure.Status.self) }
            if entity.origin?.source.isEmpty ?? true {
                reject(item, "says who? write source:, here or at the top of the file")
            }
            guard let quantity, let value, let status else { return nil }
            return PublishedFigure(
                quantity: quantity,
                value: value,
                status: status,
                source: entity.origin?.source ?? ""
            )
        }
    }
}
