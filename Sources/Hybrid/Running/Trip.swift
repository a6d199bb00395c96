/// What a vehicle did on a cycle.
package struct Trip: Sendable, Hashable {
    /// In m.
    package var distance = 0.0
    /// In s.
    package var duration = 0.0
    package var ledger = Ledger()
    /// Starts of the engine.
    package var starts = 0
    /// In s that the engine ran.
    package var engineTime = 0.0
    package var shortfall = Shortfall()
    /// Nothing for a vehicle without a battery to drive with.
    package var store: Store?
    /// At the end, of a vehicle that gets warm on the way.
    package var warmth: Warmth?
    /// One for each step, when they were asked for.
    package var steps: [StepRecord] = []

    /// The battery from start to end.
    package struct Store: Sendable, Hashable {
        package var socStart: Double
        package var socEnd: Double
        /// In J.
        package var energyStart: Double
        /// In J.
        package var energyEnd: Double
        package var lowestSOC: Double
        /// Charge that left the battery, in C.
        package var throughput: Double
    }

    /// Burned, in J.
    package var fuel: Double { ledger.fuel }
}

extension Trip {
    /// Adds what an engine takes more at its first start, in J.
    ///
    /// It is burned with the first fuel, so that the steps, where they are kept, add up to the whole.
    mutating func addColdStart(_ fuel: Double) {
        ledger.fuel += fuel
        ledger.engineLoss += fuel
        guard let first = steps.firstIndex(where: { $0.fuel > 0 }) else { return }
        steps[first].fuel += fuel / steps[first].duration
    }
}
