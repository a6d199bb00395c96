import Testing
import Wire

/// Reads a head from text.
func requestHead(_ text: String) throws(HTTPFault) -> RequestHead? {
    let bytes = Array(text.utf8)
    return try RequestHead.read(in: bytes.span)
}

func text(_ bytes: String, _ range: Range<Int>?) -> String? {
    range.map { Array(bytes.utf8).span.string($0) }
}

@Suite struct RequestHeadTests {
    static let chat = """
        POST /v1/chat/completions HTTP/1.1\r
        Host: localhost:8080\r
        Accept: application/json\r
        Content-Type: application/json\r
        User-Agent: OpenAI/Python 3.54.0\r
        X-Stainless-Lang: python\r
        x-stainless-read-timeout: 600.0\r
        Authorization: Bearer sk-test\r
        Idempotency-Key: k-1\r
        x-busbar-jurisdictions: us, eu\r
        Content-Length: 17\r
        \r\n
        """

    @Test func `a client's head gives what routing needs`() throws {
        let head = try #require(try requestHead(Self.chat + "{\"model\":\"gpt-4\"}"))
        #expect(head.method == .post)
        #expect(text(Self.chat, head.target) == "/v1/chat/completions")
        #expect(head.minorVersion == 1)
        #expect(head.framing == .sized(17))
        #expect(head.keepsAlive)
        #expect(!head.expectsContinue)
        #expect(text(Self.chat, head.authorization) == "Bearer sk-test")
        #expect(text(Self.chat, head.jurisdictions) == "us, eu")
        #expect(text(Self.chat, head.readTimeout) == "600.0")
        #expect(head.length == Self.chat.utf8.count)
    }

    @Test func `only the lines of the list go on, joined to runs`() throws {
        let head = try #require(try requestHead(Self.chat))
        let runs = (0..<head.forwarded.count).map { text(Self.chat, head.forwarded[$0]) }
        #expect(
            runs == [
                "Accept: application/json\r\nContent-Type: application/json\r\n"
                    + "User-Agent: OpenAI/Python 3.54.0\r\n",
                "Idempotency-Key: k-1\r\n",
            ]
        )
        #expect(head.forwarded.length == runs.compactMap { $0?.utf8.count }.reduce(0, +))
    }

    @Test(arguments: [
        "accept: a", "Accept: a", "content-type: a", "user-agent: a", "tracestate: a=b",
        "traceparent: 00-1-2-3", "openai-beta: x", "idempotency-key: k",
    ]) func `this line goes on`(line: String) throws {
        let message = "GET / HTTP/1.1\r\nhost: a\r\n\(line)\r\n\r\n"
        let head = try #require(try requestHead(message))
        #expect(head.forwarded.count == 1)
        #expect(text(message, head.forwarded[0]) == line + "\r\n")
    }

    @Test(arguments: [
        "authorization: Bearer x", "cookie: a=b", "connection: close", "te: trailers",
        "accept-encoding: gzip", "x-forwarded-for: 1.2.3.4", "x-api-key: secret",
        "api-key: secret", "openai-organization: o", "x-busbar-jurisdictions: us",
        "proxy-authorization: Basic x", "upgrade: h2c", "expect: 100-continue",
    ]) func `this line stays here`(line: String) throws {
        let head = try #require(try requestHead("GET / HTTP/1.1\r\nhost: a\r\n\(line)\r\n\r\n"))
        #expect(head.forwarded.count == 0)
        #expect(head.forwarded.length == 0)
    }

    @Test func `more runs than are kept are left out, and the length says so`() throws {
        var message = "GET / HTTP/1.1\r\nhost: a\r\n"
        for _ in 0..<40 { message += "accept: a\r\nx: y\r\n" }
        let head = try #require(try requestHead(message + "\r\n"))
        #expect(head.forwarded.count == 16)
        #expect(head.forwarded.length == 16 * "accept: a\r\n".utf8.count)
    }

    @Test func `the beginning of a good head is never judged`() throws {
        let message = Self.chat
        for length in 0..<message.utf8.count {
            let beginning = String(decoding: message.utf8.prefix(length), as: UTF8.self)
            let head = try requestHead(beginning)
            #expect(head == nil, "\(length) bytes")
        }
    }

    @Test(
        arguments: [
            ("GET / HTTP/1.1\r\nhost: a\r\n\r\n", true),
            ("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n", false),
            ("GET / HTTP/1.1\r\nhost: a\r\nconnection: foo , CLOSE\r\n\r\n", false),
            ("GET / HTTP/1.1\r\nhost: a\r\nconnection: closed\r\n\r\n", true),
            ("GET / HTTP/1.1\r\nhost: a\r\nconnection:\r\n\r\n", true),
            ("GET / HTTP/1.0\r\n\r\n", false),
            ("GET / HTTP/1.0\r\nconnection: Keep-Alive\r\n\r\n", true),
            (
                "GET / HTTP/1.1\r\nhost: a\r\nconnection: keep-alive\r\nconnection: close\r\n\r\n",
                false
            ),
        ] as [(String, Bool)]
    ) func `whether the connection goes on`(message: String, keepsAlive: Bool) throws {
        let head = try #require(try requestHead(message))
        #expect(head.keepsAlive == keepsAlive)
    }

    @Test(
        arguments: [
            ("GET", RequestHead.Method.get), ("POST", .post), ("HEAD", .head),
            ("OPTIONS", .options), ("PUT", .other), ("get", .other), ("GETS", .other),
        ] as [(String, RequestHead.Method)]
    ) func `methods are told apart in upper case only`(name: String, method: RequestHead.Method)
        throws
    {
        let head = try #require(try requestHead("\(name) * HTTP/1.1\r\nhost: a\r\n\r\n"))
        #expect(head.method == method)
    }

    @Test(
        arguments: [
            ("content-length: 0", BodyFraming.none), ("content-length:  5  ", .sized(5)),
            ("Content-LENGTH: 007", .sized(7)), ("transfer-encoding: Chunked", .chunked),
            ("x: y", .none),
        ] as [(String, BodyFraming)]
    ) func `how long the body is`(line: String, framing: BodyFraming) throws {
        let head = try #require(
            try requestHead("POST / HTTP/1.1\r\nhost: a\r\n\(line)\r\n\r\n")
        )
        #expect(head.framing == framing)
    }

    @Test func `the client may ask for leave to send`() throws {
        let head = try #require(
            try requestHead("POST / HTTP/1.1\r\nhost: a\r\nExpect: 100-Continue\r\n\r\n")
        )
        #expect(head.expectsContinue)
    }

    @Test func `a value may have tabs and bytes above 127 and be empty`() throws {
        let head = try #require(
            try requestHead("GET / HTTP/1.1\r\nhost:\r\nx: a\tb\u{FC}ber und noch mehr\r\n\r\n")
        )
        #expect(head.framing == .none)
    }
}
