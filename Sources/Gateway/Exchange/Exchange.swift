import Bus
import Inference
import NIOCore
import Synchronization
import Wire

/// One request on its way: does what the relay decides, between a client's connection and those
/// of suppliers.
final class Exchange {
    let request: ClientRequest
    let lane: Lane
    let snapshot: Snapshot
    var relay: Relay
    var client: ClientConnection?
    /// The one whose event is being handled; in the end the one whose answer the client gets.
    var contact = Contact()
    /// The others that are open.
    private var rivals: [Contact] = []
    /// By what the client knows its stream, whoever goes on with it.
    var identity: StreamIdentity?
    /// The attempt that the client, the log and the console see.
    private var shown: Attempt?
    /// Failures that are in the counters.
    private var countedFailures = 0
    /// Bytes of the answer that the lane counts as held for a rescue.
    var countedBytes = 0
    var bytesOut = 0
    /// The client has the head of a stream.
    var hasBegun = false

    init(_ request: ClientRequest, patience: Interval?, client: ClientConnection, lane: Lane) {
        self.request = request
        self.client = client
        self.lane = lane
        snapshot = lane.snapshot
        relay = Relay(
            route: request.route,
            allowed: request.allowed,
            ask: request.ask,
            keepsUsageChunk: request.scan.asksForUsage,
            patience: patience,
            at: request.receivedAt
        )
    }

    /// The target that serves it, or served it last.
    var target: Target? { shown.map(target(of:)) }

    func target(of attempt: Attempt) -> Target {
        guard let target = snapshot.targets[request.route.rows[attempt.place]] else {
            preconditionFailure("a route of a snapshot has a target for every supply")
        }
        return target
    }

    // MARK: What the relay wants

    func start() {
        lane.counters.requestBegan()
        let action = lane.plant.board.withLock {
            relay.start(at: request.receivedAt, on: &$0, using: &lane.generator)
        }
        perform(action)
    }

    private func perform(_ action: Relay.StartAction) {
        switch action {
        case .send(let attempt): send(attempt)
        case .wait: setTimer()
        case .fail(let error): fail(error)
        case .abort(let error): abort(error)
        }
    }

    private func perform(_ action: Relay.FailureAction, after ended: Contact) {
        switch action {
        case .goOn, .wait: setTimer()
        case .send(let attempt): send(attempt)
        case .passOn: passOn(ended)
        case .fail(let error): fail(error)
        case .abort(let error): abort(error)
        }
    }

    private func send(_ attempt: Attempt) {
        if contact.attempt != nil { rivals.append(contact) }
        contact = Contact(attempt: attempt)
        shown = shown ?? attempt
        let target = target(of: attempt)
        if attempt.reason == .rescue { announce(attempt, by: target) }
        if attempt.purpose == .continuation {
            guard let message = continuation(for: target) else {
                return attemptFailed(.diverged("it leaves no place to go on from"), at: Clock.now())
            }
            contact.message = message
        }
        let pool = lane.pool(target)
        if let pooled = pool.take() {
            pooled.exchange = self
            contact.connection = pooled
            connected(pooled)
        } else {
            contact.connection = pool.connect(to: target, for: self)
        }
        setTimer()
    }

    /// The request that asks to go on with what the client has.
    private func continuation(for target: Target) -> ByteBuffer? {
        let body = request.body
        let edited = Continuation.body(
            of: body.readableBytesUInt8Span,
            endpoint: request.endpoint,
            text: relay.delivered.solidText,
            remaining: relay.remainingTokens,
            prefill: target.supply.prefill
        )
        guard let edited, let request = request.with(body: edited) else { return nil }
        return request.message(for: target, lane.allocator)
    }

    func setTimer() { client?.wake(at: relay.deadline) }

    /// The relay's deadline has come.
    func timeHasCome(at now: Instant) {
        while client != nil {
            switch relay.timerFired(at: now) {
            case .none: return setTimer()
            case .resume:
                let action = lane.plant.board.withLock {
                    relay.resume(at: now, on: &$0, using: &lane.generator)
                }
                perform(action)
            case .giveUp(let number, let failure):
                look(at: number)
                giveUp(failure, at: now)
            case .askAnother:
                let attempt = lane.plant.board.withLock {
                    relay.askAnother(at: now, on: &$0, using: &lane.generator)
                }
                if let attempt { send(attempt) }
            case .finish(let number):
                look(at: number)
                endStream(at: now)
            }
        }
    }

    /// Gives up the attempt that is looked at and goes on as the relay says.
    func giveUp(_ failure: AttemptFailure, at now: Instant) {
        // Writing what had come may have found that the client is gone, and then it is all over.
        guard client != nil else { return }
        contact.connection?.abandon()
        attemptFailed(failure, at: now)
    }

    func attemptFailed(_ failure: AttemptFailure, at now: Instant) {
        // What came with the failure counts as delivered, so the client has to get it.
        if hasBegun, relay.served == contact.attempt { flush() }
        guard client != nil else { return }
        let ended = contact
        guard let attempt = ended.attempt else { preconditionFailure("no attempt has failed") }
        if !hasBegun { shown = attempt }
        contact = rivals.popLast() ?? Contact()
        let action = lane.plant.board.withLock {
            relay.failed(attempt.number, failure, at: now, on: &$0, using: &lane.generator)
        }
        countFailures()
        perform(action, after: ended)
    }

    // MARK: Several at once

    /// Turns to the contact of a connection.
    ///
    /// - Returns: Whether it is one of those that are open.
    @inline(__always)
    private func look(at connection: SupplierConnection) -> Bool {
        if contact.connection === connection { return true }
        guard let place = rivals.firstIndex(where: { $0.connection === connection }) else {
            return false
        }
        swap(&contact, &rivals[place])
        return true
    }

    /// Turns to the contact of an attempt.
    private func look(at number: Int) {
        guard contact.attempt?.number != number,
            let place = rivals.firstIndex(where: { $0.attempt?.number == number })
        else { return }
        swap(&contact, &rivals[place])
    }

    /// The answer has begun: the attempts that lost are given up.
    func settle(at now: Instant) {
        shown = contact.attempt
        guard relay.mustSettle else { return }
        let losers = lane.plant.board.withLock { relay.settle(at: now, on: &$0) }
        guard !losers.isEmpty else { return }
        dropRivals()
        countFailures()
    }

    private func dropRivals() {
        for rival in rivals { rival.connection?.abandon() }
        rivals = []
    }

    /// Puts what has newly failed into the counters.
    private func countFailures() {
        for failed in relay.failures.dropFirst(countedFailures) {
            let row = request.route.rows[failed.attempt.place]
            lane.counters.attemptEnded(
                row,
                request.endpoint,
                outcome: failed.failure,
                took: failed.failedAt - failed.attempt.sentAt
            )
            if failed.failure != .outpaced {
                lane.counters.failureHappened(row: row, failed.failure, at: failed.failedAt)
            }
        }
        countedFailures = relay.failures.count
    }

    // MARK: What connections report

    func connected(_ connection: SupplierConnection) {
        guard look(at: connection), let attempt = contact.attempt else { return }
        relay.connected(attempt.number, at: Clock.now())
        let message = contact.message ?? request.message(for: target(of: attempt), lane.allocator)
        contact.message = nil
        connection.send(message)
        setTimer()
    }

    func failed(_ connection: SupplierConnection, _ failure: AttemptFailure) {
        guard look(at: connection) else { return }
        contact.connection = nil
        let now = Clock.now()
        // A reset behind a finish reason takes nothing from the answer.
        if isWholeStream { return endStream(at: now) }
        attemptFailed(failure, at: now)
    }

    /// The client's stream comes from the contact that is looked at, and is whole.
    private var isWholeStream: Bool {
        guard case .stream = contact.reading else { return false }
        return relay.isWhole && relay.served == contact.attempt
    }

    /// The peer had closed the pooled connection before the request reached it: that says nothing
    /// about the supply, so the same attempt goes on over a fresh one, once.
    func staleConnectionClosed(_ connection: SupplierConnection) {
        guard look(at: connection), let attempt = contact.attempt else { return }
        guard !contact.redialled else { return failed(connection, .cut("closed before an answer")) }
        contact.redialled = true
        if attempt.purpose == .continuation {
            contact.message = continuation(for: target(of: attempt))
        }
        contact.connection = lane.pool(target(of: attempt)).connect(
            to: target(of: attempt),
            for: self
        )
    }

    func headCame(_ connection: SupplierConnection, _ head: ResponseHead, _ bytes: ByteBuffer) {
        guard look(at: connection) else { return }
        contact.reading = .whole
        contact.body.clear()
        if (200..<300).contains(head.status) {
            if let failure = head.misfit(streams: request.scan.streams) {
                return giveUp(failure, at: Clock.now())
            }
            if request.scan.streams, head.content != .json { contact.reading = .stream }
        }
        if case .sized(let size) = head.framing, case .whole = contact.reading {
            // Room for all of it, unless a large size is only claimed.
            contact.body.reserveCapacity(min(size, 1 << 20))
        }
        contact.head = head
        contact.headBytes =
            bytes.getSlice(at: bytes.readerIndex, length: head.length) ?? ByteBuffer()
    }

    func bodyCame(_ connection: SupplierConnection, _ bytes: Span<UInt8>, _ range: Range<Int>) {
        guard look(at: connection) else { return }
        switch contact.reading {
        case .stream: readEvents(bytes, range)
        case .whole:
            let isError = contact.head.map { $0.status >= 300 } ?? false
            let limit = isError ? lane.limits.errorBytes : lane.limits.answerBytes
            if contact.body.readableBytes + range.count <= limit {
                contact.body.write(bytes, range)
            } else if !isError {
                giveUp(.badAnswer("an answer longer than \(limit) bytes"), at: Clock.now())
            }
        case .nothing: break
        }
    }

    func bodyEnded(_ connection: SupplierConnection) {
        guard look(at: connection) else { return }
        contact.connection = nil
        let now = Clock.now()
        switch contact.reading {
        case .stream: endStream(at: now)
        case .whole: judge(at: now)
        case .nothing: attemptFailed(.cut("closed before an answer"), at: now)
        }
    }

    /// The connection ended before the body did.
    func bodyCut(_ connection: SupplierConnection) {
        guard look(at: connection) else { return }
        contact.connection = nil
        let now = Clock.now()
        if isWholeStream { return endStream(at: now) }
        attemptFailed(.cut("cut off in mid-answer"), at: now)
    }

    // MARK: Ends

    func fail(_ error: ClientError) {
        client?.writeError(error, of: self)
        finish(.failed(error), at: Clock.now())
    }

    /// The client's connection is gone.
    func clientGone() {
        guard client != nil else { return }
        client = nil
        let now = Clock.now()
        _ = lane.plant.board.withLock { relay.clientGone(at: now, on: &$0) }
        close()
        lane.exchangeEnded(self, .abandoned, at: now)
    }

    /// Gives up whatever is still open, and what is held.
    private func close() {
        contact.connection?.abandon()
        contact.connection = nil
        dropRivals()
        lane.heldRescueBytes -= countedBytes
        countedBytes = 0
    }

    func finish(_ outcome: ExchangeOutcome, at now: Instant) {
        close()
        countFailures()
        if case .answered = outcome, let served = relay.served, relay.isEnded {
            lane.counters.attemptEnded(
                target(of: served).row,
                request.endpoint,
                outcome: nil,
                took: now - served.sentAt
            )
        }
        lane.exchangeEnded(self, outcome, at: now)
        let client = self.client
        self.client = nil
        client?.exchangeEnded()
    }

    /// Shows another attempt than the last one as the one that the client got something of.
    func show(_ attempt: Attempt?) { shown = attempt ?? shown }

    /// The client takes bytes, or takes none for now.
    func clientWritable(_ isWritable: Bool) {
        if isWritable { relay.clientResumed(at: Clock.now()) } else { relay.clientPaused() }
        if hasBegun { contact.connection?.setReading(isWritable) }
        setTimer()
    }
}
