/// A step that cannot be driven as it is asked for: the most that power and force allow.
struct PowerLimitedStep {
    let given: Moments
    /// The speed that the vehicle has, in m/s.
    let start: Double
    let run: ElectricRun
    /// What the bus can be supplied with, in W.
    let most: Double

    /// The highest speed at the end of the step that can be reached, up to the one asked for.
    @inline(never) func pull() -> ElectricPull {
        if let whole = pull(to: given.end) { return whole }
        let end = (0...given.end).highest { pull(to: $0) != nil }
        return pull(to: end) ?? stopped()
    }

    /// A step to a speed at its end, if the machines and the sources have the power for it.
    private func pull(to end: Double) -> ElectricPull? {
        let moments = Moments(from: start, to: end, duration: given.duration, sine: given.sine)
        let wheel = run.body.wheel(moments)
        let auxiliaries = run.body.auxiliaries
        guard moments.speed > 0 else { return nil }
        let force = wheel.power * moments.pace
        guard force <= run.drive.force(atPace: moments.pace) else { return nil }
        let draw = run.drive.draw(force, moments.speed, pace: moments.pace)
        guard draw.power + auxiliaries <= most else { return nil }
        return ElectricPull(moments: moments, wheel: wheel, draw: draw, auxiliaries: auxiliaries)
    }

    /// At rest, held by the brakes; the auxiliaries get what there is.
    private func stopped() -> ElectricPull {
        let moments = Moments(stoppingFrom: start, duration: given.duration, sine: given.sine)
        let wheel = run.body.wheel(moments)
        return ElectricPull(
            moments: moments,
            wheel: wheel,
            draw: DriveLine.Draw(power: 0, loss: 0, brakes: -wheel.power),
            auxiliaries: min(run.body.auxiliaries, most)
        )
    }
}
