/// Very many variants of electric and series hybrid vehicles over the same cycles.
///
/// Eight are driven at once, in the lanes of vectors; one that cannot drive a step as it is asked
/// for drives that cycle again alone. What comes out is what ``ElectricRun`` gives for each, to
/// rounding. Holds no more than eight vehicles and what comes out of all.
package struct FleetSweep: Sendable {
    /// A vehicle and how it begins.
    package struct Variant: Sendable {
        package var run: ElectricRun
        /// At the start of every cycle, within the window of its battery.
        package var soc: Double
        /// Nothing for a vehicle that drives on its battery alone.
        package var control: Thermostat?

        package init(run: ElectricRun, soc: Double, control: Thermostat? = nil) {
            self.run = run
            self.soc = soc
            self.control = control
        }
    }

    /// What a vehicle did on a cycle.
    package struct Outcome: Sendable, Hashable {
        /// In m.
        package var distance: Double
        /// Out of the store, in J.
        package var battery: Double
        /// Burned, in J.
        package var fuel: Double
        package var socEnd: Double
        package var starts: Int
        /// In s that the engine ran.
        package var engineTime: Double
        package var shortfall: Shortfall
    }

    package let cycles: [Cycle]
    /// Of the cycles, in m.
    private let distances: [Double]

    package init(cycles: [Cycle]) {
        self.cycles = cycles
        distances = cycles.map(\.distance)
    }

    /// Drives every variant over every cycle: all cycles of the first, then of the second.
    ///
    /// `variant`: called once with each number from 0 up to `count`, in order.
    package func outcomes(count: Int, variant: (Int) -> Variant) -> [Outcome] {
        var all: [Outcome] = []
        all.reserveCapacity(count * cycles.count)
        var group: [Variant] = []
        group.reserveCapacity(Lanes.scalarCount)
        for index in 0..<count {
            group.append(variant(index))
            guard group.count == Lanes.scalarCount || index == count - 1 else { continue }
            drive(group, into: &all)
            group.removeAll(keepingCapacity: true)
        }
        return all
    }

    /// Drives up to eight; lanes that are left over drive what the first one does.
    private func drive(_ group: [Variant], into all: inout [Outcome]) {
        var filled = group
        while filled.count < Lanes.scalarCount { filled.append(group[0]) }
        let runs = filled.map(\.run)
        let vehicles = LaneVehicles(runs)
        let controls = LaneThermostats(filled.map(\.control))
        var socs = Lanes()
        for (lane, variant) in filled.enumerated() { socs[lane] = variant.soc }
        let states = cycles.map { cycle in
            var state = LaneState(soc: socs, coldExtra: vehicles.line.coldExtra)
            state.drive(cycle, vehicles, controls, runs)
            return state
        }
        for (lane, variant) in group.enumerated() {
            for (index, state) in states.enumerated() {
                all.append(outcome(variant, state, lane, index))
            }
        }
    }

    private func outcome(
        _ variant: Variant,
        _ state: LaneState,
        _ lane: Int,
        _ index: Int
    ) -> Outcome {
        // The lanes know coefficients of loss only.
        guard !state.isShort[lane], !variant.run.drive.hasCurves else {
            return alone(variant, cycles[index])
        }
        let circuit = variant.run.circuit
        let end = state.soc[lane]
        return Outcome(
            distance: distances[index],
            battery: circuit.energy(at: variant.soc) - circuit.energy(at: end),
            fuel: state.fuel[lane],
            socEnd: end,
            starts: Int(state.starts[lane]),
            engineTime: state.engineTime[lane],
            shortfall: Shortfall()
        )
    }

    /// The run of one vehicle, with its missed trace.
    private func alone(_ variant: Variant, _ cycle: Cycle) -> Outcome {
        let choice = variant.control.map { ControlChoice.thermostat($0) } ?? .batteryOnly
        let trip = variant.run.run(cycle, from: variant.soc, choice: choice)
        return Outcome(
            distance: trip.distance,
            battery: trip.ledger.battery,
            fuel: trip.fuel,
            socEnd: trip.store?.socEnd ?? variant.soc,
            starts: trip.starts,
            engineTime: trip.engineTime,
            shortfall: trip.shortfall
        )
    }
}
