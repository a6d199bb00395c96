/// How a driver changes speed, and in what steps that is looked at.
package struct Pace: Sendable, Hashable {
    /// At most, in m/s².
    package var acceleration: Double
    /// At most, in m/s²; above zero.
    package var braking: Double
    /// The longest step, in s; the fast path of a battery's limits ends at 1.
    package var step: Double

    package init(acceleration: Double, braking: Double = 1, step: Double = 1) {
        precondition(acceleration > 0 && braking > 0, "a driver who changes speed")
        precondition(step > 0, "steps of some time")
        self.acceleration = acceleration
        self.braking = braking
        self.step = step
    }

    /// What a driver does who is in no hurry: assumed; a heavy trailer is half as quick.
    package static func usual(towing: Trailer?) -> Pace {
        Pace(acceleration: (towing?.mass ?? 0) > 1000 ? 0.35 : 0.7)
    }
}
