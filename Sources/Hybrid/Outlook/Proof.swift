/// How good a result is: the least fuel that any control could have needed, and the gap to it.
package struct Proof: Sendable, Hashable {
    /// The bound, in J.
    package let fuel: Double
    /// What was burned above the bound, as a share of the bound; infinite where nothing had to be.
    package let gap: Double
    /// J of fuel for a J of the battery, by the bound.
    package let worth: Double
    /// False where no control could do it with the charge that the run ended with.
    package let isReachable: Bool

    package init(_ bound: FuelBound, burned: Double) {
        fuel = bound.fuel
        gap = bound.gap(burned)
        worth = bound.worth
        isReachable = bound.isReachable
    }

    init(fuel: Double, gap: Double, worth: Double, isReachable: Bool) {
        self.fuel = fuel
        self.gap = gap
        self.worth = worth
        self.isReachable = isReachable
    }

    /// Where no control has a choice to make: nothing is burned, or an engine turns the wheels.
    static let settled = Proof(fuel: 0, gap: 0, worth: 0, isReachable: true)
}

extension ElectricRun {
    /// What a lap of a cycle needs at least with the charge held, whatever the control.
    ///
    /// One for a vehicle on a cycle, so that all controls are set against the same.
    package func leastLap(_ cycle: Cycle) -> LeastLap? {
        guard let line else { return nil }
        let demands = demands(cycle)
        let bound = FuelBound(
            demands,
            circuit: favorable,
            line: line,
            from: 0,
            to: 0,
            isOn: nil
        )
        guard !bound.isReachable else { return LeastLap(bound) }
        // What no control can hold the charge on still has a least, the battery's part as fuel.
        let worth = 1 / line.bestEfficiency
        return LeastLap(fuel: least(demands, worth: worth) ?? 0, worth: worth, isReachable: false)
    }

    /// The least fuel in J that any control needs for demands, with what the battery gives counted as
    /// fuel by a worth; nothing where no control can meet them.
    func least(_ demands: [BusDemand], worth: Double) -> Double? {
        guard let line else { return nil }
        let dual = DualPath(demands, circuit: favorable, line: line, supply: 0, isOn: nil)
        return dual.value(worth).map { max(0, $0.value) }
    }

    /// How far from the least laps are that a control drove, both with the drift of the charge counted
    /// by the worth of ``LeastLap``.
    ///
    /// Whatever worth W a J of the battery has, a run with fuel F that takes G out of the store has
    /// F + W G of the least of F + W G or more; so the drift needs no rounding up. Where the trace was
    /// missed the least is that of what was driven.
    package func proof(of sustained: Sustained, above lap: LeastLap) -> Proof {
        let least = sustained.least ?? lap.fuel * Double(sustained.laps)
        let burned = sustained.fuelPerMeter * sustained.trip.distance
        return Proof(
            fuel: least,
            gap: FuelBound.gap(burned, above: least),
            worth: lap.worth,
            isReachable: lap.isReachable
        )
    }
}

/// What a lap needs at least with the charge held.
package struct LeastLap: Sendable, Hashable {
    /// In J; where the charge cannot be held with the battery's part counted as fuel.
    package let fuel: Double
    /// J of fuel for a J of the battery.
    package let worth: Double
    /// False where no control holds the charge, or not the speed.
    package let isReachable: Bool

    init(_ bound: FuelBound) {
        fuel = bound.fuel
        worth = bound.worth
        isReachable = bound.isReachable
    }

    init(fuel: Double, worth: Double, isReachable: Bool) {
        self.fuel = fuel
        self.worth = worth
        self.isReachable = isReachable
    }
}
