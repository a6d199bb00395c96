import Planning

/// What the tonnes of all of one's own power cost, and how many there may be.
extension SiteReader {
    private static let priceKey = "carbon_price_usd_per_t"
    private static let budgetKey = "carbon_budget_t_per_year"

    /// Reads price and budget; sites, which are read later, find in ``plan`` what holds for them.
    mutating func carbon(_ fields: Fields, _ rules: inout PortfolioRules) {
        plan.hasCarbonBudget = fields[Self.budgetKey] != nil
        guard fields["sites"] != nil || buildsEmit(fields) else {
            for field in [fields[Self.priceKey], fields[Self.budgetKey]].compactMap(\.self) {
                reject(
                    field,
                    "has no effect: there are no sites and no builds with power_carbon_t_per_mwh, "
                        + "and what is rented does not count; remove it"
                )
            }
            return
        }
        if let field = fields[Self.priceKey], let price = figure(field, nil, .amount) {
            rules.carbonPrice = price
            plan.carbonPrice = price
        }
        rules.carbonBudget = fields[Self.budgetKey].flatMap { carbonBudget($0) }
    }

    /// What price and budget have no effect on, when everything is read.
    mutating func checkCarbon(_ fields: Fields, _ scenario: Scenario) {
        // Years and sites that could not be read say nothing about those that could.
        guard mistakes.isEmpty else { return }
        if let field = fields[Self.priceKey], !buildsEmit(fields),
            !scenario.sites.contains(where: \.rules.hasSharedCarbonPrice)
        {
            reject(field, "has no effect: every site has its own in its rules; remove it")
        }
        let last =
            plan.isPortfolio
            ? scenario.horizon.last.year : scenario.sites.flatMap(\.years).map(\.year).max()
        if let field = fields[Self.budgetKey], let last,
            let first = scenario.rules.carbonBudget?.steps.first?.from, first > last
        {
            reject(
                field,
                "has no effect: it begins in \(first), and the last year that is planned is "
                    + "\(last); give an earlier year"
            )
        }
    }

    private func buildsEmit(_ fields: Fields) -> Bool {
        fields["builds"]?.hasEntry(with: "power_carbon_t_per_mwh") ?? false
    }

    /// Tonnes a year: one figure, or by the year from which each holds.
    private mutating func carbonBudget(_ field: Field) -> CarbonBudget? {
        if field.isFigure {
            return figure(field, nil, .amount).map { CarbonBudget(tonnes: $0) }
        }
        var steps: [CarbonBudget.Step] = []
        for entry in mapping(field)?.all ?? [] {
            guard let year = wholeNumber(entry.name), (1990...2100).contains(year) else {
                reject(entry, "not a year: \(quoted(entry.name)); write 2028: 40000")
                continue
            }
            if let last = steps.last, year <= last.from {
                reject(
                    entry,
                    "\(year) is not after \(last.from); write the years in their order"
                )
            }
            guard let tonnes = figure(entry, nil, .amount) else { continue }
            steps.append(CarbonBudget.Step(from: year, tonnes: tonnes))
        }
        if steps.isEmpty, field.keys?.isEmpty == true {
            reject(field, "is empty; write tonnes from a year on: { 2028: 40000 }")
        }
        return steps.isEmpty ? nil : CarbonBudget(steps: steps)
    }
}
