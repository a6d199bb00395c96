/// What is between an engine and the wheels: a converter of torque, gears, axles.
package struct Gears: Sendable, Hashable {
    /// Turns of the engine for one of the wheel, axle included, from the lowest gear on.
    package var ratios: [Double]
    /// From the shaft of the engine to the wheels, from 0 to 1, the same in every gear.
    package var efficiency: Double
    /// In rad/s: the slowest that the engine turns with the converter locked.
    ///
    /// Below it, in the first gear, the converter slips.
    package var lowestSpeed: Double
    /// The share of full load that is kept back when a gear is chosen, from 0 to 1.
    package var reserve: Double

    package init(
        ratios: [Double],
        efficiency: Double,
        lowestSpeed: Double,
        reserve: Double
    ) {
        precondition(!ratios.isEmpty, "a gear at least")
        self.ratios = ratios
        self.efficiency = efficiency
        self.lowestSpeed = lowestSpeed
        self.reserve = reserve
    }
}
