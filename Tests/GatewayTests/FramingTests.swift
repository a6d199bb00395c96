import NIOCore
import Testing
import Wire

@testable import Gateway

@Suite struct FramingTests {
    @Test func `a chunk has the size of what was added, in hexadecimal`() {
        for size in [1, 9, 10, 15, 16, 255, 256, 4_095, 4_096, 70_000] {
            var builder = ChunkBuilder()
            let bytes = [UInt8](repeating: 0x61, count: size)
            builder.append(bytes.span, 0..<size)
            let chunk = Array(builder.take(framed: true, isLast: false).readableBytesView)
            let head = Array("\(String(size, radix: 16))\r\n".utf8)
            #expect(chunk == head + bytes + Array("\r\n".utf8))
        }
    }

    @Test func `our own reader takes the chunks apart again`() throws {
        var builder = ChunkBuilder()
        var wire: [UInt8] = []
        for text in ["data: a\n\n", "data: bc\n\n", "data: [DONE]\n\n"] {
            let bytes = Array(text.utf8)
            builder.append(bytes.span, 0..<bytes.count)
            let isLast = text.contains("DONE")
            wire += builder.take(framed: true, isLast: isLast).readableBytesView
            builder.startOver()
        }
        var body = ChunkedBody()
        var place = 0
        var read: [UInt8] = []
        while case .data(let range) = try body.next(in: wire.span, at: &place) {
            read += wire[range]
        }
        #expect(String(decoding: read, as: UTF8.self) == "data: a\n\ndata: bc\n\ndata: [DONE]\n\n")
        #expect(place == wire.count)
    }

    @Test func `nothing but the end is the last chunk alone`() {
        var builder = ChunkBuilder()
        #expect(String(buffer: builder.take(framed: true, isLast: true)) == "0\r\n\r\n")
    }

    @Test func `a client of HTTP 1.0 gets plain bytes`() {
        var builder = ChunkBuilder()
        builder.append("data: a\n\n")
        #expect(String(buffer: builder.take(framed: false, isLast: true)) == "data: a\n\n")
    }

    @Test func `what was taken stays as it was when the builder goes on`() {
        var builder = ChunkBuilder()
        builder.append("first")
        let first = builder.take(framed: true, isLast: false)
        builder.startOver()
        builder.append("second one")
        _ = builder.take(framed: true, isLast: false)
        #expect(String(buffer: first) == "5\r\nfirst\r\n")
    }

    @Test func `numbers are written in decimal`() {
        for number in [0, 7, 10, 99, 100, 65_535, Int.max] {
            var buffer = ByteBuffer()
            buffer.writeDecimal(number)
            #expect(String(buffer: buffer) == String(number))
        }
    }
}
