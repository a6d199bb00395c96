/// Finds where server-sent events end: at an empty line, `\n\n` or `\r\n\r\n`.
///
/// Works on pieces: what it has seen of a line is kept from one piece to the next. A carriage
/// return alone, which the format allows and no server of a model sends, is taken for text.
package struct EventSplitter: Sendable, Hashable {
    /// What has come of the current line.
    private enum Line: Sendable, Hashable { case nothing, onlyReturn, text }

    private var line = Line.nothing

    package init() {}

    /// The place behind the event that goes on at `start`; nil when it goes on behind the bytes.
    package mutating func eventEnd(in bytes: Span<UInt8>, from start: Int) -> Int? {
        var place = start
        while place < bytes.count {
            guard let lineFeed = bytes.firstIndex(of: ASCII.lineFeed, from: place) else {
                let restIsReturn =
                    place == bytes.count - 1 && bytes[place] == ASCII.carriageReturn
                line = line == .nothing && restIsReturn ? .onlyReturn : .text
                return nil
            }
            let isEmpty =
                switch lineFeed - place {
                case 0: line != .text
                case 1: line == .nothing && bytes[place] == ASCII.carriageReturn
                default: false
                }
            line = .nothing
            place = lineFeed + 1
            if isEmpty { return place }
        }
        return nil
    }
}

/// The lines of one server-sent event that matter.
package struct EventFields: Sendable, Hashable {
    /// The value of the only `data` line; nil when there is none or there are several.
    package private(set) var data: Range<Int>?
    package private(set) var dataLines = 0
    /// The value of the `event` line.
    package private(set) var name: Range<Int>?

    /// Reads the event that fills `range`.
    package init(in bytes: Span<UInt8>, _ range: Range<Int>) {
        var place = range.lowerBound
        while place < range.upperBound {
            let lineFeed = bytes.firstIndex(of: ASCII.lineFeed, from: place) ?? range.upperBound
            var end = min(lineFeed, range.upperBound)
            let next = end + 1
            if end > place, bytes[end - 1] == ASCII.carriageReturn { end -= 1 }
            take(bytes, place..<end)
            place = next
        }
    }

    private mutating func take(_ bytes: Span<UInt8>, _ line: Range<Int>) {
        if line.count >= 5, bytes.equals(line.lowerBound..<line.lowerBound + 5, "data:") {
            dataLines += 1
            data = dataLines == 1 ? Self.value(bytes, line.lowerBound + 5..<line.upperBound) : nil
        } else if line.count >= 6, bytes.equals(line.lowerBound..<line.lowerBound + 6, "event:") {
            name = Self.value(bytes, line.lowerBound + 6..<line.upperBound)
        }
    }

    /// A value without the one space that may stand behind the colon.
    private static func value(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        guard !range.isEmpty, bytes[range.lowerBound] == ASCII.space else { return range }
        return range.lowerBound + 1..<range.upperBound
    }

    /// All `data` lines of the event in `range`, joined by line feeds as the format says.
    package static func joinedData(in bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var joined: [UInt8] = []
        var isFirst = true
        var place = range.lowerBound
        while place < range.upperBound {
            let lineFeed = bytes.firstIndex(of: ASCII.lineFeed, from: place) ?? range.upperBound
            var end = min(lineFeed, range.upperBound)
            let next = end + 1
            if end > place, bytes[end - 1] == ASCII.carriageReturn { end -= 1 }
            if end - place >= 5, bytes.equals(place..<place + 5, "data:") {
                if !isFirst { joined.append(ASCII.lineFeed) }
                isFirst = false
                joined += bytes.array(value(bytes, place + 5..<end))
            }
            place = next
        }
        return joined
    }
}
