import Wire

/// What the chunks of one stream have in common at their beginning.
///
/// Most servers begin every chunk of a stream alike: the same id, object, time and model. Once that
/// has been read, the next chunk is compared with it instead of being read again. The prefix ends
/// behind a comma of the chunk's object and holds none of the keys that mean anything, so reading
/// may go on behind it as if it had been read.
package struct ChunkPrefix: Sendable {
    /// Shorter ones save nothing, longer ones are not worth keeping.
    private static let usefulBytes = 32...1_024
    /// How often a server may begin differently before nothing is expected of it any more.
    private static let mostLessons = 4

    /// What is skipped when a chunk begins with it.
    private var prefix: [UInt8] = []
    /// The beginning of the last chunk, up to the first key that means something.
    private var last: [UInt8] = []
    private var lessons = 0

    package init() {}

    /// Whether the chunk that fills `data` begins like those before it.
    ///
    /// - Returns: The place behind the common beginning; nil when it has to be read from its start.
    @inline(__always)
    package func end(in data: Span<UInt8>) -> Int? {
        guard !prefix.isEmpty, data.begins(with: prefix) else { return nil }
        return prefix.count
    }

    /// Learns from a chunk that was read from its start.
    ///
    /// `end`: Where its first key that means something begins.
    mutating func learn(_ data: Span<UInt8>, upTo end: Int) {
        guard lessons < Self.mostLessons, Self.usefulBytes.contains(end) else { return }
        lessons += 1
        let beginning = data.array(0..<end)
        defer { last = beginning }
        guard !last.isEmpty else {
            prefix = beginning
            return
        }
        var common = 0
        while common < min(last.count, end), last[common] == beginning[common] { common += 1 }
        prefix = Array(beginning[..<Self.lastComma(beginning.span, upTo: common)])
    }

    /// The place behind the last comma between members of the object, at most `end`; 0 for none.
    private static func lastComma(_ data: Span<UInt8>, upTo end: Int) -> Int {
        var place = 0
        JSONScan.skipBlanks(data, &place)
        place += 1
        var isFirst = true
        var behindComma = 0
        // The beginning is cut off in mid-object: its end is no fault, only the end of the search.
        while (try? JSONScan.hasNext(data, &place, close: ASCII.closeBrace, isFirst: &isFirst))
            == true
        {
            guard place <= end else { break }
            if place > 1 { behindComma = place }
            guard (try? JSONScan.key(data, &place)) != nil,
                (try? JSONScan.skipValue(data, &place)) != nil
            else { break }
        }
        return behindComma
    }
}

extension Span where Element == UInt8 {
    /// Whether the first bytes are those of `prefix`.
    @inline(__always)
    fileprivate func begins(with prefix: [UInt8]) -> Bool {
        count > prefix.count && equals(0..<prefix.count, prefix.span)
    }
}
