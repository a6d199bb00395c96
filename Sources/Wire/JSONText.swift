/// Builds a JSON text byte by byte: for errors and log lines, where a coder would cost more than
/// the request.
package struct JSONText: Sendable {
    package private(set) var bytes: [UInt8]
    private var needsComma = false

    package init(capacity: Int = 256) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Empties it and keeps the storage.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    package mutating func beginObject() { open(ASCII.openBrace) }
    package mutating func endObject() { close(ASCII.closeBrace) }
    package mutating func beginArray() { open(ASCII.openBracket) }
    package mutating func endArray() { close(ASCII.closeBracket) }

    /// - Parameter name: Plain ASCII without quotes and backslashes.
    package mutating func key(_ name: StaticString) {
        separate()
        bytes.append(ASCII.quote)
        append(name)
        bytes.append(ASCII.quote)
        bytes.append(ASCII.colon)
        needsComma = false
    }

    package mutating func value(_ text: String) {
        separate()
        bytes.append(ASCII.quote)
        for byte in text.utf8 { appendEscaped(byte) }
        bytes.append(ASCII.quote)
        needsComma = true
    }

    /// - Parameter text: Plain ASCII without quotes and backslashes.
    package mutating func value(_ text: StaticString) {
        separate()
        bytes.append(ASCII.quote)
        append(text)
        bytes.append(ASCII.quote)
        needsComma = true
    }

    /// A string whose bytes are already JSON: escapes and all.
    ///
    /// Control characters, which ``JSONScan`` lets pass inside strings, are escaped: a line feed
    /// in a request must not begin a new line of the log.
    package mutating func rawString(_ text: Span<UInt8>) {
        separate()
        bytes.append(ASCII.quote)
        for place in text.indices {
            let byte = text[place]
            if byte < 0x20 { appendEscaped(byte) } else { bytes.append(byte) }
        }
        bytes.append(ASCII.quote)
        needsComma = true
    }

    package mutating func value(_ number: Int) {
        separate()
        appendDecimal(number)
        needsComma = true
    }

    /// A finite number, in the fewest digits that say it exactly.
    package mutating func value(_ number: Double) {
        precondition(number.isFinite, "JSON has no other numbers")
        separate()
        bytes.append(contentsOf: "\(number)".utf8)
        needsComma = true
    }

    package mutating func value(_ flag: Bool) {
        separate()
        append(flag ? "true" : "false")
        needsComma = true
    }

    package mutating func null() {
        separate()
        append("null")
        needsComma = true
    }

    /// A number of milliseconds with three digits behind the point.
    package mutating func milliseconds(nanoseconds: Int64) {
        separate()
        let microseconds = Int(nanoseconds / 1_000)
        appendDecimal(microseconds / 1_000)
        bytes.append(0x2E)
        let rest = abs(microseconds % 1_000)
        bytes.append(UInt8(0x30 + rest / 100))
        bytes.append(UInt8(0x30 + rest / 10 % 10))
        bytes.append(UInt8(0x30 + rest % 10))
        needsComma = true
    }

    /// A line feed after the end of a text: one text a line.
    package mutating func endLine() {
        bytes.append(ASCII.lineFeed)
        needsComma = false
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(ASCII.comma) }
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
    }

    private mutating func appendDecimal(_ number: Int) {
        if number < 0 { bytes.append(0x2D) }
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var place = 20
        var rest = number.magnitude
        repeat {
            place -= 1
            digits[place] = UInt8(0x30 + rest % 10)
            rest /= 10
        } while rest > 0
        while place < 20 {
            bytes.append(digits[place])
            place += 1
        }
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case ASCII.quote, ASCII.backslash:
            bytes.append(ASCII.backslash)
            bytes.append(byte)
        case 0..<0x20:
            let digits: StaticString = "0123456789abcdef"
            append("\\u00")
            for half in [byte >> 4, byte & 15] {
                digits.withUTF8Buffer { unsafe bytes.append($0[Int(half)]) }
            }
        default: bytes.append(byte)
        }
    }
}
