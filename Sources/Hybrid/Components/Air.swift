import Glibc

/// The air that a vehicle meets.
package enum Air {
    /// In kg/m³, of dry air of a temperature in °C at an altitude in m.
    package static func density(temperature: Double, altitude: Double) -> Double {
        // The gas constant of dry air, in J/(kg K).
        pressure(altitude: altitude) / (287.05 * (temperature + SI.zeroCelsius))
    }

    /// In Pa, that of the International Standard Atmosphere, which holds up to 11 km.
    package static func pressure(altitude: Double) -> Double {
        seaLevelPressure * pow(1 - 2.25577e-5 * altitude, 5.25588)
    }

    /// In Pa.
    static let seaLevelPressure = 101_325.0

    /// What coefficients are given for when nothing else is said, in kg/m³.
    package static let referenceDensity = 1.2
}
