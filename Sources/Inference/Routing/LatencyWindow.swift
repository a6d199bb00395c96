package import Bus

/// The last first-token times of a supply, for percentiles over recent answers.
package struct LatencyWindow: Sendable {
    package static let size = 512
    private var microseconds: [UInt32] = []
    private var next = 0

    package init() {}

    package mutating func record(_ time: Interval) {
        let value = UInt32(clamping: time.nanoseconds / 1_000)
        if microseconds.count < Self.size {
            microseconds.append(value)
        } else {
            microseconds[next] = value
        }
        next = (next + 1) % Self.size
    }

    /// The time that the share `rank` of the answers did not exceed (nearest rank).
    ///
    /// - Parameter rank: 0…1.
    /// - Returns: Seconds; nil when there was no answer. Sorts: for pages, not for requests.
    package func percentile(_ rank: Double) -> Double? {
        guard !microseconds.isEmpty else { return nil }
        let sorted = microseconds.sorted()
        let place = Int((rank * Double(sorted.count)).rounded(.up)) - 1
        return Double(sorted[min(max(0, place), sorted.count - 1)]) / 1e6
    }
}
