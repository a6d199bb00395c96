import Bus
import Inference

/// What the suppliers' side of an attempt does.
extension Simulator {
    /// The relay wants an attempt.
    mutating func send(_ attempt: Attempt, _ place: Int) {
        let arrival = requests[place].arrival
        let route = catalogue.routes[Int(arrival.route)]
        let row = route.rows[attempt.place]
        tally.mix(now, attempt.place << 8 | attempt.number)
        tally.attempts[attempt.reason.place] += 1
        note(arrival.number) {
            "attempt \(attempt.number) (\(attempt.reason), \(attempt.purpose)) to "
                + route.model.supplies[attempt.place].id.name
        }
        check(attempt, row, route, place)
        watch.rows[row].inFlight += 1
        watch.rows[row].sent += 1
        touched.append(row)

        var call = Call()
        call.request = Int32(place)
        call.number = Int32(attempt.number)
        call.place = Int32(attempt.place)
        call.row = Int32(row)
        call.purpose = attempt.purpose
        call.streams = arrival.streams
        call.sentAt = now
        call.inputTokens = arrival.inputTokens
        call.total = arrival.outputTokens
        let delivered = requests[place].delivered
        if attempt.purpose != .whole { call.rejoin = delivered }
        if attempt.purpose == .continuation {
            call.from = delivered
            call.divergesAt = requests[place].divergesAt
        }
        let salt = UInt64(attempt.place) << 8 | UInt64(attempt.number)
        supplies[row].answer(&call, seed: Seeds.mix(seed, UInt64(arrival.number), salt))
        if call.fault != .refused, call.fault != .unconnected {
            relays[place].connected(attempt.number, at: relayNow)
        }
        call.next = requests[place].calls
        requests[place].calls = Int32(keep(call))
        schedule(Int(requests[place].calls))
    }

    private mutating func keep(_ call: Call) -> Int {
        guard let place = freeCalls.popLast() else {
            calls.append(call)
            return calls.count - 1
        }
        let generation = calls[place].generation
        calls[place] = call
        calls[place].generation = generation
        return place
    }

    /// Sets the event at which the call has something to say next.
    private mutating func schedule(_ index: Int) {
        let next = nextTime(of: index)
        calls[index].nextAt = next
        guard next < .max else { return }
        queue.push(
            Event(.call, at: next, target: index, generation: calls[index].generation)
        )
    }

    /// Tokens are handed over together, but the first of all, that of a rescue which the client
    /// does not have, and one in each half of the idle limit come when they come.
    private mutating func nextTime(of index: Int) -> Int64 {
        let call = calls[index]
        guard call.streams, call.stop > 0, !call.hasFinished else { return call.endAt }
        guard call.sent > 0 else { return call.firstAt }
        guard call.sent < call.stop else { return call.endAt }
        let route = catalogue.routes[Int(requests[Int(call.request)].arrival.route)]
        var next = min(call.endAt, call.time(of: call.stop - 1))
        next = min(next, now + route.policy.idleTimeout.nanoseconds / 2)
        if call.purpose != .whole {
            let meets = call.rejoin - call.from
            if call.sent <= meets { next = min(next, call.time(of: meets)) }
        }
        return max(next, now)
    }

    /// A call's next event has come.
    mutating func callIsDue(_ index: Int) {
        let place = Int(calls[index].request)
        if now >= calls[index].endAt, endsAtOnce(index) {
            calls[index].nextAt = .max
            concludeAtOnce(index)
        } else if handOver(index) {
            if now >= calls[index].endAt {
                calls[index].nextAt = .max
                conclude(index)
            } else {
                schedule(index)
            }
        }
        setTimer(place)
    }

    /// Hands over the tokens that have come.
    ///
    /// - Returns: False when the call is over.
    mutating func handOver(_ index: Int) -> Bool {
        guard calls[index].streams else { return true }
        let due = calls[index].tokens(by: now)
        guard calls[index].sent < due else { return true }
        let place = Int(calls[index].request)
        let number = Int(calls[index].number)
        let isFine = calls[index].isFine
        let divergesAt = calls[index].divergesAt
        let start = Int(requests[place].arrival.textStart)
        let instant = relayNow
        while calls[index].sent < due {
            let sent = calls[index].sent
            if calls[index].marred == sent {
                calls[index].marred = -1
                guard receive(.malformed, index) else { return false }
            }
            let first = calls[index].from + sent
            var count = isFine ? 1 : min(due - sent, Int32(Pseudotext.mostTokens))
            let isDiverged = first >= divergesAt
            if !isDiverged { count = min(count, divergesAt - first) }
            facts.content.text = Pseudotext.range(
                start: start,
                first: Int(first),
                count: Int(count),
                diverged: isDiverged
            )
            let action = Self.hand(facts.content, text, to: &relays[place], number, instant)
            calls[index].sent = sent + count
            guard take(action, index, first: first, count: count) else { return false }
        }
        return true
    }

    /// Events without text.
    enum Remark { case finish, usage, done, malformed, error }

    /// An event without text has come.
    ///
    /// - Returns: False when the call is over.
    mutating func receive(_ remark: Remark, _ index: Int) -> Bool {
        let place = Int(calls[index].request)
        let number = Int(calls[index].number)
        let first = calls[index].from + calls[index].sent
        let now = relayNow
        let action =
            switch remark {
            case .finish: Self.hand(facts.finish, text, to: &relays[place], number, now)
            case .usage: Self.hand(facts.usage, text, to: &relays[place], number, now)
            case .done: Self.hand(facts.done, text, to: &relays[place], number, now)
            case .malformed: Self.hand(facts.malformed, text, to: &relays[place], number, now)
            case .error: Self.hand(facts.error, text, to: &relays[place], number, now)
            }
        return take(action, index, first: first, count: 0, isFinish: remark == .finish)
    }

    /// Hands an event to a relay where it stands: neither is copied.
    @inline(__always)
    private static func hand(
        _ event: borrowing EventFacts,
        _ text: borrowing [UInt8],
        to relay: inout Relay,
        _ number: Int,
        _ now: Instant
    ) -> Relay.EventAction {
        relay.received(event, in: text.span, of: number, at: now)
    }

    /// Whether the rest of the answer and its end are one event, as many servers send them: an
    /// attempt that met nothing on its way.
    private mutating func endsAtOnce(_ index: Int) -> Bool {
        calls[index].fault == nil && calls[index].streams && calls[index].purpose == .whole
            && calls[index].stop - calls[index].sent <= Int32(Pseudotext.mostTokens)
            && calls[index].stop > 0
    }

    private mutating func concludeAtOnce(_ index: Int) {
        let place = Int(calls[index].request)
        let first = calls[index].sent
        let count = calls[index].stop - first
        let bill = bill(of: index)
        facts.last.bearsContent = count > 0
        facts.last.text = Pseudotext.range(
            start: Int(requests[place].arrival.textStart),
            first: Int(first),
            count: Int(count),
            diverged: false
        )
        facts.last.usage = Usage(input: bill.input, output: bill.output)
        let number = Int(calls[index].number)
        let now = relayNow
        let action = Self.hand(facts.last, text, to: &relays[place], number, now)
        calls[index].sent += count
        guard take(action, index, first: first, count: count, isFinish: true),
            receive(.done, index)
        else { return }
        streamEnds(index)
    }

    // MARK: How a call ends by itself

    private mutating func conclude(_ index: Int) {
        let call = calls[index]
        switch call.fault {
        case .refused: attemptFailed(index, .unreachable("connection refused"))
        case .status500: attemptFailed(index, Self.status(500, facts.noError))
        case .status503: attemptFailed(index, Self.status(503, facts.noError))
        case .status429:
            let failure = AttemptFailure(
                status: 429,
                retryAfter: call.retryAfter,
                error: facts.noError
            )
            attemptFailed(index, failure)
        case .refusesPrefill: attemptFailed(index, Self.status(400, facts.prefillError))
        case .html: attemptFailed(index, .badAnswer("a page instead of an answer"))
        case .cutHead: attemptFailed(index, .cut("closed before an answer"))
        case .stall, .silent, .unconnected: break
        case .errorInside, .malformed, .threeMalformed, .doneWithoutFinish, .cut, .cutEnd,
            .finishWithoutDone, .diverges, .echoesPrefix, nil:
            if call.streams { concludeStream(index) } else { concludeBody(index) }
        }
    }

    private static func status(_ status: Int, _ error: ErrorFacts) -> AttemptFailure {
        AttemptFailure(status: status, retryAfter: nil, error: error)
    }

    private mutating func concludeStream(_ index: Int) {
        switch calls[index].fault {
        case .errorInside:
            guard receive(.error, index) else { return }
        case .threeMalformed:
            for _ in 0..<3 { guard receive(.malformed, index) else { return } }
        case .doneWithoutFinish:
            guard receive(.done, index) else { return }
        case .cut, .cutEnd:
            // Half of the cuts look like a clean end.
            guard calls[index].number & 1 == 0 else {
                return attemptFailed(index, .cut("cut off in mid-answer"))
            }
        case .malformed, .finishWithoutDone, nil:
            guard receive(.finish, index) else { return }
            let bill = bill(of: index)
            facts.usage.usage = Usage(input: bill.input, output: bill.output)
            guard receive(.usage, index) else { return }
            if calls[index].fault == .finishWithoutDone {
                calls[index].hasFinished = true
                calls[index].endAt = .max
                return
            }
            guard receive(.done, index) else { return }
        case .refused, .unconnected, .silent, .status500, .status503, .status429, .html, .cutHead,
            .stall, .diverges, .refusesPrefill, .echoesPrefix:
            break
        }
        streamEnds(index)
    }

    mutating func streamEnds(_ index: Int) {
        let call = calls[index]
        let action = relays[Int(call.request)].streamEnded(
            Int(call.number),
            at: relayNow,
            on: &board
        )
        switch action {
        case .finish: answered(index)
        case .giveUp(let failure): attemptFailed(index, failure)
        }
    }

    /// An answer that is not streamed.
    private mutating func concludeBody(_ index: Int) {
        let call = calls[index]
        let body: AnswerFacts
        switch call.fault {
        case .cut, .cutEnd: return attemptFailed(index, .cut("cut off in mid-answer"))
        case .errorInside: body = facts.errorBody
        case .threeMalformed, .doneWithoutFinish: body = facts.cutBody
        case .refused, .unconnected, .silent, .status500, .status503, .status429, .html, .cutHead,
            .malformed, .stall, .finishWithoutDone, .diverges, .refusesPrefill, .echoesPrefix, nil:
            let bill = bill(of: index)
            body = AnswerFacts(whole: Usage(input: bill.input, output: bill.output))
        }
        let action = relays[Int(call.request)].answered(
            body,
            of: Int(call.number),
            at: relayNow,
            on: &board
        )
        switch action {
        case .finish:
            let isWhole = body.verdict == .whole
            if !isWhole { violate(.wholeAnswer, index, "a body that is no answer was given") }
            let place = Int(call.request)
            (requests[place].source, requests[place].delivered) = (call.number, call.total)
            requests[place].hasFinish = isWhole
            retireOthers(than: index)
            answered(index)
        case .giveUp(let failure): attemptFailed(index, failure)
        }
    }

    /// The attempts beside the one that answered have lost.
    private mutating func retireOthers(than index: Int) {
        var other = Int(requests[Int(calls[index].request)].calls)
        while other >= 0 {
            let next = Int(calls[other].next)
            if other != index { retire(other) }
            other = next
        }
    }

    /// What the supplier bills for a call, by what it has done until now.
    mutating func bill(of index: Int) -> (input: Int, output: Int) {
        guard calls[index].bills else { return (0, 0) }
        let made = calls[index].tokens(by: now)
        let input = calls[index].inputTokens
        guard calls[index].purpose == .continuation else { return (Int(input), Int(made)) }
        // The text so far is a part of its prompt; saying it again makes no token.
        let known = calls[index].rejoin
        let new = max(0, calls[index].from + made - known)
        return (Int(input + known), Int(new))
    }
}

extension Attempt.Reason {
    /// Its place in ``allCases``.
    var place: Int {
        switch self {
        case .first: 0
        case .retry: 1
        case .hedge: 2
        case .overtake: 3
        case .rescue: 4
        }
    }
}
