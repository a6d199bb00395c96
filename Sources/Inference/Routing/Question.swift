package import Bus

/// What `busbar explain` and the console's `/admin/explain` are asked: the law and the kind of a
/// request.
package struct Question: Sendable, Hashable {
    /// Why a question cannot be answered, in words for whoever asked.
    package struct Mistake: Error, Sendable, Hashable, CustomStringConvertible {
        package let description: String
        package init(description: String) { self.description = description }
    }

    /// A request of this length is taken where none is given.
    package static let usualInput = 1_000
    /// More than any model reads.
    private static let mostTokens = 1_000_000_000

    /// Where the request may run; nil is anywhere.
    package let jurisdictions: Set<Jurisdiction>?
    package let ask: Ask

    /// A stream of ``usualInput`` tokens that may run anywhere and needs nothing.
    package init() {
        jurisdictions = nil
        var ask = Ask()
        ask.streams = true
        ask.inputTokens = Self.usualInput
        self.ask = ask
    }

    /// Reads a question as it was written; nil or empty is not given.
    ///
    /// `jurisdictions` and `needs` are separated by commas.
    package init(
        jurisdictions: String?,
        inputTokens: String?,
        outputTokens: String?,
        needs: String?,
        cacheKey: String?
    ) throws(Mistake) {
        let codes = Self.words(jurisdictions)
        self.jurisdictions = codes.isEmpty ? nil : Set(codes.map { Jurisdiction($0) })
        var ask = Question().ask
        if let tokens = try Self.tokens(inputTokens, "input tokens") { ask.inputTokens = tokens }
        ask.outputTokens = try Self.tokens(outputTokens, "output tokens")
        for word in Self.words(needs) {
            guard let known = Ask.Needs.all.first(where: { $0.name == word }) else {
                let names = Ask.Needs.all.map(\.name).joined(separator: ", ")
                throw Mistake(description: "'\(word)' is not one of the needs \(names).")
            }
            ask.needs.insert(known.need)
        }
        if let cacheKey, !cacheKey.isEmpty { ask.affinity = Session.hash(cacheKey) }
        self.ask = ask
    }

    private static func words(_ text: String?) -> [String] {
        (text ?? "").split(separator: ",").map { $0.filter { !$0.isWhitespace } }
            .filter { !$0.isEmpty }
    }

    private static func tokens(_ text: String?, _ what: String) throws(Mistake) -> Int? {
        guard let text, !text.isEmpty else { return nil }
        guard let number = Int(text), (0...mostTokens).contains(number) else {
            throw Mistake(
                description: "'\(text)' is no number of \(what): write 0 to \(mostTokens)."
            )
        }
        return number
    }
}
