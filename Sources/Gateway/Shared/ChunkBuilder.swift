import NIOCore

/// Builds one HTTP chunk in place: room is left for its size, which is written when it is known.
///
/// The storage is used again for the next chunk when the last one has left the process.
struct ChunkBuilder {
    /// Eight hexadecimal digits and CRLF.
    private static let room = 10
    private var buffer = ByteBuffer()
    private(set) var count = 0
    /// Nothing is allocated before there is something to build.
    private var isReady = false

    var isEmpty: Bool { count == 0 }

    /// Forgets what was added.
    mutating func startOver() {
        isReady = false
        count = 0
    }

    @inline(__always)
    private mutating func makeReady() {
        guard !isReady else { return }
        isReady = true
        buffer.clear(minimumCapacity: 1_024)
        buffer.moveWriterIndex(forwardBy: Self.room)
    }

    @inline(__always)
    mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        makeReady()
        buffer.write(bytes, range)
        count += range.count
    }

    mutating func append(_ text: StaticString) {
        makeReady()
        count += buffer.writeStaticString(text)
    }

    mutating func append(_ bytes: [UInt8]) {
        makeReady()
        count += buffer.writeBytes(bytes)
    }

    /// What was added, as a chunk or as plain bytes, and the end of the body if `isLast`.
    mutating func take(framed: Bool, isLast: Bool) -> ByteBuffer {
        makeReady()
        let length = count
        if framed {
            if length > 0 {
                buffer.writeStaticString("\r\n")
                buffer.moveReaderIndex(to: writeSize(length))
            } else {
                buffer.moveReaderIndex(to: Self.room)
            }
            if isLast { buffer.writeStaticString("0\r\n\r\n") }
        } else {
            buffer.moveReaderIndex(to: Self.room)
        }
        let done = buffer
        return done
    }

    /// Writes the size right before the data; returns where it begins.
    private mutating func writeSize(_ size: Int) -> Int {
        buffer.setInteger(UInt16(0x0D0A), at: Self.room - 2)
        var place = Self.room - 2
        var rest = size
        repeat {
            place -= 1
            let digit = UInt8(rest & 15)
            buffer.setInteger(digit < 10 ? 0x30 + digit : 0x57 + digit, at: place)
            rest >>= 4
        } while rest > 0
        return place
    }
}

extension ByteBuffer {
    /// Writes a part of a span.
    @inline(__always)
    mutating func write(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        unsafe bytes.extracting(range).withUnsafeBytes { _ = unsafe writeBytes($0) }
    }

    /// Writes a number in decimal digits.
    mutating func writeDecimal(_ number: Int) {
        precondition(number >= 0)
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var place = 20
        var rest = number
        repeat {
            place -= 1
            digits[place] = UInt8(0x30 + rest % 10)
            rest /= 10
        } while rest > 0
        let span = digits.span
        write(span, place..<20)
    }
}
