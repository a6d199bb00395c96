import Bus
import Yams

/// Walks through a site file and collects its mistakes instead of stopping at the first.
///
/// Every reading method answers nil after it has noted a mistake, so a caller that got nil has
/// nothing to report. What is built beside a mistake is thrown away.
struct SiteReader {
    let environment: [String: String]
    private(set) var mistakes: [SiteMistakes.Mistake] = []
    private(set) var notices: [String] = []
    /// By the supplier's name.
    var keyVariables: [String: [String]] = [:]

    /// What only scenarios need.
    var plan = PlanNotes()

    /// Whether a variable may be unset: for who only reads where things are and sends no key.
    let allowsUnset: Bool

    init(environment: [String: String], allowsUnset: Bool) {
        self.environment = environment
        self.allowsUnset = allowsUnset
    }

    mutating func reject(_ field: Field, _ message: String) {
        reject(field.path, line: field.line, message)
    }

    mutating func reject(_ path: String, line: Int?, _ message: String) {
        mistakes.append(.init(path: path, line: line, message: message))
    }

    mutating func note(_ path: String, _ message: String) { notices.append("\(path): \(message)") }

    /// The values of a mapping, whose keys have to be among `known`; nil allows every key.
    mutating func mapping(_ field: Field, known: [String]? = nil) -> Fields? {
        guard let mapping = field.node.mapping else {
            reject(field, "has to be a mapping (name: value), not \(field.kind)")
            return nil
        }
        var all: [Field] = []
        var misspelt: Set<String> = []
        for (key, value) in mapping {
            guard let scalar = key.scalar, !scalar.string.isEmpty else {
                reject(
                    field.path,
                    line: key.mark?.line ?? field.line,
                    "every key has to be a single word, which is not empty"
                )
                continue
            }
            let name = Variables.shown(in: scalar.string)
            if name.hasPrefix(Self.duplicate) { continue }
            let entry = Field(
                path: path(field.path, name),
                name: name,
                line: scalar.mark?.line,
                node: value
            )
            if let known, !known.contains(name) {
                misspelt.formUnion(unknown(entry, among: known))
            } else {
                all.append(entry)
            }
        }
        return Fields(path: field.path, line: field.line, all: all, misspelt: misspelt)
    }

    /// Notes an unknown key; returns the known one that was probably meant.
    private mutating func unknown(_ field: Field, among known: [String]) -> [String] {
        let near = nearNames(to: field.name, among: known, most: 1)
        if let likely = near.first {
            reject(field, "unknown key; did you mean \(likely)?")
        } else {
            reject(field, "unknown key; known here: \(known.joined(separator: ", "))")
        }
        return near
    }

    /// The values of a list.
    mutating func list(_ field: Field, of what: String) -> [Field]? {
        guard let sequence = field.node.sequence else {
            reject(field, "has to be a list of \(what), not \(field.kind)")
            return nil
        }
        return sequence.enumerated().map { index, node in
            Field(
                path: "\(field.path)[\(index)]",
                name: "[\(index)]",
                line: node.mark?.line ?? field.line,
                node: node
            )
        }
    }

    /// A value that has to be there; `example` says what would be valid.
    mutating func required(_ name: String, in fields: Fields, _ example: String) -> Field? {
        if let field = fields[name] { return field }
        if !fields.misspelt.contains(name) {
            reject(path(fields.path, name), line: fields.line, "missing; \(example)")
        }
        return nil
    }
}

extension SiteReader {
    /// Marks a key that stands twice, so that the rest of the file can be read.
    static let duplicate = "\u{FFFC}duplicate "

    /// Reads a text, one YAML document, by `read`; throws all that is noted on the way.
    ///
    /// `name`: What mistakes call the file.
    mutating func document<Value>(
        _ text: String,
        name: String,
        as kind: DocumentKind,
        read: (inout Self, Field) -> Value
    ) throws(SiteMistakes) -> Value {
        var value: Value?
        if text.utf8.count > SiteFile.mostBytes {
            reject("", line: nil, "larger than 4 MiB; this is not a \(kind.name)")
        } else if let root = compose(text, as: kind) {
            value = read(&self, root)
        }
        guard let value, mistakes.isEmpty else {
            throw SiteMistakes(file: name, mistakes: mistakes)
        }
        return value
    }

    /// Reads the text as YAML; nil after a mistake.
    private mutating func compose(_ text: String, as kind: DocumentKind) -> Field? {
        var text = Variables.hidden(in: text)
        // Yams stops at the first mapping with a duplicate: rename that one and look again.
        for _ in 0..<100 {
            do {
                guard let node = try Yams.compose(yaml: text, .basic, .default, .utf8) else {
                    reject("", line: nil, "is empty; \(kind.starter)")
                    return nil
                }
                let root = Field(path: "", name: "", line: node.mark?.line, node: node)
                guard !root.isNull else {
                    reject("", line: nil, "is empty; \(kind.starter)")
                    return nil
                }
                return root
            } catch {
                guard case YamlError.duplicatedKeysInMapping(let names, let context) = error,
                    let renamed = renaming(at: context.mark, in: text)
                else {
                    reject(error)
                    return nil
                }
                reject(
                    Variables.shown(in: names.first ?? ""),
                    line: context.mark.line,
                    "stands more than once in the same mapping; keep one"
                )
                text = renamed
            }
        }
        return nil
    }

    /// The text with a marker before the key at `mark`.
    private func renaming(at mark: Mark, in text: String) -> String? {
        var scalars = text.unicodeScalars
        var index = scalars.startIndex
        var line = 1
        while line < mark.line, index < scalars.endIndex {
            // CR LF is one line break, as for the parser.
            let scalar = scalars[index]
            index = scalars.index(after: index)
            if scalar == "\n" || scalar == "\u{85}" || scalar == "\u{2028}" || scalar == "\u{2029}"
                || (scalar == "\r" && (index == scalars.endIndex || scalars[index] != "\n"))
            {
                line += 1
            }
        }
        guard line == mark.line,
            let place = scalars.index(
                index,
                offsetBy: mark.column - 1,
                limitedBy: scalars.endIndex
            ),
            place < scalars.endIndex
        else { return nil }
        let isQuoted = scalars[place] == "\"" || scalars[place] == "'"
        scalars.insert(
            contentsOf: Self.duplicate.unicodeScalars,
            at: isQuoted ? scalars.index(after: place) : place
        )
        return String(scalars)
    }

    /// Notes why a text is not YAML, without the lines of the text, which may hold a secret.
    private mutating func reject(_ error: any Error) {
        switch error {
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _),
            YamlError.composer(let context, let problem, let mark, _):
            let start = context.map { " (\($0.text) that begins in line \($0.mark.line))" } ?? ""
            reject("", line: mark.line, "not YAML: \(problem)\(start); indent by spaces, not tabs")
        case YamlError.reader(let problem, _, _, _):
            reject("", line: nil, "not YAML: \(problem)")
        case YamlError.duplicatedKeysInMapping(_, let context):
            reject("", line: context.mark.line, "a key stands more than once in a mapping")
        default:
            reject("", line: nil, "not YAML")
        }
    }
}
