package import Bus

/// What all requests together know about the supplies: breakers, waits that suppliers asked for,
/// credentials that were refused, times and counts.
///
/// A value; the gateway keeps one behind a mutex, the simulator keeps its own.
package struct Switchboard: Sendable {
    /// One supply.
    package struct Row: Sendable {
        package fileprivate(set) var breaker: Breaker
        /// The supply asked not to be called before this.
        package fileprivate(set) var heldUntil: Instant?
        /// Rate limits without a stated wait, one after the other.
        fileprivate var limitsInARow = 0
        package fileprivate(set) var inFlight = 0
        package fileprivate(set) var attempts: UInt64 = 0
        package fileprivate(set) var failures: UInt64 = 0
        package fileprivate(set) var answers: UInt64 = 0
        /// From sending to the first content of streams.
        package fileprivate(set) var firstTokens = LatencyWindow()
        /// From sending to the whole of answers that are not streamed.
        package fileprivate(set) var wholeAnswers = LatencyWindow()
        package fileprivate(set) var expectation = Expectation()
        package fileprivate(set) var prefill = PrefillRecord()
        package fileprivate(set) var recentAnswers = RollingCount(buckets: 6, width: .seconds(10))
        package fileprivate(set) var lastFailure: (at: Instant, what: AttemptFailure)?

        package func times(streams: Bool) -> LatencyWindow {
            streams ? firstTokens : wholeAnswers
        }
    }

    /// What was learned of how a supply goes on with a half-written message.
    package struct PrefillRecord: Sendable, Hashable {
        /// It answered 400 to it.
        package fileprivate(set) var isRefused = false
        /// Whether it says the beginning again; nil while that is not known.
        package fileprivate(set) var echoes: Bool?
    }

    /// Whether a supply takes a request now.
    package enum Admission: Sendable, Hashable {
        /// It does; `share` below 1 in slow start.
        case pass(share: Double)
        case probe
        /// Its breaker is open, or its one probe is out.
        case open(until: Instant)
        /// It asked for patience.
        case held(until: Instant)
        /// Its credential was refused.
        case locked
    }

    private var breakerSettings: Breaker.Settings
    package private(set) var rows: [Row] = []
    /// Why a credential is locked; nil while it is good.
    package private(set) var locks: [AttemptFailure?] = []
    package private(set) var budget: RetryBudget
    private var firstBackoff: Interval
    private var longestBackoff: Interval

    #if BUSBAR_MUTATIONS
        /// The bug that is planted; nil for none.
        package var mutation: Mutation?
    #endif

    package init(breaker: Breaker.Settings, policy: Policy, limits: Limits) {
        breakerSettings = breaker
        budget = RetryBudget(share: policy.retryBudget, free: limits.freeRetries)
        firstBackoff = limits.firstBackoff
        longestBackoff = limits.longestBackoff
    }

    /// Makes room for the rows that a registry has given out.
    package mutating func grow(rows count: Int, credentials: Int) {
        while rows.count < count { rows.append(Row(breaker: Breaker(breakerSettings))) }
        while locks.count < credentials { locks.append(nil) }
    }

    /// Takes other settings; what is known of the supplies stays, but for breakers whose settings
    /// have changed.
    package mutating func change(breaker: Breaker.Settings, policy: Policy, limits: Limits) {
        budget.change(share: policy.retryBudget, free: limits.freeRetries)
        firstBackoff = limits.firstBackoff
        longestBackoff = limits.longestBackoff
        guard breaker != breakerSettings else { return }
        breakerSettings = breaker
        for row in rows.indices { rows[row].breaker = Breaker(breaker) }
    }

    package func admission(row: Int, credential: Int, at now: Instant) -> Admission {
        if locks[credential] != nil { return .locked }
        if let until = rows[row].heldUntil, now < until { return .held(until: until) }
        // Mostly it conducts, and to ask it would copy its window.
        if case .closed(nil) = rows[row].breaker.position { return .pass(share: 1) }
        switch rows[row].breaker.admission(at: now) {
        case .pass(let share): return .pass(share: share)
        case .probe: return .probe
        case .refuse(let until): return .open(until: until)
        }
    }

    // MARK: What happens to a request

    package mutating func requestBegan(at now: Instant, hedgeShare: Double = 0) {
        budget.began(at: now, hedgeShare: hedgeShare)
    }

    package mutating func takeExtraAttempt(at now: Instant) -> Bool { budget.take(at: now) }

    /// An attempt is sent.
    ///
    /// Returns whether it is the breaker's probe.
    package mutating func sent(row: Int, at now: Instant) -> Bool {
        rows[row].attempts += 1
        rows[row].inFlight += 1
        return rows[row].breaker.admitted(at: now)
    }

    /// A probe has brought content: the supply is well, however long the answer goes on.
    package mutating func proved(row: Int, at now: Instant) {
        rows[row].breaker.succeeded(probe: true, at: now)
    }

    /// An attempt gave a whole answer.
    ///
    /// `time`: From sending to the first content of a stream, or to the whole; nil for an answer
    /// that another supply had begun.
    /// `outputTokens`: Those of the answer, as the supplier counted them; nil when it did not.
    package mutating func answered(
        row: Int,
        probe: Bool,
        time: Interval?,
        streams: Bool,
        outputTokens: Int? = nil,
        at now: Instant
    ) {
        if let time {
            rows[row].expectation.answered(
                after: time,
                streamed: streams,
                outputTokens: outputTokens,
                at: now
            )
        }
        rows[row].inFlight -= 1
        rows[row].answers += 1
        rows[row].recentAnswers.add(1, at: now)
        rows[row].limitsInARow = 0
        if let time { took(time, row: row, streams: streams, at: now) }
        rows[row].breaker.succeeded(probe: probe, at: now)
    }

    /// An attempt failed; what that says about the supply is kept.
    package mutating func failed(
        row: Int,
        credential: Int,
        probe: Bool,
        _ failure: AttemptFailure,
        at now: Instant,
        using generator: inout some RandomNumberGenerator
    ) {
        rows[row].inFlight -= 1
        rows[row].failures += 1
        rows[row].lastFailure = (now, failure)
        switch failure {
        case .unreachable, .cut, .silent, .stalled, .serverError, .badAnswer:
            rows[row].breaker.failed(probe: probe, at: now)
        case .unavailable(_, let retryAfter):
            rows[row].breaker.failed(probe: probe, at: now)
            if let retryAfter { hold(row, until: now + retryAfter) }
        case .rateLimited(let retryAfter):
            // A limit is no sickness: it neither trips a breaker nor closes one.
            #if BUSBAR_MUTATIONS
                if mutation == .limitResetsBreaker {
                    rows[row].breaker = Breaker(breakerSettings)
                }
            #endif
            if probe { rows[row].breaker.probeAbandoned(at: now) }
            if let retryAfter {
                hold(row, until: now + retryAfter)
            } else if rows[row].heldUntil ?? now <= now {
                // Those that were under way with the first one say nothing new.
                hold(row, until: now + ownWait(row, using: &generator))
            }
        case .credential:
            if probe { rows[row].breaker.probeAbandoned(at: now) }
            locks[credential] = failure
        case .contextTooLong, .contentPolicy, .rejected, .diverged:
            // The request's fault: the supply is there and answers.
            rows[row].breaker.succeeded(probe: probe, at: now)
        case .outpaced: if probe { rows[row].breaker.probeAbandoned(at: now) }
        }
    }

    /// An attempt ended without saying anything about the supply: the client went away.
    package mutating func released(row: Int, probe: Bool, at now: Instant) {
        rows[row].inFlight -= 1
        if probe { rows[row].breaker.probeAbandoned(at: now) }
    }

    /// An attempt took so long to its first content, or to its whole answer.
    package mutating func took(_ time: Interval, row: Int, streams: Bool, at now: Instant) {
        if streams {
            rows[row].firstTokens.record(time, at: now)
        } else {
            rows[row].wholeAnswers.record(time, at: now)
        }
        // For one that was given up it is the least that it would have taken.
        rows[row].expectation.waited(time, streamed: streams, at: now)
    }

    /// An attempt brought nothing within its time, and another one was faster.
    package mutating func wasOvertaken(row: Int, probe: Bool, at now: Instant) {
        rows[row].inFlight -= 1
        rows[row].failures += 1
        rows[row].lastFailure = (now, .silent)
        rows[row].breaker.failed(probe: probe, at: now)
    }

    /// A supply does not go on with a half-written message.
    package mutating func refusedPrefill(row: Int) { rows[row].prefill.isRefused = true }

    /// Whether a supply says again what it is to go on with.
    package mutating func echoes(row: Int, _ echoes: Bool) { rows[row].prefill.echoes = echoes }

    // MARK: Patience

    /// How long a supply may be silent before another one is asked beside it.
    package mutating func patience(with place: Int, on route: Route) -> Interval {
        if let own = route.model.supplies[place].firstTokenTimeout { return own }
        switch route.policy.firstTokenTimeout {
        case .fixed(let limit): return limit
        case .auto:
            guard let usual = rows[route.rows[place]].firstTokens.usual(0.99) else {
                return Policy.firstTokenDefault
            }
            let limits = route.limits
            return min(max(usual * 3, limits.firstTokenFloor), limits.firstTokenCeiling)
        }
    }

    /// How long a supply has before a hedge; nil: there is none.
    ///
    /// A duration is meant for first tokens and says nothing about whole answers.
    package mutating func hedgeDelay(
        _ hedge: Policy.Hedge,
        row: Int,
        streams: Bool
    ) -> Interval? {
        switch hedge.after {
        case .fixed(let delay): streams ? delay : nil
        case .percentile(let rank):
            streams ? rows[row].firstTokens.usual(rank) : rows[row].wholeAnswers.usual(rank)
        }
    }

    package func mayHedge(share: Double, at now: Instant) -> Bool {
        budget.mayHedge(share: share, at: now)
    }

    package mutating func hedged(at now: Instant) { budget.hedged(at: now) }

    private mutating func hold(_ row: Int, until: Instant) {
        rows[row].heldUntil = max(rows[row].heldUntil ?? until, until)
    }

    /// The wait after a rate limit that states none: it doubles from limit to limit, within a
    /// quarter up or down, so that a supply is never asked more than four times in 3 s.
    private mutating func ownWait(
        _ row: Int,
        using generator: inout some RandomNumberGenerator
    ) -> Interval {
        let doublings = min(rows[row].limitsInARow, 8)
        rows[row].limitsInARow += 1
        let base = firstBackoff * Double(2 << doublings)
        return min(base, longestBackoff) * Double.random(in: 0.75...1.25, using: &generator)
    }

    // MARK: What an operator does

    /// Forgets a refused credential and the bad times of the supplier's supplies.
    package mutating func reset(credential: Int, rows resetRows: [Int]) {
        locks[credential] = nil
        for row in resetRows {
            rows[row].breaker = Breaker(breakerSettings)
            rows[row].heldUntil = nil
            rows[row].limitsInARow = 0
            rows[row].prefill = PrefillRecord()
        }
    }

    /// Forgets every refused credential: the site was loaded again.
    package mutating func unlockAll() {
        for place in locks.indices { locks[place] = nil }
    }
}
