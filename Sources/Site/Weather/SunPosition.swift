import Foundation

/// Where the sun stands, as a vector of length 1: to the east, to the north, up.
///
/// After Spencer, Fourier series representation of the position of the sun, Search 2 (1971): right
/// to a tenth of a degree or two. Refraction is left out.
struct SunPosition {
    let east: Double
    let north: Double
    let up: Double
    /// Watts per square meter outside of the atmosphere, on a plane that faces the sun.
    let extraterrestrial: Double

    /// `time`: Hours since the beginning of the year in the place's standard time.
    init(time: Double, latitude: Double, longitude: Double, zone: Double) {
        // The angle of the year in UTC.
        let angle = 2 * .pi * (time - zone) / 8_760
        let declination =
            0.006_918 - 0.399_912 * cos(angle) + 0.070_257 * sin(angle)
            - 0.006_758 * cos(2 * angle) + 0.000_907 * sin(2 * angle)
            - 0.002_697 * cos(3 * angle) + 0.001_48 * sin(3 * angle)
        // Hours that a sundial is ahead of a clock.
        let equation =
            (0.000_007_5 + 0.001_868 * cos(angle) - 0.032_077 * sin(angle)
                - 0.014_615 * cos(2 * angle) - 0.040_849 * sin(2 * angle)) * 12 / .pi
        let solar = time - zone + longitude / 15 + equation
        let hourAngle = (solar - 12) * .pi / 12
        let place = latitude * .pi / 180
        up = sin(place) * sin(declination) + cos(place) * cos(declination) * cos(hourAngle)
        east = -cos(declination) * sin(hourAngle)
        north = cos(place) * sin(declination) - sin(place) * cos(declination) * cos(hourAngle)
        extraterrestrial =
            1_361
            * (1.000_11 + 0.034_221 * cos(angle) + 0.001_28 * sin(angle)
                + 0.000_719 * cos(2 * angle) + 0.000_077 * sin(2 * angle))
    }
}
