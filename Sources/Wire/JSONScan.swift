private import Glibc

/// What is wrong with a JSON text, and where.
package struct JSONFault: Error, Sendable, Hashable {
    package enum Reason: String, Sendable, Hashable {
        case truncated = "it ends too early"
        case value = "a value is expected"
        case key = "a key in double quotes is expected"
        case colon = "a colon is expected"
        case separator = "a comma or a closing bracket is expected"
        case tooDeep = "it is nested too deeply"
    }

    package let reason: Reason
    /// Bytes from the beginning.
    package let offset: Int

    package init(reason: Reason, offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}

/// Reads JSON in place: finds values and steps over them, decoding and copying nothing.
///
/// The structure is checked (brackets, commas, colons, numbers, literals); what is inside strings
/// is not, apart from their end: that is for the one who reads them.
package enum JSONScan {
    /// Deeper nesting is refused; a request of a real client is not a tenth as deep.
    package static let mostDepth = 512

    /// Moves `place` behind blanks.
    @inline(__always)
    package static func skipBlanks(_ bytes: Span<UInt8>, _ place: inout Int) {
        while place < bytes.count, bytes[place] <= ASCII.space {
            let byte = bytes[place]
            guard
                byte == ASCII.space || byte == ASCII.lineFeed || byte == ASCII.carriageReturn
                    || byte == ASCII.tab
            else { return }
            place += 1
        }
    }

    /// The place of the quote that closes the string whose first byte is at `start`.
    ///
    /// Most strings are short: the first bytes are looked at eight at a time, and only what is
    /// longer is left to a search that takes longer to begin.
    @inline(__always)
    package static func stringEnd(
        _ bytes: Span<UInt8>,
        from start: Int
    ) throws(JSONFault) -> Int {
        let raw = unsafe bytes.bytes
        let ones: UInt64 = 0x0101_0101_0101_0101
        var place = start
        while place + 8 <= bytes.count, place < start + 64 {
            let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
            let quotes = word ^ (ones &* 0x22)
            let slashes = word ^ (ones &* 0x5C)
            // A high bit for each zero byte, exact up to the first one.
            let quoteHits = (quotes &- ones) & ~quotes & (ones &* 0x80)
            let slashHits = (slashes &- ones) & ~slashes & (ones &* 0x80)
            if slashHits != 0 { break }
            if quoteHits != 0 { return place + quoteHits.trailingZeroBitCount >> 3 }
            place += 8
        }
        return try longStringEnd(bytes, from: place)
    }

    /// As ``stringEnd(_:from:)``, for what is long or has escapes.
    ///
    /// Nothing before `start` is escaping.
    private static func longStringEnd(
        _ bytes: Span<UInt8>,
        from start: Int
    ) throws(JSONFault) -> Int {
        let end: Int? = unsafe bytes.withUnsafeBufferPointer { all in
            guard let base = all.baseAddress else { return nil }
            let count = all.count
            var place = start
            while place < count {
                guard let hit = unsafe memchr(base + place, 0x22, count - place) else { return nil }
                let quote = unsafe UnsafeRawPointer(hit) - UnsafeRawPointer(base)
                // An even number of backslashes before it leaves the quote unescaped.
                var back = quote - 1
                while back >= start, unsafe base[back] == ASCII.backslash { back -= 1 }
                if (quote - back) & 1 == 1 { return quote }
                place = quote + 1
            }
            return nil
        }
        guard let end else { throw JSONFault(reason: .truncated, offset: bytes.count) }
        return end
    }

    /// Reads a key and its colon; `place` is moved to the value.
    ///
    /// - Returns: The key without its quotes, escapes as they are.
    @inline(__always)
    package static func key(
        _ bytes: Span<UInt8>,
        _ place: inout Int
    ) throws(JSONFault) -> Range<Int> {
        guard place < bytes.count else { throw JSONFault(reason: .truncated, offset: place) }
        guard bytes[place] == ASCII.quote else { throw JSONFault(reason: .key, offset: place) }
        let start = place + 1
        let end = try stringEnd(bytes, from: start)
        place = end + 1
        skipBlanks(bytes, &place)
        guard place < bytes.count else { throw JSONFault(reason: .truncated, offset: place) }
        guard bytes[place] == ASCII.colon else { throw JSONFault(reason: .colon, offset: place) }
        place += 1
        skipBlanks(bytes, &place)
        guard place < bytes.count else { throw JSONFault(reason: .truncated, offset: place) }
        return start..<end
    }

    /// Steps behind an opening bracket, or behind the comma before the next member.
    ///
    /// `isFirst`: True right behind the opening bracket; set to false.
    /// Returns: False when `close` was met, which is stepped over.
    @inline(__always)
    package static func hasNext(
        _ bytes: Span<UInt8>,
        _ place: inout Int,
        close: UInt8,
        isFirst: inout Bool
    ) throws(JSONFault) -> Bool {
        skipBlanks(bytes, &place)
        guard place < bytes.count else { throw JSONFault(reason: .truncated, offset: place) }
        if bytes[place] == close {
            place += 1
            return false
        }
        if isFirst {
            isFirst = false
            return true
        }
        guard bytes[place] == ASCII.comma else {
            throw JSONFault(reason: .separator, offset: place)
        }
        place += 1
        skipBlanks(bytes, &place)
        return true
    }

    /// Steps over the value that begins at `place`.
    @inline(__always)
    package static func skipValue(
        _ bytes: Span<UInt8>,
        _ place: inout Int
    ) throws(JSONFault) {
        guard place < bytes.count else { throw JSONFault(reason: .truncated, offset: place) }
        switch bytes[place] {
        case ASCII.quote: place = try stringEnd(bytes, from: place + 1) + 1
        case ASCII.openBrace, ASCII.openBracket: try skipNested(bytes, &place)
        default: try skipScalar(bytes, &place)
        }
    }

    /// Steps over an object or array with all that is in it, without recursion.
    private static func skipNested(
        _ bytes: Span<UInt8>,
        _ place: inout Int
    ) throws(JSONFault) {
        var stack = Nesting()
        while true {
            // A value begins here.
            switch bytes[place] {
            case ASCII.quote: place = try stringEnd(bytes, from: place + 1) + 1
            case ASCII.openBrace, ASCII.openBracket:
                let isObject = bytes[place] == ASCII.openBrace
                guard stack.push(isObject: isObject) else {
                    throw JSONFault(reason: .tooDeep, offset: place)
                }
                place += 1
                skipBlanks(bytes, &place)
                guard place < bytes.count else {
                    throw JSONFault(reason: .truncated, offset: place)
                }
                if bytes[place] != (isObject ? ASCII.closeBrace : ASCII.closeBracket) {
                    if isObject { _ = try key(bytes, &place) }
                    continue
                }
                place += 1
                stack.pop()
            default: try skipScalar(bytes, &place)
            }
            // A value has ended: close what ends with it, then go to the next member.
            while true {
                if stack.isEmpty { return }
                skipBlanks(bytes, &place)
                guard place < bytes.count else {
                    throw JSONFault(reason: .truncated, offset: place)
                }
                let byte = bytes[place]
                place += 1
                if byte == ASCII.comma { break }
                guard byte == (stack.isObject ? ASCII.closeBrace : ASCII.closeBracket) else {
                    throw JSONFault(reason: .separator, offset: place - 1)
                }
                stack.pop()
            }
            skipBlanks(bytes, &place)
            if stack.isObject { _ = try key(bytes, &place) }
            guard place < bytes.count else { throw JSONFault(reason: .truncated, offset: place) }
        }
    }

    /// Steps over a number, `true`, `false` or `null`.
    @inline(__always)
    private static func skipScalar(
        _ bytes: Span<UInt8>,
        _ place: inout Int
    ) throws(JSONFault) {
        let start = place
        let length =
            switch bytes[start] {
            case 0x6E where bytes.equals(start..<start + 4, "null"): 4
            case 0x74 where bytes.equals(start..<start + 4, "true"): 4
            case 0x66 where bytes.equals(start..<start + 5, "false"): 5
            default: numberLength(bytes, start)
            }
        place = start + length
        let endsHere = place == bytes.count || !isScalarPart(bytes[place])
        guard length > 0, endsHere else { throw JSONFault(reason: .value, offset: start) }
    }

    /// Whether a byte would go on a number or a literal.
    @inline(__always)
    private static func isScalarPart(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x2D || byte == 0x2B
            || byte == 0x2E
    }

    /// The length of the number at `start`: `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`; 0 for
    /// anything else.
    private static func numberLength(_ bytes: Span<UInt8>, _ start: Int) -> Int {
        var place = start
        @inline(__always) func peek() -> UInt8 { place < bytes.count ? bytes[place] : 0 }
        @inline(__always) func digits() -> Int {
            let first = place
            while peek() &- 0x30 < 10 { place += 1 }
            return place - first
        }
        if peek() == 0x2D { place += 1 }
        let leadsWithZero = peek() == 0x30
        let whole = digits()
        guard whole > 0, !(leadsWithZero && whole > 1) else { return 0 }
        if peek() == 0x2E {
            place += 1
            guard digits() > 0 else { return 0 }
        }
        if peek() | 0x20 == 0x65 {
            place += 1
            if peek() == 0x2B || peek() == 0x2D { place += 1 }
            guard digits() > 0 else { return 0 }
        }
        return place - start
    }
}

/// Which brackets are open: a bit each, set for an object.
private struct Nesting {
    private var words = InlineArray<8, UInt64>(repeating: 0)
    private var depth = 0

    var isEmpty: Bool { depth == 0 }
    /// Whether the innermost is an object.
    var isObject: Bool { words[(depth - 1) >> 6] & (1 << UInt64((depth - 1) & 63)) != 0 }

    mutating func push(isObject: Bool) -> Bool {
        guard depth < JSONScan.mostDepth else { return false }
        let bit: UInt64 = 1 << UInt64(depth & 63)
        if isObject { words[depth >> 6] |= bit } else { words[depth >> 6] &= ~bit }
        depth += 1
        return true
    }

    mutating func pop() { depth -= 1 }
}
