import Glibc

/// How battery and cabin of a vehicle that stood outside get warm on the way: one node for each.
///
/// * Battery: C dT/dt = loss - h (T - air). Its resistance and its limits follow. It is cooled so
///   that it does not get hotter than 35 °C by its own loss; what that takes is not told apart.
/// * Cabin: C dx/dt = P - S x, where x is the way from the air to what its people want, S the power
///   that holds it there and P what heater or cooler take. C is told in electric energy.
///
/// Both are linear with a constant power, so a block of time is exact; a block lasts a minute, or a
/// step where that is longer. Assumed: 1,000 J/(kg K) for the battery, 25 W/K for one of 600 kg and
/// by its surface for others, 100 kJ/K for the cabin with what is in it, a heater that makes a
/// joule of one and a cooler that moves two and a half.
package struct Warming: Sendable, Hashable {
    /// Of the air, in °C.
    let air: Double
    /// What the circuit is built from.
    let battery: Battery
    /// In J/K.
    let batteryCapacity: Double
    /// In W/K.
    let batteryConductance: Double
    /// S, in W.
    let climate: Double
    /// The most that heater or cooler take, in W.
    let mostClimate: Double
    /// C, in J for the whole way from the air to what is wanted.
    let cabinEnergy: Double
    /// As a run begins.
    let start: Warmth

    /// In s.
    static let block = 60.0
    /// A circuit is good for this much, in K.
    static let tolerance = 0.5

    init(_ vehicle: Vehicle, _ battery: Battery, _ conditions: Conditions) {
        air = conditions.temperature
        self.battery = battery
        batteryCapacity = 1000 * Self.mass(battery)
        batteryConductance = Self.conductance(battery)
        climate = max(0, vehicle.auxiliaries.climate(conditions.temperature))
        mostClimate = max(2 * climate, 5000)
        let isCold = air < Self.comfort
        cabinEnergy = climate > 0 ? 100e3 * abs(Self.comfort - air) / (isCold ? 1 : 2.5) : 0
        start = Warmth(
            battery: conditions.batteryTemperature ?? conditions.temperature,
            cabin: climate > 0 ? 0 : 1
        )
    }

    /// In kg: 6.5 for each kWh, where a file does not weigh it.
    private static func mass(_ battery: Battery) -> Double {
        battery.mass > 0 ? battery.mass : battery.usableEnergy / SI.kilowattHour * 6.5
    }

    /// To the air, in W/K.
    private static func conductance(_ battery: Battery) -> Double {
        25 * pow(mass(battery) / 600, 2.0 / 3)
    }

    /// What holds a battery at its temperature in colder air, in W: h (T - air).
    ///
    /// Its own loss, which helps, is not known ahead and is left out. None in air that is warmer, and
    /// where the battery has the temperature that the air happens to have.
    static func holding(_ battery: Battery, in conditions: Conditions) -> Double {
        let held = conditions.batteryTemperature ?? conditions.temperature
        return conductance(battery) * max(0, held - conditions.temperature)
    }

    /// The cabin as wanted, and the battery as it was.
    var warmed: Warmth { Warmth(battery: start.battery, cabin: 1) }

    /// What people want, in °C.
    private static let comfort = 21.0

    /// What heater or cooler take in the next block of so many seconds, in W.
    func climatePower(_ warmth: Warmth, for duration: Double) -> Double {
        guard cabinEnergy > 0, warmth.cabin < 1 else { return climate }
        let decay = exp(-climate * duration / cabinEnergy)
        let enough = climate * (1 - warmth.cabin * decay) / (1 - decay)
        return min(mostClimate, enough)
    }

    /// After a block of so many seconds: `climate` in W, `loss` of the battery in J.
    func after(
        _ warmth: Warmth,
        climate power: Double,
        loss: Double,
        for duration: Double
    ) -> Warmth {
        var after = warmth
        after.battery = battery(from: warmth.battery, loss: loss, for: duration)
        if cabinEnergy > 0 {
            let held = power / climate
            let fade = exp(-climate * duration / cabinEnergy)
            after.cabin = min(1, held + (warmth.cabin - held) * fade)
        }
        return after
    }

    /// The temperature in °C that a battery has after so many seconds with a loss in J.
    func battery(from temperature: Double, loss: Double, for duration: Double) -> Double {
        let level = air + loss / duration / batteryConductance
        let decay = exp(-batteryConductance * duration / batteryCapacity)
        return min(level + (temperature - level) * decay, max(temperature, Self.hottest))
    }

    /// The circuit that is no worse than the one of any moment of any run.
    ///
    /// As warm as a battery gets that is cooled when hot, and with the best of its limits.
    var favorable: BatteryCircuit {
        var best = battery
        best.discharge.byTemperature = .constant(battery.discharge.byTemperature.highest)
        best.recharge.byTemperature = .constant(battery.recharge.byTemperature.highest)
        return best.circuit(at: max(Self.hottest, start.battery, air))
    }

    /// In °C.
    private static let hottest = 35.0
}

/// How warm a vehicle is.
package struct Warmth: Sendable, Hashable {
    /// In °C.
    package var battery: Double
    /// From that of the air, 0, to what is wanted, 1.
    package var cabin: Double

    package init(battery: Double, cabin: Double) {
        self.battery = battery
        self.cabin = cabin
    }
}
