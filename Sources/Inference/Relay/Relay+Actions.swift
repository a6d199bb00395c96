/// What a driver is told to do: one type for each event, holding only what that event can cause.
extension Relay {
    package enum StartAction: Sendable, Hashable {
        case send(Attempt)
        /// Nobody can be asked now; call ``resume(at:on:using:)`` when the timer says so.
        case wait
        case fail(ClientError)
        /// The client has a part of the answer: tell it inside the stream, then close.
        case abort(ClientError)
    }

    package enum FailureAction: Sendable, Hashable {
        /// Other attempts are still under way.
        case goOn
        case send(Attempt)
        case wait
        /// Give the client the supplier's own error, as it is.
        case passOn
        case fail(ClientError)
        /// The client has a part of the answer: tell it inside the stream, then close.
        case abort(ClientError)
    }

    package enum TimerAction: Sendable, Hashable {
        /// Nothing is due any more.
        case none
        /// The wait is over: call ``resume(at:on:using:)``.
        case resume
        /// Give up this attempt and report this failure.
        case giveUp(Int, AttemptFailure)
        /// An attempt is slow: call ``askAnother(at:on:using:)``.
        case askAnother
        /// The answer is whole but its end is late: call ``streamEnded(_:at:on:)``.
        case finish(Int)
    }

    package enum EventAction: Sendable, Hashable {
        /// Keep it until content comes, or forget it with the attempt.
        case hold
        /// Send the head and everything that was held, then this. Then see ``Relay/mustSettle``.
        case begin
        case forward
        /// A rescue goes on from here: forget what was held, send this with the stream's own
        /// identity, and with the text in place of the event's own unless nil. Then see
        /// ``Relay/mustSettle``.
        case join(text: [UInt8]?)
        case drop
        /// Give up the attempt and report this failure.
        case giveUp(AttemptFailure)
    }

    package enum EndAction: Sendable, Hashable {
        /// The answer is whole: give it to the client, or end it there, and give up the other
        /// attempts.
        case finish
        /// Give up the attempt and report this failure.
        case giveUp(AttemptFailure)
    }
}
