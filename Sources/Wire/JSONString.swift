/// Decodes what stands between the quotes of a JSON string.
package enum JSONString {
    /// The text that `bytes` spell; ill-formed escapes and UTF-8 become U+FFFD.
    package static func decoded(_ bytes: [UInt8]) -> String {
        guard bytes.contains(ASCII.backslash) else { return String(decoding: bytes, as: UTF8.self) }
        var units: [UInt8] = []
        var place = 0
        while place < bytes.count {
            guard bytes[place] == ASCII.backslash, place + 1 < bytes.count else {
                units.append(bytes[place])
                place += 1
                continue
            }
            place += 1
            switch bytes[place] {
            case 0x62: units.append(0x08)
            case 0x66: units.append(0x0C)
            case 0x6E: units.append(ASCII.lineFeed)
            case 0x72: units.append(ASCII.carriageReturn)
            case 0x74: units.append(ASCII.tab)
            case 0x75:
                let scalar = unicodeEscape(bytes, &place)
                units.append(contentsOf: String(scalar).utf8)
            default: units.append(bytes[place])
            }
            place += 1
        }
        return String(decoding: units, as: UTF8.self)
    }

    /// Reads `uXXXX`, and a surrogate's other half; `place` is left on the last digit.
    private static func unicodeEscape(_ bytes: [UInt8], _ place: inout Int) -> Character {
        guard let first = hexadecimal(bytes, at: place + 1) else { return "\u{FFFD}" }
        place += 4
        if let scalar = Unicode.Scalar(first) { return Character(scalar) }
        let isPair =
            (0xD800..<0xDC00).contains(first) && place + 6 < bytes.count
            && bytes[place + 1] == ASCII.backslash && bytes[place + 2] == 0x75
        guard isPair, let second = hexadecimal(bytes, at: place + 3),
            (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { return "\u{FFFD}" }
        place += 6
        return Character(scalar)
    }

    private static func hexadecimal(_ bytes: [UInt8], at start: Int) -> UInt32? {
        guard start + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for byte in bytes[start..<start + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
