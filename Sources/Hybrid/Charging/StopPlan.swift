/// Where a vehicle stops on its way, and what it takes there.
package struct StopPlan: Sendable, Hashable {
    package var stops: [Stop]
    /// In s, with stops.
    package var seconds: Double
    /// Paid on the way, worth of the time, and what is missing at the end: the least that was found.
    package var cost: Double
    /// In J, at the end.
    package var stored: Double
    /// In J, at the end.
    package var fuel: Double
    /// That were looked at.
    package var labels: Int
    /// Whether none was passed over because there were too many of them: else there may be a better plan.
    package var isComplete: Bool

    package struct Stop: Sendable, Hashable {
        /// Index of the place.
        package var place: Int
        /// In J.
        package var arriving: Level
        /// In J.
        package var leaving: Level
        /// Waited for a plug, in s.
        package var wait: Double
        /// Around the charge, in s.
        package var overhead: Double
        /// In s.
        package var charging: Double
        /// In s.
        package var refueling: Double
        /// In J at the meter.
        package var metered: Double
        /// For the charge, in USD.
        package var chargeCost: Double
        /// For the fuel, in USD.
        package var fuelCost: Double

        package var seconds: Double { wait + overhead + charging + refueling }
    }

    package struct Level: Sendable, Hashable {
        package var stored: Double
        package var fuel: Double

        package init(stored: Double, fuel: Double) {
            self.stored = stored
            self.fuel = fuel
        }
    }
}

/// Why no stops help: the way between two places for which there is the least missing.
package struct StopGap: Error, Sendable, Hashable {
    package enum Missing: Sendable, Hashable {
        /// In J of the store.
        case energy(Double)
        /// In J of its heat.
        case fuel(Double)
    }

    /// Index of the place where it leaves with all that it can have.
    package var from: Int
    /// Index of the next place where it could take something, or of the destination.
    package var to: Int
    package var missing: Missing
    /// The stops up to where it leaves.
    package var before: StopPlan
}
