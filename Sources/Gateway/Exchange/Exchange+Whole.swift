import Bus
import Inference
import NIOCore
import Synchronization
import Wire

/// Bodies that are judged as a whole: answers that are not streamed, and errors.
extension Exchange {
    func judge(at now: Instant) {
        guard let status = contact.head?.status, let attempt = contact.attempt else {
            preconditionFailure("a body without a head")
        }
        let whole = contact.body
        let span = whole.readableBytesUInt8Span
        guard (200..<300).contains(status) else {
            let failure = AttemptFailure(
                status: status,
                retryAfter: retryAfter,
                error: ErrorFacts(span)
            )
            return attemptFailed(failure, at: now)
        }
        let facts = AnswerFacts(span, of: request.endpoint)
        if request.scan.streams, facts.verdict == .whole {
            return attemptFailed(.badAnswer("a whole answer instead of a stream"), at: now)
        }
        let action = lane.plant.board.withLock {
            relay.answered(facts, of: attempt.number, at: now, on: &$0)
        }
        switch action {
        case .giveUp(let failure): attemptFailed(failure, at: now)
        case .finish: deliver(at: now)
        }
    }

    /// How long the response asks to wait.
    private var retryAfter: Interval? {
        let bytes = contact.headBytes
        return contact.head.flatMap { RetryAfter.read($0, bytes.readableBytesUInt8Span) }
    }

    /// Gives the client a whole body with its head.
    private func deliver(at now: Instant) {
        guard let head = contact.head else { preconditionFailure("a body without a head") }
        show(contact.attempt)
        bytesOut += contact.body.readableBytes
        client?.writeHead(
            head,
            contact.headBytes,
            of: self,
            framing: .sized(contact.body.readableBytes),
            body: contact.body
        )
        finish(.answered(status: head.status), at: now)
    }

    /// Gives the client the supplier's own error, as it is.
    ///
    /// `ended`: Whose body it is.
    func passOn(_ ended: Contact) {
        contact = ended
        guard let head = contact.head, case .whole = contact.reading, head.status >= 300 else {
            // An error inside a 200 has no response of its own to pass on.
            let said = relay.failures.last?.failure.summary ?? "refused"
            return fail(
                .invalidRequest(code: "rejected_by_supplier", "The supplier refused: \(said).")
            )
        }
        deliver(at: Clock.now())
    }
}
