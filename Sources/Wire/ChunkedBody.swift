/// Takes the chunks out of a chunked body, whatever pieces it comes in (RFC 9112 §7.1).
///
/// Strict: sizes are hexadecimal digits, lines end with CRLF, extensions and trailers are bounded
/// and dropped.
package struct ChunkedBody: Sendable, Hashable {
    /// Sixteen digits would overflow; no body is larger than this anyway.
    private static let mostDigits = 8
    private static let mostExtension = 256
    private static let mostTrailer = 8 << 10

    /// Where in a chunk extension: `;name=value;name="quoted"` (RFC 9112 §7.1.1).
    private enum Extension: Sendable, Hashable {
        case nameStart, name, valueStart, value, quoted, escaped, quotedEnd
    }

    private enum State: Sendable, Hashable {
        case size(digits: Int)
        case fieldExtension(Extension, length: Int)
        case sizeLineFeed
        case data
        case dataReturn
        case dataLineFeed
        case trailerStart(length: Int)
        case trailerName(length: Int)
        case trailer(length: Int)
        case trailerLineFeed(length: Int)
        case lastLineFeed
        case ended
    }

    package enum Piece: Sendable, Hashable {
        /// Bytes of the body.
        case data(Range<Int>)
        /// The body has ended; what follows belongs to the next message.
        case end
        /// All bytes are used up.
        case more
    }

    private var state = State.size(digits: 0)
    private var left = 0

    package init() {}

    /// The next piece of the body in `bytes` at `place`, which is moved behind it.
    package mutating func next(
        in bytes: Span<UInt8>,
        at place: inout Int
    ) throws(HTTPFault) -> Piece {
        while place < bytes.count {
            if state == .data {
                let range = place..<min(bytes.count, place + left)
                left -= range.count
                place = range.upperBound
                if left == 0 { state = .dataReturn }
                return .data(range)
            }
            if state == .ended { return .end }
            let byte = bytes[place]
            place += 1
            state = try after(byte)
            if state == .ended { return .end }
        }
        return state == .ended ? .end : .more
    }

    private mutating func after(_ byte: UInt8) throws(HTTPFault) -> State {
        switch state {
        case .size(let digits): return try afterSize(byte, digits)
        case .fieldExtension(let part, let length):
            guard length < Self.mostExtension || byte == ASCII.carriageReturn else {
                throw .malformed(.chunkExtension)
            }
            return try Self.afterExtension(byte, part, length)
        case .sizeLineFeed:
            guard byte == ASCII.lineFeed else { throw .malformed(.chunkSize) }
            return left == 0 ? .trailerStart(length: 0) : .data
        case .dataReturn:
            guard byte == ASCII.carriageReturn else { throw .malformed(.chunkEnd) }
            return .dataLineFeed
        case .dataLineFeed:
            guard byte == ASCII.lineFeed else { throw .malformed(.chunkEnd) }
            return .size(digits: 0)
        case .trailerStart(let length):
            if byte == ASCII.carriageReturn { return .lastLineFeed }
            guard length < Self.mostTrailer, FieldLine.isToken(byte) else {
                throw .malformed(.trailer)
            }
            return .trailerName(length: length + 1)
        case .trailerName(let length):
            if byte == ASCII.colon { return .trailer(length: length + 1) }
            guard length < Self.mostTrailer, FieldLine.isToken(byte) else {
                throw .malformed(.trailer)
            }
            return .trailerName(length: length + 1)
        case .trailer(let length):
            if byte == ASCII.carriageReturn { return .trailerLineFeed(length: length) }
            guard length < Self.mostTrailer, byte >= 0x20 || byte == ASCII.tab, byte != 0x7F
            else { throw .malformed(.trailer) }
            return .trailer(length: length + 1)
        case .trailerLineFeed(let length):
            guard byte == ASCII.lineFeed else { throw .malformed(.trailer) }
            return .trailerStart(length: length)
        case .lastLineFeed:
            guard byte == ASCII.lineFeed else { throw .malformed(.trailer) }
            return .ended
        case .data, .ended: preconditionFailure("data and the end are not read byte by byte")
        }
    }

    private static let semicolon: UInt8 = 0x3B
    private static let equals: UInt8 = 0x3D

    private static func afterExtension(
        _ byte: UInt8,
        _ part: Extension,
        _ length: Int
    ) throws(HTTPFault) -> State {
        let isText = byte >= 0x20 && byte != 0x7F || byte == ASCII.tab
        let next: Extension
        switch (part, byte) {
        case (.name, ASCII.carriageReturn), (.value, ASCII.carriageReturn),
            (.quotedEnd, ASCII.carriageReturn):
            return .sizeLineFeed
        case (.name, semicolon), (.value, semicolon), (.quotedEnd, semicolon): next = .nameStart
        case (.name, equals): next = .valueStart
        case (.valueStart, ASCII.quote): next = .quoted
        case (.quoted, ASCII.quote): next = .quotedEnd
        case (.quoted, ASCII.backslash): next = .escaped
        case (.quoted, _) where isText, (.escaped, _) where isText: next = .quoted
        case (.nameStart, _) where FieldLine.isToken(byte),
            (.name, _) where FieldLine.isToken(byte):
            next = .name
        case (.valueStart, _) where FieldLine.isToken(byte),
            (.value, _) where FieldLine.isToken(byte):
            next = .value
        default: throw .malformed(.chunkExtension)
        }
        return .fieldExtension(next, length: length + 1)
    }

    private mutating func afterSize(_ byte: UInt8, _ digits: Int) throws(HTTPFault) -> State {
        let digit: UInt8
        switch byte {
        case 0x30...0x39: digit = byte - 0x30
        case 0x41...0x46: digit = byte - 0x37
        case 0x61...0x66: digit = byte - 0x57
        case ASCII.carriageReturn where digits > 0: return .sizeLineFeed
        case Self.semicolon where digits > 0: return .fieldExtension(.nameStart, length: 0)
        default: throw .malformed(.chunkSize)
        }
        guard digits < Self.mostDigits else { throw .malformed(.chunkSize) }
        left = (digits == 0 ? 0 : left) << 4 | Int(digit)
        return .size(digits: digits + 1)
    }
}
