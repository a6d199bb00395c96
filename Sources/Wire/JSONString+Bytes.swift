/// The bytes behind a JSON string, so that texts that servers spell differently can be compared and
/// joined.
///
/// Half a surrogate pair, which a server may leave at the end of one event and complete in the
/// next, is kept as the three bytes that WTF-8 gives it; its other half completes it.
extension JSONString {
    /// Appends what `range` of `raw` spells to `bytes`.
    ///
    /// `raw`: A string's inside as ``JSONScan`` found it: its escapes are whole.
    package static func append(
        _ raw: Span<UInt8>,
        _ range: Range<Int>,
        to bytes: inout [UInt8]
    ) {
        // Only the text is searched, not what follows it in the buffer.
        let text = raw.extracting(range)
        var place = 0
        while place < text.count {
            let stop = text.firstIndex(of: ASCII.backslash, from: place) ?? text.count
            text.append(place..<stop, to: &bytes)
            place = stop
            guard place + 1 < text.count else { return }
            appendEscape(text, &place, to: &bytes)
        }
    }

    /// `bytes` as the inside of a JSON string.
    package static func escaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var raw: [UInt8] = []
        raw.reserveCapacity(bytes.count + 16)
        var place = bytes.startIndex
        while place < bytes.endIndex {
            if let unit = surrogate(bytes, at: place) {
                appendUnit(unit, to: &raw)
                place += 3
                continue
            }
            let byte = bytes[place]
            switch byte {
            case ASCII.quote, ASCII.backslash: raw += [ASCII.backslash, byte]
            case ASCII.lineFeed: raw += [ASCII.backslash, 0x6E]
            case 0..<0x20: appendUnit(UInt32(byte), to: &raw)
            default: raw.append(byte)
            }
            place += 1
        }
        return raw
    }

    /// Whether `bytes` end with the first half of a pair.
    package static func endsWithHalf(_ bytes: [UInt8]) -> Bool {
        guard let unit = surrogate(bytes[...], at: bytes.count - 3) else { return false }
        return unit < 0xDC00
    }

    /// Reads one escape; `place` is moved behind it.
    private static func appendEscape(
        _ raw: Span<UInt8>,
        _ place: inout Int,
        to bytes: inout [UInt8]
    ) {
        let kind = raw[place + 1]
        place += 2
        switch kind {
        case 0x62: bytes.append(0x08)
        case 0x66: bytes.append(0x0C)
        case 0x6E: bytes.append(ASCII.lineFeed)
        case 0x72: bytes.append(ASCII.carriageReturn)
        case 0x74: bytes.append(ASCII.tab)
        case 0x75:
            var unit: UInt32 = 0
            let end = min(place + 4, raw.count)
            while place < end {
                unit = unit << 4 | UInt32(digit(raw[place]))
                place += 1
            }
            appendScalar(unit, to: &bytes)
        default: bytes.append(kind)
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        default: (byte &- 0x57) & 15
        }
    }

    /// Appends a UTF-16 unit as UTF-8 and joins it with the half that stands at the end.
    private static func appendScalar(_ unit: UInt32, to bytes: inout [UInt8]) {
        var scalar = unit
        if (0xDC00..<0xE000).contains(unit), endsWithHalf(bytes),
            let first = surrogate(bytes[...], at: bytes.count - 3)
        {
            bytes.removeLast(3)
            scalar = 0x10000 + (first - 0xD800) << 10 + (unit - 0xDC00)
        }
        switch scalar {
        case 0..<0x80: bytes.append(UInt8(scalar))
        case 0x80..<0x800:
            bytes += [UInt8(0xC0 | scalar >> 6), UInt8(0x80 | scalar & 0x3F)]
        case 0x800..<0x10000:
            bytes += [
                UInt8(0xE0 | scalar >> 12), UInt8(0x80 | scalar >> 6 & 0x3F),
                UInt8(0x80 | scalar & 0x3F),
            ]
        default:
            bytes += [
                UInt8(0xF0 | scalar >> 18), UInt8(0x80 | scalar >> 12 & 0x3F),
                UInt8(0x80 | scalar >> 6 & 0x3F), UInt8(0x80 | scalar & 0x3F),
            ]
        }
    }

    /// The half of a pair that three bytes spell; nil for anything else.
    private static func surrogate(_ bytes: ArraySlice<UInt8>, at place: Int) -> UInt32? {
        guard place >= bytes.startIndex, place + 2 < bytes.endIndex, bytes[place] == 0xED,
            bytes[place + 1] >= 0xA0
        else { return nil }
        return 0xD000 | UInt32(bytes[place + 1] & 0x3F) << 6 | UInt32(bytes[place + 2] & 0x3F)
    }

    /// Appends `\uXXXX`.
    private static func appendUnit(_ unit: UInt32, to raw: inout [UInt8]) {
        raw += [ASCII.backslash, 0x75]
        for shift: UInt32 in [12, 8, 4, 0] {
            let digit = UInt8(unit >> shift & 15)
            raw.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
    }
}

extension Span where Element == UInt8 {
    /// Appends a part to an array.
    @inline(__always)
    package func append(_ range: Range<Int>, to array: inout [UInt8]) {
        guard !range.isEmpty else { return }
        unsafe extracting(range).withUnsafeBufferPointer { unsafe array.append(contentsOf: $0) }
    }
}
