import Foundation
import FoundationXML

/// What stands in a page, read by a parser that takes only well-formed text.
final class PageOutline: NSObject, XMLParserDelegate {
    private(set) var complaint: String?
    private(set) var elements: Set<String> = []
    private(set) var attributes: Set<String> = []
    private(set) var ids: [String] = []
    /// What `href="#…"` and `aria-…by` name.
    private(set) var references: Set<String> = []
    /// Levels in the order of the page.
    private(set) var headings: [Int] = []
    private(set) var sections: [String] = []
    /// Values of `scope` by element.
    private(set) var scopes: [String: Set<String>] = [:]
    private(set) var headsWithoutScope = 0
    /// All text, with the spaces that keep words together as plain ones.
    private(set) var text = ""

    init(_ page: String) {
        super.init()
        let parser = XMLParser(data: Data(page.utf8))
        parser.delegate = self
        if !parser.parse() {
            complaint = "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "?")"
        }
        text = text.replacing("\u{A0}", with: " ")
    }

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes values: [String: String]
    ) {
        elements.insert(name)
        attributes.formUnion(values.keys)
        if let id = values["id"] { ids.append(id) }
        for key in ["aria-labelledby", "aria-describedby"] {
            references.formUnion((values[key] ?? "").split(separator: " ").map(String.init))
        }
        if let target = values["href"], target.hasPrefix("#") {
            references.insert(String(target.dropFirst()))
        }
        if let fill = values["fill"], fill.hasPrefix("url(#") {
            references.insert(String(fill.dropFirst(5).dropLast()))
        }
        if name.count == 2, name.hasPrefix("h"), let level = Int(name.dropFirst()) {
            headings.append(level)
        }
        if name == "section", let id = values["id"] { sections.append(id) }
        if let scope = values["scope"] { scopes[name, default: []].insert(scope) }
        if name == "th", values["scope"] == nil { headsWithoutScope += 1 }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}
