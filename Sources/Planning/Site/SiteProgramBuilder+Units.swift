import Optimization

/// Units that start and stop: whole numbers, so only for windows of a few days.
extension SiteProgramBuilder {
    mutating func commitmentColumns(_ year: inout SiteYearLayout, _ h: Int) {
        for place in year.generators.indices {
            guard let count = year.generators[place].commitment?.count,
                year.generators[place].output[h] != nil
            else { continue }
            let running = program.variable(
                labels.running[place],
                upper: Double(count),
                isInteger: true
            )
            let starts = program.variable(
                labels.starts[place],
                cost: year.weight * site.generators[place].startCost
            )
            year.generators[place].commitment?.running[h] = running
            year.generators[place].commitment?.starts[h] = starts
        }
    }

    /// `minimum · unit · running ≤ g ≤ availability · unit · running` and
    /// `starts ≥ running − running[h−1]`.
    mutating func commitmentRows(_ year: SiteYearLayout, _ h: Int) {
        for place in year.generators.indices {
            guard let unit = year.generators[place].commitment?.unit,
                let running = year.generators[place].commitment?.running[h],
                let starts = year.generators[place].commitment?.starts[h],
                let output = year.generators[place].output[h]
            else { continue }
            let availability = year.generators[place].availability(at: h)
            program.term(1, output)
            program.term(-availability * unit, running)
            program.close(labels.units[place], upper: 0)
            // No more than what a unit can give in a weak hour.
            let minimum = min(site.generators[place].minimumLoad, availability)
            if minimum > 0 {
                program.term(1, output)
                program.term(-minimum * unit, running)
                program.close(labels.units[place], lower: 0)
            }
            guard let before = before(year, place, h) else { continue }
            program.term(1, starts)
            program.term(-1, running)
            term(1, before.column)
            program.close(labels.starts[place], lower: -before.count)
        }
    }

    /// Units that run in the step before: a column, or a number; nil when that is not known.
    private func before(
        _ year: SiteYearLayout,
        _ place: Int,
        _ h: Int
    ) -> (column: Program.Variable?, count: Double)? {
        if h > year.steps.lowerBound {
            // Without a column the generator could not run.
            return (year.generators[place].commitment?.running[h - 1], 0)
        }
        guard let units = scope.window?.units, units[place] >= 0 else { return nil }
        return (nil, Double(units[place]))
    }
}
