package import Bus

/// The life of one request over several supplies: who is asked, for how long, and what happens
/// when one is slow, fails, or breaks off in the middle of its answer.
///
/// Pure: it knows nothing of channels, reads no clock and starts no timer. The driver reports each
/// event with the number of its attempt and does what the returned action says; when ``deadline``
/// has come it asks ``timerFired(at:)`` until nothing is due. After an action that ends the request
/// nothing more is reported, and every attempt that is still open is given up.
package struct Relay: Sendable {
    package let route: Route
    package let ask: Ask
    package internal(set) var attemptsMade = 0
    package internal(set) var failures: [FailedAttempt] = []
    /// Events of the answer that could not be read and were left out.
    package internal(set) var malformedEvents = 0
    /// The tokens of the whole answer, as the client received it.
    package internal(set) var wholeUsage: Usage?
    /// The tokens that the attempt which ended the answer was billed for.
    package internal(set) var billed: Usage?
    /// From sending to the first content of the attempt that answered.
    package internal(set) var firstToken: Interval?
    /// From the request's beginning to the first content for the client.
    package internal(set) var wait: Interval?
    /// The attempt whose answer the client got, or gets.
    package internal(set) var served: Attempt?
    /// What the client has got of a streamed answer.
    package internal(set) var delivered: Delivered
    /// The answer broke off and was gone on with; the last way in which.
    package internal(set) var rescuedBy: Attempt.Purpose?
    /// What a hedge or an overtaking attempt that won has probably saved.
    package internal(set) var saved: Interval?
    /// A finished answer had its `[DONE]`.
    var wholeSawDone = false
    /// The client has begun to get the answer.
    package internal(set) var hasBegun = false
    package internal(set) var isEnded = false
    /// When ``timerFired(at:)`` is due.
    package internal(set) var deadline: Instant

    var choice: Choice
    var legs: [Leg] = []
    let keepsUsageChunk: Bool
    let startedAt: Instant
    let lastInstant: Instant
    /// When somebody is to be asked again though nobody has failed since.
    var resumeAt = Instant.never
    var hedgeAt = Instant.never
    /// A request is hedged once.
    var hasHedged = false
    /// A supply has refused the request for good while another one was being asked.
    var wasRefused = false
    /// An attempt that has brought content has not been settled with the others.
    var winner: Int?
    /// Content events that the client had when the present rescue went on.
    var eventsBeforeRescue = 0
    /// The slow attempt that the next one is to be asked beside.
    var pending: Attempt.Reason?

    /// Makes the relay of one request, which ``start(at:on:using:)`` sets going.
    ///
    /// `allowed`: The supplies that residency leaves; not empty.
    /// `keepsUsageChunk`: The client asked for the usage chunk itself.
    /// `patience`: How long the client waits; nil when it does not say.
    package init(
        route: Route,
        allowed: SupplySet,
        ask: Ask,
        keepsUsageChunk: Bool,
        patience: Interval?,
        at now: Instant
    ) {
        precondition(!allowed.isEmpty, "residency is settled before")
        self.route = route
        self.ask = ask
        self.keepsUsageChunk = keepsUsageChunk
        let total = route.policy.totalTimeout
        startedAt = now
        lastInstant = now + min(total, patience ?? total)
        choice = Choice(allowed: allowed, ask: ask)
        deadline = now
        let isOff = !ask.streams || route.rescue == .off
        delivered = Delivered(
            obstacle: isOff ? .switchedOff : ask.unrescuable,
            limit: route.limits.rescueBytes
        )
    }

    /// Whether the answer is whole.
    package var isWhole: Bool { !legs.isEmpty && legs[0].finished >= ask.choices }

    /// The tokens of what the client received, as far as a supplier has counted them.
    package var usage: Usage? {
        wholeUsage ?? legs.first?.usage.map { rescuedBy == .continuation ? ofWhole($0) : $0 }
    }

    package var sawDone: Bool { wholeSawDone || legs.first?.sawDone == true }

    /// Why the first supply was chosen; nil before it was.
    package var decision: Ranking.Record? { choice.record }

    /// The attempts that are under way.
    package var open: [Attempt] { legs.map(\.attempt) }

    // MARK: The start

    package mutating func start(
        at now: Instant,
        on board: inout Switchboard,
        using generator: inout some RandomNumberGenerator
    ) -> StartAction {
        let hedges = ask.hasSideEffects ? nil : route.policy.hedge
        board.requestBegan(at: now, hedgeShare: hedges?.budget ?? 0)
        return resume(at: now, on: &board, using: &generator)
    }

    /// Goes on after a wait.
    package mutating func resume(
        at now: Instant,
        on board: inout Switchboard,
        using generator: inout some RandomNumberGenerator
    ) -> StartAction {
        resumeAt = .never
        switch next(at: now, on: &board, using: &generator) {
        case .send(let attempt): return .send(attempt)
        case .wait: return .wait
        case .none(let end):
            guard legs.isEmpty else {
                setDeadline()
                return .wait
            }
            guard !hasBegun else { return .abort(brokenOff(end)) }
            return .fail(ended(because: end, at: now))
        }
    }

    /// The connection stands and the request is written to it.
    package mutating func connected(_ number: Int, at now: Instant) {
        guard let place = place(of: number), legs[place].stage == .connecting else { return }
        legs[place].stage = .asking
        let limit =
            ask.streams ? legs[place].firstTokenLimit : route.policy.responseTimeout
        legs[place].deadline = legs[place].attempt.sentAt + limit
        setDeadline()
    }

    // MARK: Choosing

    enum Next {
        case send(Attempt)
        case wait
        case none(Choice.End)
    }

    /// Asks the next supply, or waits for it.
    ///
    /// `reason`: Why, where the state of the request does not say it.
    mutating func next(
        because reason: Attempt.Reason? = nil,
        at now: Instant,
        on board: inout Switchboard,
        using generator: inout some RandomNumberGenerator
    ) -> Next {
        let next = choice.next(
            on: route,
            among: candidates(board),
            attemptsMade: attemptsMade,
            lastInstant: lastInstant,
            at: now,
            board: &board,
            using: &generator
        )
        switch next {
        case .send(let place):
            return .send(send(to: place, because: reason ?? nextReason, at: now, on: &board))
        case .wait(let until):
            resumeAt = until
            setDeadline()
            return .wait
        case .none(let end): return .none(end)
        }
    }

    private var nextReason: Attempt.Reason {
        if hasBegun { return .rescue }
        return attemptsMade == 0 ? .first : .retry
    }

    /// Everyone who is not being asked at this moment; in a rescue, who can help.
    func candidates(_ board: Switchboard) -> SupplySet {
        var all = hasBegun ? rescuers(board) : SupplySet.first(route.count)
        for index in legs.indices { all.remove(legs[index].attempt.place) }
        return all
    }

    mutating func send(
        to place: Int,
        because reason: Attempt.Reason,
        at now: Instant,
        on board: inout Switchboard
    ) -> Attempt {
        attemptsMade += 1
        let row = route.rows[place]
        let attempt = Attempt(
            place: place,
            number: attemptsMade,
            isProbe: board.sent(row: row, at: now),
            sentAt: now,
            purpose: hasBegun ? purpose(at: place, board) : .whole,
            reason: reason
        )
        legs.append(
            Leg(
                attempt: attempt,
                deadline: now + route.policy.connectTimeout,
                firstTokenLimit: board.patience(with: place, on: route)
            )
        )
        if hasBegun {
            legs[legs.count - 1].rejoin = Rejoin(
                attempt.purpose,
                at: Rejoin.Point(delivered, for: attempt.purpose),
                echoes: board.rows[row].prefill.echoes
            )
        } else if reason == .first || reason == .retry, legs.count == 1, !hasHedged,
            !ask.hasSideEffects, let hedge = route.policy.hedge,
            let after = board.hedgeDelay(hedge, row: row, streams: ask.streams)
        {
            hedgeAt = now + after
        }
        setDeadline()
        return attempt
    }

    // MARK: Small things

    @inline(__always)
    func place(of number: Int) -> Int? {
        if !legs.isEmpty, legs[0].attempt.number == number { return 0 }
        return legs.firstIndex { $0.attempt.number == number }
    }

    mutating func setDeadline() {
        // Three at once would go through a list of arguments.
        var earliest = min(min(lastInstant, resumeAt), hedgeAt)
        for index in legs.indices { earliest = min(earliest, legs[index].deadline) }
        deadline = isEnded ? .never : earliest
    }

    mutating func end() {
        isEnded = true
        legs = []
        deadline = .never
    }

    mutating func ended(because end: Choice.End, at now: Instant) -> ClientError {
        self.end()
        return Verdict(model: route.model.name, failures: failures, end: end).error(at: now)
    }
}
