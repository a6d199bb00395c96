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
    /// The bound of laps that a control drove.
    ///
    /// Where the trace was driven as it is, all laps ask for the same, and none of them can need
    /// less than one that may begin with the engine as it likes and with its share of the charge.
    /// So one lap is enough, and the bound stays one.
    package func proof(of sustained: Sustained, cycle: Cycle, replaying choice: ControlChoice)
        -> Proof?
    {
        guard let line, let store = sustained.trip.store else { return nil }
        let burned = sustained.trip.fuel
        guard sustained.trip.shortfall.isExact else {
            let trip = run(
                cycle,
                laps: min(sustained.laps, Self.mostReplayed),
                from: store.socStart,
                choice: choice,
                keepsSteps: true
            )
            return bound(of: trip).map { Proof($0, burned: trip.fuel) }
        }
        let given = (store.energyStart - store.energyEnd) / Double(sustained.laps)
        let lap = FuelBound(
            demands(cycle),
            circuit: favorable,
            line: line,
            from: given,
            to: 0,
            isOn: nil
        )
        let fuel = lap.fuel * Double(sustained.laps)
        return Proof(
            fuel: fuel,
            gap: FuelBound.gap(burned, above: fuel),
            worth: lap.worth,
            isReachable: lap.isReachable
        )
    }

    /// Laps that are looked at where the trace was missed.
    private static let mostReplayed = 8
}
