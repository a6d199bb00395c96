import Bus
import Inference

/// What must always hold.
extension Simulator {
    mutating func violate(_ promise: Violation.Promise, _ call: Int, _ detail: String) {
        violate(promise, at: Int(calls[call].request), detail)
    }

    /// `place`: Of the request; −1 for the run as a whole.
    mutating func violate(_ promise: Violation.Promise, at place: Int, _ detail: String) {
        guard violation == nil else { return }
        let number = place < 0 ? -1 : requests[place].arrival.number
        note(number) { "BROKEN: \(detail)" }
        violation = Violation(
            promise: promise,
            request: number,
            detail: detail,
            at: Interval(nanoseconds: now)
        )
    }

    @inline(__always)
    mutating func note(_ request: Int, _ text: () -> String) {
        // What the relay does behind a broken promise says nothing more.
        guard trace != nil, violation == nil else { return }
        let line = TraceLine(at: Interval(nanoseconds: now), request: request, text: text())
        trace?.append(line)
    }

    /// An attempt is about to be sent.
    mutating func check(_ attempt: Attempt, _ row: Int, _ route: Route, _ place: Int) {
        let arrival = requests[place].arrival
        if requests[place].isEnded { violate(.endsOnce, at: place, "it asks after its end") }
        if !allowed[Int(arrival.route)][Int(arrival.law)].contains(attempt.place) {
            let name = route.model.supplies[attempt.place].id.name
            violate(.residency, at: place, "\(name) is not where it may run")
        }
        if attempt.number > route.policy.attempts {
            let most = route.policy.attempts
            violate(.attempts, at: place, "attempt \(attempt.number) of at most \(most)")
        }
        if relayNow < watch.rows[row].heldUntil {
            let wait = watch.rows[row].heldUntil - relayNow
            violate(.patience, at: place, "asked \(wait.milliseconds) ms too soon")
        }
        if attempt.reason != .first, let broken = watch.madeExtra(attempt.reason, at: relayNow) {
            violate(broken, at: place, "one \(attempt.reason) more than the budget has")
        }
        guard attempt.purpose == .continuation else { return }
        let left = Int(arrival.outputTokens - requests[place].delivered)
        if let remaining = relays[place].remainingTokens, remaining < left {
            violate(.wholeAnswer, at: place, "\(remaining) tokens are asked for, \(left) are left")
        }
    }

    /// Compares what is in flight on the supplies of this event.
    mutating func checkRows() {
        for place in 0..<touched.count {
            let row = touched[place]
            let counted = board.inFlightInPlace(row)
            guard counted != watch.rows[row].inFlight else { continue }
            violate(
                .inFlight,
                at: -1,
                "\(tally.supplies[row].name): \(counted) counted, "
                    + "\(watch.rows[row].inFlight) open"
            )
        }
        touched.removeAll(keepingCapacity: true)
    }

    /// A whole answer is about to be ended for the client.
    mutating func checkWhole(_ index: Int) {
        let call = calls[index]
        let place = Int(call.request)
        if requests[place].source != call.number {
            violate(.wholeAnswer, index, "ended by an attempt that did not answer")
        }
        if requests[place].delivered != call.total || !requests[place].hasFinish {
            let finish = requests[place].hasFinish ? "" : " and no finish reason"
            violate(
                .wholeAnswer,
                index,
                "whole with \(requests[place].delivered) of \(call.total) tokens\(finish)"
            )
        }
        let bill = bill(of: index)
        let usage = relays[place].usageInPlace()
        guard let billed = usage.billed else {
            return violate(.ledger, index, "an answer without its tokens")
        }
        if billed.input != bill.input || billed.output != bill.output {
            violate(
                .ledger,
                index,
                "metered \(billed.input) + \(billed.output) tokens, "
                    + "billed \(bill.input) + \(bill.output)"
            )
        }
        guard requests[place].isFine || !requests[place].hasRescue,
            let told = usage.client
        else { return }
        if told.input != Int(call.inputTokens) || told.output != Int(call.total) {
            violate(.ledger, index, "the client is told \(told.input) + \(told.output) tokens")
        }
    }

    /// A request is about to end.
    mutating func checkEnd(_ place: Int, _ end: Tally.End) {
        let route = catalogue.routes[Int(requests[place].arrival.route)]
        let begun = requests[place].startedAt.nanoseconds - origin
        let jumped = begun - requests[place].arrival.at
        let took = relayNow - requests[place].startedAt
        let most = route.policy.totalTimeout + Interval(nanoseconds: shift - jumped)
        if took > most {
            violate(
                .endsOnce,
                at: place,
                "it ends after \(took.milliseconds) ms, which is too late"
            )
        }
        guard end != .abandoned else { return }
        // Each attempt is accounted for: it failed, or it answered, or it is given up now.
        var open = 0
        var index = Int(requests[place].calls)
        while index >= 0 {
            open += 1
            index = Int(calls[index].next)
        }
        let isAnswered = end == .answered || end == .rescued
        let (made, failed) = relays[place].attemptsInPlace()
        let known = failed + (isAnswered ? 1 : 0) + open
        if known != made {
            violate(.ledger, at: place, "\(made) attempts were made and \(known) are accounted for")
        }
    }

    /// A supply answered 429.
    mutating func checkBreaker(_ before: Breaker, _ row: Int, _ place: Int) {
        let after = board.rows[row].breaker
        if after.failuresInARow != before.failuresInARow {
            violate(.limitIsNoSickness, at: place, "its failures in a row have changed")
        }
        switch (before.position, after.position) {
        case (.closed, .closed), (.open, .open), (.halfOpen, .halfOpen), (.halfOpen, .open): break
        case (.closed, _), (.open, _), (.halfOpen, .closed):
            violate(.limitIsNoSickness, at: place, "its breaker has moved")
        }
    }

    /// The run is over.
    mutating func finish() {
        for place in requests.indices where !requests[place].isEnded {
            violate(.endsOnce, at: place, "it never ends")
        }
        for row in watch.rows.indices {
            let (ours, boards) = (watch.rows[row], board.rows[row])
            let name = tally.supplies[row].name
            if boards.inFlight != 0 || ours.inFlight != 0 {
                violate(.inFlight, at: -1, "\(name): \(boards.inFlight) in flight in the end")
            }
            if boards.attempts != ours.sent || boards.answers != ours.answered {
                violate(
                    .ledger,
                    at: -1,
                    "\(name): \(boards.attempts) attempts and \(boards.answers) answers counted, "
                        + "\(ours.sent) and \(ours.answered) made"
                )
            }
            tally.supplies[row].attempts = Int(ours.sent)
            tally.supplies[row].answers = Int(ours.answered)
            tally.supplies[row].inputTokens = ours.billedInput
            tally.supplies[row].outputTokens = ours.billedOutput
        }
    }
}
