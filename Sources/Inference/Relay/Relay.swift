package import Bus

/// The life of one request over several supplies: who is asked, for how long, and what happens
/// when that fails.
///
/// Pure: it knows nothing of channels, reads no clock and starts no timer. The driver reports each
/// event and does what the returned action says; when ``deadline`` has come it reports
/// ``timerFired(at:)``. After an action that ends the request nothing more is reported.
package struct Relay: Sendable {
    /// Where a request is in its life.
    package enum Phase: Sendable, Hashable {
        /// Nobody is asked until the instant; then the place, or whoever is best.
        case waiting(until: Instant, for: Int?)
        /// The connection is being made.
        case connecting(Attempt)
        /// The request is out and nothing of an answer has come.
        case asking(Attempt)
        /// The client has begun to get the answer.
        case answering(Attempt)
        case ended
    }

    package let route: Route
    package private(set) var phase: Phase
    package private(set) var attemptsMade = 0
    package private(set) var failures: [FailedAttempt] = []
    /// Events of the answer that could not be read and were left out.
    package private(set) var malformedEvents = 0
    package private(set) var sawDone = false
    package private(set) var usage: Usage?
    /// From sending to the first content of the attempt that answered.
    package private(set) var firstToken: Interval?
    private var choice: Choice
    private let streams: Bool
    private let choices: Int
    private let keepsUsageChunk: Bool
    @usableFromInline let lastInstant: Instant
    private var finished = 0
    private var sawFinalUsage = false
    private var malformedInARow = 0
    /// When the phase ends by itself, if nothing happens.
    @usableFromInline var phaseDeadline: Instant

    /// Makes the relay of one request, which ``start(at:on:using:)`` sets going.
    ///
    /// `allowed`: The supplies that residency leaves; not empty.
    /// `choices`: How many choices a stream has to finish.
    /// `keepsUsageChunk`: The client asked for the usage chunk itself.
    /// `patience`: How long the client waits; nil when it does not say.
    package init(
        route: Route,
        allowed: SupplySet,
        streams: Bool,
        choices: Int,
        keepsUsageChunk: Bool,
        patience: Interval?,
        ask: Ask = Ask(),
        at now: Instant
    ) {
        precondition(!allowed.isEmpty, "residency is settled before")
        self.route = route
        self.streams = streams
        self.choices = choices
        self.keepsUsageChunk = keepsUsageChunk
        let total = route.policy.totalTimeout
        lastInstant = now + min(total, patience ?? total)
        choice = Choice(allowed: allowed, ask: ask)
        phase = .waiting(until: now, for: nil)
        phaseDeadline = now
    }

    /// When ``timerFired(at:)`` is due.
    @inlinable package var deadline: Instant { min(phaseDeadline, lastInstant) }

    /// Whether the client has got anything of an answer.
    package var hasBegun: Bool {
        if case .answering = phase { true } else { false }
    }

    /// Whether the answer is whole.
    package var isWhole: Bool { finished >= choices }

    // MARK: The start

    package mutating func start(
        at now: Instant,
        on board: inout Switchboard,
        using generator: inout some RandomNumberGenerator
    ) -> StartAction {
        board.requestBegan(at: now)
        return resume(at: now, on: &board, using: &generator)
    }

    /// Goes on after a wait.
    package mutating func resume(
        at now: Instant,
        on board: inout Switchboard,
        using generator: inout some RandomNumberGenerator
    ) -> StartAction {
        switch next(at: now, on: &board, using: &generator) {
        case .send(let attempt): return .send(attempt)
        case .wait: return .wait
        case .none(let end): return .fail(ended(because: end, at: now))
        }
    }

    // MARK: What the attempt does

    /// The connection stands and the request is written to it.
    package mutating func connected(at now: Instant) {
        guard case .connecting(let attempt) = phase else { return }
        phase = .asking(attempt)
        let supply = route.model.supplies[attempt.place]
        let usual =
            switch route.policy.firstTokenTimeout {
            case .fixed(let limit): limit
            case .auto: route.policy.responseTimeout
            }
        let limit =
            streams ? supply.firstTokenTimeout ?? usual : route.policy.responseTimeout
        phaseDeadline = attempt.sentAt + limit
    }

    /// An event of a streamed answer has come.
    package mutating func received(_ event: EventFacts, at now: Instant) -> EventAction {
        if let error = event.error { return .giveUp(AttemptFailure(inside: error)) }
        guard !event.isMalformed else {
            malformedEvents += 1
            malformedInARow += 1
            return malformedInARow < 3
                ? .drop : .giveUp(.badAnswer("three events in a row that are no JSON"))
        }
        return took(event, at: now) ?? .giveUp(.cut("[DONE] without a finish reason"))
    }

    /// What a good event leads to; nil for an end that is none.
    @inline(__always)
    private mutating func took(_ event: EventFacts, at now: Instant) -> EventAction? {
        malformedInARow = 0
        if let usage = event.usage { self.usage = usage }
        finished += event.finishes
        sawFinalUsage = sawFinalUsage || event.isUsageOnly
        if event.isDone {
            // A supplier counts the tokens of an answer when it is whole, so its final usage
            // stands for a finish reason that it does not send. Without content it stands for nothing.
            guard isWhole || (sawFinalUsage && hasBegun) else { return nil }
            finished = max(finished, choices)
            sawDone = true
        }
        switch phase {
        case .answering:
            phaseDeadline =
                isWhole
                ? min(phaseDeadline, now + route.limits.finish) : now + route.policy.idleTimeout
            return event.isUsageOnly && !keepsUsageChunk ? .drop : .forward
        case .asking(let attempt):
            guard event.bearsContent || event.finishes > 0 else {
                return event.isUsageOnly && !keepsUsageChunk ? .drop : .hold
            }
            phase = .answering(attempt)
            firstToken = now - attempt.sentAt
            phaseDeadline = now + (isWhole ? route.limits.finish : route.policy.idleTimeout)
            return .begin
        case .waiting, .connecting, .ended: preconditionFailure("an event without an attempt")
        }
    }

    /// Whether ``proved(at:on:)`` has something to say: the answer of a probe has begun.
    package var isProbing: Bool {
        if case .answering(let attempt) = phase { attempt.isProbe } else { false }
    }

    /// The answer of a probe has begun: the breaker closes now and not when the answer is whole,
    /// which can take minutes.
    ///
    /// To be called once, after ``EventAction/begin``.
    package func proved(at now: Instant, on board: inout Switchboard) {
        guard isProbing, let attempt = live else { return }
        board.proved(row: route.rows[attempt.place], at: now)
    }

    /// The client does not take what it is sent, so nothing more is read: silence is its doing.
    package mutating func clientPaused() {
        guard case .answering = phase else { return }
        phaseDeadline = .never
    }

    /// The client takes bytes again.
    package mutating func clientResumed(at now: Instant) {
        guard case .answering = phase else { return }
        phaseDeadline = now + (isWhole ? route.limits.finish : route.policy.idleTimeout)
    }

    /// A streamed answer has ended.
    package mutating func streamEnded(at now: Instant, on board: inout Switchboard) -> EndAction {
        guard isWhole else { return .giveUp(.cut("the stream ended without a finish reason")) }
        succeed(at: now, on: &board)
        return .finish
    }

    /// The body of an answer that was not streamed is there.
    package mutating func answered(
        _ facts: AnswerFacts,
        at now: Instant,
        on board: inout Switchboard
    ) -> EndAction {
        switch facts.verdict {
        case .whole:
            guard let attempt = live else { preconditionFailure("an answer without an attempt") }
            usage = facts.usage
            firstToken = now - attempt.sentAt
            succeed(at: now, on: &board)
            return .finish
        case .unusable(let reason): return .giveUp(.badAnswer(reason))
        case .error(let error): return .giveUp(AttemptFailure(inside: error))
        }
    }

    /// The attempt that is under way has failed.
    package mutating func failed(
        _ failure: AttemptFailure,
        at now: Instant,
        on board: inout Switchboard,
        using generator: inout some RandomNumberGenerator
    ) -> FailureAction {
        let wasAnswering = hasBegun
        guard let attempt = live else { preconditionFailure("a failure without an attempt") }
        let row = route.rows[attempt.place]
        if isOutOfPatience(failure, at: now) {
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
        failures.append(
            FailedAttempt(
                supply: route.model.supplies[attempt.place].id,
                failure: failure,
                sentAt: attempt.sentAt,
                failedAt: now
            )
        )
        guard !wasAnswering else {
            phase = .ended
            return .abort(brokenOff())
        }
        (finished, malformedInARow, sawDone, usage) = (0, 0, false, nil)
        sawFinalUsage = false
        guard !choice.note(failure, of: attempt, on: route, at: now) else {
            phase = .ended
            return .passOn
        }
        switch next(at: now, on: &board, using: &generator) {
        case .send(let attempt): return .send(attempt)
        case .wait: return .wait
        case .none(let end):
            if choice.wasTooLong, case .contextTooLong(400...) = failure {
                phase = .ended
                return .passOn
            }
            return .fail(ended(because: end, at: now))
        }
    }

    /// Whether the request's time was up before the attempt's was: that says nothing about the
    /// supply, or a client in a hurry could open every breaker.
    private func isOutOfPatience(_ failure: AttemptFailure, at now: Instant) -> Bool {
        guard now >= lastInstant, now < phaseDeadline else { return false }
        switch failure {
        case .silent, .stalled, .unreachable: return true
        case .cut, .serverError, .unavailable, .rateLimited, .credential, .badAnswer,
            .contextTooLong, .contentPolicy, .rejected:
            return false
        }
    }

    /// ``deadline`` has come.
    package func timerFired(at now: Instant) -> TimerAction {
        guard now >= deadline else { return .none }
        switch phase {
        case .ended: return .none
        case .waiting: return .resume
        case .connecting: return .giveUp(.unreachable("no connection in time"))
        case .asking: return .giveUp(.silent)
        case .answering: return isWhole ? .finish : .giveUp(.stalled)
        }
    }

    /// The client has gone away; the attempt under way is of no use any more.
    ///
    /// - Returns: Whether there is one to cancel.
    package mutating func clientGone(at now: Instant, on board: inout Switchboard) -> Bool {
        defer { phase = .ended }
        guard let attempt = live else { return false }
        board.released(row: route.rows[attempt.place], probe: attempt.isProbe, at: now)
        return true
    }

    private var live: Attempt? {
        switch phase {
        case .connecting(let attempt), .asking(let attempt), .answering(let attempt): attempt
        case .waiting, .ended: nil
        }
    }

    private mutating func succeed(at now: Instant, on board: inout Switchboard) {
        guard let attempt = live else { preconditionFailure("a success without an attempt") }
        board.answered(
            row: route.rows[attempt.place],
            probe: attempt.isProbe,
            firstToken: firstToken ?? .zero,
            streamed: streams,
            outputTokens: usage?.output,
            at: now
        )
        phase = .ended
    }

    private enum Next {
        case send(Attempt)
        case wait
        case none(Choice.End)
    }

    /// Asks the next supply, or waits for it.
    private mutating func next(
        at now: Instant,
        on board: inout Switchboard,
        using generator: inout some RandomNumberGenerator
    ) -> Next {
        let next = choice.next(
            on: route,
            attemptsMade: attemptsMade,
            lastInstant: lastInstant,
            at: now,
            board: &board,
            using: &generator
        )
        switch next {
        case .send(let place):
            attemptsMade += 1
            let probe = board.sent(row: route.rows[place], at: now)
            let attempt = Attempt(place: place, number: attemptsMade, isProbe: probe, sentAt: now)
            phase = .connecting(attempt)
            phaseDeadline = now + route.policy.connectTimeout
            return .send(attempt)
        case .wait(let until, let place):
            phase = .waiting(until: until, for: place)
            phaseDeadline = until
            return .wait
        case .none(let end):
            phase = .ended
            return .none(end)
        }
    }

    private func ended(because end: Choice.End, at now: Instant) -> ClientError {
        Verdict(model: route.model.name, failures: failures, end: end).error(at: now)
    }

    private func brokenOff() -> ClientError {
        Verdict(model: route.model.name, failures: failures, end: .exhausted).brokenOff
    }
}
