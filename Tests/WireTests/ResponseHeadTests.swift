import Testing
import Wire

@Suite struct ResponseHeadTests {
    static func head(_ text: String) throws(HTTPFault) -> ResponseHead? {
        let bytes = Array(text.utf8)
        return try ResponseHead.read(in: bytes.span)
    }

    static let stream = """
        HTTP/1.1 200 OK\r
        Date: Mon, 02 Nov 2026 10:00:00 GMT\r
        Content-Type: text/event-stream; charset=utf-8\r
        Transfer-Encoding: chunked\r
        Connection: keep-alive\r
        X-Request-ID: req_1\r
        openai-processing-ms: 12\r
        Set-Cookie: a=b\r
        x-busbar-supplier: liar\r
        x-ratelimit-remaining-requests: 3\r
        \r\n
        """

    @Test func `a supplier's head gives what the relay needs`() throws {
        let head = try #require(try Self.head(Self.stream))
        #expect(head.status == 200)
        #expect(head.framing == .chunked)
        #expect(head.content == .eventStream)
        #expect(head.keepsAlive)
        #expect(!head.isInterim)
        #expect(!head.isEncoded)
        #expect(text(Self.stream, head.requestID) == "req_1")
        #expect(head.length == Self.stream.utf8.count)
    }

    @Test func `what belongs to the connection or to us does not go on`() throws {
        let head = try #require(try Self.head(Self.stream))
        let runs = (0..<head.forwarded.count).compactMap { text(Self.stream, head.forwarded[$0]) }
        let lines = runs.joined().split(separator: "\r\n").map(String.init)
        #expect(
            lines == [
                "Date: Mon, 02 Nov 2026 10:00:00 GMT",
                "Content-Type: text/event-stream; charset=utf-8", "openai-processing-ms: 12",
                "x-ratelimit-remaining-requests: 3",
            ]
        )
    }

    @Test func `the beginning of a good head is never judged`() throws {
        for length in 0..<Self.stream.utf8.count {
            let head = try Self.head(
                String(decoding: Self.stream.utf8.prefix(length), as: UTF8.self)
            )
            #expect(head == nil, "\(length) bytes")
        }
    }

    @Test(
        arguments: [
            ("HTTP/1.1 200 OK\r\n\r\n", 200, BodyFraming.untilClose, false),
            ("HTTP/1.1 200\r\ncontent-length: 5\r\n\r\n", 200, .sized(5), true),
            ("HTTP/1.1 200 \r\ncontent-length: 0\r\n\r\n", 200, .sized(0), true),
            ("HTTP/1.0 200 OK\r\ncontent-length: 5\r\n\r\n", 200, .sized(5), false),
            (
                "HTTP/1.0 200 OK\r\ncontent-length: 5\r\nconnection: keep-alive\r\n\r\n", 200,
                .sized(5), true
            ),
            ("HTTP/1.1 204 No Content\r\ncontent-length: 5\r\n\r\n", 204, .none, true),
            ("HTTP/1.1 304 Not Modified\r\n\r\n", 304, .none, true),
            ("HTTP/1.1 100 Continue\r\n\r\n", 100, .none, true),
            (
                "HTTP/1.1 999 Ünknown\r\ncontent-length: 1\r\nconnection: close\r\n\r\n", 999,
                .sized(1), false
            ),
        ] as [(String, Int, BodyFraming, Bool)]
    ) func `how long the body is and whether the connection goes on`(
        message: String,
        status: Int,
        framing: BodyFraming,
        keepsAlive: Bool
    ) throws {
        let head = try #require(try Self.head(message))
        #expect(head.status == status)
        #expect(head.framing == framing)
        #expect(head.keepsAlive == keepsAlive)
    }

    @Test(
        arguments: [
            ("application/json", ResponseHead.Content.json), ("application/JSON;charset=x", .json),
            ("text/event-stream", .eventStream), ("text/html; charset=utf-8", .html),
            ("text/plain", .other), ("", .other), (";", .other),
        ] as [(String, ResponseHead.Content)]
    ) func `what it carries`(type: String, content: ResponseHead.Content) throws {
        let head = try #require(try Self.head("HTTP/1.1 200 OK\r\ncontent-type: \(type)\r\n\r\n"))
        #expect(head.content == content)
    }

    @Test func `what a supplier asks to wait is found in both spellings`() throws {
        let message = "HTTP/1.1 429 Slow\r\nRetry-After: 3\r\nretry-after-ms: 2500\r\n\r\n"
        let head = try #require(try Self.head(message))
        #expect(text(message, head.retryAfter) == "3")
        #expect(text(message, head.retryAfterMilliseconds) == "2500")
        #expect(head.content == .unstated)
        #expect(head.forwarded.count == 1)
    }

    @Test(
        arguments: [("gzip", true), ("identity", false), ("Identity", false), ("br", true)]
            as [(String, Bool)]
    )
    func `a coding that nobody asked for is noticed`(coding: String, isEncoded: Bool) throws {
        let head = try #require(
            try Self.head("HTTP/1.1 200 OK\r\ncontent-encoding: \(coding)\r\n\r\n")
        )
        #expect(head.isEncoded == isEncoded)
    }

    @Test(
        arguments: [
            ("HTTP/1.1 99 OK\r\n", HTTPFault.malformed(.startLine)),
            ("HTTP/1.1 2000 OK\r\n", .malformed(.startLine)),
            ("HTTP/1.1 099 OK\r\n", .malformed(.startLine)),
            ("HTTP/1.1 2x0 OK\r\n", .malformed(.startLine)),
            ("HTTP/1.1 200OK\r\n", .malformed(.startLine)),
            ("HTTP/1.1  200 OK\r\n", .malformed(.startLine)),
            ("HTTP/2 200 OK\r\n", .malformed(.startLine)),
            ("ICY 200 OK\r\n", .malformed(.startLine)),
            ("HTTP/1.1 200 O\0K\r\n", .malformed(.startLine)),
            ("GET / HTTP/1.1\r\n", .malformed(.startLine)),
            ("\r\n", .malformed(.startLine)),
            ("HTTP/1.2 200 OK\r\n", .unsupportedVersion),
            ("HTTP/1.1 200 OK\n", .malformed(.bareLineFeed)),
            ("HTTP/1.1 200 OK\r\nx: y\r\n folded\r\n", .malformed(.foldedField)),
            ("HTTP/1.1 200 OK\r\nx\r\n", .malformed(.missingColon)),
            ("HTTP/1.1 200 OK\r\nx : y\r\n", .malformed(.fieldName)),
            ("HTTP/1.1 200 OK\r\nx: \u{1}\r\n", .malformed(.controlByte)),
            ("HTTP/1.1 200 OK\r\ncontent-length: a\r\n\r\n", .malformed(.contentLength)),
            (
                "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 1\r\n",
                .malformed(.lengthTwice)
            ),
            (
                "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n",
                .malformed(.lengthAndChunked)
            ),
            (
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n",
                .malformed(.codingTwice)
            ),
            (
                "HTTP/1.0 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
                .malformed(.codingInVersion10)
            ),
            ("HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\n", .unsupportedCoding),
        ] as [(String, HTTPFault)]
    ) func `a bad head is refused`(message: String, fault: HTTPFault) {
        #expect(throws: fault) { try Self.head(message) }
    }
}
