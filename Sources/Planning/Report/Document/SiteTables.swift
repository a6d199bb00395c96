/// One site-year as the tables of a PyPSA network: `generators.csv`, `generators-p.csv` and others.
struct SiteTables {
    /// What the site is made of; nil leaves costs empty.
    let model: PowerSite?
    let plan: SiteYearPlan

    typealias Rows = [[String]]

    var files: [(name: String, rows: Rows)] {
        let storages = plan.stored.map(\.name)
        let generators = plan.sourceFlows.filter { !storages.contains($0.name) }
        let shown = plan.sourceFlows.filter { storages.contains($0.name) }
        let load = plan.flows.filter { $0.name == "load" }
        let unserved = plan.flows.filter { $0.name == "unserved" }
        return [
            ("generators.csv", generatorRows(storages)),
            ("storage_units.csv", storageRows(storages)),
            ("generators-p.csv", series(generators + unserved)),
            ("storage_units-p.csv", series(shown)),
            ("storage_units-state_of_charge.csv", series(plan.stored)),
            ("loads-p.csv", series(load)),
            (
                "buses-marginal_price.csv",
                plan.price.isEmpty
                    ? []
                    : series([
                        SiteYearPlan.Flow(
                            name: model?.name ?? "site",
                            carrier: "",
                            power: plan.price
                        )
                    ])
            ),
        ]
        .filter { $0.1.count > 1 }
    }

    private func generatorRows(_ storages: [String]) -> Rows {
        [["name", "carrier", "p_nom", "p_nom_opt", "marginal_cost", "capital_cost"]]
            + plan.capacities.filter { !storages.contains($0.name) && $0.energy == nil }.map {
                one in
                let generator = model?.generators.first { $0.name == one.name }
                let agreement = model?.agreements.first { $0.name == one.name }
                let isGrid = generator == nil && agreement == nil && one.carrier == "grid"
                let price = isGrid ? model?.grid.map { mean($0.price) } : nil
                return [
                    one.name, one.carrier, CSV.number(one.power - one.built), CSV.number(one.power),
                    CSV.number(generator?.marginalCost ?? agreement?.price ?? price),
                    CSV.number(
                        generator?.capitalCost ?? (isGrid ? model?.grid?.capacityCharge : nil)
                    ),
                ]
            }
    }

    private func storageRows(_ storages: [String]) -> Rows {
        [
            [
                "name", "carrier", "p_nom", "p_nom_opt", "max_hours", "efficiency_store",
                "efficiency_dispatch", "marginal_cost", "capital_cost",
            ]
        ]
            + plan.capacities.filter { storages.contains($0.name) || $0.energy != nil }.map { one in
                let storage = model?.storages.first { $0.name == one.name }
                let hours = one.energy.flatMap { one.power > 0 ? $0 / one.power : nil }
                return [
                    one.name, one.carrier, CSV.number(one.power - one.built), CSV.number(one.power),
                    CSV.number(hours ?? storage?.hours), CSV.number(storage?.chargeEfficiency),
                    CSV.number(storage?.dischargeEfficiency), CSV.number(storage?.marginalCost),
                    CSV.number(storage?.capitalCost),
                ]
            }
    }

    private func mean(_ values: [Double]) -> Double {
        values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
    }

    /// A column per flow; only the head when there is none.
    private func series(_ flows: [SiteYearPlan.Flow]) -> Rows {
        guard !flows.isEmpty else { return [] }
        let days = SeriesDays(plan)
        return [["snapshot"] + flows.map(\.name)]
            + (0..<plan.hourCount).map { hour in
                [snapshot(hour, days)] + flows.map { CSV.number($0.power.at(hour)) }
            }
    }

    /// The beginning of an hour in the site's standard time: `2032-01-01 00:00:00`.
    private func snapshot(_ hour: Int, _ days: SeriesDays) -> String {
        let minutes = Int((Double(hour) * plan.stepHours * 60).rounded())
        let (year, day) = days[minutes / 1_440]
        return "\(year)-\(two(day.month))-\(two(day.day)) "
            + "\(two(minutes / 60 % 24)):\(two(minutes % 60)):00"
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// A day of a calendar year with its month.
struct DayOfYear: Sendable, Equatable {
    /// From 1.
    let month: Int
    let day: Int

    /// `number`: From 0; beyond the end of the year it is counted on within December.
    init(_ number: Int, isLeap: Bool) {
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var rest = number
        var month = 1
        while month < 12, rest >= lengths[month - 1] {
            rest -= lengths[month - 1]
            month += 1
        }
        self.month = month
        day = rest + 1
    }

    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    /// `14 July`.
    var text: String { "\(day) \(Self.months[month - 1])" }
}
