/// What one control burns with the charge held, and what no control can go below.
package struct ControlOutcome: Sendable, Hashable {
    /// As the user names it; for `best` with what became of it.
    package var name: String
    /// In l for 100 km.
    package var fuel: Double
    /// That no control goes below, in l for 100 km; nothing where none is proven.
    package var bound: Double?
    /// In 100 km.
    package var starts: Double
    /// Seconds below the trace, in 100 km.
    package var missed: Double
    /// False where the control could not hold the charge.
    package var isBalanced: Bool
    /// Whether it is the one that was asked for.
    package var isChosen: Bool

    /// Nothing where the outlook is of a vehicle without a generator.
    package init?(_ name: String, _ outlook: RangeOutlook, isChosen: Bool) {
        guard let fuel = outlook.fuel, let one = outlook.sustaining, one.distance > 0,
            outlook.control != nil
        else { return nil }
        let hundreds = one.distance / 1e5
        self.name = name
        self.fuel = fuel.liters(one.fuelPerMeter) * 1e5
        bound = outlook.proof.map { fuel.liters(one.fuelPerMeter) * 1e5 / (1 + $0.gap) }
        starts = Double(one.starts) / hundreds
        missed = one.shortfall.seconds / hundreds
        isBalanced = one.isBalanced
        self.isChosen = isChosen
    }

    /// The share by which the fuel is above the bound; nothing where that is no number.
    package var gap: Double? {
        guard let bound else { return nil }
        let gap = FuelBound.gap(fuel, above: bound)
        return gap.isFinite ? gap : nil
    }

    /// Every control on a question, the one that was asked for among them.
    ///
    /// Each is a range outlook of its own. None for a vehicle without a generator.
    ///
    /// - Throws: What makes the question one without an answer.
    package static func all(of drive: DriveCase) throws(DriveCaseFaults) -> [ControlOutcome] {
        guard drive.generator != nil else { return [] }
        let asked = drive.control ?? drive.standardControl
        var outcomes: [ControlOutcome] = []
        for name in names {
            var question = drive
            question.control = name
            let outlook = try RangeOutlook(question)
            // On a battery that is empty, deplete and sustain is the thermostat.
            let isAsked = name == asked || (name == .thermostat && asked == .depleteThenSustain)
            let text = outlook.chosen.map { "best: \($0)" } ?? "\(name)"
            if let one = ControlOutcome(text, outlook, isChosen: isAsked) { outcomes.append(one) }
        }
        return outcomes
    }

    /// Those that sustain a charge and are not another one then.
    private static let names: [ControlName] = [
        .thermostat, .follower, .equivalence, .hold, .tow, .best,
    ]
}
