import Wire

/// What the client has got of a streamed answer, as far as another supply needs it to go on.
package struct Delivered: Sendable, Hashable {
    package struct Amount: Sendable, Hashable {
        /// Events that carried content.
        package var events = 0
        /// Bytes of text and reasoning, as they stood in the events.
        package var bytes = 0

        package init(events: Int = 0, bytes: Int = 0) {
            self.events = events
            self.bytes = bytes
        }
    }

    /// The text as it was sent: the inside of a JSON string, escapes and all.
    package private(set) var text: [UInt8] = []
    /// The reasoning, likewise.
    package private(set) var reasoning: [UInt8] = []
    /// How much it is, counted also when the text is not kept.
    ///
    /// Most servers send one event for each token, and none sends more.
    package private(set) var amount = Amount()
    /// Kinds of the Responses events between the texts, in order.
    private(set) var kinds: [UInt32] = []
    /// Events at the end whose text is nothing but white space, and where in ``text`` they begin.
    private(set) var whiteEvents = 0
    private var whiteStart = 0
    /// Why nobody could go on from here; nil while somebody can.
    package private(set) var obstacle: RescueObstacle?
    private let limit: Int

    /// `limit`: Bytes that are kept; past it there is no rescue.
    package init(obstacle: RescueObstacle?, limit: Int) {
        self.obstacle = obstacle
        self.limit = limit
    }

    /// Room for the text of most answers.
    private static let usualBytes = 1_000

    /// An event goes to the client.
    ///
    /// `data`: What ``EventFacts/text`` is a range of.
    @inline(__always)
    mutating func add(_ event: EventFacts, in data: Span<UInt8>) {
        guard event.bearsContent || event.kind != 0 else { return }
        amount.events += event.bearsContent ? 1 : 0
        amount.bytes += event.text.count
        guard obstacle == nil else { return }
        if let found = event.obstacle { return giveUp(found) }
        guard amount.bytes <= limit else { return giveUp(.tooLong) }
        if event.isReasoning {
            data.append(event.text, to: &reasoning)
        } else if !event.text.isEmpty {
            // Most answers fit, and growing byte by byte would copy them half a dozen times.
            if text.isEmpty { text.reserveCapacity(Self.usualBytes) }
            if !Self.isWhite(data, event.text) {
                whiteEvents = 0
            } else {
                if whiteEvents == 0 { whiteStart = text.count }
                whiteEvents += 1
            }
            data.append(event.text, to: &text)
        }
        if event.kind != 0 { kinds.append(event.kind) }
    }

    /// A text goes to the client in place of an event's own.
    mutating func add(_ piece: [UInt8], isReasoning: Bool) {
        amount.events += 1
        amount.bytes += piece.count
        guard obstacle == nil else { return }
        guard amount.bytes <= limit else { return giveUp(.tooLong) }
        if isReasoning { reasoning += piece } else { text += piece }
        whiteEvents = 0
    }

    /// Bytes of ``text`` before the events at its end that are nothing but white space.
    ///
    /// White space behind a word of the same event stays: a model that is to go on in the middle of
    /// a token goes astray.
    var solid: Int { whiteEvents == 0 ? text.count : whiteStart }

    /// Whether ``solidText`` ends with white space, which some supplies refuse.
    var endsWithWhite: Bool {
        let end = text[..<solid]
        guard let last = end.last else { return false }
        if last == ASCII.space { return true }
        guard [0x6E, 0x72, 0x74].contains(last) else { return false }
        // A backslash that is itself escaped begins no escape.
        return end.dropLast().reversed().prefix { $0 == ASCII.backslash }.count % 2 == 1
    }

    /// The text up to ``solid``.
    package var solidText: ArraySlice<UInt8> { text[..<solid] }

    static func isWhite(_ byte: UInt8) -> Bool {
        byte == ASCII.space || byte == ASCII.lineFeed || byte == ASCII.tab
            || byte == ASCII.carriageReturn
    }

    /// Whether a text is nothing but white space, which is mostly settled by its first byte.
    @inline(__always)
    private static func isWhite(_ data: Span<UInt8>, _ text: Range<Int>) -> Bool {
        var place = text.lowerBound
        while place < text.upperBound {
            if isWhite(data[place]) {
                place += 1
            } else if data[place] == ASCII.backslash, place + 1 < text.upperBound,
                data[place + 1] == 0x6E || data[place + 1] == 0x74 || data[place + 1] == 0x72
            {
                place += 2
            } else {
                return false
            }
        }
        return true
    }

    /// Events that were held went to the client.
    mutating func add(kinds held: [UInt32]) {
        guard obstacle == nil, !held.isEmpty else { return }
        kinds += held
    }

    /// From here on nobody else could go on.
    mutating func giveUp(_ reason: RescueObstacle) {
        obstacle = obstacle ?? reason
        (text, reasoning, kinds) = ([], [], [])
    }
}
