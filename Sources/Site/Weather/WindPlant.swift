import Foundation

/// A wind farm, as a share of its power: rough, more so from the wind at 10 m.
package struct WindPlant: Sendable, Hashable {
    /// Meters above the ground.
    package var hub = 100.0
    /// How the speed grows with the height: a power of it; 1/7 over open land.
    package var shear = 1.0 / 7
    /// Meters per second: begins, is at its full power, stops.
    package var cutIn = 3.0
    package var rated = 11.5
    package var cutOut = 25.0
    /// Wakes, standstill, lines: a fraction.
    package var losses = 0.15

    package init() {}

    /// What an hour's weather yields, 0 to 1.
    ///
    /// `height`: Meters above the ground at which its wind is known.
    func share(of hour: WeatherYear.Hour, height: Double, elevation: Double) -> Double {
        // Thin air carries less: the speed that has the same power at sea level, after IEC 61400-12.
        let pressure = 101_325 * pow(1 - 2.255_77e-5 * (elevation + hub), 5.255_88)
        let density = pressure / (287.05 * (hour.temperature + 273.15))
        let speed = hour.wind * pow(hub / height, shear) * cbrt(density / 1.225)
        guard speed >= cutIn, speed <= cutOut else { return 0 }
        let rise = (pow(speed, 3) - pow(cutIn, 3)) / (pow(rated, 3) - pow(cutIn, 3))
        return min(1, rise) * (1 - losses)
    }

    /// In words, with every figure.
    func description(from height: Double) -> String {
        "hub at \(decimal(hub)) m, speed by the power \(decimal(shear, places: 3)) of the height "
            + "above \(decimal(height)) m, power by the cube of the speed from \(decimal(cutIn)) to "
            + "\(decimal(rated)) m/s, none above \(decimal(cutOut)), thinner air counted, losses "
            + "\(decimal(losses * 100)) %"
    }
}
