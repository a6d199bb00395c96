import Bus
import Foundation
import Testing
import Wire

@Suite struct JSONTextTests {
    private struct Line: Codable, Equatable {
        var text: String
        var count: Int
        var flag: Bool
        var list: [Int]
        var nothing: Int?
        var inner: [String: String]
        var ms: Double
    }

    private static func write(_ line: Line, to text: inout JSONText) {
        text.beginObject()
        text.key("text")
        text.value(line.text)
        text.key("count")
        text.value(line.count)
        text.key("flag")
        text.value(line.flag)
        text.key("list")
        text.beginArray()
        for number in line.list { text.value(number) }
        text.endArray()
        text.key("nothing")
        if let number = line.nothing { text.value(number) } else { text.null() }
        text.key("inner")
        text.beginObject()
        if let value = line.inner["k"] {
            text.key("k")
            text.value(value)
        }
        text.endObject()
        text.key("ms")
        text.milliseconds(nanoseconds: Int64((line.ms * 1e6).rounded()))
        text.endObject()
    }

    @Test func `commas stand between members and nowhere else`() {
        var text = JSONText()
        Self.write(
            Line(text: "a", count: -7, flag: true, list: [1, 2], inner: ["k": "v"], ms: 1.5),
            to: &text
        )
        let expected =
            #"{"text":"a","count":-7,"flag":true,"list":[1,2],"nothing":null,"inner":{"k":"v"},"ms":1.500}"#
        #expect(String(decoding: text.bytes, as: UTF8.self) == expected)
    }

    @Test(arguments: 0..<300) func `Foundation reads what it writes`(seed: Int) throws {
        var generator = SplitMix64(seed)
        func string() -> String {
            let scalars = (0..<Int.random(in: 0...20, using: &generator)).map { _ -> Character in
                let range: ClosedRange<UInt32> =
                    Bool.random(using: &generator) ? 0...0x7F : 0...0x10FFFF
                let scalar = Unicode.Scalar(UInt32.random(in: range, using: &generator))
                return Character(scalar ?? "\\")
            }
            return String(scalars)
        }
        var text = JSONText(capacity: 4)
        var lines: [Line] = []
        for _ in 0..<3 {
            let line = Line(
                text: string(),
                count: Int.random(in: Int.min...Int.max, using: &generator),
                flag: Bool.random(using: &generator),
                list: (0..<Int.random(in: 0...3, using: &generator)).map { $0 - 1 },
                nothing: Bool.random(using: &generator) ? 0 : nil,
                inner: ["k": string()],
                ms: Double(Int.random(in: 0...9_999_999, using: &generator)) / 1_000
            )
            lines.append(line)
            text.removeAll()
            Self.write(line, to: &text)
            #expect(try JSONDecoder().decode(Line.self, from: Data(text.bytes)) == line)
            #expect(JSONScanTests.accepts(text.bytes))
        }
    }

    @Test(arguments: [Int.min, -1, 0, 9, 10, Int.max]) func `a number is written whole`(number: Int)
    {
        var text = JSONText()
        text.value(number)
        #expect(String(decoding: text.bytes, as: UTF8.self) == "\(number)")
    }

    @Test func `lines follow each other without commas`() {
        var text = JSONText()
        for number in 1...2 {
            text.beginArray()
            text.value(number)
            text.endArray()
            text.endLine()
        }
        #expect(String(decoding: text.bytes, as: UTF8.self) == "[1]\n[2]\n")
    }

    @Test func `a raw string keeps its escapes and loses its control characters`() throws {
        var text = JSONText()
        text.rawString(Array(#"a\"\u00e9"#.utf8).span)
        #expect(String(decoding: text.bytes, as: UTF8.self) == #""a\"\u00e9""#)
        text.removeAll()
        text.rawString(Array("a\n{\"forged\":1}\u{1}".utf8.filter { $0 != 0x22 }).span)
        #expect(!text.bytes.contains(0x0A))
        let read = try JSONDecoder().decode(String.self, from: Data(text.bytes))
        #expect(read == "a\n{forged:1}\u{1}")
    }
}

@Suite struct JSONStringTests {
    @Test(
        arguments: [
            ("", ""), ("plain", "plain"), (#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{C}\n\r\t"),
            (#"\u00e9"#, "é"), (#"\u00E9x"#, "éx"), (#"\ud83d\ude00!"#, "😀!"), ("ü😀", "ü😀"),
            (#"\ud83d"#, "\u{FFFD}"), (#"\ude00"#, "\u{FFFD}"), (#"\ud83dx"#, "\u{FFFD}x"),
            (#"\ud83d\u0041"#, "\u{FFFD}A"), (#"\u12"#, "\u{FFFD}12"), (#"\u"#, "\u{FFFD}"),
            (#"\uZZZZ"#, "\u{FFFD}ZZZZ"), (#"a\"#, "a\\"), (#"\q"#, "q"),
            (#"\ud83d\ude"#, "\u{FFFD}\u{FFFD}de"),
        ] as [(String, String)]
    )
    func `escapes are decoded and bad ones replaced`(raw: String, decoded: String) {
        #expect(JSONString.decoded(Array(raw.utf8)) == decoded)
    }

    @Test(arguments: 0..<300) func `what is written is read again`(seed: Int) {
        var generator = SplitMix64(seed)
        let units = (0..<30).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let original = String(decoding: units, as: UTF8.self)
        var text = JSONText()
        text.value(original)
        #expect(JSONString.decoded(Array(text.bytes.dropFirst().dropLast())) == original)
        // And whatever the bytes are, reading them ends.
        _ = JSONString.decoded(units.map { $0 < 0x40 ? 0x5C : $0 < 0x80 ? 0x75 : $0 })
    }
}
