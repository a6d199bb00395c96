import Bus
import Foundation
import Hybrid

/// The load of a site and what the grid offers beside it, by the step; power in W.
struct SiteLoad {
    /// In s.
    var step: Double
    var load: [Double]
    var renewable: [Double] = []
    /// In USD/J; empty where the file has none.
    var price: [Double] = []
    /// In kg/J; empty where the file has none.
    var carbon: [Double] = []

    func series(_ grid: SiteGridFigures?) -> SiteSeries {
        SiteSeries(
            step: step,
            blocks: load.indices.map { index in
                SiteBlock(
                    mean: load[index] - (renewable.isEmpty ? 0 : renewable[index]),
                    load: load[index],
                    limit: grid?.limit ?? 0,
                    price: price.isEmpty
                        ? grid?.price(at: Double(index) * step) ?? 0 : price[index],
                    carbon: carbon.isEmpty ? grid?.carbon ?? 0 : carbon[index]
                )
            }
        )
    }
}

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

    func price(at time: Double) -> Double {
        guard prices.count > 1 else { return prices.first ?? 0 }
        return prices[Int(time / 3600) % 24]
    }
}

extension SiteReader {
    private static let loadKeys = [
        "file", "step_minutes", "it_mw", "pue", "utilization_percent", "swing_percent", "hours",
    ]

    mutating func siteLoad(_ field: Field) -> SiteLoad? {
        guard let entity = entity(field, known: Self.loadKeys) else { return nil }
        let minutes = quantity("step_minutes", 60, in: entity, .range(0.1...60, "minutes"))
        guard let file = entity["file"] else { return madeLoad(entity, step: minutes ?? 3600) }
        for name in ["it_mw", "pue", "utilization_percent", "swing_percent", "hours"] {
            if let other = entity[name] {
                reject(other, "has no effect beside file, which holds the load; remove it")
            }
        }
        guard let table = table(file) else { return nil }
        var complaints = Complaints()
        func column(_ name: String, _ factor: Double, _ bounds: Bounds) -> [Double] {
            guard let index = table.columns.firstIndex(of: name) else { return [] }
            return (0..<table.count).map { row in
                let text = table[row, index]
                guard let value = Double(text), value.isFinite, bounds.holds(value) else {
                    complaints.add(
                        table.lines[row],
                        "\(name): \(quoted(text)) is not \(bounds.words)"
                    )
                    return 0
                }
                return value * factor
            }
        }
        let megawatt = SiteUnit.megawatt
        let perEnergy = 1 / SiteUnit.megawattHour
        var load = SiteLoad(step: minutes ?? 3600, load: column("load_mw", megawatt, .amount))
        load.renewable = column("renewable_mw", megawatt, .amount)
        load.price = column("price_usd_per_mwh", perEnergy, .any)
        load.carbon = column("carbon_t_per_mwh", 1000 * perEnergy, .amount)
        if !table.columns.contains("load_mw") {
            _ = self.column(of: table, "load_mw", file)
        } else if table.count == 0 {
            reject(file, "\(table.name) has no rows")
        }
        guard complaints.isEmpty else {
            reject(complaints, of: table, file)
            return nil
        }
        return load.load.isEmpty ? nil : load
    }

    /// IT power times PUE, higher in the afternoon by the swing and lower at night.
    private mutating func madeLoad(_ entity: Entity, step: Double) -> SiteLoad? {
        let ratio = Bounds("site power per IT power, 1 to 3") { (1...3).contains($0) }
        let it = requiredFigure(
            "it_mw",
            in: entity,
            .positive,
            "megawatts of IT: 40; or file: x.csv"
        )
        let pue = requiredFigure("pue", in: entity, ratio, "site power per IT power: 1.2")
        let use = percent("utilization_percent", in: entity, .positivePercent) ?? 1
        let swing = percent("swing_percent", in: entity) ?? 0
        let hours = figure("hours", in: entity, .range(1...87_840, "hours")) ?? 8760
        guard let it, let pue else { return nil }
        let mean = it * SiteUnit.megawatt * pue * use
        let count = max(1, Int((hours * 3600 / step).rounded()))
        return SiteLoad(
            step: step,
            load: (0..<count).map { index in
                let hour = (Double(index) + 0.5) * step / 3600
                return mean * (1 + swing * cos(2 * .pi * (hour - 16) / 24))
            }
        )
    }

    private static let siteGridKeys = [
        "limit_mw", "price_usd_per_mwh", "price_by_hour_usd_per_mwh", "carbon_t_per_mwh",
        "demand_charge_usd_per_kw_month", "demand_charge_by_month_usd_per_kw",
        "capacity_charge_usd_per_mw_year", "outages",
    ]

    mutating func siteGrid(_ field: Field, _ load: inout SiteLoad) -> SiteGridFigures? {
        guard let entity = entity(field, known: Self.siteGridKeys) else { return nil }
        let limit = requiredFigure("limit_mw", in: entity, .amount, "megawatts: 60")
        let prices = sitePrices(entity, load)
        if !load.carbon.isEmpty, let field = entity["carbon_t_per_mwh"] {
            reject(field, "stands beside a column of that name; keep one of the two")
        }
        let perEnergy = 1 / SiteUnit.megawattHour
        let carbon = quantity("carbon_t_per_mwh", 1000 * perEnergy, in: entity, .amount)
        let demand = demandCharge(entity, load)
        let capacity = quantity("capacity_charge_usd_per_mw_year", 1e-6, in: entity, .amount)
        let duration = load.step * Double(load.load.count)
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

    private mutating func sitePrices(_ entity: Entity, _ load: SiteLoad) -> [Double] {
        let names = ["price_usd_per_mwh", "price_by_hour_usd_per_mwh"]
        let field = alternative(names, in: entity)
        if let field, !load.price.isEmpty {
            reject(field, "stands beside a column price_usd_per_mwh; keep one of the two")
        }
        guard let field else {
            if load.price.isEmpty {
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
    private mutating func demandCharge(_ entity: Entity, _ load: SiteLoad) -> DemandCharge {
        let names = ["demand_charge_usd_per_kw_month", "demand_charge_by_month_usd_per_kw"]
        guard let field = alternative(names, in: entity) else { return .none }
        if load.step > 900 {
            note(
                field.path,
                "a meter takes the mean of 15 minutes; over \(short(load.step / 60)) the peak is lower"
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
                        reject(item, "begins after the load ends, at hour \(duration / 3600)")
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
        guard let rate, let mean else { return nil }
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
