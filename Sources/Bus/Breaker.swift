/// Keeps load off a failing supply until it has had time to recover.
///
/// Terms are the electrician's: a closed breaker conducts, an open one does not. Two signals open
/// it: failures in a row, and the share of failures in a window with a least volume. After the
/// open interval exactly one request is let through as a probe; when that succeeds the breaker
/// closes and the supply's share grows back over the slow start.
/// A pure state machine: it reads no clock and starts no timer.
package struct Breaker: Sendable, Hashable {
    package struct Settings: Sendable, Hashable {
        /// Failures in a row that open the breaker.
        package var failuresToOpen = 5
        /// Share of failures in the window that opens it, above 0 and at most 1.
        package var failureRate = 0.5
        /// Results in the window below which the rate says nothing.
        package var minimumVolume = 20
        /// How long it stays open before a probe.
        ///
        /// With ``slowStart`` this is the longest time for which a supply that is well again has
        /// less than its share: 5 + 10 s.
        package var openInterval = Interval.seconds(5)
        /// How long the share of a supply that came back takes to grow to the whole.
        package var slowStart = Interval.seconds(10)
        /// The share of requests that a supply gets when it has just come back.
        package var leastShare = 0.1
        /// A probe whose result has not come stops blocking the next one after this: a supply
        /// that swallowed one request must not be kept waiting once it is well.
        package var probeTimeout = Interval.seconds(8)

        package init() {}
    }

    /// What the breaker does with a request.
    package enum Position: Sendable, Hashable {
        /// `since`: when it closed after a trip, while the slow start lasts.
        case closed(since: Instant?)
        case open(until: Instant)
        /// One probe is out; it was sent at `since`.
        case halfOpen(since: Instant)
    }

    /// What a breaker would say to a request now.
    package enum Admission: Sendable, Hashable {
        /// Conducts; `share` of the requests should come here (below 1 in slow start).
        case pass(share: Double)
        /// The next request is the probe.
        case probe
        case refuse(until: Instant)
    }

    private let settings: Settings
    package private(set) var position = Position.closed(since: nil)
    package private(set) var failuresInARow = 0
    private var window: FailureWindow

    package init(_ settings: Settings = .init()) {
        precondition(settings.failuresToOpen > 0)
        precondition(settings.failureRate > 0)
        self.settings = settings
        window = FailureWindow()
    }

    /// What a request would meet at `now`; changes nothing.
    package func admission(at now: Instant) -> Admission {
        switch position {
        case .closed(nil): return .pass(share: 1)
        case .closed(let since?):
            let grown = (now - since).seconds / settings.slowStart.seconds
            return .pass(share: min(1, max(settings.leastShare, grown)))
        case .open(let until): return now >= until ? .probe : .refuse(until: until)
        case .halfOpen(let since):
            let until = since + settings.probeTimeout
            return now >= until ? .probe : .refuse(until: until)
        }
    }

    /// A request is sent at `now`.
    ///
    /// Returns whether it is the probe.
    package mutating func admitted(at now: Instant) -> Bool {
        switch position {
        case .closed(let since?) where now - since >= settings.slowStart:
            position = .closed(since: nil)
            return false
        case .closed: return false
        case .open, .halfOpen:
            position = .halfOpen(since: now)
            return true
        }
    }

    /// A request that was admitted succeeded.
    ///
    /// `probe`: What ``admitted(at:)`` said of it. Only the probe closes the breaker:
    /// a late success from before the trip says nothing about now.
    package mutating func succeeded(probe: Bool, at now: Instant) {
        switch position {
        case .closed:
            failuresInARow = 0
            window.record(failed: false, at: now)
        case .open, .halfOpen:
            guard probe else { return }
            failuresInARow = 0
            window = FailureWindow()
            position = .closed(since: now)
        }
    }

    /// A request that was admitted failed in a way that is the supply's fault.
    package mutating func failed(probe: Bool, at now: Instant) {
        switch position {
        case .closed:
            failuresInARow += 1
            window.record(failed: true, at: now)
            let (failures, volume) = window.counts(at: now)
            let often =
                volume >= settings.minimumVolume
                && Double(failures) >= settings.failureRate * Double(volume)
            if failuresInARow >= settings.failuresToOpen || often {
                position = .open(until: now + settings.openInterval)
            }
        case .open: failuresInARow += 1
        case .halfOpen(let since):
            failuresInARow += 1
            guard probe else { return }
            // Counted from the sending: a probe that took long to fail has waited already.
            position = .open(until: max(now, since + settings.openInterval))
        }
    }

    /// A probe ended without a verdict: rate limited, or the client went away.
    ///
    /// The next request may probe at once.
    package mutating func probeAbandoned(at now: Instant) {
        guard case .halfOpen = position else { return }
        position = .open(until: now)
    }
}

/// Counts of results over the last ten seconds.
private struct FailureWindow: Sendable, Hashable {
    private var failures = RollingCount(buckets: 10, width: .seconds(1))
    private var totals = RollingCount(buckets: 10, width: .seconds(1))

    mutating func record(failed: Bool, at now: Instant) {
        totals.add(1, at: now)
        if failed { failures.add(1, at: now) }
    }

    func counts(at now: Instant) -> (failures: Int, volume: Int) {
        (failures.total(at: now), totals.total(at: now))
    }
}
