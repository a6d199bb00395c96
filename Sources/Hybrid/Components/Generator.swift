/// An engine that drives a generator, at the speed that is best for each power.
///
/// Since nothing else turns with it, all that a run needs is the fuel for an electric power: the
/// Willans line F = F0 + F1 P + F2 P² while it runs (Willans, 1888, for steam; Guzzella and Sciarretta,
/// Vehicle Propulsion Systems, 2013, chapter 3, for engines). F2 is what high load takes more; without
/// it this is the line of HOMER and of most data sheets.
package struct Generator: Sendable, Hashable {
    /// In W at the bus, while it runs.
    package var minimumPower: Double
    /// In W at the bus, at sea level and 20 °C.
    package var maximumPower: Double
    /// F0: fuel in W at no power.
    package var idleFuel: Double
    /// F1: fuel in W per W.
    package var slope: Double
    /// F2: fuel in W per W²; zero or more.
    package var curvature: Double
    /// Fuel for one start, in J, the heating of its catalyst included.
    package var startFuel: Double
    /// How long it stays on, in s.
    package var minimumOnTime: Double
    /// How fast its power may change, in W/s.
    package var ramp: Double
    package var warmUp: WarmUp
    package var derate: Derate
    /// The share of its fuel that its coolant can bring into a cabin that is heated, from 0 to 1.
    package var heatShare: Double
    package var fuel: Fuel
    /// In l.
    package var tank: Double
    /// In kg.
    package var mass: Double

    /// More fuel while an engine is cold.
    package struct WarmUp: Sendable, Hashable {
        /// Of the fuel, at the first start of a run at 20 °C; 0.1 is a tenth more.
        package var extra: Double
        /// Added to `extra` for each K below 20 °C.
        package var extraPerDegree: Double
        /// In s of running; the extra falls to a half after about 0.7 of it.
        package var time: Double

        package init(extra: Double, extraPerDegree: Double, time: Double) {
            self.extra = extra
            self.extraPerDegree = extraPerDegree
            self.time = time
        }

        package static let none = WarmUp(extra: 0, extraPerDegree: 0, time: 1)
    }

    /// Power that an engine loses in thin or hot air.
    package struct Derate: Sendable, Hashable {
        /// In m; below it the engine has more power than the generator can take.
        package var fromAltitude: Double
        /// The share lost for each m above.
        package var perMeter: Double
        /// In °C.
        package var fromTemperature: Double
        /// The share lost for each K above.
        package var perDegree: Double

        package init(
            fromAltitude: Double,
            perMeter: Double,
            fromTemperature: Double,
            perDegree: Double
        ) {
            self.fromAltitude = fromAltitude
            self.perMeter = perMeter
            self.fromTemperature = fromTemperature
            self.perDegree = perDegree
        }

        package static let none = Derate(
            fromAltitude: 0,
            perMeter: 0,
            fromTemperature: 0,
            perDegree: 0
        )

        /// The share that is left, from 0 to 1.
        package func share(temperature: Double, altitude: Double) -> Double {
            let height = max(0, altitude - fromAltitude) * perMeter
            let heat = max(0, temperature - fromTemperature) * perDegree
            return max(0, 1 - height) * max(0, 1 - heat)
        }
    }

    package init(
        power: ClosedRange<Double>,
        idleFuel: Double,
        slope: Double,
        curvature: Double,
        startFuel: Double,
        minimumOnTime: Double = 0,
        ramp: Double = .infinity,
        warmUp: WarmUp = .none,
        derate: Derate = .none,
        heatShare: Double = 0,
        fuel: Fuel,
        tank: Double,
        mass: Double = 0
    ) {
        minimumPower = power.lowerBound
        maximumPower = power.upperBound
        self.idleFuel = idleFuel
        self.slope = slope
        self.curvature = curvature
        self.startFuel = startFuel
        self.minimumOnTime = minimumOnTime
        self.ramp = ramp
        self.warmUp = warmUp
        self.derate = derate
        self.heatShare = heatShare
        self.fuel = fuel
        self.tank = tank
        self.mass = mass
    }

    /// What is left of it under conditions.
    ///
    /// `heating`: what the heaters of the vehicle draw, in W. A running engine spares them as much as
    /// its coolant has at its least power; so the heat is the same at any power, and there is more of
    /// it than is wanted at most of them.
    package func line(_ conditions: Conditions, heating: Double = 0) -> GeneratorLine {
        let share = derate.share(
            temperature: conditions.temperature,
            altitude: conditions.altitude
        )
        let most = maximumPower * share
        let least = min(minimumPower, most)
        let cold = max(0, SI.roomTemperature - conditions.temperature) * warmUp.extraPerDegree
        let line = GeneratorLine(
            minimum: least,
            maximum: most,
            idle: idleFuel,
            slope: slope,
            curvature: curvature,
            start: startFuel,
            minimumOnTime: minimumOnTime,
            ramp: ramp,
            coldExtra: warmUp.extra + cold,
            warmUpTime: warmUp.time
        )
        guard most > 0, heatShare > 0, heating > 0 else { return line }
        return line.heating(min(heating, heatShare * line.fuel(least)))
    }

    /// The same with so many times the fuel for a power.
    package func burning(_ factor: Double) -> Generator {
        var generator = self
        generator.idleFuel *= factor
        generator.slope *= factor
        generator.curvature *= factor
        return generator
    }

    /// The same design for another power: fuel, start and mass in proportion.
    package func scaled(toPower power: Double) -> Generator {
        let factor = power / maximumPower
        var scaled = self
        scaled.minimumPower *= factor
        scaled.maximumPower *= factor
        scaled.idleFuel *= factor
        scaled.curvature /= factor
        scaled.startFuel *= factor
        scaled.ramp *= factor
        scaled.mass *= factor
        return scaled
    }
}
