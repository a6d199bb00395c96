import Bus
import Inference
import NIOCore
import Wire

/// One client's connection: reads requests one after the other, answers what the gateway answers
/// itself, and gives the others to an exchange.
///
/// Pipelined requests are served in order: the next one is read when the last one has ended.
final class ClientConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    enum State {
        /// Waiting for a request; nothing of it has come.
        case idle
        /// A part of a head has come.
        case head
        /// The head is accepted, ``body`` is coming.
        case body
        case exchange(Exchange)
        /// Refused and closing: what still comes is dropped, so that the refusal is read.
        case lingering
        case closed
    }

    let lane: Lane
    private(set) var state = State.idle
    /// What has come and is not used.
    private var received = ByteBuffer()
    private var seeker = HeadSeeker()
    /// The request whose body is coming; apart from the state, because it is changed in place.
    private var body: BodyInProgress?
    private var context: ChannelHandlerContext?
    private var isReading = true
    /// What was unsent when that was last looked at.
    private var lastUnsent = 0
    private var slot = 0
    private var headDeadline = Instant.never
    /// Of the request that is being answered.
    private(set) var minorVersion = 1
    private(set) var keepsAlive = true
    private var isProcessing = false
    /// The last bearer token that was good here, so that a kept connection is not hashed again.
    var knownToken: [UInt8] = []
    var knownKey: ClientKey?
    var knownSnapshot: Snapshot?

    init(lane: Lane) { self.lane = lane }

    var allocator: ByteBufferAllocator { lane.allocator }
    /// Whether the client understands chunks.
    var framesChunks: Bool { minorVersion > 0 }

    // MARK: Life

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        slot = lane.add(self)
        wake(at: Clock.now() + lane.limits.keepAlive)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        lane.remove(self, slot: slot)
    }

    func channelInactive(context: ChannelHandlerContext) {
        let before = state
        state = .closed
        if case .exchange(let exchange) = before { exchange.clientGone() }
        dropBody()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { close() }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable, isBetweenRequests {
            setReading(true)
            wake(at: Clock.now() + lane.limits.keepAlive)
            return process()
        }
        guard case .exchange(let exchange) = state else { return }
        let isWritable = context.channel.isWritable
        exchange.clientWritable(isWritable)
        // Only a client that takes nothing at all is given up.
        if !isWritable { wake(at: Clock.now() + lane.limits.clientStall) }
    }

    func close() { context?.close(promise: nil) }

    /// No more requests: an idle connection is closed now, a busy one after its answer.
    func drain() {
        keepsAlive = false
        switch state {
        case .idle, .head: if unsentBytes > 0 { closeWhenWritten() } else { close() }
        case .body, .exchange, .lingering, .closed: break
        }
    }

    /// Whether something of a client is under way that a shutdown waits for.
    var isBusy: Bool {
        switch state {
        case .body, .exchange: true
        case .idle, .head, .lingering: unsentBytes > 0
        case .closed: false
        }
    }

    private var isBetweenRequests: Bool {
        switch state {
        case .idle, .head: true
        case .body, .exchange, .lingering, .closed: false
        }
    }

    /// Bytes that were written and that the client has not taken.
    private var unsentBytes: Int {
        // Fails only when the channel is closed, and then nothing will be taken any more.
        (try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }

    // MARK: Time

    @inline(__always)
    func wake(at time: Instant) { lane.wake(slot, at: time) }

    func timeHasCome(at now: Instant) {
        guard !isStillSending(at: now) else { return }
        switch state {
        case .idle: close()
        case .head: refuseTimeout("The head of the request did not come in time.")
        case .body:
            let deadline = body?.deadline ?? now
            guard now >= deadline else { return wake(at: deadline) }
            refuseTimeout("The body of the request did not come in time.")
        case .exchange(let exchange):
            if let context, !context.channel.isWritable {
                close()
            } else {
                exchange.timeHasCome(at: now)
            }
        case .lingering: close()
        case .closed: break
        }
    }

    /// Whether the client takes bytes of an answer, slowly: then it is not given up.
    private func isStillSending(at now: Instant) -> Bool {
        guard context?.channel.isWritable == false || isClosing else { return false }
        let unsent = unsentBytes
        guard unsent > 0, unsent != lastUnsent else { return false }
        lastUnsent = unsent
        wake(at: now + lane.limits.clientStall)
        return true
    }

    private var isClosing: Bool { if case .lingering = state { true } else { false } }

    private func refuseTimeout(_ message: String) {
        refuse(.invalidRequest(408, code: "request_timeout", message))
    }

    // MARK: Bytes in

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        switch state {
        case .lingering, .closed: return
        case .idle, .head, .body, .exchange:
            if received.readableBytes == 0 {
                received = bytes
            } else {
                received.writeBuffer(&bytes)
            }
        }
        if case .exchange = state {
            if received.readableBytes > lane.limits.pipelinedBytes { setReading(false) }
            return
        }
        process()
    }

    /// Reads as many requests as have come and can be served now.
    func process() {
        // Answers from inside the loop come back here; the loop itself goes on with them.
        guard !isProcessing else { return }
        isProcessing = true
        defer { isProcessing = false }
        while step() {}
    }

    /// Does the next thing; false when more bytes or an answer have to come first.
    private func step() -> Bool {
        switch state {
        case .idle, .head: readHead()
        case .body: readBody()
        case .exchange, .lingering, .closed: false
        }
    }

    private func readHead() -> Bool {
        guard context?.channel.isWritable == true else {
            // A client that does not take its answers gets no more of them.
            setReading(false)
            wake(at: Clock.now() + lane.limits.clientStall)
            return false
        }
        skipEmptyLine()
        guard received.readableBytes > 0 else { return false }
        let now = Clock.now()
        if case .idle = state {
            state = .head
            headDeadline = now + lane.limits.headTimeout
        }
        do throws(HTTPFault) {
            guard let head = try parseHead() else {
                guard received.readableBytes <= lane.limits.headBytes else { throw .headTooLarge }
                wake(at: headDeadline)
                return false
            }
            guard head.length <= lane.limits.headBytes else { throw .headTooLarge }
            minorVersion = head.minorVersion
            keepsAlive = head.keepsAlive && !lane.isDraining
            guard let bytes = received.readSlice(length: head.length) else { return false }
            if received.readableBytes == 0 { received = ByteBuffer() }
            seeker = HeadSeeker()
            accept(head, bytes, at: now)
            return true
        } catch {
            refuse(ClientError(error))
            return false
        }
    }

    /// One empty line before a request is forgiven (RFC 9112 §2.2).
    private func skipEmptyLine() {
        guard case .idle = state else { return }
        let part = received
        let bytes = part.readableBytesUInt8Span
        guard bytes.count >= 2, bytes[0] == ASCII.carriageReturn, bytes[1] == ASCII.lineFeed
        else { return }
        received.moveReaderIndex(forwardBy: 2)
    }

    private func parseHead() throws(HTTPFault) -> RequestHead? {
        let part = received
        let span = part.readableBytesUInt8Span
        // A head that trickles in is only searched until its end is there.
        if span.count < lane.limits.headBytes, seeker.hasBegun {
            guard try seeker.foundEnd(in: span) else { return nil }
        }
        let head = try RequestHead.read(in: span)
        if head == nil { _ = try seeker.foundEnd(in: span) }
        return head
    }

    /// A body goes on.
    private func readBody() -> Bool {
        let limit = lane.limits.bodyBytes
        let heldBefore = body?.heldBytes ?? 0
        do throws(HTTPFault) {
            let isWhole = try body?.take(from: &received, limit: limit) ?? false
            let held = body?.heldBytes ?? 0
            lane.heldBodyBytes += held - heldBefore
            guard held <= limit else {
                refuse(.bodyTooLarge(limit: limit))
                return false
            }
            guard lane.canHold(0) else {
                refuse(.overloaded)
                return false
            }
            guard isWhole else {
                body?.cameAt(Clock.now(), idle: lane.limits.bodyIdle)
                wake(at: body?.deadline ?? .never)
                return false
            }
        } catch {
            lane.heldBodyBytes += (body?.heldBytes ?? 0) - heldBefore
            refuse(ClientError(error))
            return false
        }
        state = .idle
        if let whole = body.take() { begin(whole) }
        return true
    }

    /// Forgets a body that is not going to be whole.
    private func dropBody() {
        lane.heldBodyBytes -= body?.heldBytes ?? 0
        body = nil
    }

    // MARK: Changes of state

    func awaitBody(_ body: BodyInProgress) {
        self.body = body
        state = .body
    }

    func run(_ exchange: Exchange) {
        state = .exchange(exchange)
        exchange.start()
    }

    /// The answer of an exchange is written.
    func exchangeEnded() {
        guard case .exchange = state else { return }
        flush()
        nextRequest()
    }

    /// The client has a part of an answer that will not be whole.
    func closeAfterExchange() { keepsAlive = false }

    /// Goes on to the next request, or closes.
    func nextRequest() {
        // Writing the answer may have found the connection gone.
        if case .closed = state { return }
        guard keepsAlive else { return closeWhenWritten() }
        state = .idle
        setReading(true)
        wake(at: Clock.now() + lane.limits.keepAlive)
        process()
    }

    /// Says why and closes: what follows on the connection cannot be told apart from the rest.
    func refuse(_ error: ClientError) {
        keepsAlive = false
        let id = RequestID(using: &lane.generator)
        lane.refused(error, id: id, path: "", at: Clock.now())
        write(ErrorResponse.buffer(error, id: id, keepsAlive: false, allocator))
        closeWhenWritten()
    }

    /// Closes when the client has got everything.
    ///
    /// Until it closes its side, or for a moment, what it still sends is read and dropped: closing
    /// on unread bytes would reset the connection and take the answer from it.
    func closeWhenWritten() {
        guard let context else { return }
        if case .closed = state { return }
        received = ByteBuffer()
        dropBody()
        state = .lingering
        wake(at: Clock.now() + lane.limits.clientStall)
        let written = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: written)
        written.futureResult.assumeIsolated().whenComplete { [self] _ in
            guard case .lingering = state else { return }
            self.context?.close(mode: .output, promise: nil)
            wake(at: Clock.now() + lane.limits.linger)
        }
        setReading(true)
    }

    // MARK: Bytes out

    @inline(__always)
    func write(_ buffer: ByteBuffer) { context?.write(wrapOutboundOut(buffer), promise: nil) }

    @inline(__always)
    func flush() { context?.flush() }

    private func setReading(_ shouldRead: Bool) {
        guard shouldRead != isReading else { return }
        isReading = shouldRead
        // Fails only when the channel is closed, and then there is nothing to read.
        try? context?.channel.syncOptions?.setOption(.autoRead, value: shouldRead)
    }
}
