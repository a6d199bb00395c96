import Wire

/// Finds the place in another supply's answer from which on the client has not got it.
///
/// A continuation should begin right there, but some servers say the whole again; a regeneration
/// begins at the start and has to repeat, byte for byte, what the client has.
struct Rejoin: Sendable {
    /// Where the client's answer broke off.
    struct Point: Sendable {
        /// The text, decoded.
        var text: [UInt8] = []
        var reasoning: [UInt8] = []
        /// The Responses events between them.
        var kinds: [UInt32] = []
        /// White space at the end of the text that a continuation is not told of: a tokenizer reads
        /// it together with what follows, so the model has to write it again.
        var tail: [UInt8] = []

        /// `purpose`: A regeneration has to repeat the white space as well.
        init(_ delivered: Delivered, for purpose: Attempt.Purpose) {
            let kept = purpose == .continuation ? delivered.solid : delivered.text.count
            JSONString.append(delivered.text.span, 0..<kept, to: &text)
            JSONString.append(delivered.text.span, kept..<delivered.text.count, to: &tail)
            let raw = delivered.reasoning
            JSONString.append(raw.span, 0..<raw.count, to: &reasoning)
            kinds = delivered.kinds
        }

        /// Whether nobody would say this twice by chance: it is long and no repetition of a part.
        var isDistinctive: Bool {
            guard text.count >= 24 else { return false }
            // The length of the longest border, as in Knuth, Morris and Pratt's search.
            var borders = [Int](repeating: 0, count: text.count)
            var border = 0
            for place in 1..<text.count {
                while border > 0, text[place] != text[border] { border = borders[border - 1] }
                if text[place] == text[border] { border += 1 }
                borders[place] = border
            }
            return text.count - border > text.count / 2
        }
    }

    enum Step: Sendable, Hashable {
        /// It is something that the client has, or may turn out to be.
        case hold
        /// From this event on the client gets it; the text replaces the event's own unless nil.
        case join(text: [UInt8]?)
        /// It says something else than what the client has.
        case diverged(String)
    }

    /// Whether the supply repeats what it is to continue; nil while that is not known.
    private(set) var echoes: Bool?
    private let point: Point
    private let isContinuation: Bool
    private var text: [UInt8] = []
    private var reasoning: [UInt8] = []
    private var compared = 0
    private var kindsSeen = 0

    init(_ purpose: Attempt.Purpose, at point: Point, echoes: Bool?) {
        isContinuation = purpose == .continuation
        self.point = point
        self.echoes = echoes
    }

    /// An event of the answer has come that carries something or ends it.
    mutating func take(_ event: EventFacts, in data: Span<UInt8>) -> Step {
        let isEnd = event.finishes > 0 || event.obstacle != nil
        return isContinuation
            ? takeContinued(event, in: data, isEnd: isEnd)
            : takeRegenerated(event, in: data, isEnd: isEnd)
    }

    // MARK: Continuation

    private mutating func takeContinued(
        _ event: EventFacts,
        in data: Span<UInt8>,
        isEnd: Bool
    ) -> Step {
        // A model that thinks again before it goes on: the client has seen it think.
        if event.isReasoning, !isEnd { return .hold }
        if !event.isReasoning { JSONString.append(data, event.text, to: &text) }
        switch compare(with: point.text) {
        case .differs:
            echoes = false
            return afterTail(text[...], event, isEnd: isEnd)
        case .shorter: return isEnd ? afterTail(text[...], event, isEnd: true) : .hold
        case .covers:
            // What was learned only decides where the text does not: another server may stand
            // behind the same address now.
            guard echoes == true || point.isDistinctive else {
                guard echoes == nil else { return afterTail(text[...], event, isEnd: isEnd) }
                return .diverged("it began like the text to be continued")
            }
            echoes = true
            return afterTail(text[point.text.count...], event, isEnd: isEnd)
        }
    }

    /// Takes away the white space that the client has already.
    ///
    /// `event`: The last one; it is left as it is when nothing has to be changed in it.
    private func afterTail(_ new: ArraySlice<UInt8>, _ event: EventFacts, isEnd: Bool) -> Step {
        var rest = new
        if !point.tail.isEmpty {
            let solid = new.firstIndex { !Delivered.isWhite($0) } ?? new.endIndex
            guard solid < new.endIndex || isEnd else { return .hold }
            if new.starts(with: point.tail) {
                rest = new.dropFirst(point.tail.count)
            } else if solid > new.startIndex || new.isEmpty {
                // Other white space than the client's, which stands instead of it.
                rest = new[solid...]
            } else {
                return .diverged("it goes on without the white space that was sent")
            }
        }
        guard !rest.isEmpty || isEnd else { return .hold }
        return .join(text: rest.isEmpty && event.text.isEmpty ? nil : JSONString.escaped(rest))
    }

    private enum Comparison { case differs, shorter, covers }

    /// Compares what was heard with what the client has, as far as both go.
    private mutating func compare(with known: [UInt8]) -> Comparison {
        // Half a pair at the end may still become another character.
        let heard = JSONString.endsWithHalf(text) ? text.count - 3 : text.count
        let end = min(heard, known.count)
        while compared < end {
            guard text[compared] == known[compared] else { return .differs }
            compared += 1
        }
        return compared == known.count ? .covers : .shorter
    }

    // MARK: Regeneration

    private mutating func takeRegenerated(
        _ event: EventFacts,
        in data: Span<UInt8>,
        isEnd: Bool
    ) -> Step {
        if event.kind != 0 { return takeKind(event.kind) }
        let step = event.isReasoning ? takeReasoning(event, data) : takeText(event, data)
        guard case .hold = step, isEnd else { return step }
        return hasAll ? .join(text: nil) : .diverged("it ended before what was sent")
    }

    /// Whether everything that the client has was said again.
    private var hasAll: Bool {
        compared == point.text.count && reasoning.count >= point.reasoning.count
            && kindsSeen == point.kinds.count
    }

    private mutating func takeKind(_ kind: UInt32) -> Step {
        guard kindsSeen < point.kinds.count else {
            return hasAll ? .join(text: nil) : .diverged("it has other parts")
        }
        guard point.kinds[kindsSeen] == kind else { return .diverged("it has other parts") }
        kindsSeen += 1
        return .hold
    }

    private mutating func takeReasoning(_ event: EventFacts, _ data: Span<UInt8>) -> Step {
        let known = reasoning.count
        JSONString.append(data, event.text, to: &reasoning)
        let end = min(reasoning.count, point.reasoning.count)
        if known < end, reasoning[known..<end] != point.reasoning[known..<end] {
            return .diverged("it reasons differently")
        }
        guard reasoning.count > point.reasoning.count else { return .hold }
        guard point.text.isEmpty else { return .diverged("it reasons for longer") }
        return .join(text: JSONString.escaped(reasoning[max(known, point.reasoning.count)...]))
    }

    private mutating func takeText(_ event: EventFacts, _ data: Span<UInt8>) -> Step {
        guard !event.text.isEmpty else { return .hold }
        guard reasoning.count >= point.reasoning.count else {
            return .diverged("it reasons less")
        }
        JSONString.append(data, event.text, to: &text)
        switch compare(with: point.text) {
        case .differs: return .diverged("it says something else at byte \(compared)")
        case .shorter: return .hold
        case .covers:
            let rest = text[compared...]
            return rest.isEmpty ? .hold : .join(text: JSONString.escaped(rest))
        }
    }
}
