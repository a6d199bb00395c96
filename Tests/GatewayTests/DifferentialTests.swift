import Bus
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing
import Wire

/// Our reader of requests beside NIO's, message by message on the same bytes.
///
/// Two readers that see different messages in the same bytes are how requests are smuggled. Where
/// both accept they agree to the byte, what NIO refuses we refuse, and where we are stricter we say why.
@Suite struct DifferentialTests {
    private static let chunked = "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n"

    /// What we refuse and NIO takes, an example of it, and why.
    static let stricter: [(fault: HTTPFault, example: String, reason: String)] = [
        (
            .malformed(.startLine), "\r\nGET / HTTP/1.1\r\nhost: a\r\n\r\n",
            "no empty line stands before a request"
        ),
        (
            .malformed(.bareLineFeed), "\nGET / HTTP/1.1\r\nhost: a\r\n\r\n",
            "nor one that ends with a line feed alone"
        ),
        (
            .malformed(.target), "GET http://a/ HTTP/1.1\r\nhost: a\r\n\r\n",
            "a path or *: we are no proxy for other hosts"
        ),
        (
            .malformed(.host), "GET / HTTP/1.1\r\n\r\n",
            "RFC 9112 §3.2 asks for exactly one, which NIO leaves to its user"
        ),
        (
            .malformed(.contentLength),
            "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 0000000000000000001\r\n\r\na",
            "more than 18 digits are no length of anything"
        ),
        (
            .malformed(.codingTwice),
            "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
            "a list over two lines is as unheard of as it is dangerous"
        ),
        (
            .malformed(.codingInVersion10),
            "POST / HTTP/1.0\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
            "RFC 9112 §6.1: its framing is faulty"
        ),
        (
            .malformed(.authorizationTwice),
            "GET / HTTP/1.1\r\nhost: a\r\nauthorization: a\r\nauthorization: b\r\n\r\n",
            "which one would the next reader take?"
        ),
        (
            .malformed(.jurisdictionsTwice),
            "GET / HTTP/1.1\r\nhost: a\r\nx-busbar-jurisdictions: us\r\nx-busbar-jurisdictions: cn\r\n\r\n",
            "the last must not widen what one before it allowed"
        ),
        (
            .malformed(.chunkSize),
            chunked + "000000001\r\na\r\n0\r\n\r\n",
            "more than 8 digits are no size of a chunk"
        ),
        (
            .malformed(.chunkExtension),
            chunked + "1;" + String(repeating: "x", count: 300) + "\r\na\r\n0\r\n\r\n",
            "it has a bound"
        ),
        (
            .malformed(.trailer),
            chunked + "0\r\nx: " + String(repeating: "x", count: 9_000) + "\r\n\r\n",
            "it has a bound"
        ),
        (
            .unsupportedCoding,
            "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            "chunked alone is spoken"
        ),
    ]

    @Test func `each thing that we are stricter about is so`() {
        for (fault, example, reason) in Self.stricter {
            let bytes = Array(example.utf8)
            #expect(Reading(ofOurs: bytes).end == .refused(fault), "\(example)")
            #expect(Reading(ofNIO: bytes).messages.count == 1, "NIO refuses too: \(example)")
            #expect(!reason.isEmpty)
        }
    }

    @Test(arguments: 0..<40) func `both see the same messages in the same bytes`(seed: Int) {
        var generator = SplitMix64(seed)
        for _ in 0..<400 {
            var bytes = RandomRequest.bytes(&generator)
            if Bool.random(using: &generator) { RandomRequest.damage(&bytes, &generator) }
            if let difference = Self.difference(bytes) {
                let text = String(decoding: bytes, as: UTF8.self).debugDescription
                Issue.record("\(difference): \(text)")
            }
        }
    }

    @Test(arguments: [
        "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\ncontent-length: 5\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello!",
        "POST / HTTP/1.1\r\nhost: a\r\ncontent-length : 5\r\n\r\nhello",
        "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding : chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: xchunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello0\r\n\r\n",
        "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: +5\r\n\r\nhello",
        "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5,5\r\n\r\nhello",
        "GET / HTTP/1.1\r\nhost: a\r\n\tcontent-length: 5\r\n\r\nhello",
        "GET / HTTP/1.1\r\nhost: a\rcontent-length: 5\r\n\r\nhello",
        "GET / HTTP/1.1\nhost: a\n\n",
        "GET / HTTP/1.1\r\nhost: a\r\nx: \0\r\n\r\n",
    ]) func `a request that smuggles another is refused by us, whatever NIO does`(request: String) {
        let ours = Reading(ofOurs: Array(request.utf8))
        guard case .refused = ours.end else {
            Issue.record("it is taken: \(ours)")
            return
        }
        #expect(ours.messages.isEmpty)
    }

    @Test func `the generator makes messages that both take`() {
        var generator = SplitMix64(7)
        var taken = 0
        for _ in 0..<400 {
            taken += Reading(ofOurs: RandomRequest.bytes(&generator)).messages.count
        }
        #expect(taken > 300)
    }

    /// What the two readings differ in; nil when nothing is wrong.
    private static func difference(_ bytes: [UInt8]) -> String? {
        let (ours, theirs) = (Reading(ofOurs: bytes), Reading(ofNIO: bytes))
        for (our, their) in zip(ours.messages, theirs.messages) where !our.agrees(with: their) {
            return "ours \(our), NIO's \(their)"
        }
        if ours.messages.count > theirs.messages.count {
            let extra = ours.messages[theirs.messages.count]
            // NIO knows a list of methods; we take any and answer 405.
            if theirs.error == .invalidMethod, extra.method == "other" { return nil }
            return "only we take \(extra), NIO: \(theirs.error.map { "\($0)" } ?? "waits")"
        }
        guard ours.messages.count < theirs.messages.count else { return nil }
        switch ours.end {
        // After the last message of a connection nothing is read.
        case .closed: return nil
        case .refused(let fault):
            return stricter.contains { $0.fault == fault } ? nil : "only we refuse: \(fault)"
        case .complete, .waits: return "only NIO takes \(theirs.messages[ours.messages.count])"
        }
    }
}

/// A request, as far as both readers tell.
private struct Message: Equatable {
    var method: String
    var target: String
    var minorVersion: Int
    var framing: BodyFraming
    var keepsAlive: Bool
    var authorization: String?
    var jurisdictions: String?
    var body: [UInt8] = []
}

/// The messages that a reader finds in some bytes, and how it ends.
private struct Reading {
    enum End: Equatable {
        case complete, waits, closed
        case refused(HTTPFault)
    }

    var messages: [Message] = []
    var end = End.waits
    /// What NIO says, when it refuses.
    var error: HTTPParserError?

    init(ofOurs bytes: [UInt8]) {
        var place = 0
        do throws(HTTPFault) {
            while place < bytes.count {
                let rest = bytes.span.extracting(place...)
                guard let head = try RequestHead.read(in: rest) else { return }
                var message = Message(head, in: rest)
                var end = head.length
                guard try message.read(head.framing, in: rest, at: &end) else { return }
                messages.append(message)
                place += end
                guard head.keepsAlive else {
                    self.end = .closed
                    return
                }
            }
            end = .complete
        } catch {
            end = .refused(error)
        }
    }

    init(ofNIO bytes: [UInt8]) {
        let channel = EmbeddedChannel()
        defer { _ = try? channel.finish(acceptAlreadyClosed: true) }
        do {
            let decoder = ByteToMessageHandler(
                HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)
            )
            try channel.pipeline.syncOperations.addHandler(decoder)
            defer { collect(from: channel) }
            try channel.writeInbound(ByteBuffer(bytes: bytes))
        } catch {
            self.error = error as? HTTPParserError ?? .unknown
        }
    }

    /// Takes the decoded parts; a message counts when it is whole.
    private mutating func collect(from channel: EmbeddedChannel) {
        var message: Message?
        while let part = try? channel.readInbound(as: HTTPServerRequestPart.self) {
            switch part {
            case .head(let head): message = Message(head)
            case .body(let buffer): message?.body += Array(buffer.readableBytesView)
            case .end:
                if let message { messages.append(message) }
                message = nil
            }
        }
    }
}

extension Message {
    init(_ head: RequestHead, in bytes: Span<UInt8>) {
        method = "\(head.method)"
        target = bytes.string(head.target)
        minorVersion = head.minorVersion
        framing = head.framing
        keepsAlive = head.keepsAlive
        authorization = head.authorization.map { bytes.string($0) }
        jurisdictions = head.jurisdictions.map { bytes.string($0) }
    }

    init(_ head: HTTPRequestHead) {
        let names = ["GET": "get", "POST": "post", "HEAD": "head", "OPTIONS": "options"]
        method = names[head.method.rawValue] ?? "other"
        target = head.uri
        minorVersion = head.version.minor
        // NIO leaves the blanks behind a value to its user.
        func value(_ name: String) -> String? {
            head.headers.first(name: name).map { value in
                let blanks = value.reversed().prefix { $0 == " " || $0 == "\t" }
                return String(value.dropLast(blanks.count))
            }
        }
        let length = value("content-length").flatMap { Int($0) } ?? 0
        let isChunked = head.headers.contains(name: "transfer-encoding")
        framing = isChunked ? .chunked : length == 0 ? .none : .sized(length)
        keepsAlive = head.isKeepAlive
        authorization = value("authorization")
        jurisdictions = value("x-busbar-jurisdictions")
    }

    /// Whether NIO's message is this one.
    ///
    /// When one line says keep-alive and another close, NIO goes by one of them and we close.
    func agrees(with their: Message) -> Bool {
        var their = their
        if !keepsAlive { their.keepsAlive = false }
        return self == their
    }

    /// Reads our body; false when it is not whole.
    mutating func read(
        _ framing: BodyFraming,
        in bytes: Span<UInt8>,
        at place: inout Int
    ) throws(HTTPFault) -> Bool {
        switch framing {
        case .none, .untilClose: return true
        case .sized(let length):
            guard length <= bytes.count - place else { return false }
            body = bytes.array(place..<place + length)
            place += length
            return true
        case .chunked:
            var chunks = ChunkedBody()
            while true {
                switch try chunks.next(in: bytes, at: &place) {
                case .data(let range): body += bytes.array(range)
                case .end: return true
                case .more: return false
                }
            }
        }
    }
}

/// Requests of good parts and of parts that are not.
private enum RandomRequest {
    private static let methods = [
        "POST", "POST", "POST", "GET", "GET", "HEAD", "OPTIONS", "PUT", "DELETE", "BREW", "get",
    ]
    private static let targets = [
        "/", "/v1/chat/completions", "/v1/models?x=1", "*", "/%20", "//", "/ä",
    ]
    private static let versions = [
        "HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0",
    ]
    private static let fields = [
        "host: a", "Accept: */*", "X: ", "x:y", "content-type: application/json",
        "connection: close", "Connection: Keep-Alive", "connection: keep-alive, x",
        "authorization: Bearer \t k ",
        "x-busbar-jurisdictions: us, eu", "expect: 100-continue", "x: \u{FC}", "x: a\tb", "x y: z",
        "x : y", " x: y", "x", ": y", "x: \u{1}", "content-length: 3",
        "content-length: 3\t", "transfer-encoding: chunked\t", "transfer-encoding: chunked",
        "Transfer-Encoding: Chunked", "transfer-encoding: gzip, chunked", "te: trailers",
        "upgrade: h2c",
    ]

    static func bytes(_ generator: inout SplitMix64) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 1...3, using: &generator) { bytes += one(&generator) }
        return bytes
    }

    private static func one(_ generator: inout SplitMix64) -> [UInt8] {
        func pick(_ list: [String]) -> String { list.randomElement(using: &generator) ?? "" }
        // Most are good, or no message would ever follow another.
        let isGood = Int.random(in: 0..<4, using: &generator) > 0
        let method =
            isGood ? ["GET", "POST"].randomElement(using: &generator) ?? "" : pick(methods)
        let version = isGood ? "HTTP/1.1" : pick(versions)
        var lines = ["\(method) \(isGood ? "/v1/x?y=z" : pick(targets)) \(version)", "host: a"]
        let choice = isGood ? Array(fields[1...4]) : fields
        for _ in 0..<Int.random(in: 0...3, using: &generator) { lines.append(pick(choice)) }
        var body: [UInt8] = []
        switch Int.random(in: 0..<3, using: &generator) {
        case 0:
            body = text(&generator)
            lines.append("content-length: \(body.count)")
        case 1:
            lines.append("transfer-encoding: chunked")
            for _ in 0..<Int.random(in: 0...3, using: &generator) {
                let chunk = text(&generator)
                guard !chunk.isEmpty else { continue }
                let suffix = isGood ? "" : pick(["", ";a=b", " ", ";", ";\"x\"", "\t"])
                body +=
                    Array("\(String(chunk.count, radix: 16))\(suffix)\r\n".utf8) + chunk + [13, 10]
            }
            body += Array(isGood ? "0\r\n\r\n".utf8 : pick(ends).utf8)
        default: break
        }
        return Array(lines.joined(separator: "\r\n").utf8) + Array("\r\n\r\n".utf8) + body
    }

    private static let ends = [
        "0\r\n\r\n", "0\r\nx: y\r\n\r\n", "000\r\n\r\n", "0;x\r\n\r\n", "0\r\nx\r\n\r\n",
        "0\r\n x: y\r\n\r\n",
        "0\r\nx : y\r\n\r\n", "0\n\n", "0\r\n\n", "0\r\nx: y\n\r\n",
    ]

    private static func text(_ generator: inout SplitMix64) -> [UInt8] {
        let letters: [UInt8] = [0x30, 0x0D, 0x0A, 0x61, 0x7B, 0xFF]
        return (0..<Int.random(in: 0...20, using: &generator)).map { _ in
            letters.randomElement(using: &generator) ?? 0
        }
    }

    static func damage(_ bytes: inout [UInt8], _ generator: inout SplitMix64) {
        let letters = Array("\r\n :;,\t0aF/\u{0}\u{7F}-+".utf8)
        for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: bytes.remove(at: place)
            case 1: bytes[place] = letters.randomElement(using: &generator) ?? 0
            default: bytes.insert(letters.randomElement(using: &generator) ?? 0, at: place)
            }
        }
    }
}
