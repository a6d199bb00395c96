/// The head of a client's request: what routing needs, as ranges of the bytes it was read from.
package struct RequestHead: Sendable {
    package enum Method: Sendable, Hashable { case get, head, post, options, other }

    package let method: Method
    /// The path with its query, in origin form.
    package let target: Range<Int>
    /// 0 or 1 of HTTP/1.x.
    package let minorVersion: Int
    package fileprivate(set) var framing = BodyFraming.none
    /// Whether another request may follow on the connection.
    package fileprivate(set) var keepsAlive: Bool
    package fileprivate(set) var expectsContinue = false
    package fileprivate(set) var authorization: Range<Int>?
    /// `x-busbar-jurisdictions`: where the request may run.
    package fileprivate(set) var jurisdictions: Range<Int>?
    /// `x-stainless-read-timeout`: seconds for which an official SDK waits.
    package fileprivate(set) var readTimeout: Range<Int>?
    /// The lines that go on to the supplier as they are; everything else stays here.
    package fileprivate(set) var forwarded = FieldRuns()
    /// Bytes up to and including the empty line.
    package fileprivate(set) var length = 0

    /// Reads a head that begins at the first byte.
    ///
    /// - Returns: nil when the empty line has not come yet.
    /// - Throws: What is wrong, as soon as it is seen.
    package static func read(in bytes: Span<UInt8>) throws(HTTPFault) -> RequestHead? {
        guard let lineFeed = bytes.firstIndex(of: ASCII.lineFeed, from: 0) else { return nil }
        guard lineFeed > 0, bytes[lineFeed - 1] == ASCII.carriageReturn else {
            throw .malformed(.bareLineFeed)
        }
        var head = try startLine(in: bytes, end: lineFeed - 1)
        var fields = Fields()
        var place = lineFeed + 1
        while true {
            switch try FieldLine.read(in: bytes, at: place) {
            case .incomplete: return nil
            case .end(let end):
                head.length = end
                try head.settle(fields, in: bytes)
                return head
            case .field(let line):
                try head.take(line, &fields, in: bytes, at: place)
                place = line.end
            }
        }
    }

    /// What is gathered while the lines are read and judged at their end.
    private struct Fields {
        var hosts = 0
        var contentLength: Range<Int>?
        var coding: Range<Int>?
        var connection: Range<Int>?
    }

    private static func startLine(
        in bytes: Span<UInt8>,
        end: Int
    ) throws(HTTPFault) -> RequestHead {
        guard let gap = bytes.firstIndex(of: ASCII.space, from: 0), gap < end, gap > 0 else {
            throw .malformed(.startLine)
        }
        for place in 0..<gap where !FieldLine.isToken(bytes[place]) {
            throw .malformed(.startLine)
        }
        // "HTTP/1.1" are the last eight bytes, a space is before them.
        let version = end - 8
        guard version > gap + 1, bytes[version - 1] == ASCII.space else {
            throw .malformed(.startLine)
        }
        guard bytes.equals(version..<version + 5, "HTTP/"), bytes[end - 2] == 0x2E else {
            throw .malformed(.startLine)
        }
        let (major, minor) = (bytes[end - 3] &- 0x30, bytes[end - 1] &- 0x30)
        guard major < 10, minor < 10 else { throw .malformed(.startLine) }
        guard major == 1, minor < 2 else { throw .unsupportedVersion }
        let target = gap + 1..<version - 1
        for place in target where bytes[place] <= 0x20 || bytes[place] >= 0x7F {
            throw .malformed(.target)
        }
        let first = bytes[target.lowerBound]
        let isAsterisk = first == 0x2A && target.count == 1
        guard first == 0x2F || isAsterisk else { throw .malformed(.target) }
        return RequestHead(
            method: Method(bytes, 0..<gap),
            target: target,
            minorVersion: Int(minor),
            keepsAlive: minor == 1
        )
    }

    private init(method: Method, target: Range<Int>, minorVersion: Int, keepsAlive: Bool) {
        self.method = method
        self.target = target
        self.minorVersion = minorVersion
        self.keepsAlive = keepsAlive
    }

    @inline(__always)
    private mutating func take(
        _ line: FieldLine,
        _ fields: inout Fields,
        in bytes: Span<UInt8>,
        at start: Int
    ) throws(HTTPFault) {
        let name = line.name
        switch name.count {
        case 4 where bytes.equalsIgnoringCase(name, "host"): fields.hosts += 1
        case 6 where bytes.equalsIgnoringCase(name, "accept"):
            forwarded.append(start..<line.end)
        case 6 where bytes.equalsIgnoringCase(name, "expect"):
            expectsContinue = bytes.equalsIgnoringCase(line.value, "100-continue")
        case 10 where bytes.equalsIgnoringCase(name, "connection"):
            fields.connection = line.value
            if bytes.hasToken("close", in: line.value) { keepsAlive = false }
            if minorVersion == 0, bytes.hasToken("keep-alive", in: line.value) { keepsAlive = true }
        case 10
        where bytes.equalsIgnoringCase(name, "user-agent")
            || bytes.equalsIgnoringCase(name, "tracestate"):
            forwarded.append(start..<line.end)
        case 11
        where bytes.equalsIgnoringCase(name, "openai-beta")
            || bytes.equalsIgnoringCase(name, "traceparent"):
            forwarded.append(start..<line.end)
        case 12 where bytes.equalsIgnoringCase(name, "content-type"):
            forwarded.append(start..<line.end)
        case 13 where bytes.equalsIgnoringCase(name, "authorization"):
            guard authorization == nil else { throw .malformed(.authorizationTwice) }
            authorization = line.value
        case 14 where bytes.equalsIgnoringCase(name, "content-length"):
            guard fields.contentLength == nil else { throw .malformed(.lengthTwice) }
            guard !line.endsWithTab(in: bytes) else { throw .malformed(.contentLength) }
            fields.contentLength = line.value
        case 15 where bytes.equalsIgnoringCase(name, "idempotency-key"):
            forwarded.append(start..<line.end)
        case 17 where bytes.equalsIgnoringCase(name, "transfer-encoding"):
            guard fields.coding == nil else { throw .malformed(.codingTwice) }
            guard !line.endsWithTab(in: bytes) else { throw .unsupportedCoding }
            fields.coding = line.value
        case 22 where bytes.equalsIgnoringCase(name, "x-busbar-jurisdictions"):
            // The last one must not widen what one before it allowed.
            guard jurisdictions == nil else { throw .malformed(.jurisdictionsTwice) }
            jurisdictions = line.value
        case 24 where bytes.equalsIgnoringCase(name, "x-stainless-read-timeout"):
            readTimeout = line.value
        default: break
        }
    }

    /// Judges what only the whole head tells: host and framing.
    private mutating func settle(
        _ fields: Fields,
        in bytes: Span<UInt8>
    ) throws(HTTPFault) {
        guard fields.hosts == 1 || (fields.hosts == 0 && minorVersion == 0) else {
            throw .malformed(.host)
        }
        if let coding = fields.coding {
            guard fields.contentLength == nil else { throw .malformed(.lengthAndChunked) }
            guard minorVersion == 1 else { throw .malformed(.codingInVersion10) }
            guard bytes.equalsIgnoringCase(coding, "chunked") else { throw .unsupportedCoding }
            framing = .chunked
        } else if let field = fields.contentLength {
            guard let length = bytes.decimal(field) else { throw .malformed(.contentLength) }
            framing = length == 0 ? .none : .sized(length)
        }
    }
}

extension RequestHead.Method {
    fileprivate init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        if bytes.equals(range, "POST") {
            self = .post
        } else if bytes.equals(range, "GET") {
            self = .get
        } else if bytes.equals(range, "HEAD") {
            self = .head
        } else if bytes.equals(range, "OPTIONS") {
            self = .options
        } else {
            self = .other
        }
    }
}

extension Span where Element == UInt8 {
    /// Whether the comma-separated list in `range` has `token`, which is given in lower case.
    func hasToken(_ token: StaticString, in range: Range<Int>) -> Bool {
        var start = range.lowerBound
        while start <= range.upperBound {
            var end = start
            while end < range.upperBound, self[end] != ASCII.comma { end += 1 }
            if equalsIgnoringCase(trimmed(start..<end), token) { return true }
            start = end + 1
        }
        return false
    }
}
