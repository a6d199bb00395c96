import Bus
import Inference

/// What the relay says is done, and the client gets.
extension Simulator {
    mutating func perform(_ action: Relay.StartAction, _ place: Int) {
        switch action {
        case .send(let attempt): send(attempt, place)
        case .wait: note(requests[place].arrival.number) { "waits" }
        case .fail(let error): fail(error, place)
        case .abort(let error): abort(error, place)
        }
    }

    private mutating func perform(_ action: Relay.FailureAction, _ place: Int) {
        switch action {
        case .goOn:
            if requests[place].calls < 0 {
                violate(.endsOnce, at: place, "it goes on, and nobody is being asked")
            }
        case .send(let attempt): send(attempt, place)
        case .wait: note(requests[place].arrival.number) { "waits" }
        case .passOn:
            note(requests[place].arrival.number) { "gets the supplier's own error" }
            if requests[place].source != 0 {
                violate(.wholeAnswer, at: place, "an error response after a part of the answer")
            }
            tally.noteError("passed_on")
            end(place, .failed)
        case .fail(let error): fail(error, place)
        case .abort(let error): abort(error, place)
        }
    }

    private mutating func fail(_ error: ClientError, _ place: Int) {
        note(requests[place].arrival.number) { "fails: \(error.status) \(error.code)" }
        if requests[place].source != 0 {
            violate(.wholeAnswer, at: place, "an error response after a part of the answer")
        }
        tally.noteError(error.code)
        end(place, .failed)
    }

    private mutating func abort(_ error: ClientError, _ place: Int) {
        note(requests[place].arrival.number) { "is interrupted: \(error.code)" }
        if requests[place].source == 0 {
            violate(.endsOnce, at: place, "an error inside a stream that had not begun")
        }
        tally.noteError(error.code)
        end(place, .interrupted)
    }

    // MARK: Events of a stream

    /// Does what the relay says about an event.
    ///
    /// `first`: The first token of the event, in the answer.
    /// - Returns: False when the call is over.
    mutating func take(
        _ action: Relay.EventAction,
        _ index: Int,
        first: Int32,
        count: Int32,
        isFinish: Bool = false
    ) -> Bool {
        switch action {
        case .hold, .drop: return true
        case .forward:
            if requests[Int(calls[index].request)].source != calls[index].number {
                violate(.wholeAnswer, index, "text of an attempt that does not answer")
            }
            deliver(index, first, count)
            if isFinish { requests[Int(calls[index].request)].hasFinish = true }
            return true
        case .begin:
            begin(index, first, count)
        case .join(let text):
            join(index, text, upTo: first + count, from: first)
        case .giveUp(let failure):
            attemptFailed(index, failure)
            return false
        }
        if isFinish { requests[Int(calls[index].request)].hasFinish = true }
        settle(index)
        return true
    }

    @inline(__always)
    private mutating func deliver(_ index: Int, _ first: Int32, _ count: Int32) {
        let place = Int(calls[index].request)
        if count > 0, requests[place].delivered != first {
            violate(
                .wholeAnswer,
                index,
                "token \(first) after \(requests[place].delivered) tokens"
            )
        }
        requests[place].delivered += count
        if count > 1 { requests[place].isFine = false }
    }

    private mutating func begin(_ index: Int, _ first: Int32, _ count: Int32) {
        let call = calls[index]
        let place = Int(call.request)
        note(requests[place].arrival.number) { "gets the first content, of attempt \(call.number)" }
        tally.mix(now, Int(call.number))
        if requests[place].source != 0 { violate(.endsOnce, index, "the answer begins twice") }
        requests[place].source = call.number
        deliver(index, first, count)
        tally.firstToken.record(relayNow - requests[place].startedAt)
    }

    /// A rescue goes on: its text has to fit to what the client has, byte for byte.
    private mutating func join(
        _ index: Int,
        _ joined: [UInt8]?,
        upTo end: Int32,
        from first: Int32
    ) {
        let call = calls[index]
        let place = Int(call.request)
        let delivered = requests[place].delivered
        note(requests[place].arrival.number) {
            "is gone on with by attempt \(call.number) from token \(delivered)"
        }
        tally.mix(now, Int(call.number))
        if requests[place].source == 0 { violate(.wholeAnswer, index, "a rescue of nothing") }
        let known = requests[place].divergesAt
        if call.divergesAt != known, min(call.divergesAt, known) < delivered {
            violate(.wholeAnswer, index, "an answer that says something else was spliced")
        }
        requests[place].divergesAt = call.divergesAt
        if let joined {
            if !isText(joined, of: call, requests[place].arrival.textStart, delivered..<end) {
                violate(.wholeAnswer, index, "what a rescue brought is not the rest of the text")
            }
        } else if end > first, first != delivered {
            violate(.wholeAnswer, index, "token \(first) after \(delivered) tokens")
        }
        if end - delivered > 1 { requests[place].isFine = false }
        requests[place].delivered = max(delivered, end)
        requests[place].source = call.number
        requests[place].hasRescue = true
    }

    /// Whether bytes are these tokens of the answer, as the call says them.
    private mutating func isText(
        _ bytes: [UInt8],
        of call: Call,
        _ start: Int32,
        _ tokens: Range<Int32>
    ) -> Bool {
        guard bytes.count == tokens.count * Pseudotext.tokenBytes else { return false }
        for (offset, token) in tokens.enumerated() {
            let range = Pseudotext.range(
                start: Int(start),
                first: Int(token),
                count: 1,
                diverged: token >= call.divergesAt
            )
            let place = offset * Pseudotext.tokenBytes
            guard bytes[place..<place + Pseudotext.tokenBytes] == text[range] else { return false }
        }
        return true
    }

    /// The answer has begun or goes on: the attempts that lost are given up.
    private mutating func settle(_ index: Int) {
        let place = Int(calls[index].request)
        if relays[place].mustSettleInPlace() {
            let losers = relays[place].settle(at: relayNow, on: &board)
            for number in losers {
                if let loser = call(of: place, number: number), loser != index {
                    note(requests[place].arrival.number) { "attempt \(number) is given up" }
                    retire(loser)
                } else {
                    violate(.cancels, index, "attempt \(number) is to be given up and is not open")
                }
            }
        }
        let isAlone = requests[place].calls == Int32(index) && calls[index].next < 0
        if !isAlone {
            violate(.cancels, index, "an attempt stays open beside the one that answers")
        }
    }

    mutating func call(of place: Int, number: Int) -> Int? {
        var index = Int(requests[place].calls)
        while index >= 0 {
            if Int(calls[index].number) == number { return index }
            index = Int(calls[index].next)
        }
        return nil
    }

    // MARK: Ends

    /// An attempt has failed, or is given up as one that has.
    mutating func attemptFailed(_ index: Int, _ failure: AttemptFailure) {
        let call = calls[index]
        let place = Int(call.request)
        let row = Int(call.row)
        note(requests[place].arrival.number) { "attempt \(call.number) fails: \(failure.summary)" }
        tally.mix(now, failure.labelIndex << 8 | Int(call.number))
        let before = board.rows[row].breaker
        retire(index)
        let action = relays[place].failed(
            Int(call.number),
            failure,
            at: relayNow,
            on: &board,
            using: &generator
        )
        if case .rateLimited(let retryAfter) = failure {
            checkBreaker(before, row, place)
            if let retryAfter {
                watch.rows[row].heldUntil = max(
                    watch.rows[row].heldUntil,
                    relayNow + retryAfter
                )
            }
        }
        perform(action, place)
    }

    /// An attempt gave the whole answer.
    mutating func answered(_ index: Int) {
        let call = calls[index]
        let place = Int(call.request)
        note(requests[place].arrival.number) { "is answered by attempt \(call.number)" }
        tally.mix(now, Int(call.number) << 16)
        checkWhole(index)
        watch.rows[Int(call.row)].answered += 1
        if !call.streams { tally.firstToken.record(relayNow - requests[place].startedAt) }
        if call.number > 1, let reason = relays[place].served?.reason {
            if reason == .hedge || reason == .overtake { tally.wonRaces += 1 }
        }
        retire(index)
        tally.total.record(relayNow - requests[place].startedAt)
        end(place, requests[place].hasRescue ? .rescued : .answered)
    }

    /// A call is over for its request.
    mutating func retire(_ index: Int) {
        let call = calls[index]
        let place = Int(call.request)
        if requests[place].calls == Int32(index) {
            requests[place].calls = call.next
        } else {
            var before = Int(requests[place].calls)
            while Int(calls[before].next) != index { before = Int(calls[before].next) }
            calls[before].next = call.next
        }
        let bill = bill(of: index)
        let row = Int(call.row)
        watch.rows[row].billedInput += bill.input
        watch.rows[row].billedOutput += bill.output
        watch.rows[row].inFlight -= 1
        touched.append(row)
        calls[index].generation &+= 1
        calls[index].nextAt = .max
        freeCalls.append(index)
    }

    mutating func end(_ place: Int, _ end: Tally.End) {
        if requests[place].isEnded { violate(.endsOnce, at: place, "it ends once more") }
        checkEnd(place, end)
        while requests[place].calls >= 0 { retire(Int(requests[place].calls)) }
        requests[place].isEnded = true
        requests[place].generation &+= 1
        tally.malformedEvents += relays[place].malformedInPlace()
        tally.ended(end)
        freeRequests.append(place)
    }
}
