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
        for lap in 0..<mostLaps {
            let before = state
            drive(cycle, lap: lap, &state, &control, &records)
            guard state.lowestCharge > end else {
                return last(cycle, before, since: first, until: end)
            }
            // A lap that ends no emptier than it began is followed by others like it.
            guard state.charge < before.charge, state.hasMoved(since: before) else { return nil }
        }
        return nil
    }

    /// The last lap, up to where a state of charge is reached.
    private func last(
        _ cycle: Cycle,
        _ before: ElectricState,
        since first: ElectricState,
        until end: Double
    ) -> ElectricRange {
        let goal = circuit.energy(at: end)
        var records: [StepRecord]? = []
        var control = BatteryOnly()
        var lap = before
        drive(cycle, lap: 0, &lap, &control, &records)
        let steps = records ?? []
        // The first step that ends at the goal or below; the last lap has one.
        let crossing =
            steps.indices.first { index in
                (index + 1 < steps.count ? steps[index + 1].stored : goal) <= goal
            } ?? 0
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
        let share = above > below ? min(1, max(0, (above - goal) / (above - below))) : 0
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
