import Wire

/// By what a client knows a stream: its id, its time, its model, and for Responses the ids of its
/// items; a rescued stream keeps those that it began with.
package struct StreamIdentity: Sendable {
    /// Ids of items that are kept: more items than this are hardly in one answer.
    private static let mostItems = 64

    private let isTyped: Bool
    /// The first event, from which chat's names are read when they are needed.
    private var first: [UInt8] = []
    private var responseID: [UInt8]?
    private var response = EventEdits.Names()
    private var itemIDs: [[UInt8]] = []
    /// Events that went to the client.
    private var events = 0
    /// The names that the supply which goes on uses.
    private var other: Names?

    private struct Names: Sendable {
        var responseID: [UInt8]?
        var itemIDs: [[UInt8]] = []
    }

    package init(of endpoint: Endpoint) { isTyped = endpoint == .responses }

    /// An event goes to the client as its supplier wrote it.
    @inline(__always)
    package mutating func sent(_ bytes: Span<UInt8>, _ event: Range<Int>, _ facts: EventFacts) {
        events += 1
        if isTyped {
            if facts.text.isEmpty { learn(bytes, event) }
        } else if first.isEmpty {
            first = bytes.array(event)
        }
    }

    private mutating func learn(_ bytes: Span<UInt8>, _ event: Range<Int>) {
        let found = TypedNames(bytes, event)
        if responseID == nil, let id = found.responseID {
            responseID = bytes.array(id)
            response = EventEdits.responseNames(in: bytes.array(event))
        }
        guard let id = found.itemID, itemIDs.count < Self.mostItems else { return }
        let name = bytes.array(id)
        if itemIDs.last != name, !itemIDs.contains(name) { itemIDs.append(name) }
    }

    /// Another supply goes on: its names are not known yet.
    package mutating func changesSupply() { other = Names() }

    /// An event of the supply that goes on was not sent; its names are still learned from it.
    package mutating func heldBack(_ bytes: Span<UInt8>, _ event: Range<Int>) {
        guard isTyped else { return }
        learnOther(bytes, event)
    }

    private mutating func learnOther(_ bytes: Span<UInt8>, _ event: Range<Int>) {
        let found = TypedNames(bytes, event)
        var names = other ?? Names()
        if names.responseID == nil, let id = found.responseID { names.responseID = bytes.array(id) }
        if let id = found.itemID, names.itemIDs.count < Self.mostItems {
            let name = bytes.array(id)
            if !names.itemIDs.contains(name) { names.itemIDs.append(name) }
        }
        other = names
    }

    /// The usage chunk of a stream whose supplier sends none.
    package func usageEvent(_ usage: Usage, of endpoint: Endpoint) -> [UInt8] {
        let names = EventEdits.names(in: first)
        var text = Array("data: {".utf8)
        func add(_ key: String, _ value: [UInt8]?) {
            guard let value else { return }
            text += Array("\"\(key)\":".utf8) + value + [ASCII.comma]
        }
        add("id", names.id)
        let isChat = endpoint == .chatCompletions
        add("object", Array((isChat ? #""chat.completion.chunk""# : #""text_completion""#).utf8))
        add("created", names.created)
        add("model", names.model)
        text += Array(
            """
            "choices":[],"usage":{"prompt_tokens":\(usage.input),\
            "completion_tokens":\(usage.output),"total_tokens":\(usage.input + usage.output),\
            "busbar_estimate":true}}
            """.utf8
        )
        return text + [ASCII.lineFeed, ASCII.lineFeed]
    }

    /// An event of the supply that goes on, under the stream's own names.
    ///
    /// `text`: The inside of a JSON string that stands in place of the event's own text; nil leaves
    /// it. `usage`: What stands in place of the event's own, if it has one.
    package mutating func renamed(
        _ bytes: Span<UInt8>,
        _ event: Range<Int>,
        _ facts: EventFacts,
        text: [UInt8]?,
        usage: Usage?
    ) -> [UInt8] {
        defer { events += 1 }
        var edits = EventEdits(bytes, event)
        if isTyped {
            learnOther(bytes, event)
            edits.sequence(events)
            edits.responseNames(response)
            if let new = other?.responseID, let old = responseID { edits.rename(new, to: old) }
            for (new, old) in zip(other?.itemIDs ?? [], itemIDs) { edits.rename(new, to: old) }
        } else {
            let names = EventEdits.names(in: first)
            edits.names(names)
        }
        if let text { edits.text(text, at: facts.text) }
        if let usage, facts.usage != nil { edits.usage(usage) }
        return edits.applied()
    }
}

/// Where a Responses event names the response and the item that it is about.
private struct TypedNames {
    private(set) var responseID: Range<Int>?
    private(set) var itemID: Range<Int>?

    init(_ bytes: Span<UInt8>, _ event: Range<Int>) {
        guard let data = EventFields(in: bytes, event).data else { return }
        // What is no JSON was not forwarded.
        try? read(bytes, data)
    }

    private mutating func read(_ bytes: Span<UInt8>, _ data: Range<Int>) throws(JSONFault) {
        let part = bytes.extracting(data)
        for member in try JSONMember.all(of: part) {
            let (key, value) = (member.key, member.value)
            if part.equals(key, "item_id") {
                itemID = Self.string(part, value, data.lowerBound)
            } else if part.equals(key, "item") {
                itemID = try Self.id(part, value.lowerBound, data.lowerBound)
            } else if part.equals(key, "response") {
                responseID = try Self.id(part, value.lowerBound, data.lowerBound)
            }
        }
    }

    /// The `id` of the object at `start`.
    private static func id(
        _ part: Span<UInt8>,
        _ start: Int,
        _ base: Int
    ) throws(JSONFault) -> Range<Int>? {
        for member in try JSONMember.all(of: part, from: start) where part.equals(member.key, "id")
        {
            return string(part, member.value, base)
        }
        return nil
    }

    private static func string(
        _ part: Span<UInt8>,
        _ value: Range<Int>,
        _ base: Int
    ) -> Range<Int>? {
        guard part[value.lowerBound] == ASCII.quote, value.count > 2 else { return nil }
        return value.lowerBound + 1 + base..<value.upperBound - 1 + base
    }
}
