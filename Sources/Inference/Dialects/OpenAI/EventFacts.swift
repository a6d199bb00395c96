import Wire

/// What one server-sent event of an answer means for the relay.
package struct EventFacts: Sendable, Hashable {
    /// It carries something of the answer: text, a tool call, a refusal, reasoning.
    package var bearsContent = false
    /// Choices that it ends with a finish reason; a whole Responses answer counts as one.
    package var finishes = 0
    /// It is `data: [DONE]`.
    package var isDone = false
    /// It has a usage and no choices: the chunk that `include_usage` asks for.
    package var isUsageOnly = false
    /// It has no data at all: a comment, a ping.
    package var isComment = false
    /// Its data is not what the dialect says.
    package var isMalformed = false
    package var usage: Usage?
    /// It reports a failure of the supplier.
    package var error: ErrorFacts?
    /// Where its piece of the answer's text stands in the bytes that were read: the inside of a
    /// JSON string, escapes and all; empty when it has none.
    package var text = 0..<0
    /// ``text`` is reasoning and not the answer itself.
    package var isReasoning = false
    /// It carries something that no other supply can go on from.
    package var obstacle: RescueObstacle?
    /// For a Responses event that is no text delta: which kind, as a hash of its type; else 0.
    package var kind: UInt32 = 0

    package init() {}

    /// Reads the event that fills `range`, alone.
    package init(_ bytes: Span<UInt8>, _ range: Range<Int>, of endpoint: Endpoint) {
        var prefix = ChunkPrefix()
        self.init(bytes, range, of: endpoint, prefix: &prefix)
    }

    /// Reads the event that fills `range`.
    ///
    /// `prefix`: What is known of the stream's chunks; learns from this one.
    package init(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        of endpoint: Endpoint,
        prefix: inout ChunkPrefix
    ) {
        let fields = EventFields(in: bytes, range)
        guard fields.dataLines > 0 else {
            isComment = true
            return
        }
        if let data = fields.data {
            read(bytes.extracting(data), endpoint, name: fields.name, in: bytes, &prefix)
            if !text.isEmpty {
                text = text.lowerBound + data.lowerBound..<text.upperBound + data.lowerBound
            }
        } else {
            let joined = EventFields.joinedData(in: bytes, range)
            read(joined.span, endpoint, name: fields.name, in: bytes, &prefix)
            // Its text does not stand in one piece in what was given.
            if !text.isEmpty { (text, obstacle) = (0..<0, .otherContent) }
        }
    }

    private mutating func read(
        _ data: Span<UInt8>,
        _ endpoint: Endpoint,
        name: Range<Int>?,
        in event: Span<UInt8>,
        _ prefix: inout ChunkPrefix
    ) {
        if data.equals(0..<data.count, "[DONE]") {
            isDone = true
            return
        }
        do throws(JSONFault) {
            switch endpoint {
            case .chatCompletions, .completions, .embeddings: try readChunk(data, &prefix)
            case .responses: try readTypedEvent(data)
            }
        } catch {
            self = EventFacts()
            isMalformed = true
        }
        if let name, event.equals(name, "error"), error == nil {
            error = ErrorFacts(data)
        }
    }

    // MARK: Chunks of chat and completions

    private mutating func readChunk(
        _ data: Span<UInt8>,
        _ prefix: inout ChunkPrefix
    ) throws(JSONFault) {
        var place = 0
        var isLearned = true
        if let known = prefix.end(in: data) {
            place = known
            // The common beginning ends with a comma, and a comma is followed by a key.
            JSONScan.skipBlanks(data, &place)
            guard place < data.count, data[place] == ASCII.quote else {
                throw JSONFault(reason: .key, offset: place)
            }
        } else {
            JSONScan.skipBlanks(data, &place)
            guard place < data.count, data[place] == ASCII.openBrace else {
                isMalformed = true
                return
            }
            place += 1
            isLearned = false
        }
        var isFirst = true
        var hasChoices = false
        while try JSONScan.hasNext(data, &place, close: ASCII.closeBrace, isFirst: &isFirst) {
            let keyStart = place
            let key = try JSONScan.key(data, &place)
            let isChoices = data.equals(key, "choices")
            let isUsage = data.equals(key, "usage")
            let isError = data.equals(key, "error")
            if !isLearned, isChoices || isUsage || isError {
                prefix.learn(data, upTo: keyStart)
                isLearned = true
            }
            if isChoices, data[place] == ASCII.openBracket {
                hasChoices = try readChoices(data, &place)
            } else if isUsage {
                usage = try Usage.read(data, &place)
            } else {
                let start = place
                try JSONScan.skipValue(data, &place)
                if isError, data[start] != 0x6E {
                    error = ErrorFacts(errorValue: data.extracting(start..<place))
                }
            }
        }
        isUsageOnly = usage != nil && !hasChoices
        try Self.checkEnd(data, place)
    }

    /// Nothing may follow the object: a client could not decode the event.
    private static func checkEnd(_ data: Span<UInt8>, _ end: Int) throws(JSONFault) {
        var place = end
        JSONScan.skipBlanks(data, &place)
        guard place == data.count else { throw JSONFault(reason: .separator, offset: place) }
    }

    /// - Returns: Whether there is at least one choice.
    private mutating func readChoices(
        _ data: Span<UInt8>,
        _ place: inout Int
    ) throws(JSONFault) -> Bool {
        place += 1
        var isFirst = true
        while try JSONScan.hasNext(data, &place, close: ASCII.closeBracket, isFirst: &isFirst) {
            guard place < data.count, data[place] == ASCII.openBrace else {
                try JSONScan.skipValue(data, &place)
                continue
            }
            place += 1
            var isFirstKey = true
            while try JSONScan.hasNext(data, &place, close: ASCII.closeBrace, isFirst: &isFirstKey)
            {
                let key = try JSONScan.key(data, &place)
                switch key.count {
                case 5 where data.equals(key, "delta"): try readDelta(data, &place)
                case 4 where data.equals(key, "text"): try readText(data, &place)
                case 13 where data.equals(key, "finish_reason"):
                    // Some servers write "" in every chunk but the last.
                    let isString = data[place] == ASCII.quote
                    if try !Self.isEmptyValue(data, &place), isString { finishes += 1 }
                default: try JSONScan.skipValue(data, &place)
                }
            }
        }
        return !isFirst
    }

    /// Any value of a delta but its role is content, when it is not empty.
    private mutating func readDelta(_ data: Span<UInt8>, _ place: inout Int) throws(JSONFault) {
        guard data[place] == ASCII.openBrace else {
            try JSONScan.skipValue(data, &place)
            return
        }
        place += 1
        var isFirst = true
        while try JSONScan.hasNext(data, &place, close: ASCII.closeBrace, isFirst: &isFirst) {
            let key = try JSONScan.key(data, &place)
            switch key.count {
            case 7 where data.equals(key, "content"): try readText(data, &place)
            case 4 where data.equals(key, "role"): try JSONScan.skipValue(data, &place)
            case 17 where data.equals(key, "reasoning_content"),
                9 where data.equals(key, "reasoning"):
                try readText(data, &place, isReasoning: true)
            default:
                guard try !Self.isEmptyValue(data, &place) else { continue }
                bearsContent = true
                obstacle = RescueObstacle(delta: data, key)
            }
        }
    }

    /// A piece of the answer's text, or of its reasoning.
    @inline(__always)
    private mutating func readText(
        _ data: Span<UInt8>,
        _ place: inout Int,
        isReasoning: Bool = false
    ) throws(JSONFault) {
        let start = place
        guard try !Self.isEmptyValue(data, &place) else { return }
        if data[start] == ASCII.quote, text.isEmpty {
            text = start + 1..<place - 1
            self.isReasoning = isReasoning
        } else {
            // Two texts in one event, or a text that is no string.
            obstacle = .otherContent
        }
        bearsContent = true
    }

    /// Steps over a value and says whether it is null, "", [] or {}.
    private static func isEmptyValue(
        _ data: Span<UInt8>,
        _ place: inout Int
    ) throws(JSONFault) -> Bool {
        let start = place
        try JSONScan.skipValue(data, &place)
        switch data[start] {
        case ASCII.quote: return place - start == 2
        case 0x6E: return true
        case ASCII.openBracket, ASCII.openBrace:
            var inner = start + 1
            JSONScan.skipBlanks(data, &inner)
            return inner == place - 1
        default: return false
        }
    }

    // MARK: Events of the Responses API

    private mutating func readTypedEvent(_ data: Span<UInt8>) throws(JSONFault) {
        var place = 0
        JSONScan.skipBlanks(data, &place)
        guard place < data.count, data[place] == ASCII.openBrace else {
            isMalformed = true
            return
        }
        place += 1
        var isFirst = true
        var type = 0..<0
        var delta: Range<Int>?
        var response: Range<Int>?
        while try JSONScan.hasNext(data, &place, close: ASCII.closeBrace, isFirst: &isFirst) {
            let key = try JSONScan.key(data, &place)
            let start = place
            if data.equals(key, "type"), data[start] == ASCII.quote {
                try JSONScan.skipValue(data, &place)
                type = start + 1..<place - 1
            } else if data.equals(key, "delta") {
                delta = try Self.isEmptyValue(data, &place) ? start..<start : start..<place
            } else if data.equals(key, "response") {
                try JSONScan.skipValue(data, &place)
                response = start..<place
            } else {
                try JSONScan.skipValue(data, &place)
            }
        }
        try Self.checkEnd(data, place)
        try judge(data, type, delta: delta, response: response)
    }

    private mutating func judge(
        _ data: Span<UInt8>,
        _ type: Range<Int>,
        delta: Range<Int>?,
        response: Range<Int>?
    ) throws(JSONFault) {
        if data.equals(type, "response.completed") || data.equals(type, "response.incomplete") {
            finishes = 1
            if let response { usage = try Self.usage(of: data.extracting(response)) }
        } else if data.equals(type, "response.failed") || data.equals(type, "error") {
            error = response.map { ErrorFacts(data.extracting($0)) } ?? ErrorFacts(data)
        } else if type.isEmpty {
            isMalformed = true
        } else {
            bearsContent = delta?.isEmpty != true && !Self.isPreamble(data, type)
            readContent(data, type, delta: delta)
        }
    }

    /// What of a Responses event another supply could go on from.
    private mutating func readContent(
        _ data: Span<UInt8>,
        _ type: Range<Int>,
        delta: Range<Int>?
    ) {
        guard let delta else {
            // Not every server says that it has begun, so nothing can be learned from that.
            if !Self.isOpening(data, type) { kind = data.fingerprint(type) }
            return
        }
        guard !delta.isEmpty else { return }
        let isAnswer = data.equals(type, "response.output_text.delta")
        isReasoning =
            data.equals(type, "response.reasoning_text.delta")
            || data.equals(type, "response.reasoning_summary_text.delta")
        if isAnswer || isReasoning, data[delta.lowerBound] == ASCII.quote {
            text = delta.lowerBound + 1..<delta.upperBound - 1
        } else {
            isReasoning = false
            obstacle = RescueObstacle(responseEvent: data, type)
        }
    }

    /// Events that come before anything of the answer does.
    private static func isPreamble(_ data: Span<UInt8>, _ type: Range<Int>) -> Bool {
        isOpening(data, type)
            || data.equals(type, "response.output_item.added")
            || data.equals(type, "response.content_part.added")
            || data.equals(type, "response.reasoning_summary_part.added")
    }

    /// Events that say nothing but that the server is there.
    private static func isOpening(_ data: Span<UInt8>, _ type: Range<Int>) -> Bool {
        data.equals(type, "response.created") || data.equals(type, "response.in_progress")
            || data.equals(type, "response.queued") || data.equals(type, "keepalive")
            || data.equals(type, "ping")
    }

    private static func usage(of response: Span<UInt8>) throws(JSONFault) -> Usage? {
        guard response[0] == ASCII.openBrace else { return nil }
        var place = 1
        var isFirst = true
        while try JSONScan.hasNext(response, &place, close: ASCII.closeBrace, isFirst: &isFirst) {
            let key = try JSONScan.key(response, &place)
            if response.equals(key, "usage") { return try Usage.read(response, &place) }
            try JSONScan.skipValue(response, &place)
        }
        return nil
    }
}

extension Span where Element == UInt8 {
    /// A number for a range's bytes that is hardly ever the same for others, and never 0 (FNV-1a).
    fileprivate func fingerprint(_ range: Range<Int>) -> UInt32 {
        var hash: UInt32 = 0x811C_9DC5
        for place in range { hash = (hash ^ UInt32(self[place])) &* 0x0100_0193 }
        return hash | 1
    }
}
