import Bus
import Inference

/// Timers, clients that leave, and a clock that jumps.
extension Simulator {
    /// Sees to it that the relay is asked when its deadline comes.
    ///
    /// Where one of its attempts has something to say before that, it is looked at again then, so
    /// most requests never set a timer.
    mutating func setTimer(_ place: Int) {
        guard !requests[place].isEnded else { return }
        let deadline = relays[place].deadlineInPlace()
        var next = Int64.max
        var index = Int(requests[place].calls)
        while index >= 0 {
            next = min(next, calls[index].nextAt)
            index = Int(calls[index].next)
        }
        guard deadline < .never else {
            if next == .max { violate(.endsOnce, at: place, "nothing will ever happen to it") }
            return
        }
        let at = max(now, deadline.nanoseconds - origin - shift)
        guard at < next, at < requests[place].timerAt else { return }
        requests[place].timerAt = at
        queue.push(
            Event(.timer, at: at, target: place, generation: requests[place].generation)
        )
    }

    mutating func timerRings(_ place: Int) {
        catchUp(place)
        var steps = 0
        while !requests[place].isEnded, violation == nil {
            steps += 1
            guard steps < 1_000 else {
                return violate(.endsOnce, at: place, "its timer never comes to rest")
            }
            switch relays[place].timerFired(at: relayNow) {
            case .none: return setTimer(place)
            case .resume:
                let action = relays[place].resume(
                    at: relayNow,
                    on: &board,
                    using: &generator
                )
                perform(action, place)
            case .giveUp(let number, let failure):
                guard let index = call(of: place, number: number) else {
                    return violate(.cancels, at: place, "attempt \(number) is not open")
                }
                attemptFailed(index, failure)
            case .askAnother:
                let attempt = relays[place].askAnother(
                    at: relayNow,
                    on: &board,
                    using: &generator
                )
                if let attempt { send(attempt, place) }
            case .finish(let number):
                guard let index = call(of: place, number: number) else {
                    return violate(.cancels, at: place, "attempt \(number) is not open")
                }
                streamEnds(index)
            }
        }
    }

    /// Hands over what has come until now from all attempts of a request.
    private mutating func catchUp(_ place: Int) {
        var index = Int(requests[place].calls)
        while index >= 0 {
            let next = Int(calls[index].next)
            let generation = next < 0 ? 0 : calls[next].generation
            _ = handOver(index)
            // What came from this one may have ended the next one.
            guard next >= 0, calls[next].generation == generation else { return }
            index = next
        }
    }

    mutating func clientLeaves(_ place: Int) {
        catchUp(place)
        guard !requests[place].isEnded else { return }
        note(requests[place].arrival.number) { "its client leaves" }
        tally.mix(now, place)
        _ = relays[place].clientGone(at: relayNow, on: &board)
        end(place, .abandoned)
    }

    // MARK: The clock

    mutating func setClock(_ step: ClockStep, _ place: Int) {
        var at = step.at.nanoseconds
        if at < now {
            guard let every = step.every?.nanoseconds else { return }
            at += (now - at + every - 1) / every * every
        }
        queue.push(Event(.step, at: at, target: place, generation: 0))
    }

    /// The clock jumps: what had come before was read before, and every timer that is late by now
    /// rings.
    mutating func clockJumps(_ step: Int) {
        for place in requests.indices where !requests[place].isEnded { catchUp(place) }
        shift += clockSteps[step].by.nanoseconds
        note(-1) { "the clock jumps" }
        for place in requests.indices { setTimer(place) }
        guard let every = clockSteps[step].every, upcoming != nil else { return }
        queue.push(
            Event(.step, at: now + every.nanoseconds, target: step, generation: 0)
        )
    }
}
