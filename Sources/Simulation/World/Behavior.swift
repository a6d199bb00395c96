package import Bus

/// How a simulated supply answers, and how it fails.
package struct Behavior: Sendable, Hashable {
    /// Some first tokens take much longer than the others.
    package struct Tail: Sendable, Hashable {
        /// Of the attempts, 0…1.
        package var share: Double
        /// What is added to the first token's time.
        package var delay: Interval

        package init(share: Double, delay: Interval) {
            self.share = share
            self.delay = delay
        }
    }

    /// More requests than this in a minute of the supply's own clock get a 429.
    package struct RateLimit: Sendable, Hashable {
        package var perMinute: Int
        /// What the 429 asks to wait; nil: it does not say.
        package var retryAfter: Interval?

        package init(perMinute: Int, retryAfter: Interval?) {
            self.perMinute = perMinute
            self.retryAfter = retryAfter
        }
    }

    /// A time in which the supply is not there.
    package struct Outage: Sendable, Hashable {
        package enum Kind: String, Sendable, CaseIterable {
            /// Connections are refused and those that stand are reset.
            case refused
            /// Nothing is answered and nothing is refused.
            case silent
            /// New requests get a 503; answers that have begun go on.
            case unavailable
        }

        package var kind: Kind
        /// From the beginning of the run.
        package var begins: Interval
        package var lasts: Interval
        /// It comes again each time this has passed; nil: once.
        package var every: Interval?

        package init(kind: Kind, begins: Interval, lasts: Interval, every: Interval? = nil) {
            precondition(every.map { $0 > lasts } ?? true)
            self.kind = kind
            self.begins = begins
            self.lasts = lasts
            self.every = every
        }

        /// Whether it is on at a time of the run.
        func isOn(at time: Int64) -> Bool {
            guard time >= begins.nanoseconds else { return false }
            var passed = time - begins.nanoseconds
            if let every { passed %= every.nanoseconds }
            return passed < lasts.nanoseconds
        }

        /// When it begins next, after a time of the run; the end of time when it does not.
        func next(after time: Int64) -> Int64 {
            guard time >= begins.nanoseconds else { return begins.nanoseconds }
            guard let every = every?.nanoseconds else { return .max }
            return begins.nanoseconds + ((time - begins.nanoseconds) / every + 1) * every
        }
    }

    /// Seconds from the request to the first token.
    package var firstToken = Spread.lognormal(p50: 0.4, p95: 1.2)
    package var tail: Tail?
    package var tokensPerSecond = 80.0
    package var rateLimit: RateLimit?
    package var outages: [Outage] = []
    /// Of the attempts, or of the rescues, 0…1 each, in the order of ``Fault``; those of attempts
    /// add up to at most 1.
    package var shares = [Double](repeating: 0, count: Fault.allCases.count)

    package init() {}

    package subscript(_ fault: Fault) -> Double {
        get { shares[Int(fault.rawValue)] }
        set { shares[Int(fault.rawValue)] = newValue }
    }

    /// The same with some of its troubles left out.
    func without(_ troubles: Set<Trouble>) -> Behavior {
        var calm = self
        for fault in Fault.allCases where troubles.contains(.fault(fault)) { calm[fault] = 0 }
        if troubles.contains(.outages) { calm.outages = [] }
        if troubles.contains(.rateLimits) { calm.rateLimit = nil }
        if troubles.contains(.slowTails) { calm.tail = nil }
        return calm
    }
}
