package import Pages

/// By how much the speed that was asked for was not driven, for programs.
///
/// A cycle asks for a speed at each time, so that distance is missing at its end; a route asks for it
/// at each place, so that time is lost.
package struct MissedTrace: Sendable, Hashable, Encodable {
    /// Time in steps that ended more than two miles an hour below the trace.
    package var time: JSONNumber
    /// The most that the speed was below the trace.
    package var worst: JSONNumber
    /// When it first happened, since the start.
    package var first: JSONNumber
    /// Distance of the trace less distance driven; zero on a route.
    package var distance: JSONNumber
    /// Time driven less that of the trace; zero on a cycle.
    package var lost: JSONNumber
    /// Energy of heating, lamps and computers that nothing could supply.
    package var unserved: JSONNumber

    enum CodingKeys: String, CodingKey {
        case time = "missed_s"
        case worst = "worst_kmh"
        case first = "first_at_s"
        case distance = "distance_m"
        case lost = "lost_s"
        case unserved = "unserved_kwh"
    }

    /// Nothing where the trace was driven as a test would pass it.
    ///
    /// `lost`: in s, on a route.
    package init?(_ shortfall: Shortfall, lost: Double = 0) {
        guard !shortfall.isNone else { return nil }
        time = JSONNumber(shortfall.seconds)
        worst = JSONNumber(shortfall.worstSpeed / SI.kmh)
        first = JSONNumber(shortfall.since)
        distance = JSONNumber(shortfall.meters)
        self.lost = JSONNumber(lost)
        unserved = JSONNumber(shortfall.unserved / SI.kilowattHour)
    }
}
