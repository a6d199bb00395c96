import Bus
import Inference
import NIOCore
import Synchronization
import Wire

/// Answers that come event by event.
extension Exchange {
    func readEvents(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        let now = Clock.now()
        let part = bytes.extracting(range)
        var place = 0
        while true {
            switch contact.events.next(in: part, at: &place) {
            case .here(let event):
                guard took(part, event, at: now) else { return }
            case .carried:
                let event = contact.events.carried
                guard took(event.span, 0..<event.count, at: now) else { return }
            case .more:
                guard contact.events.carried.count > lane.limits.eventBytes else { return }
                let limit = lane.limits.eventBytes
                return giveUp(.badAnswer("an event longer than \(limit) bytes"), at: now)
            }
        }
    }

    /// Lets the relay judge one event.
    ///
    /// - Returns: False when the attempt was given up.
    @inline(__always)
    private func took(_ bytes: Span<UInt8>, _ event: Range<Int>, at now: Instant) -> Bool {
        guard let attempt = contact.attempt else { return false }
        let facts = contact.events.facts(bytes, event, of: request.endpoint)
        switch relay.received(facts, in: bytes, of: attempt.number, at: now) {
        case .forward:
            // Read as a stored property: a computed one would copy the relay for every chunk.
            if relay.rescuedBy != nil {
                goOn(bytes, event, facts, text: nil)
            } else {
                contact.chunk.append(bytes, event)
                identity?.sent(bytes, event, facts)
            }
        case .hold:
            guard hold(bytes, event, facts, attempt) else {
                giveUp(.badAnswer("too much before the first content"), at: now)
                return false
            }
        case .begin:
            contact.chunk.append(bytes, event)
            begin(bytes, event, facts, at: now)
        case .join(let text):
            settle(at: now)
            goOn(bytes, event, facts, text: text)
        case .drop: lane.counters.malformedEvents += facts.isMalformed ? 1 : 0
        case .giveUp(let failure):
            flush()
            giveUp(failure, at: now)
            return false
        }
        return true
    }

    /// Keeps an event until content comes; of a rescue only its names are kept.
    ///
    /// - Returns: False when it is too much.
    private func hold(
        _ bytes: Span<UInt8>,
        _ event: Range<Int>,
        _ facts: EventFacts,
        _ attempt: Attempt
    ) -> Bool {
        guard !hasBegun else {
            if request.endpoint == .responses { contact.names.learn(bytes, event) }
            return true
        }
        contact.chunk.append(bytes, event)
        if relay.delivered.obstacle == nil {
            if contact.identity == nil { contact.identity = StreamIdentity(of: request.endpoint) }
            contact.identity?.sent(bytes, event, facts)
        }
        return contact.chunk.count <= lane.limits.heldBytes
    }

    private func begin(
        _ bytes: Span<UInt8>,
        _ event: Range<Int>,
        _ facts: EventFacts,
        at now: Instant
    ) {
        settle(at: now)
        if relay.delivered.obstacle == nil || request.scan.asksForUsage {
            identity = contact.identity ?? StreamIdentity(of: request.endpoint)
            identity?.sent(bytes, event, facts)
        }
        guard let head = contact.head, let client else { return }
        hasBegun = true
        client.writeHead(
            head,
            contact.headBytes,
            of: self,
            framing: client.framesChunks ? .chunked : .untilClose
        )
    }

    /// Adds an event of a supply that goes on with another one's answer.
    private func goOn(
        _ bytes: Span<UInt8>,
        _ event: Range<Int>,
        _ facts: EventFacts,
        text: [UInt8]?
    ) {
        guard !facts.isDone, !facts.isComment else { return contact.chunk.append(bytes, event) }
        let usage = relay.rescuedBy == .continuation ? relay.usage : nil
        let renamed = identity?.renamed(
            bytes,
            event,
            facts,
            text: text,
            usage: usage,
            from: &contact.names
        )
        contact.chunk.append(renamed ?? bytes.array(event))
    }

    /// Tells whoever reads the stream's comments who goes on with it, and keeps its client from
    /// thinking that nothing comes any more.
    func announce(_ attempt: Attempt, by target: Target) {
        guard let client else { return }
        var comment = ChunkBuilder()
        comment.append(": busbar: attempt ")
        comment.append(Array("\(attempt.number) \(attempt.purpose) ".utf8))
        comment.append(Array(target.supply.id.name.utf8.filter { $0 >= 0x20 }))
        comment.append("\n\n")
        bytesOut += comment.count
        client.write(comment.take(framed: client.framesChunks, isLast: false))
        client.flush()
    }

    /// Sends what has come of the stream; called once for all that one read brought.
    func flush() {
        guard let client else { return }
        client.wake(at: relay.deadline)
        guard hasBegun, !contact.chunk.isEmpty else { return }
        bytesOut += contact.chunk.count
        client.write(contact.chunk.take(framed: client.framesChunks, isLast: false))
        client.flush()
        contact.chunk.startOver()
        countHeld()
    }

    /// Counts what is kept for a rescue; past the lane's bound it is given up.
    private func countHeld() {
        let held = relay.delivered.text.count + relay.delivered.reasoning.count
        guard held != countedBytes else { return }
        lane.heldRescueBytes += held - countedBytes
        countedBytes = held
        if lane.heldRescueBytes > lane.rescueBudget { relay.disarm() }
    }

    func endStream(at now: Instant) {
        guard let number = contact.attempt?.number else { return }
        let action = lane.plant.board.withLock { relay.streamEnded(number, at: now, on: &$0) }
        switch action {
        case .giveUp(let failure):
            flush()
            giveUp(failure, at: now)
        case .finish:
            contact.connection?.abandon()
            contact.connection = nil
            if request.endpoint.hasStreamOptions, !relay.sawDone { addEnd() }
            bytesOut += contact.chunk.count
            if let client {
                client.write(contact.chunk.take(framed: client.framesChunks, isLast: true))
            }
            finish(.answered(status: 200), at: now)
        }
    }

    /// The end that the supplier has not sent: a usage if the client wants one, and `[DONE]`.
    private func addEnd() {
        if request.scan.asksForUsage, relay.usage == nil, let identity {
            let usage = relay.estimatedUsage
            contact.chunk.append(identity.usageEvent(usage, of: request.endpoint))
        }
        contact.chunk.append("data: [DONE]\n\n")
    }

    /// Tells the client inside its stream that the answer is not whole.
    func abort(_ error: ClientError) {
        guard let client else { return }
        if request.endpoint == .responses { contact.chunk.append("event: error\n") }
        contact.chunk.append("data: ")
        contact.chunk.append(error.json)
        contact.chunk.append("\n\n")
        client.write(contact.chunk.take(framed: client.framesChunks, isLast: false))
        client.closeAfterExchange()
        finish(.failed(error), at: Clock.now())
    }
}
