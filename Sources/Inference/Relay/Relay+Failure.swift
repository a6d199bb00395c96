package import Bus

/// What happens when an attempt fails.
extension Relay {
    /// An attempt has failed; it is over.
    package mutating func failed(
        _ number: Int,
        _ failure: AttemptFailure,
        at now: Instant,
        on board: inout Switchboard,
        using generator: inout some RandomNumberGenerator
    ) -> FailureAction {
        guard let place = place(of: number) else {
            preconditionFailure("a failure without an attempt")
        }
        let leg = legs.remove(at: place)
        tell(leg, failure, at: now, to: &board, using: &generator)
        note(failure, of: leg, at: now)
        // A hedge backs up the attempt that it was set for.
        if legs.isEmpty { hedgeAt = .never }
        setDeadline()
        if hasBegun { return rescue(leg, failure, at: now, on: &board, using: &generator) }
        let isFinal = choice.note(failure, of: leg.attempt, on: route, at: now)
        let isOtherInTime = legs.contains { !$0.isOvertaken }
        if isFinal {
            guard isOtherInTime else {
                releaseAll(at: now, on: &board)
                return .passOn
            }
            // A hedge must not make it worse: what this supply refuses the other one may answer.
            choice.spend(leg.attempt.place)
            wasRefused = true
            return .goOn
        }
        // One that is still within its time is worth more than one that has just failed.
        if isOtherInTime {
            return askReadiest(
                among: candidates(board),
                because: .retry,
                at: now,
                on: &board,
                using: &generator
            ).map { .send($0) } ?? .goOn
        }
        switch next(at: now, on: &board, using: &generator) {
        case .send(let attempt): return .send(attempt)
        case .wait: return .wait
        case .none(let end):
            guard legs.isEmpty else { return .goOn }
            if choice.wasTooLong, case .contextTooLong(400...) = failure {
                self.end()
                return .passOn
            }
            return .fail(ended(because: end, at: now))
        }
    }

    /// What a failure says about the supply is kept on the board.
    private func tell(
        _ leg: Leg,
        _ failure: AttemptFailure,
        at now: Instant,
        to board: inout Switchboard,
        using generator: inout some RandomNumberGenerator
    ) {
        let attempt = leg.attempt
        let row = route.rows[attempt.place]
        if let echoes = leg.rejoin?.echoes { board.echoes(row: row, echoes) }
        if isOutOfPatience(leg, failure, at: now) {
            board.released(row: row, probe: attempt.isProbe, at: now)
        } else {
            board.failed(
                row: row,
                credential: route.credentials[attempt.place],
                probe: attempt.isProbe,
                failure,
                at: now,
                using: &generator
            )
        }
    }

    /// Whether the request's time was up before the attempt's was: that says nothing about the
    /// supply, or a client in a hurry could open every breaker.
    private func isOutOfPatience(_ leg: Leg, _ failure: AttemptFailure, at now: Instant) -> Bool {
        guard now >= lastInstant, !leg.isOvertaken, now < leg.deadline else { return false }
        switch failure {
        case .silent, .stalled, .unreachable: return true
        case .cut, .serverError, .unavailable, .rateLimited, .credential, .badAnswer,
            .contextTooLong, .contentPolicy, .rejected, .outpaced, .diverged:
            return false
        }
    }

    /// The client has gone away; the attempts under way are of no use any more.
    ///
    /// - Returns: Whether there are any to cancel.
    package mutating func clientGone(at now: Instant, on board: inout Switchboard) -> Bool {
        let hadSome = !legs.isEmpty
        releaseAll(at: now, on: &board)
        return hadSome
    }

    /// Ends the request; the attempts that are open say nothing about their supplies.
    mutating func releaseAll(at now: Instant, on board: inout Switchboard) {
        for leg in legs {
            let row = route.rows[leg.attempt.place]
            board.released(row: row, probe: leg.attempt.isProbe, at: now)
        }
        end()
    }

    // MARK: Rescue

    /// The answer broke off after the client had got a part, or a rescue of it has failed.
    private mutating func rescue(
        _ leg: Leg,
        _ failure: AttemptFailure,
        at now: Instant,
        on board: inout Switchboard,
        using generator: inout some RandomNumberGenerator
    ) -> FailureAction {
        winner = nil
        learn(from: failure, of: leg.attempt, at: now, &board)
        guard delivered.obstacle == nil else {
            releaseAll(at: now, on: &board)
            return .abort(brokenOff(.exhausted))
        }
        // Whoever can go on from here is asked before those who have to begin again.
        var able = continuers(board)
        for leg in legs { able.remove(leg.attempt.place) }
        let continuer = askReadiest(
            among: able,
            because: .rescue,
            at: now,
            on: &board,
            using: &generator
        )
        if let continuer { return .send(continuer) }
        switch next(at: now, on: &board, using: &generator) {
        case .send(let attempt): return .send(attempt)
        case .wait: return .wait
        case .none(let end):
            guard legs.isEmpty else { return .goOn }
            return .abort(brokenOff(end))
        }
    }

    /// Asks the best supply that takes requests now and has failed nothing of this one; nil when
    /// there is none, or no attempt is left.
    mutating func askReadiest(
        among candidates: SupplySet,
        because reason: Attempt.Reason,
        at now: Instant,
        on board: inout Switchboard,
        using generator: inout some RandomNumberGenerator
    ) -> Attempt? {
        guard !candidates.isEmpty, attemptsMade < route.policy.attempts, now < lastInstant,
            let place = choice.readiest(
                on: route,
                among: candidates,
                at: now,
                board: board,
                using: &generator
            ), board.takeExtraAttempt(at: now)
        else { return nil }
        return send(to: place, because: reason, at: now, on: &board)
    }

    /// A rescue that a supply refuses, or that leads elsewhere, is the request's own matter.
    private mutating func learn(
        from failure: AttemptFailure,
        of attempt: Attempt,
        at now: Instant,
        _ board: inout Switchboard
    ) {
        guard attempt.purpose == .continuation else {
            _ = choice.note(failure, of: attempt, on: route, at: now)
            if case .rejected = failure { choice.spend(attempt.place) }
            return
        }
        switch failure {
        case .rejected where delivered.endsWithWhite:
            // Perhaps it only refuses that: it is asked again another time.
            choice.cannotContinue(at: attempt.place)
        case .rejected: board.refusedPrefill(row: route.rows[attempt.place])
        case .diverged: choice.cannotContinue(at: attempt.place)
        case .unreachable, .cut, .silent, .stalled, .serverError, .unavailable, .rateLimited,
            .credential, .badAnswer, .contextTooLong, .contentPolicy, .outpaced:
            _ = choice.note(failure, of: attempt, on: route, at: now)
        }
    }

    /// The supplies that may go on with, or say again, what broke off.
    func rescuers(_ board: Switchboard) -> SupplySet {
        switch route.rescue {
        case .off: SupplySet()
        case .continue: continuers(board)
        case .splice: .first(route.count)
        }
    }

    /// The supplies that go on from the text so far.
    func continuers(_ board: Switchboard) -> SupplySet {
        var set = SupplySet()
        // Nothing to go on from: some servers answer nonsense to an empty message.
        guard ask.mayContinue, delivered.solid > 0, delivered.reasoning.isEmpty,
            remainingTokens.map({ $0 > 0 }) ?? true
        else { return set }
        for place in 0..<route.count
        where route.model.supplies[place].prefill != nil {
            let isRefused = board.rows[route.rows[place]].prefill.isRefused
            if !isRefused, choice.mayContinue(at: place) { set.insert(place) }
        }
        return set
    }

    func purpose(at place: Int, _ board: Switchboard) -> Attempt.Purpose {
        continuers(board).contains(place) ? .continuation : .regeneration
    }

    /// What is left of the tokens that the client asked for; nil when it set no bound.
    ///
    /// Most servers send one event for each token. What ``Delivered/solidText`` leaves out is
    /// written again.
    package var remainingTokens: Int? { ask.outputTokens.map { $0 - solidEvents } }

    /// The events whose text a continuation is told.
    var solidEvents: Int { delivered.amount.events - delivered.whiteEvents }

    mutating func brokenOff(_ end: Choice.End) -> ClientError {
        self.end()
        return Verdict(model: route.model.name, failures: failures, end: end).brokenOff(delivered)
    }
}
