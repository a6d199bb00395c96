package import Bus

/// Time, and attempts beside each other.
extension Relay {
    /// ``deadline`` has come.
    ///
    /// Says one thing at a time: to be asked again until nothing is due.
    package mutating func timerFired(at now: Instant) -> TimerAction {
        guard now >= deadline, !isEnded else { return .none }
        let isOver = now >= lastInstant
        for place in legs.indices where isOver || legs[place].deadline <= now {
            let number = legs[place].attempt.number
            switch legs[place].stage {
            case .connecting: return .giveUp(number, .unreachable("no connection in time"))
            case .answering: return isWhole ? .finish(number) : .giveUp(number, .stalled)
            case .asking:
                // Whom another supply has refused already is not waited for beyond its time.
                guard ask.streams, !ask.hasSideEffects, !isOver, !wasRefused else {
                    return .giveUp(number, .silent)
                }
                // It may be thinking: it stays open beside the next one.
                legs[place].deadline = .never
                legs[place].isOvertaken = true
                choice.overtaken(legs[place].attempt.place)
                setDeadline()
                pending = .overtake
                return .askAnother
            }
        }
        if resumeAt <= now || (isOver && legs.isEmpty) { return .resume }
        if hedgeAt <= now {
            hedgeAt = .never
            setDeadline()
            pending = .hedge
            return .askAnother
        }
        setDeadline()
        return .none
    }

    /// Asks the next supply beside the one that is slow.
    ///
    /// nil when nobody can be asked now or the budgets are used up: then the slow one stays alone.
    package mutating func askAnother(
        at now: Instant,
        on board: inout Switchboard,
        using generator: inout some RandomNumberGenerator
    ) -> Attempt? {
        guard let reason = pending else { return nil }
        pending = nil
        guard legs.count < route.limits.attemptsAtOnce, now < lastInstant else { return nil }
        guard reason == .hedge else {
            let reason = hasBegun ? .rescue : reason
            switch next(because: reason, at: now, on: &board, using: &generator) {
            case .send(let attempt): return attempt
            case .wait, .none: return nil
            }
        }
        guard legs.count == 1, let share = route.policy.hedge?.budget,
            board.mayHedge(share: share, at: now),
            let hedge = askReadiest(
                among: candidates(board),
                because: .hedge,
                at: now,
                on: &board,
                using: &generator
            )
        else { return nil }
        board.hedged(at: now)
        hasHedged = true
        return hedge
    }

    /// Settles what the beginning of an answer decides: the attempts that lost, and a breaker whose
    /// probe has brought content, which closes now and not when the answer is whole.
    ///
    /// To be called when ``mustSettle`` says so. Returns the numbers of the attempts to give up.
    package mutating func settle(at now: Instant, on board: inout Switchboard) -> [Int] {
        guard let number = winner else { return [] }
        precondition(!legs.isEmpty && legs[0].attempt.number == number, "the winner stands first")
        winner = nil
        let best = legs[0].attempt
        let row = route.rows[best.place]
        if best.isProbe { board.proved(row: row, at: now) }
        if let echoes = legs[0].rejoin?.echoes { board.echoes(row: row, echoes) }
        legs[0].rejoin = nil
        guard legs.count > 1 else { return [] }
        let losers = legs.dropFirst()
        legs.removeLast(legs.count - 1)
        for loser in losers { lost(loser, to: best, at: now, on: &board) }
        #if BUSBAR_MUTATIONS
            if board.mutation == .loseCancel { return [] }
        #endif
        return losers.map(\.attempt.number)
    }

    private mutating func lost(
        _ loser: Leg,
        to best: Attempt,
        at now: Instant,
        on board: inout Switchboard
    ) {
        let attempt = loser.attempt
        let row = route.rows[attempt.place]
        let soFar = now - attempt.sentAt
        if attempt.number < best.number, best.reason != .rescue, saved == nil {
            saved = board.rows[row].times(streams: ask.streams).excess(over: soFar)
        }
        note(loser.isOvertaken ? .silent : .outpaced, of: loser, at: now)
        if loser.isOvertaken {
            board.wasOvertaken(row: row, probe: attempt.isProbe, at: now)
        } else {
            board.released(row: row, probe: attempt.isProbe, at: now)
        }
        if attempt.purpose == .whole {
            board.took(soFar, row: row, streams: ask.streams, at: now)
        }
    }

    /// Keeps an attempt that did not become the whole answer.
    mutating func note(_ failure: AttemptFailure, of leg: Leg, at now: Instant) {
        failures.append(
            FailedAttempt(
                supply: route.model.supplies[leg.attempt.place].id,
                failure: failure,
                attempt: leg.attempt,
                failedAt: now,
                events: leg.events
            )
        )
    }
}
