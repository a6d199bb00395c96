/// Burns fuel where it is worth it: the equivalent consumption minimization strategy (ECMS).
///
/// A joule out of the battery is worth so many joules of fuel. In each step the power is chosen
/// that makes fuel and the worth of what the battery gives least (Paganelli, Guerra, Delprat, Santin,
/// Delhom and Combes, 2000; why a constant worth is best where no limit of the charge is met: Serrao,
/// Onori and Rizzoni, 2009, by Pontryagin's minimum principle). The feedback on the charge is that of
/// Chasse and Sciarretta, 2011.
///
/// What a start costs is spread over ``startHorizon``. Assumed, because the method has no word for
/// starts: without it the engine starts for every hill (108 times on US06).
package struct Equivalence: Control, Hashable {
    /// J of fuel for a J of the battery.
    package var factor: Double
    /// Added to the factor for a state of charge below the reference by one.
    package var feedback: Double
    package var reference: Double
    /// In s: a start must pay within it.
    package var startHorizon: Double
    package var circuit: BatteryCircuit
    package var line: GeneratorLine

    package init(
        factor: Double,
        feedback: Double = 0,
        reference: Double,
        startHorizon: Double,
        circuit: BatteryCircuit,
        line: GeneratorLine
    ) {
        self.factor = factor
        self.feedback = feedback
        self.reference = reference
        self.startHorizon = startHorizon
        self.circuit = circuit
        self.line = line
    }

    @inline(__always) package mutating func power(_ moment: ControlMoment) -> Double {
        let worth = factor + feedback * (reference - moment.soc)
        let split = PowerSplit(
            circuit: circuit,
            voltage: circuit.voltage(at: moment.soc),
            line: line,
            worth: worth,
            widest: BatteryCircuit.Limits(discharge: .infinity, recharge: .infinity)
        )
        guard let on = split.on(moment.demand) else { return 0 }
        // The battery gives what it can; the generator state sees to the rest.
        guard let drain = split.drain(moment.demand) else { return on.power }
        let start = moment.isOn ? -line.start : line.start
        return on.cost + start / startHorizon < worth * drain ? on.power : 0
    }
}
