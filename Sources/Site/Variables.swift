/// The references to environment variables in a site file: `${NAME}`.
enum Variables {
    private static let opening: Unicode.Scalar = "\u{E000}"

    /// The text of a file with `${NAME}` written without braces.
    ///
    /// Inside `{ … }` and `[ … ]` a brace would end a YAML value that is not in quotes. The
    /// stand-ins are as long as what they stand for, so no place of the file moves.
    static func hidden(in text: String) -> String {
        replaced(in: text, "${", "}", by: ("\u{E000}\u{E000}", "\u{E001}"))
    }

    /// Undoes ``hidden(in:)``.
    static func shown(in text: String) -> String {
        guard text.unicodeScalars.contains(opening) else { return text }
        return replaced(in: text, "\u{E000}\u{E000}", "\u{E001}", by: ("${", "}"))
    }

    private static func replaced(
        in text: String,
        _ open: String,
        _ close: String,
        by new: (String, String)
    ) -> String {
        let parts = text.split(separator: open, omittingEmptySubsequences: false)
        return parts.dropFirst().reduce(into: String(parts[0])) { result, part in
            if let (name, rest) = split(part, at: close), isName(name) {
                result += "\(new.0)\(name)\(new.1)\(rest)"
            } else {
                result += "\(open)\(part)"
            }
        }
    }

    private static func split(
        _ text: Substring,
        at separator: String
    ) -> (Substring, Substring)? {
        guard let range = text.firstRange(of: separator) else { return nil }
        return (text[..<range.lowerBound], text[range.upperBound...])
    }

    static func isName(_ text: Substring) -> Bool {
        text.first?.isNumber == false
            && text.utf8.allSatisfy {
                switch $0 {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"): true
                default: false
                }
            }
    }

    /// The variables that a value names, in their order.
    static func names(in written: String) -> [String] {
        let parts = written.replacing("$$", with: "").split(
            separator: "${",
            omittingEmptySubsequences: false
        )
        return parts.dropFirst().map { String($0.prefix { $0 != "}" }) }
    }
}

extension SiteReader {
    /// Replaces `${NAME}` by the variable and `$$` by `$`; another `$` stands for itself.
    mutating func substituted(_ text: String, in field: Field) -> String? {
        guard text.contains("$") else { return text }
        var result = ""
        var rest = text[...]
        var whole = true
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            if rest.first == "$" {
                result += "$"
                rest = rest.dropFirst()
            } else if rest.first == "{" {
                guard let end = rest.firstIndex(of: "}") else {
                    reject(field, "${ without }; write ${NAME}, or $$ for a $")
                    return nil
                }
                let name = rest[rest.index(after: rest.startIndex)..<end]
                if let value = variable(name, in: field) { result += value } else { whole = false }
                rest = rest[rest.index(after: end)...]
            } else {
                result += "$"
            }
        }
        return whole ? result + rest : nil
    }

    private mutating func variable(_ name: Substring, in field: Field) -> String? {
        guard Variables.isName(name) else {
            reject(field, "\(quoted(name)) is not the name of a variable; write ${NAME}")
            return nil
        }
        guard let value = environment[String(name)] else {
            // Different for every variable, and long enough for a key.
            if allowsUnset { return "unset-variable-\(name)" }
            reject(field, "the environment variable \(name) is not set")
            return nil
        }
        return value
    }
}
