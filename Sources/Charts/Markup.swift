/// Writes XML that is also HTML: elements are closed in order, and texts are escaped.
package struct Markup: Sendable {
    /// Names and values of attributes in the order in which they are written.
    package typealias Attributes = KeyValuePairs<String, String>

    package private(set) var text = ""
    private var stack: [String] = []

    package init() {}

    package mutating func open(_ name: String, _ attributes: Attributes = [:]) {
        begin(name, attributes)
        text += ">"
        stack.append(name)
    }

    /// Ends the element that was opened last.
    package mutating func close() {
        guard let name = stack.popLast() else { preconditionFailure("nothing is open") }
        text += "</\(name)>"
    }

    package mutating func element(
        _ name: String,
        _ attributes: Attributes = [:],
        _ content: (inout Markup) -> Void
    ) {
        open(name, attributes)
        content(&self)
        close()
    }

    package mutating func element(_ name: String, _ attributes: Attributes = [:], text: String) {
        open(name, attributes)
        append(text)
        close()
    }

    /// An element without content: of SVG, or one that HTML calls void (`meta`, `br`).
    package mutating func leaf(_ name: String, _ attributes: Attributes = [:]) {
        begin(name, attributes)
        text += "/>"
    }

    /// Appends a text, escaped.
    package mutating func append(_ text: String) { self.text += Self.escaped(text) }

    /// Appends markup as it is.
    package mutating func append(markup: String) { text += markup }

    package mutating func breakLine() { text += "\n" }

    private mutating func begin(_ name: String, _ attributes: Attributes) {
        text += "<\(name)"
        for (key, value) in attributes { text += " \(key)=\"\(Self.escaped(value))\"" }
    }

    /// The text with the five characters of XML replaced, and without what XML cannot hold.
    ///
    /// Control characters other than tab and line breaks are no characters of XML 1.0, whether
    /// escaped or not, and neither are U+FFFE and U+FFFF.
    package static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || (0xFFFE...0xFFFF).contains(scalar.value):
                result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
