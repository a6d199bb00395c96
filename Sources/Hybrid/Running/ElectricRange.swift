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
            shortfall.add(trip.shortfall, after: seconds)
            seconds += trip.duration
            guard store.lowestSOC <= end else {
                soc = store.socEnd
                distance += trip.distance
                fuel += trip.fuel
                continue
            }
            let (meters, burned) = part(of: cycle, from: soc, until: end)
            return ElectricRange(
                distance: distance + meters,
                energy: circuit.energy(at: start) - circuit.energy(at: end),
                fuel: fuel + burned,
                shortfall: shortfall
            )
        }
        return nil
    }

    /// Meters and fuel of the last lap, up to where a state of charge is reached.
    private func part(of cycle: Cycle, from soc: Double, until end: Double) -> (Double, Double) {
        let steps = run(cycle, from: soc, keepsSteps: true).steps
        let goal = circuit.energy(at: end)
        var meters = 0.0
        var fuel = 0.0
        var speed = cycle.moments.first?.start ?? 0
        for (index, step) in steps.enumerated() {
            let after = index + 1 < steps.count ? steps[index + 1].stored : goal
            let length = 0.5 * (speed + step.speed) * step.duration
            if after <= goal, step.stored > after {
                let share = min(1, max(0, (step.stored - goal) / (step.stored - after)))
                return (meters + share * length, fuel + share * step.fuel * step.duration)
            }
            meters += length
            fuel += step.fuel * step.duration
            speed = step.speed
        }
        return (meters, fuel)
    }
}
