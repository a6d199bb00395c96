import Bus
import Simulation
import Testing

@Suite struct TraceTests {
    private static func read(_ text: String) throws -> [Trace.Entry] {
        try Trace(Array(text.utf8).span).entries
    }

    /// The mistakes of a text, `line: message` each; empty when it has none.
    private static func mistakes(_ text: String) -> [String] {
        do {
            _ = try Trace(Array(text.utf8).span)
            return []
        } catch {
            return error.all.map { "\($0.line): \($0.message)" }
        }
    }

    @Test func `seconds and tokens are read without a header`() throws {
        let entries = try Self.read("10.5,300,20\n11,1,0\r\n\n11.25,7,8")
        #expect(entries.map(\.at) == [.zero, .milliseconds(500), .milliseconds(750)])
        #expect(entries.map(\.inputTokens) == [300, 1, 7])
        #expect(entries.map(\.outputTokens) == [20, 0, 8])
    }

    @Test func `the public traces of Azure are read as they are`() throws {
        let entries = try Self.read(
            """
            TIMESTAMP,ContextTokens,GeneratedTokens
            2023-11-16 18:15:46.6805900,374,44
            2023-11-16 18:15:50.9951690,396,109
            2023-11-17 00:00:00,879,55
            """
        )
        #expect(entries.map(\.at.nanoseconds) == [0, 4_314_579_000, 20_653_319_410_000])
        #expect(entries[1].inputTokens == 396)
    }

    @Test func `columns may stand in any order beside others`() throws {
        let entries = try Self.read(
            "\u{FEFF}output_tokens , model, timestamp,input_tokens\n5,x,2024-02-29T12:00:00Z,9\n"
                + "6,y,2024-02-29T12:00:01.5+00:00,10\n"
        )
        #expect(entries.map(\.at) == [.zero, .milliseconds(1_500)])
        #expect(entries.map(\.outputTokens) == [5, 6])
        #expect(entries.map(\.inputTokens) == [9, 10])
    }

    @Test func `requests are put in the order of time`() throws {
        let entries = try Self.read("3,1,1\n1,2,1\n1,3,1\n")
        #expect(entries.map(\.inputTokens) == [2, 3, 1])
    }

    @Test func `every mistake is told with its line`() {
        #expect(
            Self.mistakes("timestamp,input_tokens,output_tokens\nx,1,2\n1,-1,2\n\n1,2\n1,2,3\n")
                == [
                    "2: timestamp: not a time: \"x\"; write seconds (12.5) or 2023-11-16 18:15:46.680",
                    "3: input_tokens: not a whole number up to 10000000: \"-1\"",
                    "5: has 2 values; it needs 3",
                ]
        )
        #expect(
            Self.mistakes("time,in,output_tokens\n1,2,3\n") == [
                "1: no column is called timestamp",
                "1: no column is called input_tokens (or ContextTokens)",
            ]
        )
    }

    @Test(arguments: [
        "2024-13-01 00:00:00,1,1", "2024-01-01 24:00:00,1,1", "2024-01-01 00:60:00,1,1",
        "2024-01-01 00:00,1,1", "0001-01-01 00:00:00,1,1", "1.2.3,1,1", "1e3,1,1",
        "99999999999999999999,1,1", "1,2.5,3",
    ])
    func `what is no time or no count is refused`(line: String) {
        #expect(Self.mistakes(line + "\n").count == 1)
    }

    @Test func `twenty mistakes are told and the others counted`() {
        do {
            _ = try Self.read(String(repeating: "1,x,3\n", count: 50))
            Issue.record("it was read")
        } catch let error as Trace.Mistakes {
            #expect(error.all.count == 20)
            #expect(error.more == 30)
        } catch {
            Issue.record("another error")
        }
    }

    @Test(arguments: ["", "\n\n", "timestamp,input_tokens,output_tokens\n"])
    func `a file without a request is refused`(text: String) {
        #expect(Self.mistakes(text).count == 1)
    }

    @Test(arguments: 0..<200)
    func `no text brings the reader down`(seed: Int) {
        var generator = SplitMix64(seed)
        let letters = Array(
            "0123456789-: .,\n\rTZ+e\u{FEFF}timestamp,input_tokens,output_tokens".utf8
        )
        let bytes = (0..<200).map { _ in letters.randomElement(using: &generator) ?? 0 }
        do { _ = try Trace(bytes.span) } catch { #expect(!error.all.isEmpty) }
    }
}
