/// One line of a head: a name and its value.
struct FieldLine {
    let name: Range<Int>
    /// Without the blanks around it.
    let value: Range<Int>
    /// Behind the line's CRLF.
    let end: Int

    /// What stands at the beginning of a line.
    enum Reading {
        case field(FieldLine)
        /// The empty line; the head ends here.
        case end(Int)
        case incomplete
    }

    /// Reads the line that begins at `start`, strictly (RFC 9112 §5): CRLF, a token, no blank
    /// before the colon, no folding, no control characters.
    @inline(__always)
    static func read(in bytes: Span<UInt8>, at start: Int) throws(HTTPFault) -> Reading {
        guard let lineFeed = bytes.firstIndex(of: ASCII.lineFeed, from: start) else {
            return .incomplete
        }
        guard lineFeed > start, bytes[lineFeed - 1] == ASCII.carriageReturn else {
            throw .malformed(.bareLineFeed)
        }
        let lineEnd = lineFeed - 1
        if lineEnd == start { return .end(lineFeed + 1) }
        if bytes[start] == ASCII.space || bytes[start] == ASCII.tab {
            throw .malformed(.foldedField)
        }
        var colon = start
        while colon < lineEnd, isToken(bytes[colon]) { colon += 1 }
        guard colon < lineEnd else { throw .malformed(.missingColon) }
        guard bytes[colon] == ASCII.colon, colon > start else { throw .malformed(.fieldName) }
        let value = bytes.trimmed(colon + 1..<lineEnd)
        guard isText(bytes, value) else { throw .malformed(.controlByte) }
        return .field(FieldLine(name: start..<colon, value: value, end: lineFeed + 1))
    }

    /// Whether a tab is among the blanks behind the value.
    ///
    /// The grammar allows it, but readers differ about it, and about how long a body is they must
    /// not.
    func endsWithTab(in bytes: Span<UInt8>) -> Bool {
        var place = value.upperBound
        while place < end - 2 {
            if bytes[place] == ASCII.tab { return true }
            place += 1
        }
        return false
    }

    /// Whether a byte may stand in a token (RFC 9110 §5.6.2).
    @inline(__always)
    static func isToken(_ byte: UInt8) -> Bool {
        guard byte < 128 else { return false }
        let half = byte < 64 ? tokenLow : tokenHigh
        return half & (1 << UInt64(byte & 63)) != 0
    }

    // !#$%&'*+-.0-9 and A-Z^_`a-z|~
    private static let tokenLow: UInt64 = 0x03FF_6CFA_0000_0000
    private static let tokenHigh: UInt64 = 0x57FF_FFFF_C7FF_FFFE

    /// Whether a value has no control characters but tabs; bytes above 127 are allowed.
    @inline(__always)
    static func isText(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var place = range.lowerBound
        let ones: UInt64 = 0x0101_0101_0101_0101
        let raw = unsafe bytes.bytes
        while place + 8 <= range.upperBound {
            let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
            let small = (word &- ones &* 0x20) & ~word & (ones &* 0x80)
            let delete = word ^ (ones &* 0x7F)
            let hasDelete = (delete &- ones) & ~delete & (ones &* 0x80)
            if small | hasDelete != 0 { break }
            place += 8
        }
        while place < range.upperBound {
            let byte = bytes[place]
            if byte < 0x20 && byte != ASCII.tab || byte == 0x7F { return false }
            place += 1
        }
        return true
    }
}

/// Runs of a head's bytes that are passed on as they are, without copying them twice.
package struct FieldRuns: Sendable {
    /// Neighbouring lines join to one run, so that this is many.
    private static let most = 16
    private var starts = InlineArray<16, Int32>(repeating: 0)
    private var ends = InlineArray<16, Int32>(repeating: 0)
    package private(set) var count = 0
    /// Bytes of all runs.
    package private(set) var length = 0

    /// Adds a line.
    ///
    /// Past the bound lines are left out; no message of a real peer has so many runs.
    @inline(__always)
    mutating func append(_ range: Range<Int>) {
        if count > 0, Int(ends[count - 1]) == range.lowerBound {
            ends[count - 1] = Int32(range.upperBound)
        } else {
            guard count < Self.most else { return }
            starts[count] = Int32(range.lowerBound)
            ends[count] = Int32(range.upperBound)
            count += 1
        }
        length += range.count
    }

    package subscript(_ run: Int) -> Range<Int> { Int(starts[run])..<Int(ends[run]) }
}
