import Foundation

/// A photovoltaic plant, as a share of its alternating-current power.
package struct SolarPlant: Sendable, Hashable {
    package enum Mounting: Sendable, Hashable {
        /// Turns about a level north-south axis, backtracking in the morning and in the evening.
        case tracker
        /// Degrees from the level, facing the equator; nil: by the latitude.
        case fixed(tilt: Double?)
    }

    package var mounting = Mounting.tracker
    /// Direct-current power of the modules per alternating-current power.
    package var directRatio = 1.34
    /// Lost between the modules and the inverter, and in the inverter: fractions.
    package var losses = 0.14
    package var inverterEfficiency = 0.96
    /// Width of the rows over their distance.
    package var groundCover = 0.4
    /// How far a tracker turns, in degrees.
    package var mostRotation = 60.0
    package var albedo = 0.2
    /// Of the power, per degree above 25 °C.
    package var perDegree = -0.0035

    package init(mounting: Mounting = .tracker) { self.mounting = mounting }

    /// Degrees of a fixed plant: 0.76 of the latitude and 3.1 (Jacobson and Jadhav 2018, for a fit).
    static func tilt(at latitude: Double) -> Double { min(60, 0.76 * abs(latitude) + 3.1) }

    /// What an hour's weather yields, 0 to 1.
    func share(of hour: WeatherYear.Hour, sun: SunPosition, latitude: Double) -> Double {
        guard sun.up > 0.01 else { return 0 }
        let (east, north, up) = normal(sun, latitude: latitude)
        let facing = max(0, east * sun.east + north * sun.north + up * sun.up)
        // Hay and Davies 1980: the part of the diffuse light that comes from around the sun.
        let around = min(1, hour.direct / sun.extraterrestrial)
        let ratio = facing / max(sun.up, 0.087)
        let sky = hour.diffuse * (around * ratio + (1 - around) * (1 + up) / 2)
        let ground = hour.global * albedo * (1 - up) / 2
        let plane = hour.direct * facing + sky + ground
        // PVsyst's cell in the open: 0.9 absorbed, 0.1 turned to power, 29 W/m²K given off.
        let cell = hour.temperature + plane * 0.9 * (1 - 0.1) / 29
        let warmth = 1 + perDegree * (cell - 25)
        let power = directRatio * plane / 1_000 * warmth * (1 - losses) * inverterEfficiency
        return min(1, max(0, power))
    }

    /// The direction in which the modules look.
    private func normal(
        _ sun: SunPosition,
        latitude: Double
    ) -> (east: Double, north: Double, up: Double) {
        switch mounting {
        case .tracker:
            // Positive to the east.
            var rotation = atan2(sun.east, sun.up)
            let shading = cos(rotation) / groundCover
            if shading < 1 { rotation -= (rotation < 0 ? -1 : 1) * acos(max(0, shading)) }
            let most = mostRotation * .pi / 180
            rotation = min(most, max(-most, rotation))
            return (sin(rotation), 0, cos(rotation))
        case .fixed(let tilt):
            let angle = (tilt ?? Self.tilt(at: latitude)) * .pi / 180
            return (0, latitude < 0 ? sin(angle) : -sin(angle), cos(angle))
        }
    }

    /// In words, with every figure.
    func description(at latitude: Double) -> String {
        let mount =
            switch mounting {
            case .tracker:
                "single-axis trackers, north-south, up to \(decimal(mostRotation))°, backtracking, "
                    + "ground cover \(decimal(groundCover))"
            case .fixed(let tilt):
                "fixed at \(decimal(tilt ?? Self.tilt(at: latitude)))° towards the equator"
            }
        return mount
            + "; direct to alternating current \(decimal(directRatio)), losses "
            + "\(decimal(losses * 100)) %, inverter \(decimal(inverterEfficiency * 100)) %, "
            + "\(decimal(perDegree * 100)) % per degree above 25 °C, albedo \(decimal(albedo)); "
            + "diffuse light after Hay and Davies"
    }
}

/// A figure with at most two decimals, none that is not needed.
func decimal(_ value: Double, places: Int = 2) -> String {
    let scale = pow(10, Double(places))
    let rounded = (value * scale).rounded() / scale
    if rounded == rounded.rounded(), abs(rounded) < 1e15 { return String(Int(rounded)) }
    var text = String(format: "%.\(places)f", rounded)
    while text.last == "0" { text.removeLast() }
    return text
}
