import Bus
import Testing
import Wire

/// Many damaged messages through every reader of bytes: none traps, no range lies outside, and
/// what comes out does not depend on how the bytes were cut.
@Suite struct FuzzTests {
    static let letters = Array("\r\n\r\n :;,\t\0{}[]\"\\aAfF019%\u{7F}/.-".utf8) + [0x80, 0xFF]

    static let requests = [
        RequestHeadTests.chat + "{\"model\":\"gpt-4\"}",
        "GET /v1/models HTTP/1.1\r\nhost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        "POST / HTTP/1.0\r\ncontent-length: 3\r\nconnection: keep-alive\r\n\r\nabc",
    ].map { Array($0.utf8) }

    static let responses = [
        ResponseHeadTests.stream,
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-type: application/json\r\n\r\n{}",
        "HTTP/1.0 503 No\r\nretry-after: 5\r\nconnection: keep-alive\r\n\r\n",
    ].map { Array($0.utf8) }

    static let chunked = [
        "5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n", "0\r\nx: y\r\nz: 1\r\n\r\nGET",
        "A\r\n0123456789\r\n00\r\n\r\n",
    ].map { Array($0.utf8) }

    static let streams = [
        "event: a\ndata: {\"x\":1}\n\n: c\n\ndata: [DONE]\n\n",
        "data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n",
    ].map { Array($0.utf8) }

    static let texts = [
        #"{"model":"a","messages":[{"role":"user","content":"\"x\\"}],"n":1.5e3,"stream":true}"#,
        #"[{"a":[null,false,{}]},[],"",-0.5]"#,
    ].map { Array($0.utf8) }

    /// 20 × 10,000 messages; on one core some seconds.
    @Test(arguments: 0..<20) func `no damaged message traps or depends on the cutting`(seed: Int) {
        var generator = SplitMix64(seed)
        for _ in 0..<2_000 {
            let request = Self.damaged(Self.requests, &generator)
            if let fault = Self.requestFault(request, &generator) { Self.report(fault, request) }
            let response = Self.damaged(Self.responses, &generator)
            if let fault = Self.responseFault(response, &generator) { Self.report(fault, response) }
            let body = Self.damaged(Self.chunked, &generator)
            if Unchunked(body) != Unchunked(body, cuts: Self.cuts(body, &generator)) {
                Self.report("chunks", body)
            }
            let stream = Self.damaged(Self.streams, &generator)
            if let fault = Self.streamFault(stream, &generator) { Self.report(fault, stream) }
            let json = Self.damaged(Self.texts, &generator)
            if JSONScanTests.accepts(json) != SlowJSON.accepts(json) { Self.report("JSON", json) }
        }
    }

    private static func report(_ what: String, _ bytes: [UInt8]) {
        Issue.record("\(what): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }

    private static func damaged(_ good: [[UInt8]], _ generator: inout SplitMix64) -> [UInt8] {
        let message = good.randomElement(using: &generator) ?? []
        return RandomJSON.damaged(message, with: letters, &generator)
    }

    private static func cuts(_ bytes: [UInt8], _ generator: inout SplitMix64) -> [Int] {
        let share = Int.random(in: 1...8, using: &generator)
        return (0..<bytes.count).filter { _ in Int.random(in: 0..<share, using: &generator) == 0 }
    }

    /// What a reading of a request's head came to.
    private enum Reading: Equatable {
        case incomplete
        case head(length: Int, ranges: [Range<Int>], rest: String)
        case fault(HTTPFault)
    }

    private static func read(_ bytes: Span<UInt8>) -> Reading {
        do throws(HTTPFault) {
            guard let head = try RequestHead.read(in: bytes) else { return .incomplete }
            let optional = [head.authorization, head.jurisdictions, head.readTimeout]
            let runs = (0..<head.forwarded.count).map { head.forwarded[$0] }
            let rest = "\(head.method) \(head.minorVersion) \(head.framing) \(head.keepsAlive)"
            let ranges = [head.target] + optional.compactMap { $0 } + runs
            return .head(length: head.length, ranges: ranges, rest: rest)
        } catch {
            return .fault(error)
        }
    }

    /// What is wrong with how a request's head is read; nil when all is well.
    private static func requestFault(
        _ bytes: [UInt8],
        _ generator: inout SplitMix64
    ) -> String? {
        let whole = read(bytes.span)
        if case .head(let length, let ranges, _) = whole {
            guard length <= bytes.count else { return "length" }
            guard ranges.allSatisfy({ $0.upperBound <= length }) else { return "range" }
        }
        let cut = Int.random(in: 0...bytes.count, using: &generator)
        let part = read(bytes.span.extracting(first: cut))
        guard part == .incomplete || part == whole else { return "cut at \(cut)" }
        var seeker = HeadSeeker()
        for end in cuts(bytes, &generator) + [bytes.count] {
            do throws(HTTPFault) {
                guard try seeker.foundEnd(in: bytes.span.extracting(first: end)) else { continue }
                return read(bytes.span.extracting(first: end)) == whole ? nil : "sought"
            } catch {
                // What the seeker refuses, the reader does.
                if case .fault = whole { return nil }
                return "only the seeker refuses"
            }
        }
        if case .head = whole { return "the seeker sees no end" }
        return nil
    }

    private static func responseFault(
        _ bytes: [UInt8],
        _ generator: inout SplitMix64
    ) -> String? {
        func read(_ length: Int) -> Result<[Range<Int>]?, HTTPFault> {
            do throws(HTTPFault) {
                guard let head = try ResponseHead.read(in: bytes.span.extracting(first: length))
                else { return .success(nil) }
                let optional = [head.retryAfter, head.retryAfterMilliseconds, head.requestID]
                let runs = (0..<head.forwarded.count).map { head.forwarded[$0] }
                return .success([0..<head.length] + optional.compactMap { $0 } + runs)
            } catch {
                return .failure(error)
            }
        }
        let whole = read(bytes.count)
        if case .success(let ranges?) = whole {
            guard ranges.allSatisfy({ $0.upperBound <= ranges[0].upperBound }) else {
                return "range"
            }
            guard ranges[0].upperBound <= bytes.count else { return "length" }
        }
        let part = read(Int.random(in: 0...bytes.count, using: &generator))
        return part == .success(nil) || part == whole ? nil : "a cut response"
    }

    private static func streamFault(
        _ bytes: [UInt8],
        _ generator: inout SplitMix64
    ) -> String? {
        let ends = EventSplitterTests.ends(bytes)
        guard ends == EventSplitterTests.slowEnds(bytes) else { return "ends" }
        guard ends == EventSplitterTests.ends(bytes, cuts: cuts(bytes, &generator)) else {
            return "cut stream"
        }
        var start = 0
        for end in ends {
            let fields = EventFields(in: bytes.span, start..<end)
            for range in [fields.data, fields.name] {
                guard let range else { continue }
                guard range.lowerBound >= start, range.upperBound <= end else { return "field" }
            }
            let joined = EventFields.joinedData(in: bytes.span, start..<end)
            if let data = fields.data, bytes.span.array(data) != joined { return "data" }
            start = end
        }
        return nil
    }
}
