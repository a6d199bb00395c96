import Bus
import Inference
import NIOCore
import Synchronization
import Wire

/// One request on its way: does what the relay decides, between a client's connection and those
/// of suppliers.
final class Exchange {
    /// What the response of the attempt under way is read as.
    enum Reading {
        case nothing
        /// Events; they are held in `chunk` until the relay says begin.
        case stream
        /// A body that is judged as a whole: an answer that is not streamed, or an error.
        case whole
    }

    let request: ClientRequest
    let lane: Lane
    private let snapshot: Snapshot
    var relay: Relay
    var client: ClientConnection?
    private var connection: SupplierConnection?
    private var attempt: Attempt?
    var reading = Reading.nothing
    var head: ResponseHead?
    var headBytes = ByteBuffer()
    var body = ByteBuffer()
    private var events = EventReader()
    private var chunk = ChunkBuilder()
    /// A fresh connection was tried after a pooled one turned out to be closed.
    private var redialled = false
    var bytesOut = 0
    /// The client has the head of a stream.
    private var hasBegun = false

    init(_ request: ClientRequest, patience: Interval?, client: ClientConnection, lane: Lane) {
        self.request = request
        self.client = client
        self.lane = lane
        snapshot = lane.snapshot
        relay = Relay(
            route: request.route,
            allowed: request.allowed,
            streams: request.scan.streams,
            choices: request.endpoint == .responses ? 1 : request.scan.choices,
            keepsUsageChunk: request.scan.asksForUsage,
            patience: patience,
            at: request.receivedAt
        )
    }

    /// The target that serves it, or served it last.
    var target: Target? { attempt.map(target(of:)) }

    private func target(of attempt: Attempt) -> Target {
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
        }
    }

    private func perform(_ action: Relay.FailureAction) {
        switch action {
        case .send(let attempt): send(attempt)
        case .wait: setTimer()
        case .passOn: passOn()
        case .fail(let error): fail(error)
        case .abort(let error): abort(error)
        }
    }

    private func send(_ attempt: Attempt) {
        self.attempt = attempt
        redialled = false
        reading = .nothing
        let target = target(of: attempt)
        let pool = lane.pool(target)
        if let pooled = pool.take() {
            pooled.exchange = self
            connection = pooled
            connected(pooled)
        } else {
            connection = pool.connect(to: target, for: self)
        }
        setTimer()
    }

    private func setTimer() { client?.wake(at: relay.deadline) }

    /// The relay's deadline has come.
    func timeHasCome(at now: Instant) {
        switch relay.timerFired(at: now) {
        case .none: setTimer()
        case .resume:
            let action = lane.plant.board.withLock {
                relay.resume(at: now, on: &$0, using: &lane.generator)
            }
            perform(action)
        case .giveUp(let failure): giveUp(failure, at: now)
        case .finish: endStream(at: now)
        }
    }

    /// Gives up the attempt under way and goes on as the relay says.
    private func giveUp(_ failure: AttemptFailure, at now: Instant) {
        // Writing what had come may have found that the client is gone, and then it is all over.
        guard client != nil else { return }
        connection?.abandon()
        connection = nil
        attemptFailed(failure, at: now)
    }

    func attemptFailed(_ failure: AttemptFailure, at now: Instant) {
        guard let attempt else { preconditionFailure("a failure without an attempt") }
        lane.counters.attemptEnded(
            target(of: attempt).row,
            request.endpoint,
            outcome: failure,
            took: now - attempt.sentAt
        )
        lane.counters.failureHappened(row: target(of: attempt).row, failure, at: now)
        if !hasBegun {
            chunk.startOver()
            events = EventReader()
        }
        let action = lane.plant.board.withLock {
            relay.failed(failure, at: now, on: &$0, using: &lane.generator)
        }
        perform(action)
    }

    // MARK: What connections report

    func connected(_ connection: SupplierConnection) {
        guard connection === self.connection, let attempt else { return }
        let now = Clock.now()
        relay.connected(at: now)
        let message = request.message(for: target(of: attempt), lane.allocator)
        connection.send(message)
        setTimer()
    }

    func failed(_ connection: SupplierConnection, _ failure: AttemptFailure) {
        guard connection === self.connection else { return }
        self.connection = nil
        let now = Clock.now()
        // A reset behind a finish reason takes nothing from the answer.
        if case .stream = reading, relay.isWhole { return endStream(at: now) }
        attemptFailed(failure, at: now)
    }

    /// The peer had closed the pooled connection before the request reached it: that says nothing
    /// about the supply, so the same attempt goes on over a fresh one, once.
    func staleConnectionClosed(_ connection: SupplierConnection) {
        guard connection === self.connection, let attempt else { return }
        guard !redialled else { return failed(connection, .cut("closed before an answer")) }
        redialled = true
        let target = target(of: attempt)
        self.connection = lane.pool(target).connect(to: target, for: self)
    }

    func headCame(_ connection: SupplierConnection, _ head: ResponseHead, _ bytes: ByteBuffer) {
        guard connection === self.connection else { return }
        reading = .whole
        body.clear()
        if (200..<300).contains(head.status) {
            if let failure = head.misfit(streams: request.scan.streams) {
                return giveUp(failure, at: Clock.now())
            }
            if request.scan.streams, head.content != .json { reading = .stream }
        }
        if case .sized(let size) = head.framing, case .whole = reading {
            // Room for all of it, unless a large size is only claimed.
            body.reserveCapacity(min(size, 1 << 20))
        }
        self.head = head
        headBytes = bytes.getSlice(at: bytes.readerIndex, length: head.length) ?? ByteBuffer()
    }

    func bodyCame(_ connection: SupplierConnection, _ bytes: Span<UInt8>, _ range: Range<Int>) {
        guard connection === self.connection else { return }
        switch reading {
        case .stream: readEvents(bytes, range)
        case .whole:
            let isError = head.map { $0.status >= 300 } ?? false
            let limit = isError ? lane.limits.errorBytes : lane.limits.answerBytes
            if body.readableBytes + range.count <= limit {
                body.write(bytes, range)
            } else if !isError {
                giveUp(.badAnswer("an answer longer than \(limit) bytes"), at: Clock.now())
            }
        case .nothing: break
        }
    }

    func bodyEnded(_ connection: SupplierConnection) {
        guard connection === self.connection else { return }
        self.connection = nil
        let now = Clock.now()
        switch reading {
        case .stream: endStream(at: now)
        case .whole: judge(at: now)
        case .nothing: attemptFailed(.cut("closed before an answer"), at: now)
        }
    }

    /// The connection ended before the body did.
    func bodyCut(_ connection: SupplierConnection) {
        guard connection === self.connection else { return }
        self.connection = nil
        let now = Clock.now()
        if case .stream = reading, relay.isWhole { return endStream(at: now) }
        attemptFailed(.cut("cut off in mid-answer"), at: now)
    }

    // MARK: Streams

    private func readEvents(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        let now = Clock.now()
        let part = bytes.extracting(range)
        var place = 0
        while true {
            switch events.next(in: part, at: &place) {
            case .here(let event):
                guard took(part, event, at: now) else { return }
            case .carried:
                let event = events.carried
                guard took(event.span, 0..<event.count, at: now) else { return }
            case .more:
                guard events.carried.count > lane.limits.eventBytes else { return }
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
        let facts = events.facts(bytes, event, of: request.endpoint)
        switch relay.received(facts, at: now) {
        case .forward: chunk.append(bytes, event)
        case .hold:
            chunk.append(bytes, event)
            guard chunk.count <= lane.limits.heldBytes else {
                giveUp(.badAnswer("too much before the first content"), at: now)
                return false
            }
        case .begin:
            chunk.append(bytes, event)
            if relay.isProbing { lane.plant.board.withLock { relay.proved(at: now, on: &$0) } }
            beginStream()
        case .drop: lane.counters.malformedEvents += facts.isMalformed ? 1 : 0
        case .giveUp(let failure):
            flush()
            giveUp(failure, at: now)
            return false
        }
        return true
    }

    private func beginStream() {
        guard let head, let client else { return }
        hasBegun = true
        client.writeHead(
            head,
            headBytes,
            of: self,
            framing: client.framesChunks ? .chunked : .untilClose
        )
    }

    /// Sends what has come of the stream; called once for all that one read brought.
    func flush() {
        guard let client else { return }
        client.wake(at: relay.deadline)
        guard hasBegun, !chunk.isEmpty else { return }
        bytesOut += chunk.count
        client.write(chunk.take(framed: client.framesChunks, isLast: false))
        client.flush()
        chunk.startOver()
    }

    private func endStream(at now: Instant) {
        let action = lane.plant.board.withLock { relay.streamEnded(at: now, on: &$0) }
        switch action {
        case .giveUp(let failure):
            flush()
            giveUp(failure, at: now)
        case .finish:
            connection?.abandon()
            connection = nil
            if request.endpoint.hasStreamOptions, !relay.sawDone {
                chunk.append("data: [DONE]\n\n")
            }
            bytesOut += chunk.count
            if let client {
                client.write(chunk.take(framed: client.framesChunks, isLast: true))
            }
            finish(.answered(status: 200), at: now)
        }
    }

    // MARK: Ends

    func fail(_ error: ClientError) {
        client?.writeError(error, of: self)
        finish(.failed(error), at: Clock.now())
    }

    private func abort(_ error: ClientError) {
        guard let client else { return }
        if request.endpoint == .responses { chunk.append("event: error\n") }
        chunk.append("data: ")
        chunk.append(error.json)
        chunk.append("\n\n")
        client.write(chunk.take(framed: client.framesChunks, isLast: false))
        client.closeAfterExchange()
        finish(.failed(error), at: Clock.now())
    }

    /// The client's connection is gone.
    func clientGone() {
        guard client != nil else { return }
        client = nil
        let now = Clock.now()
        if lane.plant.board.withLock({ relay.clientGone(at: now, on: &$0) }) {
            connection?.abandon()
            connection = nil
        }
        lane.exchangeEnded(self, .abandoned, at: now)
    }

    func finish(_ outcome: ExchangeOutcome, at now: Instant) {
        if case .answered = outcome, relay.failures.count < relay.attemptsMade, let attempt {
            lane.counters.attemptEnded(
                target(of: attempt).row,
                request.endpoint,
                outcome: nil,
                took: now - attempt.sentAt
            )
        }
        lane.exchangeEnded(self, outcome, at: now)
        let client = self.client
        self.client = nil
        client?.exchangeEnded()
    }

    /// The client takes bytes, or takes none for now.
    func clientWritable(_ isWritable: Bool) {
        if isWritable { relay.clientResumed(at: Clock.now()) } else { relay.clientPaused() }
        connection?.setReading(isWritable)
        setTimer()
    }
}
