import Wire

/// What the choice of a supply reads of a request's body, beside the model.
///
/// Found in the one pass of ``RequestScan``. A key that is given twice counts as it stands last,
/// which is how JSON decoders take it.
struct RequestTraits: Sendable, Hashable {
    struct Flags: OptionSet, Sendable, Hashable {
        let rawValue: UInt16

        static let tools = Flags(rawValue: 1 << 0)
        static let functions = Flags(rawValue: 1 << 1)
        static let responseSchema = Flags(rawValue: 1 << 2)
        static let textSchema = Flags(rawValue: 1 << 3)
        static let logprobs = Flags(rawValue: 1 << 4)
        static let topLogprobs = Flags(rawValue: 1 << 5)
        static let includesLogprobs = Flags(rawValue: 1 << 6)
        static let includesReasoning = Flags(rawValue: 1 << 7)
        static let audio = Flags(rawValue: 1 << 8)
        static let store = Flags(rawValue: 1 << 9)
        static let background = Flags(rawValue: 1 << 10)
        /// The answer of a completion begins with its prompt.
        static let echo = Flags(rawValue: 1 << 11)
    }

    /// `messages`, `input` or `prompt`.
    private(set) var prompt: Range<Int> = 0..<0
    /// The last element of ``prompt`` when it is a list.
    private(set) var lastElement: Range<Int> = 0..<0
    /// How many prompts a completion is asked for: a list of texts has one for each.
    private(set) var prompts = 1
    /// Bytes of what the supplier puts before the prompt: tools and instructions.
    private(set) var toolBytes = 0
    private(set) var instructionBytes = 0
    /// The value of `prompt_cache_key` without its quotes.
    private(set) var cacheKey: Range<Int>?
    private(set) var flags: Flags = []
    private var mostTokens: Int?
    private var mostCompletionTokens: Int?

    /// The most tokens that the answer may have, by whichever key says the least.
    var outputTokens: Int? {
        guard let most = mostTokens, let other = mostCompletionTokens else {
            return mostTokens ?? mostCompletionTokens
        }
        return min(most, other)
    }

    /// Steps over the value of a key that says something for routing.
    ///
    /// Returns false, and leaves `place` where it is, for any other key.
    mutating func take(
        _ key: Range<Int>,
        _ bytes: Span<UInt8>,
        _ place: inout Int
    ) throws(JSONFault) -> Bool {
        switch key.count {
        case 8 where bytes.equals(key, "messages"): try takePrompt(bytes, &place)
        case 5 where bytes.equals(key, "input"): try takePrompt(bytes, &place)
        case 6 where bytes.equals(key, "prompt"):
            try takePrompt(bytes, &place)
            prompts = try Self.prompts(in: bytes, prompt)
        case 10 where bytes.equals(key, "max_tokens"): mostTokens = try number(bytes, &place)
        case 17 where bytes.equals(key, "max_output_tokens"),
            21 where bytes.equals(key, "max_completion_tokens"):
            mostCompletionTokens = try number(bytes, &place)
        case 5 where bytes.equals(key, "tools"):
            toolBytes = try takeList(.tools, bytes, &place)
        case 9 where bytes.equals(key, "functions"):
            toolBytes = try takeList(.functions, bytes, &place)
        case 12 where bytes.equals(key, "instructions"):
            instructionBytes = try value(bytes, &place).count
        case 16 where bytes.equals(key, "prompt_cache_key"):
            let range = try value(bytes, &place)
            let isText = bytes[range.lowerBound] == ASCII.quote && range.count > 2
            cacheKey = isText ? range.lowerBound + 1..<range.upperBound - 1 : nil
        default: return try takeFlag(key, bytes, &place)
        }
        return true
    }

    private mutating func takeFlag(
        _ key: Range<Int>,
        _ bytes: Span<UInt8>,
        _ place: inout Int
    ) throws(JSONFault) -> Bool {
        switch key.count {
        case 5 where bytes.equals(key, "store"):
            set(.store, bytes.equals(try value(bytes, &place), "true"))
        case 10 where bytes.equals(key, "background"):
            set(.background, bytes.equals(try value(bytes, &place), "true"))
        case 4 where bytes.equals(key, "echo"):
            set(.echo, bytes.equals(try value(bytes, &place), "true"))
        case 8 where bytes.equals(key, "logprobs"):
            // A chat says true, a completion how many; there 0 asks for them too.
            let range = try value(bytes, &place)
            set(.logprobs, !bytes.equals(range, "false") && !bytes.equals(range, "null"))
        case 12 where bytes.equals(key, "top_logprobs"):
            let range = try value(bytes, &place)
            set(.topLogprobs, !bytes.equals(range, "0") && !bytes.equals(range, "null"))
        case 7 where bytes.equals(key, "include"):
            let range = try value(bytes, &place)
            set(.includesLogprobs, bytes.contains("output_text.logprobs", in: range))
            set(.includesReasoning, bytes.contains("encrypted_content", in: range))
        case 10 where bytes.equals(key, "modalities"):
            set(.audio, bytes.contains("\"audio\"", in: try value(bytes, &place)))
        case 15 where bytes.equals(key, "response_format"):
            let range = try value(bytes, &place)
            set(.responseSchema, try Self.isSchema(bytes, range))
        case 4 where bytes.equals(key, "text"):
            let range = try value(bytes, &place)
            let format = try Self.member("format", of: range, bytes)
            set(.textSchema, try Self.isSchema(bytes, format ?? 0..<0))
        default: return false
        }
        return true
    }

    private mutating func set(_ flag: Flags, _ isOn: Bool) {
        if isOn { flags.insert(flag) } else { flags.remove(flag) }
    }

    // MARK: Values

    private func value(
        _ bytes: Span<UInt8>,
        _ place: inout Int
    ) throws(JSONFault) -> Range<Int> {
        let start = place
        try JSONScan.skipValue(bytes, &place)
        return start..<place
    }

    private func number(_ bytes: Span<UInt8>, _ place: inout Int) throws(JSONFault) -> Int? {
        bytes.decimal(try value(bytes, &place))
    }

    private mutating func takeList(
        _ flag: Flags,
        _ bytes: Span<UInt8>,
        _ place: inout Int
    ) throws(JSONFault) -> Int {
        let range = try value(bytes, &place)
        var inner = range.lowerBound + 1
        JSONScan.skipBlanks(bytes, &inner)
        let isList = bytes[range.lowerBound] == ASCII.openBracket && inner < range.upperBound - 1
        set(flag, isList)
        return isList ? range.count : 0
    }

    /// Steps over the prompt and keeps where its last element is.
    private mutating func takePrompt(
        _ bytes: Span<UInt8>,
        _ place: inout Int
    ) throws(JSONFault) {
        let start = place
        lastElement = 0..<0
        guard bytes[start] == ASCII.openBracket else {
            try JSONScan.skipValue(bytes, &place)
            prompt = start..<place
            return
        }
        place += 1
        var isFirst = true
        while try JSONScan.hasNext(bytes, &place, close: ASCII.closeBracket, isFirst: &isFirst) {
            let element = place
            try JSONScan.skipValue(bytes, &place)
            lastElement = element..<place
        }
        prompt = start..<place
    }

    /// How many prompts a completion's `prompt` holds: texts or lists of tokens, or one.
    private static func prompts(
        in bytes: Span<UInt8>,
        _ range: Range<Int>
    ) throws(JSONFault) -> Int {
        guard bytes[range.lowerBound] == ASCII.openBracket else { return 1 }
        var place = range.lowerBound + 1
        var isFirst = true
        var count = 0
        while try JSONScan.hasNext(bytes, &place, close: ASCII.closeBracket, isFirst: &isFirst) {
            guard bytes[place] == ASCII.quote || bytes[place] == ASCII.openBracket else { return 1 }
            try JSONScan.skipValue(bytes, &place)
            count += 1
        }
        return max(1, count)
    }

    // MARK: Objects

    /// The value of the first member of that name of the object in `range`; nil when there is none,
    /// or no object.
    static func member(
        _ name: StaticString,
        of range: Range<Int>,
        _ bytes: Span<UInt8>
    ) throws(JSONFault) -> Range<Int>? {
        guard !range.isEmpty, bytes[range.lowerBound] == ASCII.openBrace else { return nil }
        var place = range.lowerBound + 1
        var isFirst = true
        while try JSONScan.hasNext(bytes, &place, close: ASCII.closeBrace, isFirst: &isFirst) {
            let key = try JSONScan.key(bytes, &place)
            let start = place
            try JSONScan.skipValue(bytes, &place)
            if bytes.equals(key, name) { return start..<place }
        }
        return nil
    }

    private static func isSchema(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>
    ) throws(JSONFault) -> Bool {
        bytes.equals(try member("type", of: range, bytes) ?? 0..<0, "\"json_schema\"")
    }
}
