/// How far battery and tank go together, under a control that uses both from the start.
///
/// Where the generator cannot hold the charge, the order matters: one that runs from the start drives
/// as it is asked for longer than one that begins when the battery is empty.
package struct JointRange: Sendable, Hashable {
    /// In m, until neither battery nor tank has anything left.
    package let distance: Double
    /// Up to there.
    package let shortfall: Shortfall
    /// Burned, in J.
    package let fuel: Double
    /// How far what was burned is from the best; nothing without a generator.
    package let proof: Proof?
}

extension ElectricRun {
    /// Drives a cycle over and over from a full tank, until battery and tank are empty.
    ///
    /// `near`: about how far that is, in m. Nothing where it takes more than ``mostJoined`` steps.
    package func jointRange(
        _ cycle: Cycle,
        from start: Double,
        tank: Double,
        choice: ControlChoice,
        near: Double
    ) -> JointRange? {
        let laps = (1.5 * near / cycle.distance).rounded(.up) + 1
        guard laps.isFinite, laps * Double(cycle.moments.count) < Self.mostJoined else {
            return nil
        }
        let whole = cycle.repeated(Int(laps))
        let steps = run(whole, from: start, tank: tank, choice: choice, keepsSteps: true).steps
        let count = driven(whole, steps)
        guard count > 0, count < steps.count else { return nil }
        let part = Cycle(name: cycle.name, moments: Array(whole.moments[..<count]))
        let trip = run(part, from: start, tank: tank, choice: choice, keepsSteps: true)
        return JointRange(
            distance: trip.distance,
            shortfall: trip.shortfall,
            fuel: trip.fuel,
            proof: bound(of: trip).map { Proof($0, burned: trip.fuel) }
        )
    }

    /// Steps of a whole range at most: a day at one second each.
    private static let mostJoined = 86_400.0

    /// The steps before the one in which nothing was left to drive as asked.
    private func driven(_ cycle: Cycle, _ steps: [StepRecord]) -> Int {
        // Less than a hundredth of a percent of the window moves nothing.
        let empty = circuit.low + 1e-4 * (circuit.high - circuit.low)
        guard
            var last = steps.lastIndex(where: { $0.generator > 0 || $0.stored > empty })
        else { return 0 }
        // What the last of the charge still moves, slower and slower, is no driving.
        while last > 0, steps[last].generator == 0,
            steps[last].speed < cycle.moments[last].end - Shortfall.tolerance
        {
            last -= 1
        }
        return last + 1
    }
}
