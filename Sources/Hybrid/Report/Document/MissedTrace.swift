package import Pages

/// Whether the speed that was asked for was driven, for programs.
package struct MissedTrace: Sendable, Hashable, Codable {
    /// False where it was driven within two miles an hour of the trace; then all figures are zero.
    package var missed: Bool
    /// Time in steps that ended more than two miles an hour below the trace.
    package var seconds: JSONNumber
    /// Distance of the trace less distance driven.
    package var distance: JSONNumber
    /// The most that the speed was below the trace.
    package var worst: JSONNumber
    /// When it first happened; null where it did not.
    package var first: JSONNumber
    /// Energy of heating, lamps and computers that nothing could supply.
    package var unserved: JSONNumber

    enum CodingKeys: String, CodingKey {
        case missed, seconds
        case distance = "distance_m"
        case worst = "worst_kmh"
        case first = "first_at_s"
        case unserved = "unserved_kwh"
    }

    package init(_ any: Shortfall) {
        let shortfall = any.isNone ? Shortfall() : any
        missed = !shortfall.isNone
        seconds = JSONNumber(shortfall.seconds)
        distance = JSONNumber(shortfall.meters)
        worst = JSONNumber(shortfall.worstSpeed * 3.6)
        first = JSONNumber(shortfall.since)
        unserved = JSONNumber(shortfall.unserved / 3.6e6)
    }
}
