import Pages
import Charts

/// The carbon budget over all sites: what is allowed, granted and emitted.
extension PlanReport {
    var carbon: ReportPage.Section? {
        guard !plan.carbon.isEmpty else { return nil }
        var section = ReportPage.Section(
            "carbon",
            "The carbon budget",
            lead: facts.carbonSentences
        )
        section.body.table(facts.carbonTable)
        return section
    }
}

extension PlanFacts {
    var carbonSentences: [String] {
        let dearest = plan.carbon.compactMap { year in
            plan.price(of: year).map { (year: year, price: $0) }
        }
        .max { $0.price < $1.price }
        guard let dearest else {
            let full = plan.carbon.filter(\.isUsedUp).map { "\($0.year)" }
            guard !full.isEmpty else {
                return ["In every year less is emitted than the budget allows."]
            }
            return [
                "The budget is used up in \(Prose.list(full)); what a tonne more would save is not "
                    + "known."
            ]
        }
        let discounted = plan.quarters.isEmpty ? "" : ", discounted"
        var sentences = [
            "A tonne more in \(dearest.year.year) would save \(Prose.money(dearest.price))"
                + "\(discounted): \(Prose.number(dearest.year.budget)) t are allowed then."
        ]
        if dearest.year.sites.count > 1 {
            let shares = dearest.year.sites.map { "\($0.site) \(Prose.number($0.granted)) t" }
            sentences.append("They are split so: \(Prose.list(shares, most: 6)).")
        }
        return sentences
    }

    /// One row for each year.
    var carbonTable: ReportTable {
        var table = ReportTable(
            "Carbon budget, tonnes of CO2",
            [
                .init("Year"), .number("Budget"), .number("Granted"), .number("Emitted"),
                .number("By builds without a site"), .number("Price, $/t"), .init("Granted to"),
            ]
        )
        for year in plan.carbon {
            let shares = year.sites.map { "\($0.site) \(Prose.number($0.granted))" }
            table.append([
                .init("\(year.year)"), .init(Prose.number(year.budget)),
                .init(Prose.number(year.granted)), .init(Prose.number(year.emitted)),
                .init(year.others != 0 ? Prose.number(year.others) : Measure.none),
                .init(plan.price(of: year).map(Prose.number) ?? Measure.none),
                .init(shares.count > 1 ? Prose.list(shares, most: 4) : ""),
            ])
        }
        return table.compact
    }
}
