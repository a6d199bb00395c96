import Charts
import Pages

/// One of the large figures at the head of a page.
struct PageKey: Equatable {
    let name: String
    let value: String
    let more: String

    init(_ name: String, _ value: String, _ more: String) {
        self.name = name
        self.value = value
        self.more = more
    }
}

extension Markup {
    mutating func keys(_ keys: [PageKey]) {
        guard !keys.isEmpty else { return }
        element("dl", ["class": "keys"]) { markup in
            for key in keys {
                markup.element("div") { markup in
                    markup.element("dt", text: key.name)
                    markup.element("dd", ["class": "value"]) { $0.append(prose: key.value) }
                    if !key.more.isEmpty {
                        markup.element("dd", ["class": "more"]) { $0.append(prose: key.more) }
                    }
                }
            }
        }
    }

    /// Terms with what they mean.
    mutating func words(_ terms: [Glossary.Term]) {
        element("dl", ["class": "words"]) { markup in
            for (term, meaning) in terms {
                markup.element("dt", text: term)
                markup.element("dd", text: meaning)
            }
        }
    }
}
