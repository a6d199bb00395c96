import Bus
import Testing
import Wire

@Suite struct HeadSeekerTests {
    /// Feeds a growing message, cut at the places; the number of bytes that were there at the end.
    private static func found(_ message: [UInt8], cuts: [Int]) -> Result<Int?, HTTPFault> {
        var seeker = HeadSeeker()
        do throws(HTTPFault) {
            for cut in cuts where try seeker.foundEnd(in: message.span.extracting(first: cut)) {
                return .success(cut)
            }
            return .success(nil)
        } catch {
            return .failure(error)
        }
    }

    @Test func `byte by byte it finds the end where it is`() {
        let message = Array((RequestHeadTests.chat + "{}").utf8)
        let all = Array(1...message.count)
        #expect(Self.found(message, cuts: all) == .success(message.count - 2))
        #expect(Self.found(message, cuts: [message.count]) == .success(message.count))
    }

    @Test(arguments: ["\n", "GET / HTTP/1.1\n", "GET / HTTP/1.1\r\nhost: a\n", "a\r\n\n"])
    func `a line feed alone is refused however it comes`(message: String) {
        let bytes = Array(message.utf8)
        let fault = Result<Int?, HTTPFault>.failure(.malformed(.bareLineFeed))
        #expect(Self.found(bytes, cuts: [bytes.count]) == fault)
        #expect(Self.found(bytes, cuts: Array(1...bytes.count)) == fault)
    }

    @Test(arguments: 0..<300) func `any cutting finds the same`(seed: Int) {
        var generator = SplitMix64(seed)
        let pieces = ["\r\n", "\r", "\n", "a", "host: b", "\r\n\r\n"]
        var message: [UInt8] = []
        for _ in 0..<Int.random(in: 1...12, using: &generator) {
            let isLine = Int.random(in: 0..<4, using: &generator) > 0
            let piece = isLine ? "x: y\r\n" : pieces.randomElement(using: &generator) ?? ""
            message += Array(piece.utf8)
        }
        let cuts = (1...message.count).filter { _ in Bool.random(using: &generator) }
        let pieced = Self.found(message, cuts: cuts + [message.count])
        let whole = Self.found(message, cuts: [message.count])
        switch (pieced, whole) {
        case (.success(let cut?), _):
            // It stops at the end of the head and sees nothing of what follows.
            let sameStart = Self.found(Array(message.prefix(cut)), cuts: [cut])
            #expect(sameStart == .success(cut))
        case (.success(nil), _), (.failure, _): #expect(pieced == whole)
        }
    }
}
