import Bus

/// A reader of JSON that is written for being right.
///
/// Recursive, after the grammar of RFC 8259. Inside strings it only looks for the end, as the fast one does.
struct SlowJSON {
    private let bytes: [UInt8]
    private var place = 0

    /// The place behind the value that fills the text but for blanks; nil when it is no JSON.
    static func accepts(_ bytes: [UInt8]) -> Bool {
        var reader = SlowJSON(bytes: bytes)
        reader.blanks()
        guard reader.value(depth: 0) else { return false }
        reader.blanks()
        return reader.place == bytes.count
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func take(_ character: Character) -> Bool {
        guard let next, next == character.asciiValue else { return false }
        place += 1
        return true
    }

    private mutating func blanks() {
        while let next, [0x20, 0x09, 0x0A, 0x0D].contains(next) { place += 1 }
    }

    private mutating func value(depth: Int) -> Bool {
        guard let next else { return false }
        switch next {
        case 0x22: return string()
        case 0x7B:
            return depth < 512
                && list(close: "}") { reader in
                    guard reader.string() else { return false }
                    reader.blanks()
                    guard reader.take(":") else { return false }
                    reader.blanks()
                    return reader.value(depth: depth + 1)
                }
        case 0x5B: return depth < 512 && list(close: "]") { $0.value(depth: depth + 1) }
        default: return literal() || number()
        }
    }

    private mutating func list(close: Character, _ member: (inout Self) -> Bool) -> Bool {
        place += 1
        blanks()
        if take(close) { return true }
        while member(&self) {
            blanks()
            if take(close) { return true }
            guard take(",") else { return false }
            blanks()
        }
        return false
    }

    private mutating func string() -> Bool {
        guard take("\"") else { return false }
        while let next {
            place += next == 0x5C ? 2 : 1
            if next == 0x22 { return true }
        }
        return false
    }

    private mutating func literal() -> Bool {
        for word in ["true", "false", "null"] where bytes[place...].starts(with: word.utf8) {
            place += word.utf8.count
            return true
        }
        return false
    }

    private mutating func digits() -> Int {
        let start = place
        while let next, (0x30...0x39).contains(next) { place += 1 }
        return place - start
    }

    private mutating func number() -> Bool {
        _ = take("-")
        let leadsWithZero = next == 0x30
        let whole = digits()
        guard whole > 0, whole == 1 || !leadsWithZero else { return false }
        if take(".") { guard digits() > 0 else { return false } }
        if take("e") || take("E") {
            _ = take("+") || take("-")
            guard digits() > 0 else { return false }
        }
        return true
    }
}

/// Random JSON texts and random damage to them.
enum RandomJSON {
    static func text(_ generator: inout SplitMix64, depth: Int = 0) -> String {
        let kinds = depth > 4 ? 6 : 8
        let blank = ["", "", "", " ", "\n\t"].randomElement(using: &generator) ?? ""
        let value =
            switch Int.random(in: 0..<kinds, using: &generator) {
            case 0: "null"
            case 1: Bool.random(using: &generator) ? "true" : "false"
            case 2: "\(Int.random(in: -1_000...1_000, using: &generator))"
            case 3:
                ["0", "-0", "1.5", "-0.25", "1e5", "2E-3", "1.0e+2"].randomElement(
                    using: &generator
                ) ?? ""
            case 4, 5: string(&generator)
            case 6: "[" + members(&generator) { text(&$0, depth: depth + 1) } + blank + "]"
            default:
                "{" + members(&generator) { string(&$0) + ":" + text(&$0, depth: depth + 1) } + "}"
            }
        return blank + value + blank
    }

    private static func members(
        _ generator: inout SplitMix64,
        _ member: (inout SplitMix64) -> String
    ) -> String {
        let count = Int.random(in: 0...4, using: &generator)
        return (0..<count).map { _ in member(&generator) }.joined(separator: ",")
    }

    static func string(_ generator: inout SplitMix64) -> String {
        let parts = ["a", "model", "ü", "\\n", "\\\"", "\\\\", "\\u00e9", "{", "]", ",", " ", "😀"]
        let count = Int.random(in: 0...4, using: &generator)
        let inner = (0..<count).map { _ in parts.randomElement(using: &generator) ?? "" }
        return "\"" + inner.joined() + "\""
    }

    /// Deletes, doubles, swaps or replaces a few bytes.
    static func damaged(
        _ bytes: [UInt8],
        with letters: [UInt8],
        _ generator: inout SplitMix64
    ) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes.remove(at: place)
            case 1: bytes.insert(bytes[place], at: place)
            case 2: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &generator))
            case 3: bytes[place] = letters.randomElement(using: &generator) ?? 0
            default: bytes.removeSubrange(place..<min(bytes.count, place + 5))
            }
        }
        return bytes
    }
}
