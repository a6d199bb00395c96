/// The part of a label's 0.7 that stands for the weather of a year, to be taken out where the weather
/// is known.
///
/// The 0.7 of a label stands for speed, wind, tires and weather. How much of it is weather follows from
/// what the vehicle takes and the weights of the five cycles (40 CFR 600.114-12, from general
/// knowledge): 18 % of running in the city at 20 °F, and air conditioning at 95 °F for 13.3 % of the
/// time, times 1.083 in the city and 0.377 on the highway. With e(T) for what a cycle takes at T °C
///
///     w = 1 + cold (e(-7) / e(20) - 1) + hot (e(35) / e(20) - 1)
///
/// so that 0.7 w is left for all that is not weather: what is driven at T takes e(T) / (0.7 w), the
/// cold or the heat counted once.
package struct LabelWeather: Sendable, Hashable {
    /// What a year's weather makes of what the battery gives on a day of 20 °C.
    package var battery: Double
    /// The same of the fuel with the charge held.
    package var fuel: Double

    /// One of the two cycles of a label, and how the weather of a year counts on it.
    package enum Road: Sendable, Hashable {
        case city, highway

        var cold: Double { self == .city ? 0.18 : 0 }
        var hot: Double { 0.133 * (self == .city ? 1.083 : 0.377) }
    }

    /// Of the air in °C: a mild day, 20 °F and 95 °F.
    static let mild = 20.0
    private static let cold = -7.0
    private static let hot = 35.0

    package init(battery: Double, fuel: Double) {
        self.battery = battery
        self.fuel = fuel
    }

    /// From what `drive` asks, whatever its own temperature is.
    package init(_ drive: DriveCase, on road: Road) throws(DriveCaseFaults) {
        self = try Self.weather(on: road) { temperature throws(DriveCaseFaults) in
            let day = try Self.outlook(drive, at: temperature)
            return (day.batteryPerMeter, day.fuelPerMeter)
        }
    }

    /// From what battery and fuel give in J/m at a temperature in °C.
    init(on road: Road, taken: (Double) -> Taken) { self = Self.weather(on: road, taken) }

    /// In J/m.
    typealias Taken = (battery: Double?, fuel: Double?)

    private static func weather<Fault: Error>(
        on road: Road,
        _ taken: (Double) throws(Fault) -> Taken
    ) throws(Fault) -> LabelWeather {
        let usual = try taken(mild)
        let inCold = try taken(cold)
        let inHeat = try taken(hot)
        func factor(_ usual: Double?, _ inCold: Double?, _ inHeat: Double?) -> Double {
            guard let usual, let inCold, let inHeat, usual > 0 else { return 1 }
            return 1 + road.cold * (inCold / usual - 1) + road.hot * (inHeat / usual - 1)
        }
        return LabelWeather(
            battery: factor(usual.battery, inCold.battery, inHeat.battery),
            fuel: factor(usual.fuel, inCold.fuel, inHeat.fuel)
        )
    }

    private static func outlook(
        _ drive: DriveCase,
        at temperature: Double
    ) throws(DriveCaseFaults) -> RangeOutlook {
        var day = drive
        day.conditions.temperature = temperature
        day.conditions.batteryTemperature = nil
        // How the generator is run changes both days alike, and `best` would try them all on each.
        day.control = nil
        return try RangeOutlook(day)
    }
}
