/// What a set is sold for, in the terms of ISO 8528-1.
package enum GeneratorRating: String, Sendable, Hashable, CaseIterable {
    /// ESP: for the time in which the usual source fails.
    case standby
    /// PRP: without an end, for a load that varies.
    case prime
    /// COP: without an end, for a load that does not vary.
    case continuous
    /// DCP: without an end, for a data center.
    case dataCenter = "data_center"

    package var words: String {
        switch self {
        case .standby: "standby sets (ISO 8528-1 ESP)"
        case .prime: "prime sets (ISO 8528-1 PRP)"
        case .continuous: "continuous sets (ISO 8528-1 COP)"
        case .dataCenter: "data-center sets (ISO 8528-1 DCP)"
        }
    }

    /// That a set may run a year, in s; nothing where there is no end.
    package var timePerYear: Double? { self == .standby ? 200 * 3600 : nil }

    /// The most of its power that it may give on average over 24 hours, as a share.
    ///
    /// A maker may allow more.
    package var averageLoad: Double {
        switch self {
        case .standby, .prime: 0.7
        case .continuous, .dataCenter: 1
        }
    }
}

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

/// How likely too few units start for the highest load.
package struct StartRisk: Sendable, Hashable {
    /// That the highest load needs; more than there are where none is enough.
    package let needed: Int
    /// Of an outage at the highest load, that fewer start: from 0 to 1.
    package let probability: Double

    /// Each start fails with the same probability, whatever the others do.
    package init(_ fleet: GeneratorFleet, peak: Double) {
        let unit = fleet.unit.maximum
        needed = unit > 0 ? Int((peak / unit - 1e-9).rounded(.up)) : 0
        let failure = fleet.startFailure
        // That exactly k of n start, from the binomial of none on.
        var exact = 1.0
        for _ in 0..<fleet.count { exact *= failure }
        var short = 0.0
        for started in 0..<max(0, min(needed, fleet.count + 1)) {
            short += exact
            let left = Double(fleet.count - started) / Double(started + 1)
            exact *= failure > 0 ? left * (1 - failure) / failure : 0
        }
        probability = needed > fleet.count ? 1 : min(short, 1)
    }
}
