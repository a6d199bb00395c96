/// What a driver is told to do: one type for each event, holding only what that event can cause.
extension Relay {
    package enum StartAction: Sendable, Hashable {
        case send(Attempt)
        /// Nobody can be asked now; call ``resume(at:on:using:)`` when ``deadline`` has come.
        case wait
        case fail(ClientError)
    }

    package enum FailureAction: Sendable, Hashable {
        case send(Attempt)
        case wait
        /// Give the client the supplier's own error, as it is.
        case passOn
        case fail(ClientError)
        /// The client has a part of the answer: tell it inside the stream, then close.
        case abort(ClientError)
    }

    package enum TimerAction: Sendable, Hashable {
        /// It was early, or for something that is over.
        case none
        /// The wait is over: call ``resume(at:on:using:)``.
        case resume
        /// Give up the attempt that is under way and report this failure.
        case giveUp(AttemptFailure)
        /// The answer is whole but its end is late: call ``streamEnded(at:on:)``.
        case finish
    }

    package enum EventAction: Sendable, Hashable {
        /// Keep it until content comes, or forget it with the attempt.
        case hold
        /// Send the head and everything that was held, then this.
        case begin
        case forward
        case drop
        /// Give up the attempt and report this failure.
        case giveUp(AttemptFailure)
    }

    package enum EndAction: Sendable, Hashable {
        /// The answer is whole: give it to the client, or end it there.
        case finish
        /// Give up the attempt and report this failure.
        case giveUp(AttemptFailure)
    }
}
