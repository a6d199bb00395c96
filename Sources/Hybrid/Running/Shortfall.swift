/// How far a vehicle stayed behind the speed that was asked of it: a result, not a failure.
package struct Shortfall: Sendable, Hashable {
    /// Seconds in steps that ended more than ``tolerance`` below the trace.
    package var seconds = 0.0
    /// Distance of the trace less distance driven, in m.
    package var meters = 0.0
    /// The most that the speed was below the trace, in m/s.
    package var worstSpeed = 0.0
    /// In s since the start, when it first happened.
    package var since: Double?
    /// Auxiliary energy in J that nothing could supply.
    package var unserved = 0.0

    /// In m/s: two miles an hour, what a driver of a dynamometer test may be off.
    package static let tolerance = 2 * SI.mph

    package init() {}

    /// In J: less than a watt-hour is no lamp that stayed dark.
    package static let leastUnserved = 3600.0

    /// Whether the trace was driven as a test would pass it: never below it by more than the tolerance.
    package var isNone: Bool { seconds == 0 && unserved <= Self.leastUnserved }

    /// Whether the trace was driven to the last meter, so that it took what it asks for.
    package var isExact: Bool { seconds == 0 && worstSpeed == 0 && unserved == 0 }

    /// Enters a step that ended slower than it should.
    mutating func missed(_ step: Moments, driven: Moments, at time: Double) {
        let gap = step.end - driven.end
        meters += (step.speed - driven.speed) * step.duration
        guard gap > 0 else { return }
        if gap > Self.tolerance { seconds += step.duration }
        worstSpeed = max(worstSpeed, gap)
        if since == nil { since = time }
    }

    /// What came after a time in s at which it was another.
    func since(_ first: Shortfall, at time: Double) -> Shortfall {
        var later = self
        later.seconds -= first.seconds
        later.meters -= first.meters
        later.unserved -= first.unserved
        guard later.seconds > 0 || later.meters != 0 || later.unserved > 0 else {
            return Shortfall()
        }
        later.since = since.map { max(0, $0 - time) }
        return later
    }

    /// Enters that of a run that began so many seconds after this one.
    mutating func add(_ other: Shortfall, after time: Double) {
        seconds += other.seconds
        meters += other.meters
        worstSpeed = max(worstSpeed, other.worstSpeed)
        unserved += other.unserved
        if since == nil { since = other.since.map { $0 + time } }
    }
}
