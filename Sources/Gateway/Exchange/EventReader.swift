import Inference
import Wire

/// Cuts a streamed body into whole events, whatever pieces it comes in, and reads them.
struct EventReader {
    enum Piece {
        /// A whole event lies in the piece that was given.
        case here(Range<Int>)
        /// A whole event lies in ``carried``: its beginning came earlier.
        case carried
        /// The rest of the piece is the beginning of an event, and is kept.
        case more
    }

    /// The beginning of an event whose end has not come, or the event that was just completed.
    private(set) var carried: [UInt8] = []
    private var splitter = EventSplitter()
    private var prefix = ChunkPrefix()
    private var isComplete = false

    /// The next event of `part` at `place`, which is moved behind it.
    @inline(__always)
    mutating func next(in part: Span<UInt8>, at place: inout Int) -> Piece {
        if isComplete {
            carried.removeAll(keepingCapacity: true)
            isComplete = false
        }
        let start = place
        guard start < part.count, let end = splitter.eventEnd(in: part, from: start) else {
            part.append(start..<part.count, to: &carried)
            place = part.count
            return .more
        }
        place = end
        guard !carried.isEmpty else { return .here(start..<end) }
        part.append(start..<end, to: &carried)
        isComplete = true
        return .carried
    }

    /// What an event means.
    @inline(__always)
    mutating func facts(
        _ bytes: Span<UInt8>,
        _ event: Range<Int>,
        of endpoint: Endpoint
    ) -> EventFacts {
        EventFacts(bytes, event, of: endpoint, prefix: &prefix)
    }
}
