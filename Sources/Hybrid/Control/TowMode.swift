/// Keeps what the route ahead will need, and runs the generator in time for it.
package struct TowMode: Control, Hashable {
    /// Over the demands of this very cycle, or of one of its laps.
    package let reserve: Reserve
    /// Held above the reserve, in J.
    package let margin: Double
    /// In W: all that the generator has.
    package let power: Double
    /// In J above reserve and margin: where a running generator stops.
    package let band: Double
    private let circuit: BatteryCircuit

    /// `margin`: 0 is enough where the generator is at full power at once; one that ramps needs what
    /// it lacks until then.
    package init(
        reserve: Reserve,
        margin: Double = 0,
        power: Double,
        band: Double,
        circuit: BatteryCircuit
    ) {
        self.reserve = reserve
        self.margin = margin
        self.power = power
        self.band = band
        self.circuit = circuit
    }

    /// Runs the generator where the store would be below the reserve after a step without it.
    ///
    /// With it the step ends at the reserve or above, since that is what the reserve is made from.
    @inline(__always) package mutating func power(_ moment: ControlMoment) -> Double {
        let next = moment.index % (reserve.energies.count - 1) + 1
        let flow = circuit.flow(
            moment.demand,
            from: circuit.voltage(at: moment.soc),
            for: moment.duration
        )
        let held = reserve.energies[next] + margin + (moment.isOn ? band : 0)
        return moment.stored - flow.drop < held ? power : 0
    }
}
