/// The steps of a run, made ready to find the path through off and on that costs least.
struct DualPath {
    private struct Hop {
        /// On a running generator and the battery, in W.
        var demand: Double
        /// In s.
        var duration: Double
        /// Out of the store with the engine off, in J.
        var drain: Double
        /// Infinite where the battery alone cannot do it.
        var barrier: Double
    }

    private let hops: [Hop]
    private let circuit: BatteryCircuit
    private let line: GeneratorLine
    private let supply: Double
    private let isOn: Bool?
    private let voltage: Double
    private let widest: BatteryCircuit.Limits

    /// `supply`: what the store may give in all, in J.
    init(
        _ demands: [BusDemand],
        circuit: BatteryCircuit,
        line: GeneratorLine,
        supply: Double,
        isOn: Bool?
    ) {
        let voltage = circuit.voltage(at: circuit.window.upperBound)
        let widest = circuit.widest
        let split = PowerSplit(
            circuit: circuit,
            voltage: voltage,
            line: line,
            worth: 0,
            widest: widest
        )
        hops = demands.map { demand in
            let drain = split.drain(demand.power)
            return Hop(
                demand: demand.power - demand.heat,
                duration: demand.duration,
                drain: (drain ?? 0) * demand.duration,
                barrier: drain == nil ? .infinity : 0
            )
        }
        self.circuit = circuit
        self.line = line
        self.supply = supply
        self.isOn = isOn
        self.voltage = voltage
        self.widest = widest
    }

    /// The path that costs least when a J of the battery is worth so many J of fuel.
    ///
    /// Carries fuel and drain of the best path to each state, so that no way back is needed (Viterbi,
    /// 1967, without the trellis).
    /// Nothing where no path meets all demands.
    /// Its intercept is the fuel of the path, its slope what that takes out of the store beyond what
    /// there is, both in J.
    func value(_ worth: Double) -> WorthSearch.Line? {
        let split = PowerSplit(
            circuit: circuit,
            voltage: voltage,
            line: line,
            worth: worth,
            widest: widest
        )
        let hasEngine = line.maximum > 0
        var off = (cost: isOn == true ? Double.infinity : 0, fuel: 0.0, drain: 0.0)
        var on = (cost: isOn == false ? Double.infinity : 0, fuel: 0.0, drain: 0.0)
        for hop in hops {
            let stays = on.cost <= off.cost + line.start
            let stops = on.cost < off.cost
            var nextOn = stays ? on : off
            var nextOff = stops ? on : off
            let start = stays ? 0 : line.start
            if hasEngine, let best = split.on(hop.demand) {
                nextOn.cost += start + best.cost * hop.duration
                nextOn.fuel += start + best.fuel * hop.duration
                nextOn.drain += best.drain * hop.duration
            } else {
                nextOn.cost = .infinity
            }
            nextOff.cost += worth * hop.drain + hop.barrier
            nextOff.drain += hop.drain
            on = nextOn
            off = nextOff
        }
        let best = on.cost < off.cost ? on : off
        guard best.cost < .infinity else { return nil }
        return WorthSearch.Line(
            worth: worth,
            intercept: best.fuel,
            slope: best.drain - supply
        )
    }
}
