/// How hard units are used, in the terms in which they are sold.
package struct GeneratorDuty: Sendable, Hashable {
    /// Of each unit on average, in s a year.
    package let timePerYear: Double
    /// In the 24 hours in which it is highest, as a share of what the units that run can give.
    ///
    /// Time at a standstill is not counted, and less than 30 % counts as that (ISO 8528-1).
    package let worstLoad: Double
    /// At the lowest power that the units may have and more than the load, in s of all units together:
    /// on a load bank, or wet stacking.
    package let spillTime: Double

    package init(_ steps: [SiteStep], _ fleet: GeneratorFleet, _ series: SiteSeries) {
        let units = Double(max(1, fleet.count))
        timePerYear = steps.reduce(0) { $0 + $1.unitTime } / units / max(series.years, 1e-9)
        let window = max(1, Int((86_400 / series.step).rounded()))
        var given = 0.0
        var able = 0.0
        var worst = 0.0
        func part(_ step: SiteStep) -> (given: Double, able: Double) {
            let able = step.unitTime * fleet.unit.maximum
            return (able > 0 ? max(step.generators * series.step, 0.3 * able) : 0, able)
        }
        for index in steps.indices {
            let now = part(steps[index])
            given += now.given
            able += now.able
            if index >= window {
                let gone = part(steps[index - window])
                given -= gone.given
                able -= gone.able
            }
            // What is left of sums that went up and down again is rounding.
            if able > 1e-6 * fleet.capacity * series.step { worst = max(worst, given / able) }
        }
        worstLoad = min(worst, 1)
        spillTime = steps.reduce(0) {
            $0 + ($1.spilled > 1e-6 * $1.block.load && $1.generators > 0 ? $1.unitTime : 0)
        }
    }
}
