import Planning

/// What all sites together may emit.
extension SiteReader {
    /// Tonnes a year: one figure, or by the year from which each holds.
    ///
    /// `isCounted`: Something in the file emits what the budget counts.
    mutating func carbonBudget(_ field: Field, isCounted: Bool) -> CarbonBudget? {
        guard isCounted else {
            reject(
                field,
                "has no effect: there are no sites and no builds with power_carbon_t_per_mwh, and "
                    + "what is rented does not count; remove it"
            )
            return nil
        }
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
