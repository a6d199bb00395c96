package import Bus

/// How long a supply will probably take to its first token: a peak-sensitive moving average.
///
/// A slower value counts at once and whole, a faster one by and by (time constant 10 s), as in the
/// "peak EWMA" of Finagle. What it falls back to between answers is what is usual for the supply,
/// not zero: otherwise a supply that is asked less than every 10 s would look as if nothing were
/// known of it, and two supplies would be asked in turn however different they are. What is usual
/// is forgotten too, in 10 minutes without an answer, so that a slow supply gets another chance.
package struct FirstTokenEstimate: Sendable, Hashable {
    /// The time constant of the average, and of the way back to what is usual.
    package static let memory = Interval.seconds(10)
    /// The time constant in which what is usual is forgotten.
    package static let forgetting = Interval.seconds(600)
    /// The weight of one answer in what is usual.
    private static let share = 1.0 / 16

    /// Seconds, when the last answer came.
    private var latest = 0.0
    private var usual = 0.0
    /// When the last answer came; nil without history.
    private var at: Instant?

    package init() {}

    /// Seconds that the next answer is expected to take; nil without history.
    package func seconds(at now: Instant) -> Double? {
        guard let at else { return nil }
        let base = usual * Self.decay(now - at, over: Self.forgetting)
        return max(0, base + (latest - usual) * Self.decay(now - at, over: Self.memory))
    }

    /// A first token has come after this time.
    package mutating func record(_ time: Interval, at now: Instant) {
        let value = max(0, time.seconds)
        guard let at, let expected = seconds(at: now) else {
            (latest, usual, self.at) = (value, value, now)
            return
        }
        let kept = Self.decay(now - at, over: Self.memory)
        latest = value > expected ? value : expected * kept + value * (1 - kept)
        let old = Self.decay(now - at, over: Self.forgetting) * (1 - Self.share)
        usual = usual * old + value * (1 - old)
        self.at = max(at, now)
    }

    /// No first token has come in this time: it takes at least so long.
    package mutating func waited(_ time: Interval, at now: Instant) {
        if time.seconds > seconds(at: now) ?? 0 { record(time, at: now) }
    }

    /// e to the power of −`elapsed` / `constant`, within 2 % down to e⁻⁶.
    ///
    /// By squaring, since a pure room has no `exp` and every machine is to get the same bits.
    static func decay(_ elapsed: Interval, over constant: Interval) -> Double {
        let ratio = max(0, Double(elapsed.nanoseconds) / Double(constant.nanoseconds))
        var factor = 1 / (1 + ratio / 1_024)
        for _ in 0..<10 { factor *= factor }
        return factor
    }
}
