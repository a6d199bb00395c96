/// What the consumption of a label's two cycles is divided by, and its ranges are multiplied by.
package struct LabelFactors: Sendable, Hashable {
    package var battery: CityHighway
    package var fuel: CityHighway
    /// By which rule the fuel is that of a label; nothing where none is burned.
    package var ofFuel: LabelMethod?

    /// Of the battery: the 0.7 of SAE J1634, which stands for speed, wind, tires and the weather of a
    /// year.
    static let ofBattery = CityHighway(city: LabelMethod.share, highway: LabelMethod.share)

    /// For a vehicle: 0.7 on the battery, and on fuel the rule of a label, the derived 5-cycle of 2017.
    ///
    /// With a plug the fuel goes by 0.7 too: makers of range-extended vehicles publish a range in all
    /// by one rule, so that battery and tank add up to it.
    package init(_ label: LabelOutlook) {
        battery = Self.ofBattery
        fuel = Self.ofBattery
        guard let burning = label.burning else { return }
        ofFuel = label.electric == nil ? .derived2017 : .seventyPercent
        guard label.electric == nil else { return }
        fuel = burning.milesPerGallon(.derived2017) / burning.milesPerGallon(.unadjusted)
    }

    /// The same on a day whose weather is known: its share is taken out, or it would count twice.
    ///
    /// No factor is above 1.
    package func on(_ city: LabelWeather, _ highway: LabelWeather) -> LabelFactors {
        var day = self
        day.battery = battery * CityHighway(city: city.battery, highway: highway.battery)
        day.fuel = fuel * CityHighway(city: city.fuel, highway: highway.fuel)
        day.battery = day.battery.map { min(1, $0) }
        day.fuel = day.fuel.map { min(1, $0) }
        return day
    }
}
