import Yams

/// A value of the site file and its place.
struct Field {
    /// `models.gpt-oss-120b[1].price.input`.
    let path: String
    /// The last part of the path; the key in a mapping.
    let name: String
    let line: Int?
    let node: Node

    /// Nothing stands there, or `null`.
    var isNull: Bool {
        guard let scalar = node.scalar, scalar.style == .plain else { return false }
        return scalar.string.isEmpty || scalar.string == "~" || scalar.string == "null"
    }

    var isMapping: Bool { node.mapping != nil }
    var isList: Bool { node.sequence != nil }
    /// A single value or a list, or a mapping that says of its `value` where it comes from.
    var isFigure: Bool { keys.map { $0.contains("value") } ?? true }
    /// The keys of a mapping, known or not; nil for another value.
    var keys: [String]? { node.mapping?.compactMap(\.key.string) }

    /// Where the value begins; nil for one that is not in the file.
    var place: FigurePlace? {
        node.mark.map { FigurePlace(line: $0.line, column: $0.column) }
    }

    /// Whether exactly this word stands there.
    func isWord(_ word: String) -> Bool { node.scalar?.string == word }

    /// The values under a key of the things in this mapping.
    func values(of key: String) -> [String] {
        (node.mapping?.map(\.value) ?? []).compactMap { thing in
            thing.mapping?.first { $0.key.string == key }?.value.string
        }
    }

    /// Whether an entry of this mapping is one with a key, whatever stands there.
    func hasEntry(with key: String) -> Bool {
        (node.mapping?.map(\.value) ?? []).contains { thing in
            thing.mapping?.contains { $0.key.string == key } ?? false
        }
    }

    /// The same mapping without one of its keys.
    func without(_ key: String) -> Field {
        guard let mapping = node.mapping else { return self }
        let pairs = mapping.filter { $0.key.string != key }.map { ($0.key, $0.value) }
        return Field(path: path, name: name, line: line, node: .mapping(.init(pairs)))
    }

    /// What stands there, in words.
    var kind: String {
        switch node {
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .scalar, .alias: isNull ? "nothing" : "a single value"
        }
    }
}

/// The values of a mapping of the site file, in its order.
struct Fields {
    let path: String
    let line: Int?
    let all: [Field]
    /// Known keys that an unknown one was probably meant to be; they are not missing as well.
    let misspelt: Set<String>

    subscript(name: String) -> Field? { all.first { $0.name == name } }
}

/// The path of a value inside a mapping; a key that would make it ambiguous is quoted.
func path(_ parent: String, _ key: String) -> String {
    let plain = key.utf8.allSatisfy {
        switch $0 {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "/"): true
        default: false
        }
    }
    let part = plain && !key.isEmpty ? key : quoted(key)
    return parent.isEmpty ? part : "\(parent).\(part)"
}

/// A text as mistakes show it: in quotes, on one line, at most 60 characters.
func quoted(_ text: some StringProtocol) -> String {
    var result = ""
    for scalar in text.unicodeScalars.prefix(61) {
        switch scalar {
        case "\"": result += "\\\""
        case "\n": result += "\\n"
        case "\t": result += "\\t"
        default:
            let printable = scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
            result.unicodeScalars.append(printable ? scalar : "\u{FFFD}")
        }
    }
    if text.unicodeScalars.count > 60 { result = result.dropLast() + "…" }
    return "\"\(result)\""
}
