/// What a vehicle draws for itself.
package struct Auxiliaries: Sendable, Hashable {
    /// Computers, lamps, pumps, in W, at any temperature.
    package var base: Double
    /// Heating and cooling of the cabin and the battery in W, by the temperature of the air in °C.
    package var climate: Curve

    package init(base: Double, climate: Curve = .constant(0)) {
        self.base = base
        self.climate = climate
    }

    package func power(at temperature: Double) -> Double { base + climate(temperature) }

    /// The part of it that heats, in W; what it takes in warmer air cools.
    package func heating(at temperature: Double) -> Double {
        temperature < SI.roomTemperature ? max(0, climate(temperature)) : 0
    }
}
