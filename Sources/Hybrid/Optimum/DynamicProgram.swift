/// The least fuel over a grid of stored energy and powers, with the real battery: its voltage by
/// charge, its limits and its window, where the assumptions of the bound end.
///
/// The grid follows a run that is known, the incumbent: its own energy is a node of every step and
/// its own power one of the choices, so the result is never above its fuel. Between nodes the value
/// is linear in the energy, and a line below the values at the nodes stays below what is between
/// them, so the result is never below the ``FuelBound`` either. Minimum time on, ramp and warm-up
/// are left out: they can only add fuel.
package struct DynamicProgram: Sendable, Hashable {
    /// Below and above the incumbent.
    package var nodes: Int
    /// From one node to the next, in J.
    package var spacing: Double
    /// Powers of the generator, evenly from least to most.
    package var levels: Int

    package init(nodes: Int = 200, spacing: Double = 36_000, levels: Int = 24) {
        precondition(nodes > 0 && spacing > 0, "a grid")
        precondition(levels > 1, "the least and the most power at least")
        self.nodes = nodes
        self.spacing = spacing
        self.levels = levels
    }

    /// The least fuel in J to drive what a trip drove and end with its charge.
    ///
    /// Charge that is missing at the end, or left over, counts as fuel at the worth of the bound, a
    /// tenth to its disadvantage: a wall instead would push up the values of all nodes near it.
    ///
    /// The trip must have kept its steps. Nothing for a vehicle without a generator.
    package func fuel(around trip: Trip, of run: ElectricRun, isOn: Bool = false) -> Double? {
        guard let line = run.line, let store = trip.store,
            let bound = run.bound(of: trip, isOn: isOn)
        else { return nil }
        var sweep = GridSweep(self, run.circuit, line)
        sweep.begin(endingAt: store.energyEnd, worth: bound.worth)
        var next = store.energyEnd
        for record in trip.steps.reversed() {
            sweep.back(over: record, next: next)
            next = record.stored
        }
        return sweep.value(isOn: isOn)
    }
}
