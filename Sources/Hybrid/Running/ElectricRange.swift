/// How far a battery goes.
package struct ElectricRange: Sendable, Hashable {
    /// In m.
    package let distance: Double
    /// Out of the store, in J.
    package let energy: Double
    /// Where it went; burned is only what the battery had not the power for alone.
    package let ledger: Ledger
    /// In s.
    package let duration: Double
    package let shortfall: Shortfall
    /// At the end, of a vehicle that gets warm on the way.
    package let warmth: Warmth?

    /// In J.
    package var fuel: Double { ledger.fuel }
}

extension ElectricRun {
    /// Drives a cycle over and over until a state of charge is reached.
    ///
    /// Nothing for a cycle that does not take charge, and for one that goes nowhere in `mostLaps`.
    package func electricRange(
        _ cycle: Cycle,
        from start: Double,
        until end: Double,
        mostLaps: Int = 10_000
    ) -> ElectricRange? {
        precondition(
            circuit.window.contains(start),
            "a state of charge within the battery's window"
        )
        let first = ElectricState(self, soc: start, isOn: false, tank: .infinity)
        var control = BatteryOnly()
        var records: [StepRecord]?
        var state = first
        // One step more than this is left for, wherever in the cycle.
        let near = circuit.energy(at: end) + 1.5 * largestStep(of: cycle)
        for lap in 0..<mostLaps {
            let before = state
            drive(cycle, lap: lap, &state, &control, &records)
            if circuit.energy(at: state.lowestCharge) < near,
                let range = last(cycle, before, since: first, until: end)
            {
                return range
            }
            // A lap that ends no emptier than it began is followed by others like it.
            guard state.charge < before.charge, state.hasMoved(since: before) else { return nil }
        }
        return nil
    }

    /// What the bus needs in any one step at most, in J.
    private func largestStep(of cycle: Cycle) -> Double {
        cycle.moments.reduce(0) { max($0, demand($1) * $1.duration) }
    }

    /// The last lap, up to where a state of charge is reached; nothing if it is not.
    ///
    /// An engine that helps where too little is left for a step, and gives more than the step needs,
    /// keeps the battery just above it: then it ends where the battery alone would.
    private func last(
        _ cycle: Cycle,
        _ before: ElectricState,
        since first: ElectricState,
        until end: Double
    ) -> ElectricRange? {
        let goal = circuit.energy(at: end)
        var records: [StepRecord]? = []
        var control = BatteryOnly()
        var lap = before
        drive(cycle, lap: 0, &lap, &control, &records)
        let steps = records ?? []
        let after = steps.dropFirst().map(\.stored) + [lap.store]
        let crossing = zip(steps, after).enumerated().first { _, step in
            let (record, next) = step
            let isHelped = record.generator > 0 && record.stored - goal < record.needed
            return next <= goal * (1 + 1e-12) || isHelped
        }
        guard let crossing = crossing?.offset else { return nil }
        func trip(_ moments: ArraySlice<Moments>) -> Trip {
            var state = before
            var none: [StepRecord]?
            let part = Cycle(name: cycle.name, moments: Array(moments))
            drive(part, lap: 0, &state, &control, &none)
            return state.end(self, since: first)
        }
        let whole = trip(cycle.moments[..<crossing])
        let beyond = trip(cycle.moments[...crossing])
        let above = steps[crossing].stored
        let below = beyond.store?.energyEnd ?? goal
        // With the engine's help it does not get there: then the step before is the last.
        let isCrossed = above > below && below <= goal * (1 + 1e-12)
        let share = isCrossed ? min(1, max(0, (above - goal) / (above - below))) : 0
        return ElectricRange(
            distance: whole.distance + share * (beyond.distance - whole.distance),
            energy: (whole.store?.energyStart ?? goal) - goal,
            ledger: whole.ledger.scaled(by: 1 - share) + beyond.ledger.scaled(by: share),
            duration: whole.duration + share * (beyond.duration - whole.duration),
            shortfall: whole.shortfall,
            warmth: whole.warmth
        )
    }
}

extension StepRecord {
    /// What the bus would need with the engine off, in J.
    fileprivate var needed: Double { need * duration }
}
