import Bus
import Testing
import Wire

@Suite struct EventSplitterTests {
    /// The places behind the events, when the bytes come cut at the places.
    static func ends(_ bytes: [UInt8], cuts: [Int] = []) -> [Int] {
        var splitter = EventSplitter()
        var ends: [Int] = []
        var start = 0
        for cut in cuts + [bytes.count] {
            let piece = bytes.span.extracting(start..<cut)
            var place = 0
            while let end = splitter.eventEnd(in: piece, from: place) {
                ends.append(start + end)
                place = end
            }
            start = cut
        }
        return ends
    }

    /// A slow second opinion: the line feeds whose line is empty or a carriage return.
    static func slowEnds(_ bytes: [UInt8]) -> [Int] {
        var ends: [Int] = []
        var line: [UInt8] = []
        for (place, byte) in bytes.enumerated() {
            if byte != 0x0A {
                line.append(byte)
            } else {
                if line.isEmpty || line == [0x0D] { ends.append(place + 1) }
                line = []
            }
        }
        return ends
    }

    @Test(
        arguments: [
            ("", []), ("data: a", []), ("data: a\n", []), ("data: a\n\n", [9]),
            ("data: a\r\n\r\n", [11]), ("data: a\n\r\n", [10]), ("data: a\r\n\n", [10]),
            ("a\n\nb\n\n", [3, 6]), ("\n\n", [1, 2]), (": ping\n\ndata: x\n\n", [8, 17]),
            ("a\r\r\n\n", [5]), ("a\n\r\r\n", []), ("a\r\rb\n\n", [6]), ("\r\n", [2]),
        ] as [(String, [Int])]
    )
    func `an event ends at an empty line`(stream: String, ends: [Int]) {
        #expect(Self.ends(Array(stream.utf8)) == ends)
    }

    @Test func `a carriage return in a piece of its own is part of its line`() {
        let bytes = Array("a\n\r\r\n".utf8)
        #expect(Self.ends(bytes, cuts: [2, 3]) == [])
        #expect(Self.ends(bytes, cuts: [2, 3, 4]) == [])
        #expect(Self.ends(Array("a\n\r\n".utf8), cuts: [2, 3]) == [4])
        #expect(Self.ends(Array("a\n\n".utf8), cuts: [0, 1, 1, 2]) == [3])
    }

    @Test(arguments: 0..<500) func `any cutting finds the same ends`(seed: Int) {
        var generator = SplitMix64(seed)
        let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
            ([0x0A, 0x0A, 0x0D, 0x61] as [UInt8]).randomElement(using: &generator) ?? 0
        }
        let cuts = (0..<bytes.count).filter { _ in Bool.random(using: &generator) }
        let expected = Self.slowEnds(bytes)
        #expect(Self.ends(bytes) == expected)
        #expect(Self.ends(bytes, cuts: cuts) == expected)
        #expect(Self.ends(bytes, cuts: Array(0..<bytes.count)) == expected)
    }
}

@Suite struct EventFieldsTests {
    private struct Fields: Equatable {
        var lines: Int
        var data: String?
        var name: String?
    }

    private static func fields(_ event: String) -> Fields {
        let bytes = Array(event.utf8)
        let fields = EventFields(in: bytes.span, 0..<bytes.count)
        return Fields(
            lines: fields.dataLines,
            data: fields.data.map { bytes.span.string($0) },
            name: fields.name.map { bytes.span.string($0) }
        )
    }

    @Test func `a line of data gives its value`() {
        #expect(Self.fields("data: {}\n\n") == Fields(lines: 1, data: "{}"))
        #expect(Self.fields("data:{}\r\n\r\n") == Fields(lines: 1, data: "{}"))
        #expect(Self.fields("data:  x\n\n") == Fields(lines: 1, data: " x"))
        #expect(Self.fields("data:\n\n") == Fields(lines: 1, data: ""))
        #expect(Self.fields("data: x") == Fields(lines: 1, data: "x"))
    }

    @Test func `a name stands before or behind the data`() {
        #expect(Self.fields("event: a\ndata: b\n\n") == Fields(lines: 1, data: "b", name: "a"))
        #expect(Self.fields("data: b\r\nevent:a\r\n\r\n") == Fields(lines: 1, data: "b", name: "a"))
    }

    @Test func `comments and other fields are no data`() {
        for event in [
            ": ping\n\n", "\n", "id: 7\nretry: 5\n\n", "datax: y\n\n", "Data: y\n\n",
            " data: y\n\n",
        ] {
            #expect(Self.fields(event) == Fields(lines: 0), "\(event)")
        }
    }

    @Test(
        arguments: [
            ("data: a\ndata: b\n\n", "a\nb"), ("data: a\r\ndata:b\r\n\r\n", "a\nb"),
            ("data:\ndata: b\n\n", "\nb"), ("data: a\ndata:\n\n", "a\n"), (": x\n\n", ""),
            ("data: {\nevent: e\n: c\ndata: }\n\n", "{\n}"),
        ] as [(String, String)]
    )
    func `lines of data are joined by line feeds`(event: String, joined: String) {
        let bytes = Array(event.utf8)
        let result = EventFields.joinedData(in: bytes.span, 0..<bytes.count)
        #expect(String(decoding: result, as: UTF8.self) == joined)
        if Self.fields(event).lines > 1 { #expect(Self.fields(event).data == nil) }
    }

    @Test func `only the range is read`() {
        let bytes = Array("data: a\n\ndata: b\n\ndata: c\n\n".utf8)
        let fields = EventFields(in: bytes.span, 9..<18)
        #expect(fields.data.map { bytes.span.string($0) } == "b")
        #expect(fields.dataLines == 1)
        #expect(EventFields(in: bytes.span, 9..<15).data == 15..<15)
        #expect(EventFields.joinedData(in: bytes.span, 9..<18) == Array("b".utf8))
    }
}
