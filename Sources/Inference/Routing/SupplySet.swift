/// Some of the supplies of one model, by their place in its list.
package struct SupplySet: Sendable, Hashable {
    private var bits: UInt64

    package init() { bits = 0 }
    package init(bits: UInt64) { self.bits = bits }

    /// The first `count` supplies.
    package static func first(_ count: Int) -> Self {
        precondition(count <= Model.mostSupplies)
        return Self(bits: count == 64 ? .max : (1 << UInt64(count)) - 1)
    }

    package var isEmpty: Bool { bits == 0 }
    package var count: Int { bits.nonzeroBitCount }
    package func contains(_ place: Int) -> Bool { bits & (1 << UInt64(place)) != 0 }
    package mutating func insert(_ place: Int) { bits |= 1 << UInt64(place) }
    package func intersection(_ other: Self) -> Self { Self(bits: bits & other.bits) }
    package func subtracting(_ other: Self) -> Self { Self(bits: bits & ~other.bits) }
    package mutating func remove(_ place: Int) { bits &= ~(1 << UInt64(place)) }
}
