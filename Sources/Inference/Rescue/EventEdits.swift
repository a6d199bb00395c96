import Wire

/// Replaces a few values of one event and leaves every other byte as it is.
struct EventEdits {
    /// What tells a stream of chunks from others: the raw JSON values of its keys.
    struct Names: Sendable {
        var id: [UInt8]?
        var created: [UInt8]?
        var model: [UInt8]?
    }

    private let event: [UInt8]
    /// Where the event stood in what was read.
    private let start: Int
    private let data: Range<Int>
    private let members: [JSONMember]
    private var edits = ByteEdits()
    private var renames: [(from: [UInt8], to: [UInt8])] = []

    init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        let event = bytes.array(range)
        let data = EventFields(in: event.span, 0..<event.count).data ?? 0..<0
        // Only events that were read as JSON come here.
        members = (try? JSONMember.all(of: event.span.extracting(data))) ?? []
        self.event = event
        self.data = data
        start = range.lowerBound
    }

    /// The names in a stream's first event.
    static func names(in event: [UInt8]) -> Names {
        let span = event.span
        let all = 0..<event.count
        guard let data = EventFields(in: span, all).data else { return Names() }
        let part = span.extracting(data)
        var names = Names()
        for member in (try? JSONMember.all(of: part)) ?? [] {
            if part.equals(member.key, "id") {
                names.id = part.array(member.value)
            } else if part.equals(member.key, "created") {
                names.created = part.array(member.value)
            } else if part.equals(member.key, "model") {
                names.model = part.array(member.value)
            }
        }
        return names
    }

    /// The names of the response that an event of the Responses API is about.
    static func responseNames(in event: [UInt8]) -> Names {
        let span = event.span
        guard let data = EventFields(in: span, 0..<event.count).data else { return Names() }
        let part = span.extracting(data)
        var names = Names()
        for member in responseMembers(of: part) {
            if part.equals(member.key, "created_at") { names.created = part.array(member.value) }
            if part.equals(member.key, "model") { names.model = part.array(member.value) }
        }
        return names
    }

    /// The members of the `response` object, if there is one.
    private static func responseMembers(of part: Span<UInt8>) -> [JSONMember] {
        // What was forwarded was read as JSON before.
        for member in (try? JSONMember.all(of: part)) ?? []
        where part.equals(member.key, "response") {
            return (try? JSONMember.all(of: part, from: member.value.lowerBound)) ?? []
        }
        return []
    }

    /// Gives the response of the event another one's time and model.
    mutating func responseNames(_ names: Names) {
        let (event, data) = (event, data)
        let part = event.span.extracting(data)
        for member in Self.responseMembers(of: part) {
            if part.equals(member.key, "created_at"), let created = names.created {
                edits.replace(shifted(member.value), with: created)
            } else if part.equals(member.key, "model"), let model = names.model {
                edits.replace(shifted(member.value), with: model)
            }
        }
    }

    /// Gives the event another stream's names.
    mutating func names(_ names: Names) {
        replace("id", with: names.id)
        replace("created", with: names.created)
        replace("model", with: names.model)
    }

    /// Gives the event its number in the stream, if it has one.
    mutating func sequence(_ number: Int) {
        replace("sequence_number", with: Array("\(number)".utf8))
    }

    /// Replaces a string wherever it stands as a whole.
    mutating func rename(_ from: [UInt8], to new: [UInt8]) {
        let quote = [ASCII.quote]
        renames.append((quote + from + quote, quote + new + quote))
    }

    /// Puts a text in place of the event's own, which stood at `range` of what was read; where it
    /// has none, into its delta.
    mutating func text(_ text: [UInt8], at range: Range<Int>) {
        dropRole()
        guard range.isEmpty else {
            return edits.replace(
                range.lowerBound - start..<range.upperBound - start,
                with: text
            )
        }
        guard !text.isEmpty, let choice = firstChoice else { return }
        let (event, data) = (event, data)
        let part = event.span.extracting(data)
        for member in (try? JSONMember.all(of: part, from: choice)) ?? [] {
            if part.equals(member.key, "delta"), part[member.value.lowerBound] == ASCII.openBrace {
                return insert(text, into: member.value)
            }
            if part.equals(member.key, "text") {
                let quoted = [ASCII.quote] + text + [ASCII.quote]
                return edits.replace(shifted(member.value), with: quoted)
            }
        }
    }

    private mutating func insert(_ text: [UInt8], into delta: Range<Int>) {
        let (event, data) = (event, data)
        let part = event.span.extracting(data)
        let members = (try? JSONMember.all(of: part, from: delta.lowerBound)) ?? []
        for member in members where part.equals(member.key, "content") {
            let quoted = [ASCII.quote] + text + [ASCII.quote]
            return edits.replace(shifted(member.value), with: quoted)
        }
        let place = delta.lowerBound + 1 + data.lowerBound
        var member = Array(#""content":""#.utf8) + text + [ASCII.quote]
        if !members.isEmpty { member.append(ASCII.comma) }
        edits.insert(member, at: place)
    }

    /// The client has the role; clients that add up deltas would have it twice.
    private mutating func dropRole() {
        guard let choice = firstChoice else { return }
        let (event, data) = (event, data)
        let part = event.span.extracting(data)
        for member in (try? JSONMember.all(of: part, from: choice)) ?? []
        where part.equals(member.key, "delta") {
            let start = member.value.lowerBound
            for inner in (try? JSONMember.all(of: part, from: start)) ?? []
            where part.equals(inner.key, "role") {
                edits.replace(shifted(inner.value), with: Array("null".utf8))
            }
        }
    }

    /// Where the first choice's object begins in the data.
    private var firstChoice: Int? {
        let (event, data) = (event, data)
        let part = event.span.extracting(data)
        guard let choices = members.first(where: { part.equals($0.key, "choices") }) else {
            return nil
        }
        return (try? JSONMember.elements(of: part, from: choices.value.lowerBound))?
            .first?.lowerBound
    }

    /// Puts other numbers into the event's usage.
    mutating func usage(_ usage: Usage) {
        let (event, data) = (event, data)
        let part = event.span.extracting(data)
        for member in members where part.equals(member.key, "usage") {
            let start = member.value.lowerBound
            for inner in (try? JSONMember.all(of: part, from: start)) ?? [] {
                let number: Int? =
                    if part.equals(inner.key, "prompt_tokens") {
                        usage.input
                    } else if part.equals(inner.key, "completion_tokens") {
                        usage.output
                    } else if part.equals(inner.key, "total_tokens") {
                        usage.input + usage.output
                    } else {
                        nil
                    }
                if let number { edits.replace(shifted(inner.value), with: Array("\(number)".utf8)) }
            }
        }
    }

    private mutating func replace(_ key: StaticString, with value: [UInt8]?) {
        guard let value else { return }
        let (event, data) = (event, data)
        let part = event.span.extracting(data)
        for member in members where part.equals(member.key, key) {
            edits.replace(shifted(member.value), with: value)
        }
    }

    private func shifted(_ range: Range<Int>) -> Range<Int> {
        range.lowerBound + data.lowerBound..<range.upperBound + data.lowerBound
    }

    /// The event with everything that was asked for.
    func applied() -> [UInt8] {
        var out = edits.applied(to: event.span)
        for rename in renames { out = Self.replacing(rename.from, with: rename.to, in: out) }
        return out
    }

    private static func replacing(
        _ old: [UInt8],
        with new: [UInt8],
        in bytes: [UInt8]
    ) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count {
            if bytes[place] == old[0], bytes[place...].starts(with: old) {
                out += new
                place += old.count
            } else {
                out.append(bytes[place])
                place += 1
            }
        }
        return out
    }
}
