package import Optimization

/// How the equal units of a generator ran.
package struct UnitUse: Sendable, Equatable {
    package let name: String
    /// How many there are at most, and the megawatts of one.
    package var count: Int
    package var power: Double
    package var starts = 0
    /// Hours of running, added up over the units.
    package var hours = 0.0
    /// Megawatt-hours.
    package var energy = 0.0
    /// Dollars.
    package var startCost = 0.0

    /// The use in some steps of a program that commits units; nil for a generator without units.
    ///
    /// `before`: Units that run in the step before; below zero: unknown, and then what runs at first
    /// has not been started.
    init?(
        _ part: SiteYearLayout.GeneratorPart,
        in steps: Range<Int>,
        stepHours: Double,
        before: Int,
        _ solution: Solution
    ) {
        guard let commitment = part.commitment else { return nil }
        name = part.generator.name
        count = commitment.count
        power = commitment.unit
        var last = before
        for step in steps {
            let running = Int(commitment.running.value(step, solution).rounded())
            if last >= 0 { starts += max(0, running - last) }
            hours += stepHours * Double(running)
            energy += stepHours * max(0, part.output.value(step, solution))
            last = running
        }
        startCost = part.generator.startCost * Double(starts)
    }

    /// Adds what the same units did later.
    mutating func add(_ later: UnitUse) {
        if later.count >= count { (count, power) = (later.count, later.power) }
        starts += later.starts
        hours += later.hours
        energy += later.energy
        startCost += later.startCost
    }
}

extension Generator {
    /// Whether it matters which of its units run: they have a least load, or cost something to start.
    package var commitsUnits: Bool {
        unit != nil && mustRun == 0 && (minimumLoad > 0 || startCost > 0)
    }
}

extension SitePlanning {
    /// The years of the plan run again with whole units, window by window; nil when `watch` ended it.
    ///
    /// The capacities are the plan's. Of a generator with units as many stand as come nearest to its
    /// capacity, at least one, all of the same size. What the carbon cap is worth comes in as a price;
    /// clean matching, which has none in an hour, does not bind the run.
    package func unitCommitment(
        _ solving: SiteSolving,
        watch: Watch? = nil
    ) throws(SolverError) -> [RollingYear]? {
        var solving = solving
        // Whole numbers are nothing for the banded solver.
        if solving.method == .banded { solving.method = .auto }
        solving.limits.gap = min(solving.limits.gap, Redispatch.gap)
        var runs: [RollingYear] = []
        for (place, index) in built.scope.years.enumerated() {
            var redispatch = Redispatch(
                built.site,
                year: index,
                sizes: sizes[place],
                extra: built.scope.extra.isEmpty ? [0, 0, 0, 0] : built.scope.extra[place],
                carbonPrice: plans[place].tonnePrice,
                solving: solving
            )
            redispatch.commitsUnits = true
            guard let run = try redispatch.year(from: closing[place], watch: watch) else {
                return nil
            }
            runs.append(run)
        }
        return runs
    }
}
