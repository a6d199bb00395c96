/// How far a battery goes.
package struct ElectricRange: Sendable, Hashable {
    /// In m.
    package let distance: Double
    /// Out of the store, in J.
    package let energy: Double
    /// Burned on the way in J, where the battery had not the power alone.
    package let fuel: Double
    package let shortfall: Shortfall
}

extension ElectricRun {
    /// Drives a cycle over and over until a state of charge is reached.
    ///
    /// Nothing for a cycle that does not take charge, within `mostLaps`.
    package func electricRange(
        _ cycle: Cycle,
        from start: Double,
        until end: Double,
        mostLaps: Int = 10_000
    ) -> ElectricRange? {
        var soc = start
        var distance = 0.0
        var fuel = 0.0
        var seconds = 0.0
        var shortfall = Shortfall()
        for _ in 0..<mostLaps {
            let trip = run(cycle, from: soc)
            guard let store = trip.store, trip.distance > 0 else { return nil }
            guard store.lowestSOC <= end else {
                shortfall.add(trip.shortfall, after: seconds)
                seconds += trip.duration
                soc = store.socEnd
                distance += trip.distance
                fuel += trip.fuel
                continue
            }
            let last = part(of: cycle, from: soc, until: end)
            shortfall.add(last.shortfall, after: seconds)
            return ElectricRange(
                distance: distance + last.distance,
                energy: circuit.energy(at: start) - circuit.energy(at: end),
                fuel: fuel + last.fuel,
                shortfall: shortfall
            )
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
        trip.ledger.fuel += share * (beyond.fuel - trip.fuel)
        return trip
    }
}
