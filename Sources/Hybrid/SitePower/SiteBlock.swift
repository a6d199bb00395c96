/// A stretch of time at a site: what it needs and what the grid offers.
package struct SiteBlock: Sendable, Hashable {
    /// Mean of what the store, the generators and the grid have to give, in W.
    ///
    /// The load less what sun and wind give; below zero there is too much of it.
    package var mean: Double
    /// Mean of its square, in W².
    package var square: Double
    /// Of machines and cooling, in W.
    package var load: Double
    /// The most that the grid gives, in W; zero in an outage.
    package var limit: Double
    /// In USD/J.
    package var price: Double
    /// Of the grid, in kg of CO2 per J.
    package var carbon: Double

    package init(
        mean: Double,
        square: Double? = nil,
        load: Double? = nil,
        limit: Double,
        price: Double,
        carbon: Double = 0
    ) {
        self.mean = mean
        self.square = max(square ?? mean * mean, mean * mean)
        self.load = load ?? max(0, mean)
        self.limit = limit
        self.price = price
        self.carbon = carbon
    }

    /// Of the power within the block, in W².
    @inline(__always) package var variance: Double { max(0, square - mean * mean) }
    @inline(__always) package var isOut: Bool { limit <= 0 }
}
