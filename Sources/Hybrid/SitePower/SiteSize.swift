/// Sizes of store, units and grid connection.
package struct SiteSize: Sendable, Hashable {
    /// In J.
    package var energy: Double
    /// In W.
    package var power: Double
    package var units: Int
    /// Of the grid, in W.
    package var limit: Double

    package init(energy: Double, power: Double, units: Int, limit: Double) {
        self.energy = energy
        self.power = power
        self.units = units
        self.limit = limit
    }

    /// Whether no part of it is larger than that of another.
    func isWithin(_ other: SiteSize) -> Bool {
        energy <= other.energy && power <= other.power && units <= other.units
            && limit <= other.limit
    }
}

extension SiteSize: Comparable {
    /// So that sizes of the same capital always come in the same order.
    package static func < (lhs: Self, rhs: Self) -> Bool {
        (lhs.energy, lhs.power, lhs.units, lhs.limit)
            < (rhs.energy, rhs.power, rhs.units, rhs.limit)
    }
}
