/// All that is wrong with a site file, each with its place.
package struct SiteMistakes: Error, Sendable, Hashable, CustomStringConvertible {
    package struct Mistake: Sendable, Hashable {
        /// `models.gpt-oss-120b[1].price.input`; empty for the file as a whole.
        package let path: String
        /// From 1; nil when the mistake has no line.
        package let line: Int?
        /// What is wrong and what would be valid; never a secret.
        package let message: String

        package init(path: String, line: Int?, message: String) {
            self.path = path
            self.line = line
            self.message = message
        }
    }

    package let file: String
    /// In the order of the file; at least one.
    package let mistakes: [Mistake]

    package init(file: String, mistakes: [Mistake]) {
        precondition(!mistakes.isEmpty)
        self.file = file
        self.mistakes = mistakes.enumerated().sorted { first, second in
            let lines = (first.element.line ?? .max, second.element.line ?? .max)
            return lines.0 == lines.1 ? first.offset < second.offset : lines.0 < lines.1
        }.map(\.element)
    }

    /// `busbar.yaml:12: models.gpt-oss-120b[1].price.input: not a number: "x"`, one a mistake.
    package var lines: [String] {
        mistakes.map { mistake in
            let place = mistake.line.map { "\(file):\($0)" } ?? file
            let path = mistake.path.isEmpty ? "" : "\(mistake.path): "
            return "\(place): \(path)\(mistake.message)"
        }
    }

    package var description: String { lines.joined(separator: "\n") }
}
