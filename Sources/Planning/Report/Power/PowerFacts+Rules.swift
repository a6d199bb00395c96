import Pages

/// What the rules of one site cost, year by year.
extension PowerFacts {
    private struct Rule: Hashable {
        let name: String
        let per: String
    }

    private var rules: [Rule] {
        var rules: [Rule] = []
        for price in site.years.flatMap(\.pricesOfRules) {
            let rule = Rule(name: price.rule, per: price.per)
            if !rules.contains(rule) { rules.append(rule) }
        }
        return rules
    }

    private func price(of rule: Rule, in year: SiteYearPlan) -> Double? {
        year.pricesOfRules.first { $0.rule == rule.name && $0.per == rule.per }?.value
    }

    private func binds(_ rule: Rule) -> Bool {
        site.years.contains { (price(of: rule, in: $0) ?? 0) != 0 }
    }

    /// The rules that bind in some year, with a column for each year.
    var ruleTable: ReportTable {
        var table = ReportTable(
            "What the rules of \(site.name) cost",
            [.init("Rule"), .init("Price")] + site.years.map { .number(SeriesDays($0).span) }
        )
        for rule in rules where binds(rule) {
            table.append(
                [.init(rule.name), .init(rule.per)]
                    + site.years.map { year in
                        guard let value = price(of: rule, in: year), value != 0 else {
                            return ReportTable.Cell("–", .faint)
                        }
                        return ReportTable.Cell(Prose.money(value))
                    }
            )
        }
        return table
    }

    private var period: String {
        site.years.contains { !$0.yearLengths.isEmpty } ? "all years" : "a year"
    }

    /// What the table means, and the rules that it leaves out.
    var ruleSentences: [String] {
        let free = rules.filter { !binds($0) }.map(\.name)
        var sentences: [String] = []
        if free.count < rules.count {
            sentences.append(
                "What one step less of each rule would save in \(period), from the duals; a dash: it "
                    + "does not bind."
            )
        }
        if !free.isEmpty {
            let years = site.years.count == 1 ? "Does not bind" : "Does not bind in any year"
            sentences.append("\(years): \(Prose.list(free)).")
        }
        return sentences
    }
}
