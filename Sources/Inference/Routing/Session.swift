import Wire

/// Which supply a session belongs to: rendezvous hashing (Thaler and Ravishankar, 1998).
///
/// Every supply draws a number for the session, and the highest has it. When a supply leaves, only
/// its own sessions move, and they spread over all the others; two gateways agree without a word.
package enum Session {
    /// A hash of bytes that does not change from process to process.
    ///
    /// Eight bytes at a time: it is made on a request's path, and a system prompt may be long.
    package static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        let raw = unsafe bytes.extracting(range).bytes
        var hash = 0xCBF2_9CE4_8422_2325 ^ UInt64(truncatingIfNeeded: range.count)
        var place = 0
        while place + 8 <= raw.byteCount {
            let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
            hash = (hash ^ UInt64(littleEndian: word)) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 29
            place += 8
        }
        while place < raw.byteCount {
            let byte = unsafe raw.unsafeLoad(fromByteOffset: place, as: UInt8.self)
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
            place += 1
        }
        return mixed(hash)
    }

    package static func hash(_ text: String) -> UInt64 {
        let bytes = Array(text.utf8)
        return hash(bytes.span, 0..<bytes.count)
    }

    /// The number that a supply draws for a session.
    ///
    /// `supply`: The hash of the supply's name.
    static func draw(_ session: UInt64, supply: UInt64) -> UInt64 { mixed(session ^ supply) }

    /// Spreads every bit over all the others (the last steps of SplitMix64).
    private static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
