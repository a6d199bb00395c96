/// How long the bus of a vehicle needs which power: a load-duration curve.
///
/// Where a start costs nothing and no bound of the battery is met, energy and fuel are sums over
/// steps in any order, so this is all that they depend on. A class keeps the means of P and of P²,
/// as two powers that have them, so that a loss that is quadratic in power is exact.
struct DemandHistogram {
    /// A power for so long.
    struct Part {
        /// In s.
        var seconds: Double
        /// In W.
        var power: Double
    }

    /// Two for each class with time in it, in ascending order of class.
    let parts: [Part]
    /// In s.
    let duration: Double
    /// In m.
    let distance: Double
    /// In steps that need more force than the machines have, in s.
    let weakSeconds: Double

    /// `classes`: so many of the same width, between the lowest and the highest power.
    init(_ run: ElectricRun, _ cycle: Cycle, classes count: Int = 64) {
        let moments = cycle.moments
        var weak = 0.0
        var lowest = Double.infinity
        var highest = -Double.infinity
        let powers = moments.map { step in
            guard step.speed > 0 else { return run.body.auxiliaries }
            let force = run.body.wheel(step).power * step.pace
            if force > run.drive.force(atPace: step.pace) { weak += step.duration }
            let draw = run.drive.draw(force, step.speed, pace: step.pace)
            return draw.power + run.body.auxiliaries
        }
        for power in powers {
            lowest = min(lowest, power)
            highest = max(highest, power)
        }
        var all = [Class](repeating: Class(), count: count)
        let perWidth = highest > lowest ? Double(count) / (highest - lowest) : 0
        var seconds = 0.0
        var meters = 0.0
        for (index, step) in moments.enumerated() {
            let power = powers[index]
            let place = min(Int((power - lowest) * perWidth), count - 1)
            let energy = power * step.duration
            all[place].seconds += step.duration
            all[place].energy += energy
            all[place].square += power * energy
            seconds += step.duration
            meters += step.speed * step.duration
        }
        parts = all.flatMap(\.parts)
        duration = seconds
        distance = meters
        weakSeconds = weak
    }
}

extension DemandHistogram {
    /// Powers between two bounds.
    private struct Class {
        /// In s.
        var seconds = 0.0
        /// Sum of P dt, in J.
        var energy = 0.0
        /// Sum of P² dt, in W² s.
        var square = 0.0

        /// Mean less and mean plus the standard deviation, each for half of the time.
        var parts: [Part] {
            guard seconds > 0 else { return [] }
            let mean = energy / seconds
            let spread = max(0, square / seconds - mean * mean).squareRoot()
            return [
                Part(seconds: seconds / 2, power: mean - spread),
                Part(seconds: seconds / 2, power: mean + spread),
            ]
        }
    }
}
