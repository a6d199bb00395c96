import Wire

/// By what a client knows a stream: its id, its time, its model, and for Responses the ids of its
/// items; a rescued stream keeps those that it began with.
package struct StreamIdentity: Sendable {
    /// What one supplier calls the response and its items, in the order in which they came.
    package struct Names: Sendable {
        /// More items than this are hardly in one answer.
        private static let mostItems = 64

        fileprivate var responseID: [UInt8]?
        fileprivate var itemIDs: [[UInt8]] = []

        package init() {}

        /// An event of the Responses API has come; it was sent on, or held back.
        package mutating func learn(_ bytes: Span<UInt8>, _ event: Range<Int>) {
            let found = TypedNames(bytes, event)
            if responseID == nil, let id = found.responseID { responseID = bytes.array(id) }
            guard let id = found.itemID, itemIDs.count < Self.mostItems else { return }
            let name = bytes.array(id)
            if !itemIDs.contains(name) { itemIDs.append(name) }
        }
    }

    private let isTyped: Bool
    /// The first event, from which chat's names are read when they are needed.
    private var first: [UInt8] = []
    /// What the client calls them.
    private var names = Names()
    /// Time and model of the response.
    private var response: EventEdits.Names?
    /// Events that went to the client.
    private var events = 0

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
        names.learn(bytes, event)
        if response == nil, names.responseID != nil {
            response = EventEdits.responseNames(in: bytes.array(event))
        }
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
    /// it. `usage`: What stands in place of the event's own, if it has one. `other`: What that
    /// supply calls the response and its items.
    package mutating func renamed(
        _ bytes: Span<UInt8>,
        _ event: Range<Int>,
        _ facts: EventFacts,
        text: [UInt8]?,
        usage: Usage?,
        from other: inout Names
    ) -> [UInt8] {
        defer { events += 1 }
        var edits = EventEdits(bytes, event)
        if isTyped {
            other.learn(bytes, event)
            // An item that the client has not seen yet keeps the name that it comes with.
            names.itemIDs += other.itemIDs.dropFirst(names.itemIDs.count)
            edits.sequence(events)
            if let response { edits.responseNames(response) }
            if let new = other.responseID, let old = names.responseID {
                edits.rename(new, to: old)
            }
            for (new, old) in zip(other.itemIDs, names.itemIDs) { edits.rename(new, to: old) }
        } else {
            edits.names(EventEdits.names(in: first))
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
