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
        var soc = start
        var distance = 0.0
        var seconds = 0.0
        var ledger = Ledger()
        var shortfall = Shortfall()
        for _ in 0..<mostLaps {
            let trip = run(cycle, from: soc)
            guard let store = trip.store, trip.distance > 0 else { return nil }
            let isLast = store.lowestSOC <= end
            // A lap that ends no emptier than it began is followed by others like it.
            guard isLast || store.socEnd < soc else { return nil }
            let lap = isLast ? part(of: cycle, from: soc, until: end) : trip
            shortfall.add(lap.shortfall, after: seconds)
            ledger = ledger + lap.ledger
            seconds += lap.duration
            soc = store.socEnd
            distance += lap.distance
            if isLast {
                return ElectricRange(
                    distance: distance,
                    energy: circuit.energy(at: start) - circuit.energy(at: end),
                    ledger: ledger,
                    duration: seconds,
                    shortfall: shortfall
                )
            }
        }
        return nil
    }

    /// The last lap, up to where a state of charge is reached.
    private func part(of cycle: Cycle, from soc: Double, until end: Double) -> Trip {
        let steps = run(cycle, from: soc, keepsSteps: true).steps
        let goal = circuit.energy(at: end)
        // The first step that ends at the goal or below; the last lap has one.
        let crossing =
            steps.indices.first { index in
                (index + 1 < steps.count ? steps[index + 1].stored : goal) <= goal
            } ?? 0
        let whole = Cycle(name: cycle.name, moments: Array(cycle.moments[..<crossing]))
        let after = Cycle(name: cycle.name, moments: Array(cycle.moments[...crossing]))
        var trip = run(whole, from: soc)
        let beyond = run(after, from: soc)
        let before = steps[crossing].stored
        let below = beyond.store?.energyEnd ?? goal
        let share = before > below ? min(1, max(0, (before - goal) / (before - below))) : 0
        trip.distance += share * (beyond.distance - trip.distance)
        trip.duration += share * (beyond.duration - trip.duration)
        trip.ledger = trip.ledger.scaled(by: 1 - share) + beyond.ledger.scaled(by: share)
        return trip
    }
}
