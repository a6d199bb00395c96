/// What a set is sold for, in the terms of ISO 8528-1.
package enum GeneratorRating: String, Sendable, Hashable, CaseIterable {
    /// ESP: for the time in which the usual source fails.
    case standby
    /// PRP: without an end, for a load that varies.
    case prime
    /// LTP: for up to 500 hours a year, for a load that does not vary.
    case limitedTime = "limited_time"
    /// COP: without an end, for a load that does not vary.
    case continuous
    /// DCP: without an end, for a data center.
    case dataCenter = "data_center"

    package var words: String {
        switch self {
        case .standby: "standby sets (ISO 8528-1 ESP)"
        case .prime: "prime sets (ISO 8528-1 PRP)"
        case .limitedTime: "limited-time sets (ISO 8528-1 LTP)"
        case .continuous: "continuous sets (ISO 8528-1 COP)"
        case .dataCenter: "data-center sets (ISO 8528-1 DCP)"
        }
    }

    /// That a set may run a year, in s; nothing where there is no end.
    package var timePerYear: Double? {
        switch self {
        case .standby: 200 * 3600
        case .limitedTime: 500 * 3600
        case .prime, .continuous, .dataCenter: nil
        }
    }

    /// The most of its power that it may give on average over 24 hours, as a share.
    ///
    /// A maker may allow more.
    package var averageLoad: Double {
        switch self {
        case .standby, .prime: 0.7
        case .limitedTime, .continuous, .dataCenter: 1
        }
    }
}
