import Wire

/// Whether the body of a 200 that was not streamed is a whole answer.
package struct AnswerFacts: Sendable, Hashable {
    package enum Verdict: Sendable, Hashable {
        case whole
        /// It is no answer; why, in words.
        case unusable(String)
        /// It reports a failure of the supplier.
        case error(ErrorFacts)
    }

    package private(set) var verdict = Verdict.whole
    package private(set) var usage: Usage?

    /// A whole answer whose body nobody has to read: the simulator's.
    package init(whole usage: Usage?) { self.usage = usage }

    package init(_ body: Span<UInt8>, of endpoint: Endpoint) {
        do throws(JSONFault) {
            try read(body, endpoint)
        } catch {
            let reason = body.isEmpty ? "the body is empty" : "the body is not whole JSON"
            verdict = .unusable(reason)
        }
    }

    private mutating func read(_ body: Span<UInt8>, _ endpoint: Endpoint) throws(JSONFault) {
        var place = 0
        JSONScan.skipBlanks(body, &place)
        guard place < body.count else { throw JSONFault(reason: .truncated, offset: place) }
        guard body[place] == ASCII.openBrace else {
            verdict = .unusable("the body is not a JSON object")
            return
        }
        place += 1
        var isFirst = true
        var hasAnswer = false
        while try JSONScan.hasNext(body, &place, close: ASCII.closeBrace, isFirst: &isFirst) {
            let key = try JSONScan.key(body, &place)
            let start = place
            if body.equals(key, "usage") {
                usage = try Usage.read(body, &place)
                continue
            }
            try JSONScan.skipValue(body, &place)
            if body.equals(key, "error"), body[start] != 0x6E {
                verdict = .error(ErrorFacts(errorValue: body.extracting(start..<place)))
            } else if isAnswer(body, key, start..<place, endpoint) {
                hasAnswer = true
            }
        }
        JSONScan.skipBlanks(body, &place)
        guard verdict == .whole else { return }
        if place != body.count {
            verdict = .unusable("something follows the JSON object")
        } else if !hasAnswer {
            verdict = .unusable("there is no answer in the body")
        }
    }

    /// Whether a member is what the endpoint's answers consist of, and is not empty.
    private func isAnswer(
        _ body: Span<UInt8>,
        _ key: Range<Int>,
        _ value: Range<Int>,
        _ endpoint: Endpoint
    ) -> Bool {
        let isName =
            switch endpoint {
            case .chatCompletions, .completions: body.equals(key, "choices")
            case .embeddings: body.equals(key, "data")
            case .responses: body.equals(key, "output")
            }
        guard isName, body[value.lowerBound] == ASCII.openBracket else { return false }
        guard endpoint != .responses else { return true }
        var inner = value.lowerBound + 1
        JSONScan.skipBlanks(body, &inner)
        return inner < value.upperBound - 1
    }
}
