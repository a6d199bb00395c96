import Charts
package import Pages

/// Figures of driving as they stand in sentences: SI units in, the units of drivers out.
extension Prose {
    /// `232 km`, of m.
    package static func distance(_ meters: Double) -> String { "\(number(meters / 1e3)) km" }

    /// `144 mi`, of m.
    static func miles(_ meters: Double) -> String { "\(number(meters / SI.mile)) mi" }

    /// `232 km (144 mi)`, of m.
    package static func distanceInMiles(_ meters: Double) -> String {
        "\(distance(meters)) (\(miles(meters)))"
    }

    /// `69.7 kWh`, of J.
    package static func energy(_ joules: Double) -> String {
        "\(number(joules / SI.kilowattHour)) kWh"
    }

    /// `130 kW`, of W.
    package static func kilowatts(_ watts: Double) -> String { "\(number(watts / 1e3)) kW" }

    package static func liters(_ liters: Double) -> String { "\(number(liters)) l" }

    package static func mass(_ kilograms: Double) -> String { "\(number(kilograms)) kg" }

    /// `6,350 kg (14,000 lb)`, of kg: what a maker rates in pounds.
    static func rating(_ kilograms: Double) -> String {
        let pounds = Measure.decimal((kilograms / SI.pound).rounded())
        return "\(Measure.decimal(kilograms.rounded())) kg (\(pounds) lb)"
    }

    /// `105 km/h`, of m/s.
    package static func speed(_ metersPerSecond: Double) -> String {
        "\(number(metersPerSecond / SI.kmh)) km/h"
    }

    package static func temperature(_ celsius: Double) -> String {
        "\(Measure.decimal(celsius, places: celsius == celsius.rounded() ? 0 : 1)) °C"
    }

    /// `45 s`, `12 min`, `3 h 5 min`, of s.
    package static func time(_ seconds: Double) -> String {
        guard seconds.isFinite else { return Measure.none }
        guard seconds >= 120 else { return "\(number(seconds)) s" }
        let minutes = (seconds / 60).rounded()
        guard minutes >= 60 else { return "\(Measure.decimal(minutes)) min" }
        let hours = (minutes / 60).rounded(.down)
        let rest = minutes - 60 * hours
        let whole = "\(Measure.decimal(hours)) h"
        return rest > 0 ? "\(whole) \(Measure.decimal(rest)) min" : whole
    }

    /// `$0.421`, of USD/m, for a km.
    static func cost(_ perMeter: Double) -> String { price(perMeter * 1e3) }

    /// `$0.163`, of what a km, a liter or a kWh costs: three digits.
    static func price(_ dollars: Double) -> String { Measure.dollars.text(dollars, digits: 3) }

    /// `221 g`, of kg/m, for a km.
    static func carbon(_ perMeter: Double) -> String { "\(number(perMeter * 1e6)) g" }

    /// `20.2 mpg`, of liters a meter.
    static func milesPerGallon(_ litersPerMeter: Double) -> String {
        guard litersPerMeter > 0 else { return Measure.none }
        let miles = SI.gallon / litersPerMeter / SI.mile
        return "\(Measure.decimal(miles, places: 1)) mpg"
    }
}
