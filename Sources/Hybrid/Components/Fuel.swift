/// What is burned: its energy and its carbon.
package struct Fuel: Sendable, Hashable {
    package var name: String
    /// Lower heating value in J/l.
    package var heat: Double
    /// CO2 from the exhaust in kg/l.
    package var carbon: Double

    package init(name: String, heat: Double, carbon: Double) {
        self.name = name
        self.heat = heat
        self.carbon = carbon
    }

    /// 33.705 kWh and 8,887 g of CO2 a US gallon (40 CFR 600.116 and 40 CFR 85, EPA).
    package static let gasoline = Fuel(
        name: "gasoline",
        heat: 33.705 * SI.kilowattHour / SI.gallon,
        carbon: 8.887 / SI.gallon
    )

    /// 37.656 kWh (128,488 Btu, GREET) and 10,180 g of CO2 (EPA) a US gallon.
    package static let diesel = Fuel(
        name: "diesel",
        heat: 37.656 * SI.kilowattHour / SI.gallon,
        carbon: 10.180 / SI.gallon
    )

    package func liters(_ energy: Double) -> Double { energy / heat }
    package func carbon(_ energy: Double) -> Double { liters(energy) * carbon }
}
