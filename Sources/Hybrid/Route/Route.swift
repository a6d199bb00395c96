/// A way from one place to another: height, speed and places to stop, over distance.
package struct Route: Sendable, Hashable {
    package struct Point: Sendable, Hashable {
        /// From the start, in m; strictly ascending.
        package var distance: Double
        /// Above the sea, in m.
        package var altitude: Double
        /// That is driven, or allowed, up to the next point, in m/s; above zero.
        package var speed: Double

        package init(distance: Double, altitude: Double, speed: Double) {
            self.distance = distance
            self.altitude = altitude
            self.speed = speed
        }
    }

    package var name: String
    /// Two or more.
    package var points: [Point]
    /// In the order in which they are reached.
    package var stations: [Station]

    package init(name: String, points: [Point], stations: [Station] = []) {
        self.name = name
        self.points = points
        self.stations = stations
    }

    /// In m.
    package var length: Double { (points.last?.distance ?? 0) - (points.first?.distance ?? 0) }
}

/// A place where a vehicle may take energy.
package struct Station: Sendable, Hashable {
    package var name: String
    /// From the start of the route, in m.
    package var distance: Double
    /// Nothing where there is no plug.
    package var charger: Charger?
    /// Prices in USD/l by the name of the fuel; empty where there is none.
    package var fuels: [String: Double]

    package struct Charger: Sendable, Hashable {
        /// Of one plug, in W at its meter.
        package var power: Double
        /// In USD/kWh at its meter.
        package var price: Double
        /// Waited until a plug is free, in s; the mean.
        package var wait: Double
        /// Lost around each charge beside the wait, in s: leaving the road, plugging, paying.
        package var overhead: Double
        /// Lost more with a trailer that does not fit beside the plug, in s: unhitching and hitching.
        package var unhitching: Double

        package init(
            power: Double,
            price: Double,
            wait: Double = 0,
            overhead: Double = 300,
            unhitching: Double = 0
        ) {
            self.power = power
            self.price = price
            self.wait = wait
            self.overhead = overhead
            self.unhitching = unhitching
        }
    }

    package init(
        name: String,
        distance: Double,
        charger: Charger? = nil,
        fuels: [String: Double] = [:]
    ) {
        self.name = name
        self.distance = distance
        self.charger = charger
        self.fuels = fuels
    }
}
