/// How a vehicle takes energy from outside.
package struct Plug: Sendable, Hashable {
    /// Of alternating current, in W at the wall.
    package var home: Double
    /// From the wall to the terminals of the battery, from 0 to 1.
    package var homeEfficiency: Double
    /// Direct current in W at the terminals of the battery, by state of charge.
    package var fast: Curve
    /// From the meter of a fast charger to the terminals of the battery, from 0 to 1.
    package var fastEfficiency: Double
    /// The share of `fast` that is left, by temperature of the battery in °C.
    package var byTemperature: Curve

    package init(
        home: Double,
        homeEfficiency: Double = 0.88,
        fast: Curve,
        fastEfficiency: Double = 0.95,
        byTemperature: Curve = .constant(1)
    ) {
        self.home = home
        self.homeEfficiency = homeEfficiency
        self.fast = fast
        self.fastEfficiency = fastEfficiency
        self.byTemperature = byTemperature
    }
}
