/// What real driving takes above a cycle, for one vehicle on one mission.
///
/// With the excess of a label: what the battery gives is divided by 0.7 (SAE J1634), and what an engine
/// burns follows the derived 5-cycle relation (40 CFR 600.210), whose excess is the smaller the more
/// the cycle takes. Both stand for speed, wind, tires and the weather of a year. A mission at another
/// temperature than 20 °C knows its weather, so its share w is taken out (``LabelWeather``): at T are
/// taken e(T) / (0.7 w) of the battery, and e(T) f / w of fuel where f is what the relation makes of
/// e(20).
struct RoadExcess {
    /// On what the battery gives.
    let battery: Double
    private let onFuel: OnFuel

    private enum OnFuel {
        case times(Double)
        case derived(LabelWeather.Road, Fuel)
    }

    /// `taken`: in J/m of battery and fuel, without any excess, at a temperature in °C.
    init(
        _ mission: Mission,
        _ fuel: Fuel,
        taken: (Double) -> (battery: Double?, fuel: Double?)
    ) {
        switch mission.excess {
        case .times(let factor):
            battery = factor
            onFuel = .times(factor)
        case .label(let road) where mission.conditions.temperature == LabelWeather.mild:
            battery = 1 / LabelMethod.share
            onFuel = .derived(road, fuel)
        case .label(let road):
            let weather = LabelWeather(on: road, taken: taken)
            let usual = taken(LabelWeather.mild).fuel ?? 0
            let derived = usual > 0 ? Self.derived(usual, road, fuel) / usual : 1
            battery = max(1, 1 / (LabelMethod.share * weather.battery))
            onFuel = .times(max(1, derived / weather.fuel))
        }
    }

    /// In J/m, of what a cycle takes.
    func fuel(_ energy: Double) -> Double {
        switch onFuel {
        case .times(let factor): factor * energy
        case .derived(let road, let fuel):
            energy > 0 ? Self.derived(energy, road, fuel) : energy
        }
    }

    private static func derived(_ energy: Double, _ road: LabelWeather.Road, _ fuel: Fuel) -> Double
    {
        let perMile = fuel.gallon / SI.mile
        let method = LabelMethod.derived2017
        switch road {
        case .city: return perMile / method.city(perMile / energy)
        case .highway: return perMile / method.highway(perMile / energy)
        }
    }
}
