import Bus
import Inference
import NIOCore
import NIOSSL
import NIOTLS
import Wire

/// One connection to a supplier: sends a request, follows the framing of the response and hands
/// its bytes to the exchange.
final class SupplierConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum State {
        case connecting
        case idle
        /// A request was sent; nothing of its response has come.
        case awaitingHead
        case body(BodyReader)
        case closed
    }

    /// Whom this works for; nil while it is idle or its attempt was given up.
    var exchange: Exchange?
    /// Since when it has had nothing to do.
    var idleSince = Instant.never
    /// It has carried a request before: the peer may have closed it while nobody looked.
    private(set) var isReused = false
    private let pool: Pool
    private let lane: Lane
    private let isSecure: Bool
    private var context: ChannelHandlerContext?
    private var isReading = true
    private var state = State.connecting
    /// A head that has not come whole.
    private var partial = ByteBuffer()
    private var seeker = HeadSeeker()
    private var canBeReused = false

    init(pool: Pool, lane: Lane, isSecure: Bool) {
        self.pool = pool
        self.lane = lane
        self.isSecure = isSecure
    }

    // MARK: Life

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    /// A name may have several addresses, and each that is tried has a channel with this handler:
    /// only the one that became active counts.
    func handlerRemoved(context: ChannelHandlerContext) {
        if self.context === context { self.context = nil }
    }

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
        // Given up while it was being made.
        if case .closed = state { return context.close(promise: nil) }
        if !isSecure { established() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? TLSUserEvent, case .handshakeCompleted = event,
            context === self.context
        {
            established()
        }
        context.fireUserInboundEventTriggered(event)
    }

    private func established() {
        guard case .connecting = state else { return }
        state = .idle
        setReading(true)
        if let exchange { exchange.connected(self) } else { pool.keep(self) }
    }

    func connectFailed(_ error: any Error) {
        state = .closed
        guard let exchange else { return }
        self.exchange = nil
        exchange.failed(self, .unreachable(ConnectReason.text(of: error)))
    }

    /// Sends a request; the connection is busy until its response has ended.
    func send(_ message: ByteBuffer) {
        state = .awaitingHead
        context?.writeAndFlush(wrapOutboundOut(message), promise: nil)
    }

    /// Gives up the request that is under way: there is no other way than to close.
    func abandon() {
        exchange = nil
        // One that is still being made is kept for the next request; not so a handshake, which
        // a peer that hangs never ends.
        if case .connecting = state, !isSecure { return }
        close()
    }

    func close() {
        exchange = nil
        state = .closed
        context?.close(promise: nil)
    }

    func setReading(_ shouldRead: Bool) {
        guard shouldRead != isReading else { return }
        isReading = shouldRead
        // Fails only when the channel is closed, and then there is nothing to read.
        try? context?.channel.syncOptions?.setOption(.autoRead, value: shouldRead)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard context === self.context else { return }
        let (before, exchange) = (state, self.exchange)
        close()
        let reason = ConnectReason.text(of: error)
        switch before {
        case .connecting: exchange?.failed(self, .unreachable(reason))
        case .idle: pool.forget(self)
        case .awaitingHead where isStale: exchange?.staleConnectionClosed(self)
        case .awaitingHead, .body: exchange?.failed(self, .cut(reason))
        case .closed: break
        }
    }

    /// It was used before and the peer ends it without a byte of a response: the peer had most
    /// likely closed it before the request arrived.
    private var isStale: Bool { isReused && partial.readableBytes == 0 }

    func channelInactive(context: ChannelHandlerContext) {
        guard context === self.context else { return }
        let (before, exchange) = (state, self.exchange)
        state = .closed
        self.exchange = nil
        switch before {
        case .connecting:
            exchange?.failed(self, .unreachable("the connection was closed"))
        case .idle: pool.forget(self)
        case .awaitingHead:
            if isStale {
                exchange?.staleConnectionClosed(self)
            } else {
                exchange?.failed(self, .cut("closed before an answer"))
            }
        case .body(let reader):
            if reader.endsWithConnection {
                exchange?.bodyEnded(self)
            } else {
                exchange?.bodyCut(self)
            }
        case .closed: break
        }
    }

    // MARK: Bytes

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard context === self.context else { return }
        var bytes = unwrapInboundIn(data)
        switch state {
        case .body: readBody(bytes, from: 0)
        case .awaitingHead:
            if partial.readableBytes > 0 {
                partial.writeBuffer(&bytes)
                bytes = partial
                partial = ByteBuffer()
            }
            readHead(bytes)
        case .idle, .connecting, .closed:
            // Bytes that belong to no request: nothing here can be trusted any more.
            pool.forget(self)
            close()
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) { exchange?.flush() }

    private func readHead(_ received: ByteBuffer) {
        var bytes = received
        while true {
            do throws(HTTPFault) {
                if !seekEnd(bytes) {
                    partial = bytes
                    guard bytes.readableBytes <= lane.limits.headBytes else {
                        throw .headTooLarge
                    }
                    return
                }
                guard let head = try ResponseHead.read(in: bytes.readableBytesUInt8Span) else {
                    _ = try seeker.foundEnd(in: bytes.readableBytesUInt8Span)
                    partial = bytes
                    guard bytes.readableBytes <= lane.limits.headBytes else {
                        throw .headTooLarge
                    }
                    return
                }
                if head.isInterim, head.status != 101 {
                    bytes.moveReaderIndex(forwardBy: head.length)
                    seeker = HeadSeeker()
                    continue
                }
                begin(head, bytes)
            } catch {
                fail(.cut("its response is no HTTP: \(error.reason)"))
            }
            return
        }
    }

    /// Whether the whole head may be there; only a head that came in pieces is searched.
    private func seekEnd(_ bytes: ByteBuffer) -> Bool {
        guard seeker.hasBegun else { return true }
        // The fault is found again, with its reason, by the parser.
        return (try? seeker.foundEnd(in: bytes.readableBytesUInt8Span)) ?? true
    }

    private func begin(_ head: ResponseHead, _ bytes: ByteBuffer) {
        canBeReused = head.keepsAlive
        seeker = HeadSeeker()
        state = .body(BodyReader(head.framing))
        let current = exchange
        exchange?.headCame(self, head, bytes)
        guard current === exchange, case .body = state else { return }
        readBody(bytes, from: head.length)
    }

    /// Hands on the body's bytes that are in `bytes` behind `start`.
    private func readBody(_ bytes: ByteBuffer, from start: Int) {
        guard case .body(var reader) = state else { return }
        // The reader is worked on in place of the state's copy, and put back when more will come.
        let span = bytes.readableBytesUInt8Span
        var place = start
        do throws(HTTPFault) {
            while true {
                switch try reader.next(in: span, at: &place) {
                case .data(let range):
                    let current = exchange
                    exchange?.bodyCame(self, span, range)
                    guard current === exchange, case .body = state else { return }
                case .more:
                    state = .body(reader)
                    return
                case .end:
                    responseEnded(leftover: span.count - place)
                    return
                }
            }
        } catch {
            fail(.cut("its body is no HTTP: \(error.reason)"))
        }
    }

    /// The response is whole: the connection is free before the exchange goes on.
    private func responseEnded(leftover: Int) {
        let ended = exchange
        if canBeReused, leftover == 0, ended != nil {
            exchange = nil
            isReused = true
            state = .idle
            setReading(true)
            pool.keep(self)
        } else {
            close()
        }
        ended?.bodyEnded(self)
    }

    private func fail(_ failure: AttemptFailure) {
        let failed = exchange
        close()
        failed?.failed(self, failure)
    }
}

/// Follows the framing of one body.
struct BodyReader {
    private enum Kind {
        case none
        case sized(left: Int)
        case chunked(ChunkedBody)
        case untilClose
    }

    private var kind: Kind

    init(_ framing: BodyFraming) {
        kind =
            switch framing {
            case .none: .none
            case .sized(0): .none
            case .sized(let size): .sized(left: size)
            case .chunked: .chunked(ChunkedBody())
            case .untilClose: .untilClose
            }
    }

    /// The end of the connection is the end of the body.
    var endsWithConnection: Bool { if case .untilClose = kind { true } else { false } }

    /// The next piece of the body at `place`, which is moved behind it.
    @inline(__always)
    mutating func next(
        in bytes: Span<UInt8>,
        at place: inout Int
    ) throws(HTTPFault) -> ChunkedBody.Piece {
        switch kind {
        case .none: return .end
        case .sized(let left):
            guard left > 0 else { return .end }
            guard place < bytes.count else { return .more }
            let range = place..<min(bytes.count, place + left)
            place = range.upperBound
            kind = .sized(left: left - range.count)
            return .data(range)
        case .chunked(var chunks):
            let piece = try chunks.next(in: bytes, at: &place)
            kind = .chunked(chunks)
            return piece
        case .untilClose:
            guard place < bytes.count else { return .more }
            let range = place..<bytes.count
            place = bytes.count
            return .data(range)
        }
    }
}

extension HTTPFault {
    /// What is wrong, in words.
    var reason: String {
        switch self {
        case .malformed(let reason): reason.rawValue
        case .headTooLarge: "the head is too large"
        case .unsupportedVersion: "the HTTP version is neither 1.0 nor 1.1"
        case .unsupportedCoding: "a transfer coding other than chunked"
        }
    }
}
