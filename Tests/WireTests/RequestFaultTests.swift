import Testing
import Wire

/// Each shape that a request must not have, with its name.
@Suite struct RequestFaultTests {
    static let get = "GET / HTTP/1.1\r\n"
    static let post = "POST / HTTP/1.1\r\nhost: a\r\n"

    @Test(
        arguments: [
            ("\r\n", HTTPFault.Reason.startLine), ("GET /\r\n", .startLine),
            ("GET / HTTP/1.1 \r\n", .startLine), (" GET / HTTP/1.1\r\n", .startLine),
            ("G(T / HTTP/1.1\r\n", .startLine), ("GET / HTTP/11\r\n", .startLine),
            ("GET / http/1.1\r\n", .startLine), ("GET / HTTP/1.x\r\n", .startLine),
            ("HTTP/1.1 200 OK\r\n", .startLine), ("GET\t/ HTTP/1.1\r\n", .startLine),
            ("GET /HTTP/1.1\r\n", .startLine), ("\u{16}\u{3}\u{1}\r\n", .startLine),
            ("GET  HTTP/1.1\r\n", .target), ("GET  / HTTP/1.1\r\n", .target),
            ("GET /a b HTTP/1.1\r\n", .target), ("GET /\u{7F} HTTP/1.1\r\n", .target),
            ("GET /ü HTTP/1.1\r\n", .target), ("GET http://a/ HTTP/1.1\r\n", .target),
            ("CONNECT a:443 HTTP/1.1\r\n", .target), ("GET ** HTTP/1.1\r\n", .target),
            ("GET /\0 HTTP/1.1\r\n", .target), ("GET /\r HTTP/1.1\r\n", .target),
        ] as [(String, HTTPFault.Reason)]
    ) func `a bad first line is refused before anything else comes`(
        message: String,
        reason: HTTPFault.Reason
    ) {
        #expect(throws: HTTPFault.malformed(reason)) { try requestHead(message) }
    }

    @Test(
        arguments: [
            ("GET / HTTP/1.1\n", HTTPFault.Reason.bareLineFeed), ("\n", .bareLineFeed),
            ("\(get)host: a\n", .bareLineFeed), ("\(get)host: a\r\n\n", .bareLineFeed),
            ("\(get)x: a\rb\r\n", .controlByte), ("\(get)x: a\0b\r\n", .controlByte),
            ("\(get)x: 12345678\u{1F}\r\n", .controlByte),
            ("\(get)x: 1234567\u{7F}\r\n", .controlByte),
            ("\(get)x: a\r\r\n", .controlByte),
            ("\(get)host: a\r\n folded\r\n", .foldedField),
            ("\(get)host: a\r\n\tfolded\r\n", .foldedField), ("\(get) host: a\r\n", .foldedField),
            ("\(get)host : a\r\n", .fieldName), ("\(get): a\r\n", .fieldName),
            ("\(get)ho st: a\r\n", .fieldName), ("\(get)h\u{FC}st: a\r\n", .fieldName),
            ("\(get)content-length\0: 5\r\n", .fieldName), ("\(get)host\r\n", .missingColon),
            ("\(get)\r\n", .host), ("\(get)host: a\r\nhost: a\r\n\r\n", .host),
            ("GET / HTTP/1.0\r\nhost: a\r\nhost: b\r\n\r\n", .host),
        ] as [(String, HTTPFault.Reason)]
    ) func `a bad line is refused`(message: String, reason: HTTPFault.Reason) {
        #expect(throws: HTTPFault.malformed(reason)) { try requestHead(message) }
    }

    @Test(
        arguments: [
            ("content-length:\r\n\r\n", HTTPFault.Reason.contentLength),
            ("content-length: +5\r\n\r\n", .contentLength),
            ("content-length: -5\r\n\r\n", .contentLength),
            ("content-length: 5, 5\r\n\r\n", .contentLength),
            ("content-length: 0x5\r\n\r\n", .contentLength),
            ("content-length: 5 5\r\n\r\n", .contentLength),
            ("content-length: 9223372036854775808\r\n\r\n", .contentLength),
            ("content-length: 5\t\r\n", .contentLength),
            ("content-length: 5 \t \r\n", .contentLength),
            ("content-length: 5\r\ncontent-length: 5\r\n", .lengthTwice),
            ("content-length: 5\r\nContent-Length: 6\r\n", .lengthTwice),
            ("content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n", .lengthAndChunked),
            ("transfer-encoding: chunked\r\ncontent-length: 5\r\n\r\n", .lengthAndChunked),
            ("transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n", .codingTwice),
            ("transfer-encoding: chunked\r\ntransfer-encoding: identity\r\n", .codingTwice),
            ("authorization: Bearer a\r\nauthorization: Bearer b\r\n", .authorizationTwice),
            (
                "x-busbar-jurisdictions: us\r\nx-busbar-jurisdictions: us,cn\r\n",
                .jurisdictionsTwice
            ),
        ] as [(String, HTTPFault.Reason)]
    ) func `shapes that two readers could read in two ways are refused`(
        fields: String,
        reason: HTTPFault.Reason
    ) {
        #expect(throws: HTTPFault.malformed(reason)) { try requestHead(Self.post + fields) }
    }

    @Test func `chunks in a request of 1.0 are refused`() {
        let message = "POST / HTTP/1.0\r\ntransfer-encoding: chunked\r\n\r\n"
        #expect(throws: HTTPFault.malformed(.codingInVersion10)) { try requestHead(message) }
    }

    @Test(arguments: ["HTTP/2.0", "HTTP/0.9", "HTTP/1.2", "HTTP/3.1"])
    func `another version is named as such`(version: String) {
        #expect(throws: HTTPFault.unsupportedVersion) { try requestHead("GET / \(version)\r\n") }
    }

    @Test(arguments: [
        "gzip", "gzip, chunked", "chunked, chunked", "identity", "xchunked", "", "\"chunked\"",
    ])
    func `another coding than chunked is named as such`(coding: String) {
        let message = Self.post + "transfer-encoding: \(coding)\r\n\r\n"
        #expect(throws: HTTPFault.unsupportedCoding) { try requestHead(message) }
    }

    /// Every byte in every field name and in a value, against the tables of RFC 9110 §5.6.2 and §5.5.
    @Test func `every byte is where the grammar allows it`() {
        let marks = Set("!#$%&'*+-.^_`|~".utf8)
        for byte in UInt8.min...UInt8.max {
            let isLetter = (0x61...0x7A).contains(byte | 0x20) && byte < 128
            let isToken = marks.contains(byte) || isLetter || (0x30...0x39).contains(byte)
            let head = Array("GET / HTTP/1.1\r\nhost: a\r\n".utf8)
            let name = head + [0x78, byte, 0x78] + Array(": y\r\n\r\n".utf8)
            #expect(Self.accepts(name) == (isToken || byte == 0x3A), "name with byte \(byte)")
            let isText = byte >= 0x20 && byte != 0x7F || byte == 0x09
            for length in [1, 8, 9, 17] {
                let value = [UInt8](repeating: 0x61, count: length)
                let line = Array("x: ".utf8) + value + [byte] + value + Array("\r\n\r\n".utf8)
                #expect(Self.accepts(head + line) == isText, "value with byte \(byte)")
            }
        }
    }

    private static func accepts(_ bytes: [UInt8]) -> Bool {
        do throws(HTTPFault) {
            return try RequestHead.read(in: bytes.span) != nil
        } catch {
            return false
        }
    }
}
