extension ControlDesign {
    /// ECMS with the worth that sustains the charge.
    ///
    /// The charge at the end rises with the worth; a feedback on the charge keeps it within the
    /// levels over many laps. A start that has to pay within `patience` = 1 pays only where the charge
    /// is a whole half of the levels from their middle; more of it makes more starts.
    func equivalence(
        _ levels: ClosedRange<Double>,
        patience: Double
    ) -> Equivalence {
        let low = soc(levels.lowerBound)
        let high = soc(levels.upperBound)
        let reference = 0.5 * (low + high)
        let worth = sustainingWorth(from: reference)
        let gain = 0.5 * Self.spread * worth * line.bestEnginePower
        var control = Equivalence(
            factor: worth,
            feedback: Self.spread * worth / max(high - low, 1e-6),
            reference: reference,
            startHorizon: gain > 0 && line.start > 0 ? patience * line.start / gain : 1,
            circuit: run.circuit,
            line: line
        )
        var cheap = 0.8 * worth
        var dear = 1.3 * worth
        for _ in 0..<Self.halvings {
            control.factor = 0.5 * (cheap + dear)
            let trip = run.run(cycle, from: reference, choice: .equivalence(control))
            guard let store = trip.store else { break }
            if store.energyEnd < store.energyStart {
                cheap = control.factor
            } else {
                dear = control.factor
            }
        }
        return control
    }

    /// Of the factor, over the width of the levels.
    private static let spread = 0.2
    /// Until the factor is known well enough for the feedback to do the rest; each is one lap.
    private static let halvings = 6

    /// J of fuel for a J of the battery at the best possible control.
    private func sustainingWorth(from soc: Double) -> Double {
        let energy = run.circuit.energy(at: soc)
        let bound = FuelBound(
            demands,
            circuit: run.circuit,
            line: line,
            from: energy,
            to: energy,
            isOn: nil
        )
        let guess = line.marginalFuel(line.bestPower)
        return bound.isReachable && bound.worth > 0 ? bound.worth : guess
    }
}
