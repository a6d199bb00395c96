extension ElectricRun {
    /// Whether the generator holds the charge when it gives all that it can: what no control changes.
    ///
    /// The first lap, from the middle of the window, brings the charge to where full power holds it,
    /// or to the bottom of the window, where the next lap cannot win it back. False without a
    /// generator.
    package func holdsCharge(on cycle: Cycle) -> Bool {
        guard let line else { return false }
        let middle = circuit.window.middle
        var state = ElectricState(self, soc: middle, isOn: true, tank: .infinity)
        if let warming { state.warmth = warming.warmed }
        var control = Thermostat(low: .infinity, high: .infinity, power: line.maximum)
        var records: [StepRecord]?
        drive(cycle, lap: 0, &state, &control, &records)
        let first = state.store
        drive(cycle, lap: 1, &state, &control, &records)
        let isEmpty = first < circuit.low + 1e-4 * (circuit.high - circuit.low)
        return !isEmpty && state.store >= first * (1 - 1e-9)
    }
}
