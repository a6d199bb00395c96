/// What it is like outside, the same during a whole run.
package struct Conditions: Sendable, Hashable {
    /// Of the air, in °C.
    package var temperature: Double
    /// Above the sea, in m.
    package var altitude: Double
    /// In m/s; above zero comes from ahead.
    package var headwind: Double
    /// Of the battery, in °C; that of the air when absent.
    package var batteryTemperature: Double?
    /// Whether cabin and battery begin as the air and the battery are and get warm on the way.
    ///
    /// Otherwise the cabin is as wanted from the start, and the battery stays as it is.
    package var warmsUp: Bool

    package init(
        temperature: Double = SI.roomTemperature,
        altitude: Double = 0,
        headwind: Double = 0,
        batteryTemperature: Double? = nil,
        warmsUp: Bool = false
    ) {
        self.temperature = temperature
        self.altitude = altitude
        self.headwind = headwind
        self.batteryTemperature = batteryTemperature
        self.warmsUp = warmsUp
    }

    /// Of the air, in °C: no road is colder or hotter, and 70 is a temperature in °F.
    package static let temperatures = -60.0...60
    /// In m: from the shore of the Dead Sea to above the highest road.
    package static let altitudes = -500.0...6000

    package var airDensity: Double { Air.density(temperature: temperature, altitude: altitude) }
}
