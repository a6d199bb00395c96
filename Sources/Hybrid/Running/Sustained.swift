/// What a series hybrid burns when its battery ends as it began.
///
/// A control keeps the charge within a band, so over more and more laps what the battery gave or
/// took becomes as small a part of the fuel as is wanted. What is left is counted as fuel.
package struct Sustained: Sendable, Hashable {
    /// All laps.
    package let trip: Trip
    package let laps: Int
    /// What the battery gave over the laps for a J of fuel; below zero it was charged.
    package let drift: Double
    /// Whether the drift is as small as was asked for.
    package let isBalanced: Bool
    /// In J/m, the drift counted as fuel at the best efficiency of the generator.
    package let fuelPerMeter: Double
}

extension ElectricRun {
    /// Twice as many laps each time, until the battery gave no more than `share` of the fuel.
    ///
    /// `share`: half a percent is what SAE J1711 and other tools ask for.
    ///
    /// Nothing for a vehicle without a generator, and for a cycle that goes nowhere.
    package func sustained(
        _ cycle: Cycle,
        from soc: Double,
        choice: ControlChoice,
        within share: Double = 0.005,
        mostLaps: Int = 256
    ) -> Sustained? {
        guard let line, cycle.distance > 0 else { return nil }
        var laps = 1
        while true {
            let trip = run(cycle, laps: laps, from: soc, choice: choice)
            guard let store = trip.store, trip.distance > 0 else { return nil }
            let given = store.energyStart - store.energyEnd
            let isBalanced = abs(given) <= share * trip.fuel
            if isBalanced || 2 * laps > mostLaps {
                let fuel = trip.fuel + given / line.bestEfficiency
                return Sustained(
                    trip: trip,
                    laps: laps,
                    drift: trip.fuel > 0 ? given / trip.fuel : .infinity,
                    isBalanced: isBalanced,
                    fuelPerMeter: fuel / trip.distance
                )
            }
            laps *= 2
        }
    }
}
