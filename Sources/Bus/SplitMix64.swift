/// A small fast generator: the same seed gives the same numbers.
///
/// For backoff, request ids, the demo's chaos and tests; not for secrets. The algorithm is that of
/// Steele, Lea and Flood (2014).
package struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// Seeds that follow each other begin at places of the sequence that are far apart.
    package init(_ seed: Int) {
        state = UInt64(truncatingIfNeeded: seed)
        state = next()
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
