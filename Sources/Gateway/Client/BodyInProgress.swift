import Bus
import Inference
import NIOCore
import Wire

/// A request whose head is accepted and whose body is on its way.
struct BodyInProgress {
    let head: RequestHead
    let headBytes: ByteBuffer
    let accepted: AcceptedHead
    let receivedAt: Instant
    private let lastInstant: Instant
    private(set) var bytes = ByteBuffer()
    private var chunks: ChunkedBody?
    private let size: Int
    private var idleDeadline: Instant

    init(
        head: RequestHead,
        headBytes: ByteBuffer,
        accepted: AcceptedHead,
        at now: Instant,
        limits: Limits
    ) {
        self.head = head
        self.headBytes = headBytes
        self.accepted = accepted
        receivedAt = now
        lastInstant = now + limits.bodyTimeout
        idleDeadline = now + limits.bodyIdle
        switch head.framing {
        case .sized(let size): self.size = size
        case .chunked:
            size = 0
            chunks = ChunkedBody()
        case .none, .untilClose: size = 0
        }
    }

    /// When the client has been too slow.
    var deadline: Instant { min(idleDeadline, lastInstant) }

    /// What is held of it, in bytes.
    var heldBytes: Int { bytes.readableBytes }

    mutating func cameAt(_ now: Instant, idle: Interval) { idleDeadline = now + idle }

    /// Takes what has come of the body out of `received`.
    ///
    /// - Returns: Whether the body is whole; what follows it is left in `received`.
    mutating func take(
        from received: inout ByteBuffer,
        limit: Int
    ) throws(HTTPFault) -> Bool {
        guard var chunks else {
            takeSized(from: &received)
            return bytes.readableBytes == size
        }
        var place = 0
        var isWhole = false
        let part = received
        let span = part.readableBytesUInt8Span
        reading: while bytes.readableBytes <= limit {
            switch try chunks.next(in: span, at: &place) {
            case .data(let range): bytes.write(span, range)
            case .end:
                isWhole = true
                break reading
            case .more: break reading
            }
        }
        self.chunks = chunks
        received.moveReaderIndex(forwardBy: place)
        if received.readableBytes == 0 { received = ByteBuffer() }
        return isWhole
    }

    private mutating func takeSized(from received: inout ByteBuffer) {
        let wanted = min(size - bytes.readableBytes, received.readableBytes)
        guard wanted > 0, var part = received.readSlice(length: wanted) else { return }
        if received.readableBytes == 0 { received = ByteBuffer() }
        if bytes.readableBytes == 0 {
            bytes = part
            // Room for the rest at once, unless a large size was only claimed.
            if wanted < size { bytes.reserveCapacity(min(size, 1 << 20)) }
        } else {
            bytes.writeBuffer(&part)
        }
    }
}

/// What a head was accepted for.
struct AcceptedHead {
    let endpoint: Endpoint
    let key: ClientKey?
    let id: RequestID
}
