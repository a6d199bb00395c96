import Bus
import Testing
import Wire

/// What a chunked body came to.
struct Unchunked: Equatable {
    var body: [UInt8] = []
    /// Bytes up to the end of the body; nil when it has not ended.
    var length: Int?
    var fault: HTTPFault?

    /// Feeds the bytes cut at the places.
    init(_ bytes: [UInt8], cuts: [Int] = []) {
        var chunked = ChunkedBody()
        var start = 0
        do throws(HTTPFault) {
            for cut in cuts + [bytes.count] {
                let piece = bytes.span.extracting(start..<cut)
                var place = 0
                reading: while true {
                    switch try chunked.next(in: piece, at: &place) {
                    case .data(let range):
                        precondition(!range.isEmpty)
                        body += piece.array(range)
                    case .end:
                        length = start + place
                        return
                    case .more:
                        precondition(place == piece.count, "all bytes are used up")
                        break reading
                    }
                }
                start = cut
            }
        } catch {
            fault = error
        }
    }

    init(_ text: String) { self.init(Array(text.utf8)) }
}

@Suite struct ChunkedBodyTests {
    @Test func `chunks are joined and the end is found`() {
        let text = "4\r\nWiki\r\n5\r\npedia\r\n0\r\n\r\nGET"
        let result = Unchunked(text)
        #expect(result.body == Array("Wikipedia".utf8))
        #expect(result.length == text.utf8.count - 3)
    }

    @Test(
        arguments: [
            ("0\r\n\r\n", ""), ("000\r\n\r\n", ""), ("0;a=b\r\n\r\n", ""),
            ("1;x\r\na\r\n0\r\n\r\n", "a"),
            ("00000001\r\na\r\n0\r\n\r\n", "a"), ("a\r\n0123456789\r\n0\r\n\r\n", "0123456789"),
            ("A\r\n0123456789\r\n0\r\n\r\n", "0123456789"), ("2\r\n\r\n\r\n0\r\n\r\n", "\r\n"),
            ("0\r\nx: y\r\n\r\n", ""), ("0\r\nx:\r\nlong-name: a\tb\r\n\r\n", ""),
            ("1;a=\"b;c\"\r\na\r\n0\r\n\r\n", "a"),
            ("1;a=\"\\\"\t\";b;c=d\r\na\r\n0\r\n\r\n", "a"), ("1;a=\"\"\r\na\r\n0\r\n\r\n", "a"),
        ] as [(String, String)]
    ) func `a good body is read`(text: String, body: String) {
        let result = Unchunked(text)
        #expect(result.fault == nil)
        #expect(result.body == Array(body.utf8))
        #expect(result.length == text.utf8.count)
    }

    @Test(
        arguments: [
            ("\r\n", HTTPFault.Reason.chunkSize), (";a\r\n", .chunkSize), ("g\r\n", .chunkSize),
            ("-1\r\n", .chunkSize), ("+1\r\n", .chunkSize), ("0x1\r\n", .chunkSize),
            (" 1\r\n", .chunkSize), ("1 \r\n", .chunkSize), ("1\n", .chunkSize),
            ("1\ra", .chunkSize),
            ("100000000\r\n", .chunkSize), ("FFFFFFFFFFFFFFFFF\r\n", .chunkSize),
            ("000000000\r\n", .chunkSize), ("1_0\r\n", .chunkSize),
            ("1;\n", .chunkExtension), ("1;\0\r\n", .chunkExtension),
            ("1;\u{7F}\r\n", .chunkExtension),
            ("1;a\rb", .chunkSize), ("1;\r\n", .chunkExtension),
            ("1;=a\r\n", .chunkExtension), ("1;a=\r\n", .chunkExtension),
            ("1;\"a\"\r\n", .chunkExtension),
            ("1;a b\r\n", .chunkExtension), ("1;a=\"b\r\n", .chunkExtension),
            ("1;a=\"b\"c\r\n", .chunkExtension),
            ("1;a;\r\n", .chunkExtension), ("1; a\r\n", .chunkExtension),
            ("1\r\nab", .chunkEnd), ("1\r\na\n", .chunkEnd), ("1\r\na\ra", .chunkEnd),
            ("0\r\n\n", .trailer), ("0\r\n\ra", .trailer), ("0\r\n x: y\r\n", .trailer),
            ("0\r\n: y\r\n", .trailer), ("0\r\nx\r\n", .trailer), ("0\r\nx y: z\r\n", .trailer),
            ("0\r\nx: \0\r\n", .trailer), ("0\r\nx: y\n", .trailer), ("0\r\nx: y\rz", .trailer),
            ("0\r\nGET / HTTP/1.1\r\n", .trailer),
        ] as [(String, HTTPFault.Reason)]
    ) func `a malformed body is refused`(text: String, reason: HTTPFault.Reason) {
        #expect(Unchunked(text).fault == .malformed(reason))
    }

    @Test func `an extension has a bound`() {
        let most = String(repeating: "x", count: 256)
        #expect(Unchunked("1;\(most)\r\na\r\n0\r\n\r\n").fault == nil)
        #expect(Unchunked("1;\(most)x\r\n").fault == .malformed(.chunkExtension))
    }

    @Test func `trailers have a bound, in one line or in many`() {
        let line = "0\r\nx: " + String(repeating: "y", count: 9 << 10)
        #expect(Unchunked(line).fault == .malformed(.trailer))
        let name = "0\r\n" + String(repeating: "y", count: 9 << 10)
        #expect(Unchunked(name).fault == .malformed(.trailer))
        for short in ["a:\r\n", "a: b\r\n"] {
            let lines = "0\r\n" + String(repeating: short, count: 9 << 10)
            #expect(Unchunked(lines).fault == .malformed(.trailer))
        }
    }

    @Test func `the largest size is not read as negative`() {
        let result = Unchunked("FFFFFFFF\r\nabc")
        #expect(result.fault == nil)
        #expect(result.body == Array("abc".utf8))
        #expect(result.length == nil)
    }

    @Test func `after its end it stays ended`() throws {
        var chunked = ChunkedBody()
        let bytes = Array("0\r\n\r\n5\r\nhello".utf8)
        var place = 0
        #expect(try chunked.next(in: bytes.span, at: &place) == .end)
        #expect(place == 5)
        #expect(try chunked.next(in: bytes.span, at: &place) == .end)
        #expect(place == 5)
    }

    /// - Returns: A body in chunks, and what it holds.
    static func random(_ generator: inout SplitMix64) -> (bytes: [UInt8], body: [UInt8]) {
        var (bytes, body): ([UInt8], [UInt8]) = ([], [])
        for _ in 0..<Int.random(in: 0...6, using: &generator) {
            let size = Int.random(in: 1...40, using: &generator)
            let chunk = (0..<size).map { _ in
                [0x0D, 0x0A, 0x30, UInt8.random(in: 0...255, using: &generator)]
                    .randomElement(using: &generator) ?? 0
            }
            let number = String(size, radix: 16, uppercase: Bool.random(using: &generator))
            let suffix = Bool.random(using: &generator) ? ";a=b" : ""
            bytes += Array("\(number)\(suffix)\r\n".utf8) + chunk + [0x0D, 0x0A]
            body += chunk
        }
        bytes += Array((Bool.random(using: &generator) ? "0\r\n\r\n" : "0\r\nx: y\r\n\r\n").utf8)
        return (bytes, body)
    }

    @Test(arguments: 0..<300) func `any cutting of a good body gives the same bytes`(seed: Int) {
        var generator = SplitMix64(seed)
        let (bytes, body) = Self.random(&generator)
        let all = bytes + Array("next".utf8)
        let share = Int.random(in: 1...10, using: &generator)
        let cuts = (1..<all.count).filter { _ in Int.random(in: 0..<share, using: &generator) == 0 }
        for result in [
            Unchunked(all), Unchunked(all, cuts: cuts), Unchunked(all, cuts: Array(1..<all.count)),
        ] {
            #expect(result.fault == nil)
            #expect(result.body == body)
            #expect(result.length == bytes.count)
        }
    }

    @Test(arguments: 0..<300) func `no beginning of a good body is an end or a fault`(seed: Int) {
        var generator = SplitMix64(seed)
        let (bytes, body) = Self.random(&generator)
        let result = Unchunked(
            Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &generator)))
        )
        #expect(result.fault == nil)
        #expect(result.length == nil)
        #expect(body.starts(with: result.body))
    }
}
