import Bus

/// Draws for many dimensions at once, each spread evenly over its whole range.
///
/// Latin hypercube sampling (McKay, Beckman and Conover 1979): of `count` draws of a dimension
/// exactly one lies in each `count`-th part of 0 to 1, and which of them meet is by chance, so that
/// dimensions are independent of each other. A mean over the draws is never much less certain
/// than one over plain draws, and more certain the more the dimensions add up.
package struct LatinHypercube: Sendable, Equatable {
    package let count: Int
    package let seed: UInt64

    package init(count: Int, seed: UInt64) {
        precondition(count > 0, "at least one draw")
        self.count = count
        self.seed = seed
    }

    /// The draws of a dimension: between 0 and 1, neither of them included.
    ///
    /// They depend on the seed and on the name alone, so that a dimension more or less leaves those of
    /// the others as they are.
    package func draws(of name: String) -> [Double] {
        var random = SplitMix64(seed: seed ^ Self.hash(name))
        var parts = Array(0..<count)
        for place in stride(from: count - 1, to: 0, by: -1) {
            // A place up to this one, by the upper half of a product: no division, no rejection.
            parts.swapAt(place, Int(random.next().multipliedFullWidth(by: UInt64(place + 1)).high))
        }
        // 52 bits in the middles of their steps: never an end of a part.
        return parts.map { part in
            let within = (Double(random.next() >> 12) + 0.5) / 4_503_599_627_370_496
            return (Double(part) + within) / Double(count)
        }
    }

    /// FNV-1a, which is the same on every machine and in every run.
    private static func hash(_ name: String) -> UInt64 {
        name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
