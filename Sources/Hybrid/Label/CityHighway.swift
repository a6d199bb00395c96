/// City and highway of a figure, 55 to 45 of the miles.
package struct CityHighway: Sendable, Hashable {
    package var city: Double
    package var highway: Double

    package init(city: Double, highway: Double) {
        self.city = city
        self.highway = highway
    }

    /// Of the miles: 55 % of them, as labels have it (40 CFR 600.210).
    package static let cityShare = 0.55

    /// Of an energy for a meter, and of a range.
    package var combined: Double { Self.cityShare * city + (1 - Self.cityShare) * highway }

    package func map(_ change: (Double) -> Double) -> Self {
        CityHighway(city: change(city), highway: change(highway))
    }

    static func - (lhs: Self, rhs: Self) -> Self {
        CityHighway(city: lhs.city - rhs.city, highway: lhs.highway - rhs.highway)
    }

    static func * (lhs: Self, rhs: Self) -> Self {
        CityHighway(city: lhs.city * rhs.city, highway: lhs.highway * rhs.highway)
    }

    static func / (lhs: Self, rhs: Self) -> Self {
        CityHighway(city: lhs.city / rhs.city, highway: lhs.highway / rhs.highway)
    }
}
