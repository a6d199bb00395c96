import Bus

/// Which supply a request asks next: the ranking of the supplies, less what has failed, what asks
/// for patience and what is known to be down.
struct Choice: Sendable {
    enum Next: Sendable, Hashable {
        case send(Int)
        /// Ask again at the instant.
        case wait(until: Instant)
        case none(End)
    }

    /// Why nobody is asked any more.
    enum End: Sendable, Hashable {
        case attemptsUsed, budgetUsed, outOfTime
        /// Every supply was asked, or is ruled out.
        case exhausted
        /// All that is left asked for patience until then, which is too long.
        case held(until: Instant)
    }

    private let allowed: SupplySet
    private let ask: Ask
    /// Why the first supply was chosen; nil before it was.
    private(set) var record: Ranking.Record?
    /// Cannot go on with what broke off: they would have to begin again.
    private var cannotContinue = SupplySet()
    /// Failed in this round; may be asked again after a backoff.
    private var tried = SupplySet()
    /// Not asked again by this request.
    private var spent = SupplySet()
    private var hadServerError = SupplySet()
    private var wasWaitedFor = SupplySet()
    /// To be asked once more, at the instant.
    private var again: (place: Int, at: Instant)?
    private var round = 0
    /// When each failed attempt was sent, to bound the attempts on one supply.
    private var sent: [(place: Int, at: Instant)] = []
    /// A supply said that the request is too long for it: when no larger one is left, its answer
    /// is the most useful one.
    private(set) var wasTooLong = false

    init(allowed: SupplySet, ask: Ask) {
        self.allowed = allowed
        self.ask = ask
    }

    // MARK: What a failure teaches

    /// Takes in how an attempt failed.
    ///
    /// - Returns: Whether the supplier's own answer is final: the fault is the request's.
    mutating func note(
        _ failure: AttemptFailure,
        of attempt: Attempt,
        on route: Route,
        at now: Instant
    ) -> Bool {
        let place = attempt.place
        sent.append((place, attempt.sentAt))
        switch failure {
        case .unreachable, .cut, .stalled, .unavailable, .badAnswer: tried.insert(place)
        case .silent: spent.insert(place)
        case .serverError:
            if hadServerError.contains(place) {
                tried.insert(place)
            } else {
                hadServerError.insert(place)
                again = (place, now)
            }
        case .rateLimited(let retryAfter?):
            if retryAfter > route.policy.retryAfterWait {
                spent.insert(place)
            } else if wasWaitedFor.contains(place) {
                tried.insert(place)
            } else {
                wasWaitedFor.insert(place)
                again = (place, now + retryAfter)
            }
        case .rateLimited(nil): tried.insert(place)
        case .credential:
            for other in 0..<route.count
            where route.credentials[other] == route.credentials[place] { spent.insert(other) }
        case .contextTooLong:
            wasTooLong = true
            let window = route.model.supplies[place].context ?? .max
            for other in 0..<route.count
            where route.model.supplies[other].context ?? 0 <= window { spent.insert(other) }
        case .contentPolicy:
            spent.insert(place)
            return !route.policy.contentPolicyFailover
        case .rejected: return true
        case .outpaced, .diverged: spent.insert(place)
        }
        return false
    }

    /// The supply has brought nothing within its time; it stays open and is not asked again.
    mutating func overtaken(_ place: Int) { spent.insert(place) }

    /// The supply is not asked again.
    mutating func spend(_ place: Int) { spent.insert(place) }

    mutating func cannotContinue(at place: Int) { cannotContinue.insert(place) }

    func mayContinue(at place: Int) -> Bool { !cannotContinue.contains(place) }

    // MARK: Who is next

    /// `candidates`: Who may be asked now, of those that residency allows.
    mutating func next(
        on route: Route,
        among candidates: SupplySet,
        attemptsMade: Int,
        lastInstant: Instant,
        at now: Instant,
        board: inout Switchboard,
        using generator: inout some RandomNumberGenerator
    ) -> Next {
        guard attemptsMade < route.policy.attempts else { return .none(.attemptsUsed) }
        guard now < lastInstant else { return .none(.outOfTime) }
        let next = pick(
            on: route,
            among: candidates.intersection(allowed),
            lastInstant: lastInstant,
            at: now,
            board,
            using: &generator
        )
        if case .send = next, attemptsMade > 0, !board.takeExtraAttempt(at: now) {
            return .none(.budgetUsed)
        }
        return next
    }

    /// The first supply that conducts and has failed nothing of this request: for attempts beside
    /// or instead of another, which are not worth a wait or a probe.
    mutating func readiest(
        on route: Route,
        among candidates: SupplySet,
        at now: Instant,
        board: Switchboard,
        using generator: inout some RandomNumberGenerator
    ) -> Int? {
        var lawful = candidates.intersection(allowed)
        #if BUSBAR_MUTATIONS
            if board.mutation == .hedgeAbroad { lawful = candidates }
        #endif
        let field = survey(
            route,
            among: lawful,
            board,
            at: now,
            using: &generator
        )
        guard let place = field.best ?? field.growing else { return nil }
        switch admission(of: place, route, board, at: now) {
        case .pass: return place
        case .probe, .open, .held, .locked: return nil
        }
    }

    private mutating func pick(
        on route: Route,
        among candidates: SupplySet,
        lastInstant: Instant,
        at now: Instant,
        _ board: Switchboard,
        using generator: inout some RandomNumberGenerator
    ) -> Next {
        if let (place, at) = again, candidates.contains(place) {
            if at > now {
                if at < lastInstant { return .wait(until: at) }
            } else {
                again = nil
                switch admission(of: place, route, board, at: now) {
                case .pass, .probe:
                    if overAsked(place, route, at: now) == nil { return .send(place) }
                case .open, .held, .locked: break
                }
            }
            again = nil
            tried.insert(place)
        }
        let field = survey(route, among: candidates, board, at: now, using: &generator)
        if let place = field.best ?? field.growing { return .send(place) }
        let patience = max(route.policy.retryAfterWait, route.limits.longestBackoff)
        let shortHold = field.earliestHold.flatMap { $0 - now <= patience ? $0 : nil }
        // Rather one that is taken to be down than one that has just failed this request: it may be
        // back, and nobody else is left.
        if let leastBad = field.leastBad, shortHold == nil { return .send(leastBad.place) }
        let until: Instant
        if field.canTryAgain || (!tried.intersection(candidates).isEmpty && shortHold == nil) {
            until = backoff(route, at: now, using: &generator)
        } else if let shortHold {
            let spread = Double.random(in: 0...0.1, using: &generator)
            until = shortHold + .seconds(spread)
            guard until < lastInstant else { return .none(.held(until: shortHold)) }
        } else {
            return .none(field.earliestHold.map { .held(until: $0) } ?? .exhausted)
        }
        return until < lastInstant ? .wait(until: until) : .none(.outOfTime)
    }

    /// What a look at every supply finds.
    private struct Field {
        /// The first that takes the request.
        var best: Int?
        /// The first that would, but is in its slow start and was passed over this time.
        var growing: Int?
        var leastBad: (place: Int, until: Instant)?
        var earliestHold: Instant?
        /// A supply that failed in this round conducts: it can be asked again after a backoff.
        var canTryAgain = false
    }

    /// Looks at the supplies in the order of their ranking, until one takes the request.
    private mutating func survey(
        _ route: Route,
        among candidates: SupplySet,
        _ board: Switchboard,
        at now: Instant,
        using generator: inout some RandomNumberGenerator
    ) -> Field {
        var field = Field()
        var passed = Ranking.PassedOver()
        let open = candidates.subtracting(spent).subtracting(tried)
        var ranking = board.ranking(ask, on: route, among: open, at: now)
        ranking.draw(using: &generator)
        for index in 0..<ranking.count {
            let place = ranking[index]
            guard open.contains(place) else { continue }
            if let until = overAsked(place, route, at: now) {
                field.earliestHold = min(field.earliestHold ?? until, until)
                passed.held.insert(place)
                continue
            }
            switch admission(of: place, route, board, at: now) {
            case .pass(let share):
                if share >= 1 || Double.random(in: 0..<1, using: &generator) < share {
                    field.best = place
                } else {
                    field.growing = field.growing ?? place
                    passed.growing.insert(place)
                }
            case .probe: field.best = place
            case .open(let until):
                if until < field.leastBad?.until ?? .never { field.leastBad = (place, until) }
                passed.open.insert(place)
            case .held(let until):
                field.earliestHold = min(field.earliestHold ?? until, until)
                passed.held.insert(place)
            case .locked: passed.locked.insert(place)
            }
            if field.best != nil { break }
        }
        if record == nil, let chosen = field.best ?? field.growing ?? field.leastBad?.place {
            record = Ranking.Record(ranking, chosen: chosen, of: open.count, passedOver: passed)
        }
        if field.best == nil {
            let again = candidates.intersection(tried).subtracting(spent)
            field.canTryAgain = conducts(again, route, board, at: now)
        }
        return field
    }

    /// Whether one of `places` takes requests.
    private func conducts(
        _ places: SupplySet,
        _ route: Route,
        _ board: Switchboard,
        at now: Instant
    ) -> Bool {
        for place in 0..<route.count where places.contains(place) {
            switch admission(of: place, route, board, at: now) {
            case .pass, .probe: return true
            case .open, .held, .locked: break
            }
        }
        return false
    }

    private func admission(
        of place: Int,
        _ route: Route,
        _ board: Switchboard,
        at now: Instant
    ) -> Switchboard.Admission {
        board.admission(row: route.rows[place], credential: route.credentials[place], at: now)
    }

    /// Until when a supply was asked too often by this request; nil when it was not.
    private func overAsked(_ place: Int, _ route: Route, at now: Instant) -> Instant? {
        guard !sent.isEmpty else { return nil }
        let since = now - route.limits.attemptWindow
        let recent = sent.filter { $0.place == place && $0.at > since }
        guard recent.count >= route.limits.attemptsPerSupply, let oldest = recent.first else {
            return nil
        }
        return oldest.at + route.limits.attemptWindow
    }

    /// Begins a new round after a wait with full jitter that doubles from round to round.
    private mutating func backoff(
        _ route: Route,
        at now: Instant,
        using generator: inout some RandomNumberGenerator
    ) -> Instant {
        let doubled = route.limits.firstBackoff * Double(1 << min(round, 10))
        let ceiling = min(doubled, route.limits.longestBackoff)
        round += 1
        tried = SupplySet()
        return now + ceiling * Double.random(in: 0...1, using: &generator)
    }
}
