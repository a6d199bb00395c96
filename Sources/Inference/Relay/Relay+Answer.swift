package import Bus
import Wire

/// What the attempts bring.
extension Relay {
    /// An event of a streamed answer has come.
    ///
    /// `data`: What ``EventFacts/text`` is a range of.
    /// `number`: Of the attempt that it came from.
    package mutating func received(
        _ event: EventFacts,
        in data: Span<UInt8>,
        of number: Int,
        at now: Instant
    ) -> EventAction {
        guard let place = place(of: number) else {
            preconditionFailure("an event without an attempt")
        }
        // What is whole stays whole, whatever comes behind it.
        if event.error != nil || event.isMalformed, legs[place].finished >= ask.choices {
            return .drop
        }
        if let error = event.error { return .giveUp(AttemptFailure(inside: error)) }
        guard !event.isMalformed else {
            malformedEvents += 1
            legs[place].malformedInARow += 1
            return legs[place].malformedInARow < 3
                ? .drop : .giveUp(.badAnswer("three events in a row that are no JSON"))
        }
        guard legs[place].take(event, choices: ask.choices) else {
            return .giveUp(.cut("[DONE] without a finish reason"))
        }
        switch legs[place].stage {
        case .answering: return goOn(event, in: data, place, at: now)
        case .asking: return begin(event, in: data, place, at: now)
        case .connecting: preconditionFailure("an event before the request")
        }
    }

    @inline(__always)
    private mutating func goOn(
        _ event: EventFacts,
        in data: Span<UInt8>,
        _ place: Int,
        at now: Instant
    ) -> EventAction {
        let limit = legs[place].limit(choices: ask.choices, route, at: now)
        // Only one attempt is open now, so its limit is the relay's.
        deadline = min(limit, lastInstant)
        if event.isUsageOnly, !keepsUsageChunk { return .drop }
        delivered.add(event, in: data)
        return .forward
    }

    /// An event has come before any content of its attempt has.
    private mutating func begin(
        _ event: EventFacts,
        in data: Span<UInt8>,
        _ place: Int,
        at now: Instant
    ) -> EventAction {
        guard event.bearsContent || event.finishes > 0 || event.kind != 0 else {
            return event.isUsageOnly && !keepsUsageChunk ? .drop : .hold
        }
        if legs[place].rejoin != nil { return rejoin(event, in: data, place, at: now) }
        guard event.bearsContent || event.finishes > 0 else {
            legs[place].heldKinds.append(event.kind)
            return .hold
        }
        delivered.add(kinds: legs[place].heldKinds)
        delivered.add(event, in: data)
        firstToken = now - legs[place].attempt.sentAt
        wait = now - startedAt
        won(place, at: now)
        return .begin
    }

    /// An event of a rescue, before it has reached what the client does not have.
    private mutating func rejoin(
        _ event: EventFacts,
        in data: Span<UInt8>,
        _ place: Int,
        at now: Instant
    ) -> EventAction {
        guard let step = legs[place].rejoin?.take(event, in: data) else { return .hold }
        switch step {
        case .hold: return .hold
        case .diverged(let reason): return .giveUp(.diverged(reason))
        case .join(let text):
            eventsBeforeRescue = legs[place].attempt.purpose == .continuation ? solidEvents : 0
            rescuedBy = legs[place].attempt.purpose
            if let text {
                delivered.add(text, isReasoning: event.isReasoning)
                if let obstacle = event.obstacle { delivered.giveUp(obstacle) }
            } else {
                delivered.add(event, in: data)
            }
            won(place, at: now)
            return .join(text: text)
        }
    }

    /// An attempt has brought content before the others.
    private mutating func won(_ place: Int, at now: Instant) {
        if place > 0 { legs.swapAt(0, place) }
        legs[0].stage = .answering
        hasBegun = true
        served = legs[0].attempt
        winner = legs[0].attempt.number
        resumeAt = .never
        hedgeAt = .never
        let isWhole = legs[0].finished >= ask.choices
        legs[0].deadline = now + (isWhole ? route.limits.finish : route.policy.idleTimeout)
        deadline = min(legs[0].deadline, lastInstant)
    }

    /// Whether ``settle(at:on:)`` has something to do: the answer has begun, and other attempts
    /// have lost, or a probe has proved itself.
    package var mustSettle: Bool {
        guard winner != nil else { return false }
        return legs.count > 1 || legs[0].attempt.isProbe || legs[0].rejoin != nil
    }

    /// The client takes nothing, so nothing more is read: silence is its doing.
    package mutating func clientPaused() {
        guard !legs.isEmpty, legs[0].stage == .answering else { return }
        legs[0].deadline = .never
        setDeadline()
    }

    /// The client takes bytes again.
    package mutating func clientResumed(at now: Instant) {
        guard !legs.isEmpty, legs[0].stage == .answering else { return }
        legs[0].deadline = now + (isWhole ? route.limits.finish : route.policy.idleTimeout)
        setDeadline()
    }

    /// A streamed answer has ended.
    package mutating func streamEnded(
        _ number: Int,
        at now: Instant,
        on board: inout Switchboard
    ) -> EndAction {
        #if BUSBAR_MUTATIONS
            if board.mutation == .cutIsComplete, let place = place(of: number) {
                legs[place].finished = ask.choices
            }
        #endif
        guard let place = place(of: number), legs[place].finished >= ask.choices else {
            return .giveUp(.cut("the stream ended without a finish reason"))
        }
        billed = legs[place].usage
        wholeUsage = usage
        wholeSawDone = legs[place].sawDone
        succeed(place, at: now, on: &board)
        return .finish
    }

    /// What the client probably received, for a supplier that does not count.
    package var estimatedUsage: Usage {
        Usage(input: ask.inputTokens, output: delivered.amount.events)
    }

    /// No room is left to keep the answer for a rescue.
    package mutating func disarm() { delivered.giveUp(.tooLong) }

    /// What a continuation's usage is for the client: the text so far was no prompt of its.
    ///
    /// A server counts it with the prompt; most servers sent an event for each of its tokens.
    package func ofWhole(_ usage: Usage) -> Usage {
        var whole = usage
        whole.input = max(0, usage.input - eventsBeforeRescue)
        whole.output = usage.output + eventsBeforeRescue
        whole.cachedInput = min(usage.cachedInput, whole.input)
        return whole
    }

    /// The body of an answer that was not streamed is there.
    package mutating func answered(
        _ facts: AnswerFacts,
        of number: Int,
        at now: Instant,
        on board: inout Switchboard
    ) -> EndAction {
        switch facts.verdict {
        case .whole:
            guard let place = place(of: number) else {
                preconditionFailure("an answer without an attempt")
            }
            wholeUsage = facts.usage
            billed = facts.usage
            if place > 0 { legs.swapAt(0, place) }
            served = legs[0].attempt
            firstToken = now - legs[0].attempt.sentAt
            wait = now - startedAt
            winner = number
            if mustSettle { _ = settle(at: now, on: &board) }
            succeed(0, at: now, on: &board)
            return .finish
        case .unusable(let reason): return .giveUp(.badAnswer(reason))
        case .error(let error): return .giveUp(AttemptFailure(inside: error))
        }
    }

    private mutating func succeed(_ place: Int, at now: Instant, on board: inout Switchboard) {
        let attempt = legs[place].attempt
        #if BUSBAR_MUTATIONS
            if board.mutation == .settleTwice {
                board.released(row: route.rows[attempt.place], probe: false, at: now)
            }
        #endif
        board.answered(
            row: route.rows[attempt.place],
            probe: attempt.isProbe,
            time: attempt.purpose == .whole ? firstToken : nil,
            streams: ask.streams,
            outputTokens: billed?.output,
            at: now
        )
        end()
    }
}
