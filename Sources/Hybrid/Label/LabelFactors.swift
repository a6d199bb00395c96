/// What the consumption of a label's two cycles is divided by, and its ranges are multiplied by.
package struct LabelFactors: Sendable, Hashable {
    package var battery: CityHighway
    package var fuel: CityHighway

    /// The 0.7 of SAE J1634: speed, wind, tires and the weather of a year.
    package static let ofYear = LabelFactors(LabelWeather.none, LabelWeather.none)

    /// Of a day whose weather is known: its share is taken out of the 0.7, which would count it twice.
    ///
    /// No factor is above 1.
    package init(_ city: LabelWeather, _ highway: LabelWeather) {
        let all = { (share: Double) in min(1, LabelMethod.share * share) }
        battery = CityHighway(city: city.battery, highway: highway.battery).map(all)
        fuel = CityHighway(city: city.fuel, highway: highway.fuel).map(all)
    }
}
