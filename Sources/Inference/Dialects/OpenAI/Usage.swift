import Wire

/// The tokens of an answer as its supplier counted them.
package struct Usage: Sendable, Hashable {
    package var input = 0
    /// The part of ``input`` that came from the supplier's cache.
    package var cachedInput = 0
    package var output = 0

    package init() {}

    package init(input: Int, cachedInput: Int = 0, output: Int) {
        self.input = input
        self.cachedInput = cachedInput
        self.output = output
    }

    /// Reads a `usage` object of chat, completions, embeddings or responses.
    ///
    /// `place` is moved behind it. nil for `null` and for what is no object.
    static func read(_ bytes: Span<UInt8>, _ place: inout Int) throws(JSONFault) -> Usage? {
        guard place < bytes.count, bytes[place] == ASCII.openBrace else {
            try JSONScan.skipValue(bytes, &place)
            return nil
        }
        place += 1
        var usage = Usage()
        var isFirst = true
        while try JSONScan.hasNext(bytes, &place, close: ASCII.closeBrace, isFirst: &isFirst) {
            let key = try JSONScan.key(bytes, &place)
            let start = place
            let isDetail =
                bytes.equals(key, "prompt_tokens_details")
                || bytes.equals(key, "input_tokens_details")
            if isDetail, bytes[place] == ASCII.openBrace {
                usage.cachedInput = try cachedTokens(bytes, &place)
                continue
            }
            try JSONScan.skipValue(bytes, &place)
            guard let count = bytes.decimal(start..<place) else { continue }
            if bytes.equals(key, "prompt_tokens") || bytes.equals(key, "input_tokens") {
                usage.input = count
            } else if bytes.equals(key, "completion_tokens") || bytes.equals(key, "output_tokens") {
                usage.output = count
            }
        }
        return usage
    }

    private static func cachedTokens(
        _ bytes: Span<UInt8>,
        _ place: inout Int
    ) throws(JSONFault) -> Int {
        place += 1
        var cached = 0
        var isFirst = true
        while try JSONScan.hasNext(bytes, &place, close: ASCII.closeBrace, isFirst: &isFirst) {
            let key = try JSONScan.key(bytes, &place)
            let start = place
            try JSONScan.skipValue(bytes, &place)
            if bytes.equals(key, "cached_tokens") { cached = bytes.decimal(start..<place) ?? 0 }
        }
        return cached
    }
}
