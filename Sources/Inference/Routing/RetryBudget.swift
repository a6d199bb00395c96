package import Bus

/// Bounds the extra attempts of all requests together, so that retries never become a storm.
package struct RetryBudget: Sendable {
    private var share: Double
    private var free: Int
    private var requests = RollingCount(buckets: 10, width: .seconds(1))
    private var extras = RollingCount(buckets: 10, width: .seconds(1))

    /// - Parameters:
    ///   - share: Extra attempts per request over the last 10 s.
    ///   - free: Extra attempts that are allowed in 10 s however few requests there were.
    package init(share: Double, free: Int) {
        precondition(share >= 0)
        self.share = share
        self.free = free
    }

    /// Takes other bounds; what was counted stays.
    package mutating func change(share: Double, free: Int) {
        self.share = share
        self.free = free
    }

    /// A request has begun.
    package mutating func began(at now: Instant) { requests.add(1, at: now) }

    /// Takes one extra attempt out of the budget; false when nothing is left.
    package mutating func take(at now: Instant) -> Bool {
        let allowed = max(Double(free), share * Double(requests.total(at: now)))
        guard Double(extras.total(at: now) + 1) <= allowed else { return false }
        extras.add(1, at: now)
        return true
    }
}
