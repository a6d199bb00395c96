/// What sizes cost each year whether or not they are used: annuity and fixed operation.
package struct SiteCapital: Sendable, Hashable {
    /// In USD a year and W.
    package var storePower: Double
    /// In USD a year and J.
    package var storeEnergy: Double
    /// In USD a year and W.
    package var units: Double
    /// Of the connection, in USD a year and W.
    package var grid: Double

    package init(
        storePower: Double = 0,
        storeEnergy: Double = 0,
        units: Double = 0,
        grid: Double = 0
    ) {
        self.storePower = storePower
        self.storeEnergy = storeEnergy
        self.units = units
        self.grid = grid
    }

    /// In USD a year.
    package func cost(_ size: SiteSize, unit: Double) -> Double {
        storePower * size.power + storeEnergy * size.energy + units * Double(size.units) * unit
            + grid * size.limit
    }
}
