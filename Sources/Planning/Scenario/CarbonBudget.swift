/// Tonnes of CO2 that the power of one's own may emit in a calendar year, over all sites.
///
/// What is rented does not count: its power is inside its price. A site's year counts whole, as its
/// own rules count it: by average or by marginal carbon of the grid.
package struct CarbonBudget: Sendable, Hashable {
    package struct Step: Sendable, Hashable {
        /// The first year that it holds for.
        package var from: Int
        /// Not negative; 0: nothing may be emitted.
        package var tonnes: Double

        package init(from: Int, tonnes: Double) {
            self.from = from
            self.tonnes = tonnes
        }
    }

    /// In order of time; before the first there is no budget.
    package var steps: [Step]

    package init(steps: [Step]) { self.steps = steps }

    /// The same in all years.
    package init(tonnes: Double) { self.init(steps: [Step(from: .min, tonnes: tonnes)]) }

    /// What may be emitted in a year; nil: any amount.
    package func tonnes(in year: Int) -> Double? { steps.last { $0.from <= year }?.tonnes }
}
