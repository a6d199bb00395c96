package import Bus

/// Bounds the extra attempts of all requests together, so that retries never become a storm.
package struct RetryBudget: Sendable {
    private var share: Double
    private var free: Int
    private var requests = RollingCount(buckets: 10, width: .seconds(1))
    private var extras = RollingCount(buckets: 10, width: .seconds(1))
    private var hedges = RollingCount(buckets: 10, width: .seconds(1))
    /// Hedges that were earned and not made: below one in ten seconds a share says nothing.
    private var earned = 0.0

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
    ///
    /// `hedgeShare`: What it earns of a hedge; 0 when nobody hedges.
    package mutating func began(at now: Instant, hedgeShare: Double = 0) {
        requests.add(1, at: now)
        earned = min(earned + hedgeShare, 1)
    }

    /// Whether a hedge is within `share` of the requests of the last 10 s; a site with few requests
    /// saves up for one.
    package func mayHedge(share: Double, at now: Instant) -> Bool {
        let made = Double(hedges.total(at: now))
        return made + 1 <= share * Double(requests.total(at: now)) || earned >= 1
    }

    /// A hedge is made.
    package mutating func hedged(at now: Instant) {
        hedges.add(1, at: now)
        earned = 0
    }

    /// Takes one extra attempt out of the budget; false when nothing is left.
    package mutating func take(at now: Instant) -> Bool {
        let allowed = max(Double(free), share * Double(requests.total(at: now)))
        guard Double(extras.total(at: now) + 1) <= allowed else { return false }
        extras.add(1, at: now)
        return true
    }
}
