import Bus
import Hybrid

/// The grid as a site's file describes it.
struct SiteGridFigures {
    /// In W.
    var limit: Double
    /// In USD/J: one, or one for each hour of the day.
    var prices: [Double]
    /// In kg/J.
    var carbon: Double
    var demandCharge: DemandCharge
    /// In USD per W and year.
    var capacityCharge: Double
    /// One list for each sample.
    var outages: [[Outage]]

    /// Whether it matters at which hour of the day or in which month a row is.
    var countsDays: Bool { prices.count > 1 || Set(demandCharge.rates).count > 1 }

    func price(at time: Double) -> Double {
        guard prices.count > 1 else { return prices.first ?? 0 }
        return prices[Int(time / 3600) % 24]
    }
}

/// What the grid of a site gives and what it costs.
extension SiteReader {
    private static let siteGridKeys = [
        "limit_mw", "price_usd_per_mwh", "price_by_hour_usd_per_mwh", "carbon_t_per_mwh",
        "demand_charge_usd_per_kw_month", "demand_charge_by_month_usd_per_kw",
        "capacity_charge_usd_per_mw_year", "outages",
    ]

    /// `load`: nothing after a mistake in it; what depends on it is not complained about then.
    mutating func siteGrid(_ field: Field, _ load: SiteLoad?) -> SiteGridFigures? {
        guard let entity = entity(field, known: Self.siteGridKeys) else { return nil }
        let limit = requiredFigure("limit_mw", in: entity, .amount, "megawatts: 60")
        let prices = sitePrices(entity, load)
        if load?.carbon.isEmpty == false, let field = entity["carbon_t_per_mwh"] {
            reject(field, "stands beside a column of that; keep one of the two")
        }
        let perEnergy = 1 / SiteUnit.megawattHour
        let carbon = quantity("carbon_t_per_mwh", 1000 * perEnergy, in: entity, .amount)
        let demand = demandCharge(entity, load)
        let capacity = quantity("capacity_charge_usd_per_mw_year", 1e-6, in: entity, .amount)
        let duration = load.map { $0.step * Double($0.load.count) } ?? .infinity
        let outages = entity["outages"].flatMap { self.outages($0, over: duration) }
        guard let limit else { return nil }
        return SiteGridFigures(
            limit: limit * SiteUnit.megawatt,
            prices: prices,
            carbon: carbon ?? 0,
            demandCharge: demand,
            capacityCharge: capacity ?? 0,
            outages: outages ?? [[]]
        )
    }

    private mutating func sitePrices(_ entity: Entity, _ load: SiteLoad?) -> [Double] {
        let names = ["price_usd_per_mwh", "price_by_hour_usd_per_mwh"]
        let field = alternative(names, in: entity)
        if let field, load?.price.isEmpty == false {
            reject(field, "stands beside a column of prices; keep one of the two")
        }
        guard let field else {
            if load?.price.isEmpty == true {
                _ = required(names[0], in: entity.fields, "one price: 55, or a column of that name")
            }
            return []
        }
        let perEnergy = 1 / SiteUnit.megawattHour
        guard field.name == names[1] else {
            return figure(field, entity.origin, .any).map { [$0 * perEnergy] } ?? []
        }
        let values = siteNumbers(field, 24, "24 prices, one for each hour of the day", entity, .any)
        return values?.map { $0 * perEnergy } ?? []
    }

    /// For the highest import of each month: one figure, or one for each month.
    private mutating func demandCharge(_ entity: Entity, _ load: SiteLoad?) -> DemandCharge {
        let names = ["demand_charge_usd_per_kw_month", "demand_charge_by_month_usd_per_kw"]
        guard let field = alternative(names, in: entity) else { return .none }
        if let load, load.step > 900 {
            note(
                field.path,
                "a meter takes the mean of 15 minutes; that of \(short(load.step / 60)) minutes is lower"
            )
        }
        guard field.name == names[1] else {
            return DemandCharge(1e-3 * (figure(field, entity.origin, .amount) ?? 0))
        }
        let values = siteNumbers(field, 12, "12 charges, January to December", entity, .amount)
        return values.map { DemandCharge(months: $0.map { 1e-3 * $0 }) } ?? .none
    }

    /// A list of so many numbers.
    private mutating func siteNumbers(
        _ field: Field,
        _ count: Int,
        _ what: String,
        _ entity: Entity,
        _ bounds: Bounds
    ) -> [Double]? {
        guard let items = list(field, of: what) else { return nil }
        let values = items.compactMap { figure($0, entity.origin, bounds) }
        if items.count != count { reject(field, "has \(items.count) of \(what)") }
        return values.count == count && items.count == count ? values : nil
    }

    /// A list of outages, or how often they come and how long they last.
    private mutating func outages(_ field: Field, over duration: Double) -> [[Outage]]? {
        if field.isList {
            let items = list(field, of: "outages") ?? []
            return [
                items.compactMap { item -> Outage? in
                    guard let entity = entity(item, known: ["from_h", "hours"]) else { return nil }
                    let from = requiredFigure("from_h", in: entity, .amount, "hour it begins: 4000")
                    let hours = requiredFigure("hours", in: entity, .positive, "how long: 6")
                    guard let from, let hours else { return nil }
                    if from * 3600 >= duration {
                        reject(
                            item,
                            "begins after the load ends, at hour \(short(duration / 3600))"
                        )
                    }
                    return Outage(begin: from * 3600, end: (from + hours) * 3600)
                }
            ]
        }
        let known = ["per_year", "mean_hours", "seed", "samples"]
        guard let entity = entity(field, known: known) else { return nil }
        let rate = requiredFigure(
            "per_year",
            in: entity,
            .range(0...1000, "outages"),
            "how many: 2"
        )
        let mean = requiredFigure(
            "mean_hours",
            in: entity,
            .range(0.01...2000, "hours"),
            "until repaired, on average: 3"
        )
        let seed = count("seed", in: entity, 0...1_000_000_000) ?? 1
        let samples = count("samples", in: entity, 1...100) ?? 1
        guard let rate, let mean, duration < .infinity else { return nil }
        return (0..<samples).map { sample in
            var random = SplitMix64(seed + sample)
            return Outage.sample(
                perYear: rate,
                meanRepair: mean * 3600,
                over: duration,
                using: &random
            )
        }
    }
}
