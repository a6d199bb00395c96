package import Bus
import Wire

/// Real traffic to be replayed: when requests came and how long they and their answers were.
///
/// Read from CSV with the columns `timestamp,input_tokens,output_tokens`, the shape of the public
/// Azure LLM inference traces, whose own names for them (`TIMESTAMP`, `ContextTokens`,
/// `GeneratedTokens`) are known too. A first line that names the columns may put them in any order
/// and have others beside them.
package struct Trace: Sendable, Hashable {
    package struct Entry: Sendable, Hashable {
        /// Since the first one.
        package let at: Interval
        package let inputTokens: Int32
        package let outputTokens: Int32
    }

    /// What cannot be read, by line.
    package struct Mistakes: Error, Sendable, Hashable {
        package struct Mistake: Sendable, Hashable {
            /// From 1.
            package let line: Int
            package let message: String
        }

        /// More are not collected: a file of another kind has one in every line.
        package static let most = 20
        /// At least one.
        package fileprivate(set) var all: [Mistake] = []
        /// Mistakes beyond ``most``.
        package fileprivate(set) var more = 0

        fileprivate mutating func add(_ line: Int, _ message: String) {
            if all.count < Self.most {
                all.append(.init(line: line, message: message))
            } else {
                more += 1
            }
        }
    }

    /// Tokens of a prompt or an answer; more is no count of tokens.
    package static let mostTokens = 10_000_000

    /// In the order of time, the first at zero; at least one.
    package let entries: [Entry]

    /// Reads the bytes of a CSV file.
    package init(_ bytes: Span<UInt8>) throws(Mistakes) {
        var reader = TraceReader()
        reader.read(bytes)
        guard reader.mistakes.all.isEmpty else { throw reader.mistakes }
        let sorted = reader.rows.enumerated().sorted {
            ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
        }
        guard let first = sorted.first?.element.at else {
            var mistakes = Mistakes()
            mistakes.add(1, "there is no request in the file; write timestamp,input,output lines")
            throw mistakes
        }
        entries = sorted.map { _, row in
            Entry(
                at: Interval(nanoseconds: row.at - first),
                inputTokens: row.input,
                outputTokens: row.output
            )
        }
    }

    /// Goes through the lines.
    private struct TraceReader {
        enum Column: Int, CaseIterable { case timestamp, input, output }

        var mistakes = Mistakes()
        var rows: [(at: Int64, input: Int32, output: Int32)] = []
        /// In which field each column stands.
        private var places = [0, 1, 2]

        mutating func read(_ bytes: Span<UInt8>) {
            var start = 0
            if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { start = 3 }
            var line = 1
            var isFirst = true
            while start < bytes.count {
                let feed = bytes.firstIndex(of: ASCII.lineFeed, from: start) ?? bytes.count
                var end = feed
                if end > start, bytes[end - 1] == ASCII.carriageReturn { end -= 1 }
                let text = bytes.trimmed(start..<end)
                if !text.isEmpty {
                    if isFirst, takesHeader(bytes, text, line) {
                        // Without its columns nothing behind the header can be read.
                        guard mistakes.all.isEmpty else { return }
                    } else {
                        row(bytes, text, line)
                    }
                    isFirst = false
                }
                start = feed + 1
                line += 1
            }
        }

        private func fields(_ bytes: Span<UInt8>, _ line: Range<Int>) -> [Range<Int>] {
            var fields: [Range<Int>] = []
            var start = line.lowerBound
            for place in line where bytes[place] == ASCII.comma {
                fields.append(bytes.trimmed(start..<place))
                start = place + 1
            }
            fields.append(bytes.trimmed(start..<line.upperBound))
            return fields
        }

        /// Reads the line as the columns' names; false when it holds values.
        private mutating func takesHeader(
            _ bytes: Span<UInt8>,
            _ line: Range<Int>,
            _ number: Int
        ) -> Bool {
            guard !(0x30...0x39).contains(bytes[line.lowerBound]) else { return false }
            let fields = fields(bytes, line)
            for column in Column.allCases {
                let found = fields.firstIndex { Self.isName($0, of: column, bytes) }
                if let found {
                    places[column.rawValue] = found
                } else {
                    mistakes.add(number, "no column is called \(Self.name(of: column))")
                }
            }
            return true
        }

        private static func name(of column: Column) -> String {
            switch column {
            case .timestamp: "timestamp"
            case .input: "input_tokens (or ContextTokens)"
            case .output: "output_tokens (or GeneratedTokens)"
            }
        }

        private static func isName(
            _ field: Range<Int>,
            of column: Column,
            _ bytes: Span<UInt8>
        ) -> Bool {
            switch column {
            case .timestamp: bytes.equalsIgnoringCase(field, "timestamp")
            case .input:
                bytes.equalsIgnoringCase(field, "input_tokens")
                    || bytes.equalsIgnoringCase(field, "contexttokens")
            case .output:
                bytes.equalsIgnoringCase(field, "output_tokens")
                    || bytes.equalsIgnoringCase(field, "generatedtokens")
            }
        }

        private mutating func row(_ bytes: Span<UInt8>, _ line: Range<Int>, _ number: Int) {
            let fields = fields(bytes, line)
            guard let last = places.max(), last < fields.count else {
                mistakes.add(
                    number,
                    "has \(fields.count) values; it needs \((places.max() ?? 2) + 1)"
                )
                return
            }
            let time = TimeText.nanoseconds(bytes, fields[places[0]])
            if time == nil {
                mistakes.add(
                    number,
                    "timestamp: not a time: \(Self.shown(bytes, fields[places[0]])); write seconds "
                        + "(12.5) or 2023-11-16 18:15:46.680"
                )
            }
            let input = tokens(bytes, fields[places[1]], "input_tokens", number)
            let output = tokens(bytes, fields[places[2]], "output_tokens", number)
            guard let time, let input, let output else { return }
            rows.append((time, input, output))
        }

        private mutating func tokens(
            _ bytes: Span<UInt8>,
            _ field: Range<Int>,
            _ name: String,
            _ line: Int
        ) -> Int32? {
            guard let count = bytes.decimal(field), count <= Trace.mostTokens else {
                let shown = Self.shown(bytes, field)
                mistakes.add(line, "\(name): not a whole number up to 10000000: \(shown)")
                return nil
            }
            return Int32(count)
        }

        private static func shown(_ bytes: Span<UInt8>, _ field: Range<Int>) -> String {
            let end = min(field.upperBound, field.lowerBound + 40)
            return "\"\(bytes.string(field.lowerBound..<end))\""
        }
    }
}

/// Reads a point in time as nanoseconds: seconds with or without a fraction, or
/// `YYYY-MM-DD HH:MM:SS.fff`, also with a `T` and with a `Z` or `+00:00` at its end.
private enum TimeText {
    /// 200 years, so that nothing overflows.
    private static let mostSeconds = 6_311_390_400

    static func nanoseconds(_ bytes: Span<UInt8>, _ field: Range<Int>) -> Int64? {
        let isDate = field.count >= 19 && bytes[field.lowerBound + 4] == 0x2D
        guard isDate else { return seconds(bytes, field) }
        var field = field
        if bytes[field.upperBound - 1] | 0x20 == 0x7A {
            field = field.lowerBound..<field.upperBound - 1
        } else if field.count > 25, bytes.equals(field.upperBound - 6..<field.upperBound, "+00:00")
        {
            field = field.lowerBound..<field.upperBound - 6
        }
        let start = field.lowerBound
        let marks: [(Int, [UInt8])] = [
            (7, [0x2D]), (10, [0x20, 0x54]), (13, [0x3A]), (16, [0x3A]),
        ]
        for (offset, valid) in marks where !valid.contains(bytes[start + offset]) { return nil }
        guard let year = bytes.decimal(start..<start + 4), (1_700...2_200).contains(year),
            let month = bytes.decimal(start + 5..<start + 7), (1...12).contains(month),
            let day = bytes.decimal(start + 8..<start + 10), (1...31).contains(day),
            let hour = bytes.decimal(start + 11..<start + 13), hour < 24,
            let minute = bytes.decimal(start + 14..<start + 16), minute < 60,
            let rest = seconds(bytes, start + 17..<field.upperBound), rest < 61_000_000_000
        else { return nil }
        let total = days(year, month, day) * 86_400 + hour * 3_600 + minute * 60
        return Int64(total) * 1_000_000_000 + rest
    }

    private static func seconds(_ bytes: Span<UInt8>, _ field: Range<Int>) -> Int64? {
        let point = field.first { bytes[$0] == 0x2E } ?? field.upperBound
        guard let whole = bytes.decimal(field.lowerBound..<point), whole <= mostSeconds else {
            return nil
        }
        var rest: Int64 = 0
        if point < field.upperBound {
            var unit: Int64 = 100_000_000
            // A fraction finer than a nanosecond is cut.
            for place in point + 1..<field.upperBound {
                let digit = bytes[place] &- 0x30
                guard digit < 10 else { return nil }
                rest += Int64(digit) * unit
                unit /= 10
            }
        }
        return Int64(whole) * 1_000_000_000 + rest
    }

    /// Days since 1970-01-01 in the Gregorian calendar (Hinnant, "chrono-compatible low-level date
    /// algorithms").
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let shifted = (month + 9) % 12
        return year * 365 + year / 4 - year / 100 + year / 400 + (153 * shifted + 2) / 5 + day
            - 719_469
    }
}
