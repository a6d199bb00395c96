/// The weather of a place, hour by hour over a year, in its standard time.
package struct WeatherYear: Sendable, Equatable {
    /// What an hour is like.
    package struct Hour: Sendable, Equatable {
        /// Watts per square meter: on the level, straight from the sun, and from the rest of the sky.
        package var global = 0.0
        package var direct = 0.0
        package var diffuse = 0.0
        /// Degrees Celsius.
        package var temperature = 0.0
        /// Meters per second, ``WeatherYear/windHeight`` above the ground.
        package var wind = 0.0
        /// Minutes past the full hour at which the sun is taken to stand.
        package var minute = 30
    }

    /// `TMY3`, `NSRDB PSM3`, `TMY2`, `EPW`.
    package var format: String
    package var place: String
    /// Degrees; north and east are positive.
    package var latitude: Double
    package var longitude: Double
    /// Meters above the sea.
    package var elevation: Double
    /// Hours of its standard time ahead of UTC.
    package var zone: Double
    /// The years that the hours are from.
    package var years: [Int]
    /// Meters above the ground.
    package var windHeight = 10.0
    /// Where the wind is from, when it is not from the file with the sun.
    package var windSource: String?
    /// 8,760, or 8,784 with a leap day.
    package var hours: [Hour]
    /// What was done to the file's own hours, in sentences.
    package var notes: [String] = []
}
