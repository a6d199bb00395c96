/// What a vehicle takes on an ordinary day, for each meter.
package struct DailyUse: Sendable, Hashable {
    /// On the battery, in J at the meter at home; nothing without a plug.
    package var wall: Double?
    /// On the battery, out of the store, in J; nothing without one.
    package var stored: Double?
    /// With the charge sustained, in l; nothing where nothing is burned.
    package var fuel: Double?
    /// In m; nothing without a battery to drive on.
    package var electricRange: Double?
    /// What it was driven on, in words.
    package var source: String

    package init(
        wall: Double? = nil,
        stored: Double? = nil,
        fuel: Double? = nil,
        electricRange: Double? = nil,
        source: String
    ) {
        self.wall = wall
        self.stored = stored
        self.fuel = fuel
        self.electricRange = electricRange
        self.source = source
    }

    /// From a range outlook over an ordinary cycle.
    package init(_ outlook: RangeOutlook) {
        self.init(
            wall: outlook.wallPerMeter,
            stored: outlook.electric.map { $0.energy / $0.distance },
            fuel: outlook.fuelPerMeter.flatMap { heat in
                outlook.fuel.map { $0.liters(heat) }
            },
            electricRange: outlook.electricRange,
            source: outlook.cycle
        )
    }
}
