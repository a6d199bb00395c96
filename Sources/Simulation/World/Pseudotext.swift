/// The texts of all answers, made once: token i of the answer to a request is always the same.
///
/// Each token is four bytes, a space and three letters, out of one fixed sequence of 65,536; an
/// answer begins at a place of the sequence that its request decides, so that any stretch of it is
/// one span of bytes and nothing is made while the simulation runs. A supply whose answer diverges
/// goes on in capitals.
struct Pseudotext: Sendable {
    static let tokenBytes = 4
    /// More tokens than this are handed over in several events.
    static let mostTokens = 1_024
    static let tokens = 1 << 16

    let bytes: [UInt8]

    init() {
        var state: UInt64 = 0x2545_F491_4F6C_DD1D
        var once: [UInt8] = []
        once.reserveCapacity(Self.tokens * Self.tokenBytes)
        for _ in 0..<Self.tokens {
            state = Seeds.mix(state, 1)
            once.append(0x20)
            for letter: UInt64 in 0..<3 { once.append(0x61 + UInt8(state >> (20 * letter) % 26)) }
        }
        let stretch = once[..<(Self.mostTokens * Self.tokenBytes)]
        let small = once + stretch
        bytes = small + small.map { $0 == 0x20 ? $0 : $0 - 0x20 }
    }

    /// Where tokens of an answer stand in ``bytes``.
    ///
    /// `start`: Where the answer begins, 0 up to ``tokens``.
    /// `first`: The number of the first of them in the answer.
    /// `count`: At most ``mostTokens``.
    @inline(__always)
    static func range(start: Int, first: Int, count: Int, diverged: Bool) -> Range<Int> {
        let place = (start + first) & (tokens - 1)
        let offset = (place + (diverged ? tokens + mostTokens : 0)) * tokenBytes
        return offset..<offset + count * tokenBytes
    }
}
