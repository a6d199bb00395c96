/// Writes a vehicle file, line by line.
struct VehicleText {
    private(set) var text = ""
    private var depth = 0

    mutating func comment(_ text: String) { line("# \(text)") }

    mutating func gap() { text += "\n" }

    mutating func add(_ key: String, _ value: Double) { line("\(key): \(Self.number(value))") }

    mutating func add(_ key: String, _ word: String) { line("\(key): \(word)") }

    mutating func quote(_ key: String, _ words: String) { line("\(key): \(Self.quoted(words))") }

    /// A figure with a source of its own, marked as assumed.
    mutating func assume(_ key: String, _ value: Double, _ source: String) {
        assume(key, Self.number(value), source)
    }

    mutating func assume(_ key: String, _ value: String, _ source: String) {
        line("\(key): { value: \(value), assumed: true, source: \(Self.quoted(source)) }")
    }

    /// Points of a curve in the units of the file.
    mutating func add(_ key: String, _ points: [(Double, Double)]) {
        line("\(key): \(Self.list(points))")
    }

    /// A mapping with what is written inside.
    mutating func part(_ key: String, _ write: (inout VehicleText) -> Void) {
        line("\(key):")
        depth += 1
        write(&self)
        depth -= 1
    }

    private mutating func line(_ words: String) {
        text += String(repeating: "  ", count: depth) + words + "\n"
    }

    static func list(_ points: [(Double, Double)]) -> String {
        "[" + points.map { "[\(number($0.0)), \(number($0.1))]" }.joined(separator: ", ") + "]"
    }

    /// To nine digits after the point, twelve below one: more than any source has.
    static func number(_ value: Double) -> String {
        let scale = abs(value) < 1 ? 1e12 : 1e9
        let near = (value * scale).rounded() / scale
        return near == near.rounded() && abs(near) < 1e15 ? "\(Int(near))" : "\(near)"
    }

    /// Letters, digits and hyphens: what a file can be called.
    static func id(_ name: String) -> String {
        let words = name.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return words.joined(separator: "-")
    }

    static func quoted(_ words: String) -> String {
        let safe = words.map { character -> String in
            switch character {
            case "\"": "\\\""
            case "\\": "\\\\"
            case let other where other.isNewline: " "
            case let other: String(other)
            }
        }
        return "\"" + safe.joined() + "\""
    }
}
