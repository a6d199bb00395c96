/// A lower bound on the fuel that any control needs for given demands: proven, not estimated.
///
/// What the battery gives in all is fixed by where it begins and ends. With a worth (a Lagrange
/// multiplier) on it the steps come apart but for the starts of the engine, and a path through two
/// states, off and on, costs least: the dual. Its value is a lower bound for any worth of zero or
/// more (weak duality: Boyd and Vandenberghe, Convex Optimization, 2004, section 5.1.3; for power
/// stations that start and stop: Muckstadt and Koenig, Operations Research 25, 1977); the best of
/// them is sought. What makes it one for the real battery:
/// * the open-circuit voltage is that at the top of the window, where a power drains the store least;
/// * limits are the widest anywhere in the window, and the window itself is not asked for;
/// * a battery that gets warm on the way is warm from the start, and as warm as can be;
/// * the engine is warm, may stop at once and jump to any power;
/// * braking gives back all that the drive can.
/// So it holds for every run that met the demands, whatever its control, to rounding (1e-12).
package struct FuelBound: Sendable, Hashable {
    /// In J; no fuel is needed at zero.
    package let fuel: Double
    /// J of fuel for a J of the battery: one over the marginal efficiency of the generator.
    package let worth: Double
    /// False where no control can do it, by its very power or by the energy.
    package let isReachable: Bool

    /// `start`, `end`: in the store, in J; the run must end with `end` at least.
    ///
    /// `isOn`: whether the engine runs as the first step begins; whatever is cheaper when absent.
    package init(
        _ demands: [BusDemand],
        circuit: BatteryCircuit,
        line: GeneratorLine,
        from start: Double,
        to end: Double,
        isOn: Bool? = false
    ) {
        let dual = DualPath(
            demands,
            circuit: circuit,
            line: line,
            supply: start - end,
            isOn: isOn
        )
        var search = WorthSearch(tolerance: 1e-6, dual: dual.value)
        let guess = line.maximum > 0 ? 1 / line.bestEfficiency : 1
        search.run(from: 0, guess: 0.9 * guess, most: Self.highestWorth)
        fuel = max(0, search.best)
        worth = search.bestWorth
        isReachable = search.isReachable
    }

    /// J of fuel for a J of the battery that no engine is as bad as.
    private static let highestWorth = 1e4

    /// How far a fuel in J is above the bound, as a share of the bound.
    package func gap(_ fuel: Double) -> Double {
        Self.gap(fuel, above: self.fuel)
    }

    /// How far a figure is above a bound of it, as a share of the bound.
    ///
    /// Infinite above a bound of zero or less, of which nothing is a share.
    package static func gap(_ value: Double, above bound: Double) -> Double {
        bound > 0 ? value / bound - 1 : (value > bound ? .infinity : 0)
    }
}

extension ElectricRun {
    /// The bound for the demands of a trip and the charge that it ended with.
    ///
    /// The trip must have kept its steps. Where it missed the trace, the bound is for what it drove.
    package func bound(of trip: Trip, isOn: Bool = false) -> FuelBound? {
        guard let line, let store = trip.store, !trip.steps.isEmpty else { return nil }
        return FuelBound(
            trip.steps.map { BusDemand(power: $0.need, duration: $0.duration) },
            circuit: favorable,
            line: line,
            from: store.energyStart,
            to: store.energyEnd,
            isOn: isOn
        )
    }
}
