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
