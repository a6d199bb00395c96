import Bus
import Foundation
import Testing
import Wire

@Suite struct JSONScanTests {
    /// Whether the bytes are one value and nothing else but blanks.
    static func accepts(_ bytes: [UInt8]) -> Bool { fault(bytes) == nil }

    static func fault(_ bytes: [UInt8]) -> JSONFault? {
        var place = 0
        do throws(JSONFault) {
            JSONScan.skipBlanks(bytes.span, &place)
            try JSONScan.skipValue(bytes.span, &place)
            JSONScan.skipBlanks(bytes.span, &place)
        } catch {
            return error
        }
        return place == bytes.count ? nil : JSONFault(reason: .separator, offset: place)
    }

    @Test(arguments: [
        "{}", "[]", "null", "true", "false", "0", "-0", "12", "-1.5e+3", "1E5", "\"\"",
        "\"a\\\"b\"", "\"\\\\\"", "{\"a\":[1,{\"b\":null}],\"c\":\"}\"}", " [ 1 , 2 ] ",
        "[[],{},[[]]]", "\"\u{0}\"",
    ]) func `this is JSON`(text: String) { #expect(Self.fault(Array(text.utf8)) == nil) }

    @Test(
        arguments: [
            ("", .truncated, 0), ("{", .truncated, 1), ("[", .truncated, 1), ("[1", .truncated, 2),
            ("[1,", .truncated, 3), ("{\"a\"", .truncated, 4), ("{\"a\":", .truncated, 5),
            ("{\"a\":1", .truncated, 6), ("{\"a\":1,", .truncated, 7), ("\"a", .truncated, 2),
            ("\"a\\\"", .truncated, 4), ("[1,]", .value, 3), ("{\"a\":1,}", .key, 7),
            ("{a:1}", .key, 1), ("{1:1}", .key, 1), ("{,}", .key, 1), ("{\"a\" 1}", .colon, 5),
            ("{\"a\":}", .value, 5), ("[1 2]", .separator, 3), ("[1}", .separator, 2),
            ("{\"a\":1]", .separator, 6), ("]", .value, 0), ("01", .value, 0), ("-", .value, 0),
            ("+1", .value, 0), (".5", .value, 0), ("1.", .value, 0), ("1e", .value, 0),
            ("1e+", .value, 0), ("--1", .value, 0), ("0x10", .value, 0), ("nul", .value, 0),
            ("NULL", .value, 0), ("truely", .value, 0), ("NaN", .value, 0), ("'a'", .value, 0),
            ("1 1", .separator, 2), ("{}{}", .separator, 2), ("[,1]", .value, 1),
        ] as [(String, JSONFault.Reason, Int)]
    )
    func `this is no JSON, and where is told`(text: String, reason: JSONFault.Reason, offset: Int) {
        #expect(Self.fault(Array(text.utf8)) == JSONFault(reason: reason, offset: offset))
    }

    @Test func `nesting has a bound and neither side of it traps`() {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            for (depth, isFine) in [(511, true), (512, true), (513, false), (100_000, false)] {
                let inner = open == "[" ? "" : "1"
                let text =
                    String(repeating: open, count: depth) + inner
                    + String(repeating: close, count: depth)
                #expect(Self.accepts(Array(text.utf8)) == isFine, "\(open) \(depth) times")
            }
        }
    }

    @Test func `a string of backslashes is read once`() {
        let backslashes = [UInt8](repeating: 0x5C, count: 400_000)
        #expect(Self.accepts([0x22] + backslashes + [0x22]))
        #expect(!Self.accepts([0x22] + backslashes + [0x5C, 0x22]))
        let quotes = [[UInt8]](repeating: [0x5C, 0x22], count: 200_000).flatMap { $0 }
        #expect(Self.accepts([0x22] + quotes + [0x22]))
    }

    @Test(arguments: 0..<400) func `it agrees with the slow reader and with Foundation`(seed: Int) {
        var generator = SplitMix64(seed)
        let letters = Array("{}[]\":,\\0123456789-+.eEtrufalsn \n".utf8)
        for round in 0..<40 {
            var bytes = Array(RandomJSON.text(&generator).utf8)
            if round > 0 { bytes = RandomJSON.damaged(bytes, with: letters, &generator) }
            let accepts = Self.accepts(bytes)
            let text = String(decoding: bytes, as: UTF8.self)
            if accepts != SlowJSON.accepts(bytes) { Issue.record("\(text)") }
            if round == 0, !accepts { Issue.record("good JSON is refused: \(text)") }
            guard round < 10 else { continue }
            let foundation =
                (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed))
                != nil
            if foundation, !accepts { Issue.record("Foundation takes \(text)") }
            // What strings hold is not looked at, and Foundation has no numbers like 1e999.
            let isPlain = !text.contains { "\\eE\t\u{FFFD}".contains($0) || $0.isNewline }
            if accepts, isPlain, !foundation { Issue.record("Foundation refuses \(text)") }
        }
    }

    @Test(arguments: 0..<200) func `every beginning of an object is truncated`(seed: Int) {
        var generator = SplitMix64(seed)
        let bytes = Array(
            "{\"a\":\(RandomJSON.text(&generator)),\"b\":[\(RandomJSON.text(&generator))]}".utf8
        )
        for length in 0..<bytes.count {
            let beginning = Array(bytes.prefix(length))
            let reason = Self.fault(beginning)?.reason
            // A number or a word that is cut is seen as a bad value.
            #expect(reason == .truncated || reason == .value, "\(length) bytes")
        }
    }

    @Test func `a key is found without its quotes`() throws {
        let bytes = Array("\"a\\\"b\" : 1".utf8)
        var place = 0
        let key = try JSONScan.key(bytes.span, &place)
        #expect(bytes.span.string(key) == "a\\\"b")
        #expect(place == bytes.count - 1)
    }
}
