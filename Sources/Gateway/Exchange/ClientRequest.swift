import Bus
import Inference
import NIOCore
import Wire

/// A request that was read whole and may be relayed.
struct ClientRequest {
    let endpoint: Endpoint
    let scan: RequestScan
    let body: ByteBuffer
    /// The head's bytes, for the lines that are passed on.
    let headBytes: ByteBuffer
    let head: RequestHead
    let route: Route
    let allowed: SupplySet
    let ask: Ask
    /// Whose key it came with.
    let keyName: String?
    let receivedAt: Instant
    let id: RequestID

    /// The same request with another body; nil when that is none.
    func with(body: [UInt8]) -> ClientRequest? {
        guard let scan = try? RequestScan(body.span) else { return nil }
        return ClientRequest(
            endpoint: endpoint,
            scan: scan,
            body: ByteBuffer(bytes: body),
            headBytes: headBytes,
            head: head,
            route: route,
            allowed: allowed,
            ask: ask,
            keyName: keyName,
            receivedAt: receivedAt,
            id: id
        )
    }

    /// The request as a supply gets it: its own head, the client's few lines, the edited body.
    func message(for target: Target, _ allocator: ByteBufferAllocator) -> ByteBuffer {
        let edits = scan.edits(for: endpoint)
        let prefix = target.requestHeads[endpoint.rawValue]
        let length = body.readableBytes + edits.growth(modelBytes: target.modelName.count)
        var message = allocator.buffer(
            capacity: prefix.count + 24 + head.forwarded.length + length
        )
        message.writeBytes(prefix)
        message.writeDecimal(length)
        message.writeStaticString("\r\n")
        let headSpan = headBytes.readableBytesUInt8Span
        for run in 0..<head.forwarded.count { message.write(headSpan, head.forwarded[run]) }
        message.writeStaticString("\r\n")
        write(edits, for: target, to: &message)
        return message
    }

    private func write(_ edits: BodyEdits, for target: Target, to message: inout ByteBuffer) {
        let span = body.readableBytesUInt8Span
        var place = 0
        func copy(upTo end: Int, _ message: inout ByteBuffer) {
            message.write(span, place..<end)
            place = end
        }
        func insert(_ usage: BodyEdits.Insertion, _ message: inout ByteBuffer) {
            copy(upTo: usage.range.lowerBound, &message)
            message.writeStaticString(usage.text)
            place = usage.range.upperBound
        }
        let usageIsFirst = edits.usage.map { $0.range.lowerBound < edits.model.lowerBound } ?? false
        if usageIsFirst, let usage = edits.usage { insert(usage, &message) }
        copy(upTo: edits.model.lowerBound, &message)
        message.writeBytes(target.modelName)
        place = edits.model.upperBound
        if !usageIsFirst, let usage = edits.usage { insert(usage, &message) }
        copy(upTo: span.count, &message)
    }
}

/// The number that a request is known by in headers and logs: 128 random bits.
struct RequestID {
    let high: UInt64
    let low: UInt64

    init(using generator: inout SplitMix64) {
        high = generator.next()
        low = generator.next()
    }

    /// Writes `req_` and 32 hexadecimal digits.
    func write(to buffer: inout ByteBuffer) {
        let digits = digits
        buffer.write(digits.span, 0..<36)
    }

    /// Adds it as the value of a key.
    func write(to line: inout JSONText) {
        let digits = digits
        line.rawString(digits.span)
    }

    private var digits: InlineArray<36, UInt8> {
        var digits = InlineArray<36, UInt8>(repeating: 0)
        (digits[0], digits[1], digits[2], digits[3]) = (0x72, 0x65, 0x71, 0x5F)  // req_
        for place in 0..<32 {
            let word = place < 16 ? high : low
            let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * (place & 15))) & 15
            digits[4 + place] = digit < 10 ? 0x30 + digit : 0x57 + digit
        }
        return digits
    }
}
