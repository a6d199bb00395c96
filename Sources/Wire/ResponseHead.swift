/// The head of a supplier's response: what the relay needs, as ranges of the bytes it was read from.
package struct ResponseHead: Sendable {
    package enum Content: Sendable, Hashable { case json, eventStream, html, other, unstated }

    /// 100…999.
    package let status: Int
    package fileprivate(set) var framing = BodyFraming.untilClose
    /// Whether the connection can carry another request afterwards.
    package fileprivate(set) var keepsAlive: Bool
    package fileprivate(set) var content = Content.unstated
    /// A content coding was applied although none was asked for: the body can't be read.
    package fileprivate(set) var isEncoded = false
    package fileprivate(set) var retryAfter: Range<Int>?
    package fileprivate(set) var retryAfterMilliseconds: Range<Int>?
    /// The supplier's own `x-request-id`.
    package fileprivate(set) var requestID: Range<Int>?
    /// The lines that go on to the client as they are.
    package fileprivate(set) var forwarded = FieldRuns()
    /// Bytes up to and including the empty line.
    package fileprivate(set) var length = 0

    /// An interim response (1xx); the real one follows.
    package var isInterim: Bool { status < 200 }

    private init(status: Int, keepsAlive: Bool) {
        self.status = status
        self.keepsAlive = keepsAlive
    }

    /// Reads a head that begins at the first byte.
    ///
    /// - Returns: nil when the empty line has not come yet.
    /// - Throws: What is wrong, as soon as it is seen.
    package static func read(in bytes: Span<UInt8>) throws(HTTPFault) -> ResponseHead? {
        guard let lineFeed = bytes.firstIndex(of: ASCII.lineFeed, from: 0) else { return nil }
        guard lineFeed > 0, bytes[lineFeed - 1] == ASCII.carriageReturn else {
            throw .malformed(.bareLineFeed)
        }
        var (head, minorVersion) = try startLine(in: bytes, end: lineFeed - 1)
        var contentLength: Range<Int>?
        var coding: Range<Int>?
        var place = lineFeed + 1
        while true {
            switch try FieldLine.read(in: bytes, at: place) {
            case .incomplete: return nil
            case .end(let end):
                head.length = end
                try head.settle(length: contentLength, coding: coding, minorVersion, in: bytes)
                return head
            case .field(let line):
                switch line.name.count {
                case 14 where bytes.equalsIgnoringCase(line.name, "content-length"):
                    guard contentLength == nil else { throw .malformed(.lengthTwice) }
                    contentLength = line.value
                case 17 where bytes.equalsIgnoringCase(line.name, "transfer-encoding"):
                    guard coding == nil else { throw .malformed(.codingTwice) }
                    coding = line.value
                default: head.take(line, minorVersion, in: bytes, at: place)
                }
                place = line.end
            }
        }
    }

    private static func startLine(
        in bytes: Span<UInt8>,
        end: Int
    ) throws(HTTPFault) -> (head: ResponseHead, minorVersion: Int) {
        // HTTP/1.1 200 and a reason that may be left out, with the space before it or without.
        guard end >= 12, bytes.equals(0..<7, "HTTP/1."), bytes[8] == ASCII.space else {
            throw .malformed(.startLine)
        }
        guard end == 12 || bytes[12] == ASCII.space else { throw .malformed(.startLine) }
        let minor = bytes[7] &- 0x30
        guard minor < 2 else { throw .unsupportedVersion }
        guard let status = bytes.decimal(9..<12), status >= 100 else {
            throw .malformed(.startLine)
        }
        guard FieldLine.isText(bytes, 12..<end) else { throw .malformed(.startLine) }
        return (ResponseHead(status: status, keepsAlive: minor == 1), Int(minor))
    }

    /// Keeps a line for the client unless it belongs to the connection, or to us.
    @inline(__always)
    private mutating func take(
        _ line: FieldLine,
        _ minorVersion: Int,
        in bytes: Span<UInt8>,
        at start: Int
    ) {
        let name = line.name
        switch name.count {
        case 10 where bytes.equalsIgnoringCase(name, "connection"):
            if bytes.hasToken("close", in: line.value) { keepsAlive = false }
            if minorVersion == 0, bytes.hasToken("keep-alive", in: line.value) { keepsAlive = true }
            return
        case 10
        where bytes.equalsIgnoringCase(name, "keep-alive")
            || bytes.equalsIgnoringCase(name, "set-cookie"):
            return
        case 7
        where bytes.equalsIgnoringCase(name, "upgrade")
            || bytes.equalsIgnoringCase(name, "trailer")
            || bytes.equalsIgnoringCase(name, "alt-svc"):
            return
        case 4 where bytes.equalsIgnoringCase(name, "date"): break
        case 11 where bytes.equalsIgnoringCase(name, "retry-after"): retryAfter = line.value
        case 12 where bytes.equalsIgnoringCase(name, "content-type"):
            content = Content(bytes, line.value)
        case 12 where bytes.equalsIgnoringCase(name, "x-request-id"):
            requestID = line.value
            return
        case 14 where bytes.equalsIgnoringCase(name, "retry-after-ms"):
            retryAfterMilliseconds = line.value
        case 16 where bytes.equalsIgnoringCase(name, "content-encoding"):
            isEncoded = !bytes.equalsIgnoringCase(line.value, "identity")
        case 18 where bytes.equalsIgnoringCase(name, "proxy-authenticate"): return
        case 25 where bytes.equalsIgnoringCase(name, "strict-transport-security"): return
        default:
            if name.count > 9,
                bytes.equalsIgnoringCase(name.lowerBound..<name.lowerBound + 9, "x-busbar-")
            {
                return
            }
        }
        forwarded.append(start..<line.end)
    }

    private mutating func settle(
        length: Range<Int>?,
        coding: Range<Int>?,
        _ minorVersion: Int,
        in bytes: Span<UInt8>
    ) throws(HTTPFault) {
        if let coding {
            guard length == nil else { throw .malformed(.lengthAndChunked) }
            guard minorVersion == 1 else { throw .malformed(.codingInVersion10) }
            guard bytes.equalsIgnoringCase(coding, "chunked") else { throw .unsupportedCoding }
            framing = .chunked
        } else if let length {
            guard let size = bytes.decimal(length) else { throw .malformed(.contentLength) }
            framing = .sized(size)
        }
        if isInterim || status == 204 || status == 304 { framing = .none }
        if framing == .untilClose { keepsAlive = false }
    }
}

extension ResponseHead.Content {
    fileprivate init(_ bytes: Span<UInt8>, _ value: Range<Int>) {
        var end = value.lowerBound
        while end < value.upperBound, bytes[end] != 0x3B { end += 1 }
        let type = bytes.trimmed(value.lowerBound..<end)
        if bytes.equalsIgnoringCase(type, "application/json") {
            self = .json
        } else if bytes.equalsIgnoringCase(type, "text/event-stream") {
            self = .eventStream
        } else if bytes.equalsIgnoringCase(type, "text/html") {
            self = .html
        } else {
            self = .other
        }
    }
}
