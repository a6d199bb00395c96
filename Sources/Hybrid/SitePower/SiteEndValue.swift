/// What a J in the store is worth when the series ends, so that runs can be compared.
package struct SiteEndValue: Sendable, Hashable {
    /// In USD/J.
    package var price: Double

    package init(price: Double) { self.price = price }

    /// What it costs on average to fill the store again: from the grid, or else from the units.
    package init(_ plant: SitePlant, _ series: SiteSeries) {
        let prices = series.blocks.lazy.filter { !$0.isOut }.map(\.price)
        let count = prices.count
        let mean = count > 0 ? prices.reduce(0, +) / Double(count) : plant.fleet.bestCost
        price = max(0, min(mean, plant.unservedCost))
    }

    /// The cost of a run less the worth of what its store gained.
    package func net(_ account: SiteAccount) -> Double {
        account.cost + price * (account.storedStart - account.storedEnd)
    }
}
