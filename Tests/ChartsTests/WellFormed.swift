/// A check that a text is well-formed XML as far as we write it: elements, attributes, entities.
///
/// Knows no declarations, comments and CDATA, which nothing here writes, but the HTML doctype.
struct WellFormed {
    /// What is wrong, with the place; nil when nothing is.
    private(set) var complaint: String?
    /// Names of elements in the order in which they open.
    private(set) var elements: [String] = []
    /// Values of all `id` attributes.
    private(set) var ids: [String] = []
    /// Numbers of `references` such as `url(#…)`, `aria-labelledby` and `href="#…"`.
    private(set) var references: [String] = []
    private var stack: [String] = []
    private var rest: Substring

    init(_ text: String) {
        rest = text[...]
        if rest.hasPrefix("<!DOCTYPE html>") { rest = rest.dropFirst(15) }
        while !rest.isEmpty, complaint == nil { step() }
        if complaint == nil, !stack.isEmpty { complaint = "never closed: \(stack)" }
        if complaint == nil, Set(ids).count != ids.count { complaint = "an id stands twice" }
        let missing = Set(references).subtracting(ids)
        if complaint == nil, !missing.isEmpty { complaint = "no such id: \(missing.sorted())" }
    }

    private mutating func step() {
        let text = rest.prefix { $0 != "<" }
        check(entitiesOf: text)
        if text.contains(">"), stack.last != "style" { fail("a bare > in text") }
        rest = rest.dropFirst(text.count)
        guard !rest.isEmpty else { return }
        rest = rest.dropFirst()
        if rest.first == "/" {
            let name = rest.dropFirst().prefix { $0 != ">" }
            guard stack.popLast() == String(name) else { return fail("</\(name)> closes nothing") }
            rest = rest.dropFirst(name.count + 2)
            return
        }
        element()
    }

    private mutating func element() {
        let name = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" })
        guard !name.isEmpty else { return fail("a bare < in text") }
        rest = rest.dropFirst(name.count)
        elements.append(name)
        var seen: Set<String> = []
        while rest.first == " " {
            rest = rest.dropFirst()
            let key = String(rest.prefix { $0 != "=" && $0 != ">" && $0 != " " })
            guard rest.dropFirst(key.count).hasPrefix("=\"") else { return fail("\(name) \(key)") }
            guard seen.insert(key).inserted else { return fail("\(name) has \(key) twice") }
            rest = rest.dropFirst(key.count + 2)
            let value = rest.prefix { $0 != "\"" }
            if value.contains("<") { fail("< in \(key)") }
            check(entitiesOf: value)
            note(key, String(value))
            rest = rest.dropFirst(value.count + 1)
        }
        if rest.hasPrefix("/>") {
            rest = rest.dropFirst(2)
        } else if rest.hasPrefix(">") {
            rest = rest.dropFirst()
            stack.append(name)
        } else {
            fail("\(name) is not ended")
        }
    }

    private mutating func note(_ key: String, _ value: String) {
        if key == "id" { ids.append(value) }
        if ["aria-labelledby", "aria-describedby", "for"].contains(key) {
            references += value.split(separator: " ").map(String.init)
        }
        if key == "href", value.hasPrefix("#") { references.append(String(value.dropFirst())) }
        if value.hasPrefix("url(#") { references.append(String(value.dropFirst(5).dropLast())) }
    }

    private mutating func check(entitiesOf text: Substring) {
        var text = text
        while let place = text.firstIndex(of: "&") {
            text = text[place...].dropFirst()
            guard ["amp;", "lt;", "gt;", "quot;", "#39;"].contains(where: { text.hasPrefix($0) })
            else { return fail("a bare &") }
        }
    }

    private mutating func fail(_ what: String) {
        if complaint == nil { complaint = "\(what) before \(rest.prefix(60))" }
    }
}
