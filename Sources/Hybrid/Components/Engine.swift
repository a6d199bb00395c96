/// An engine with spark plugs by its mean pressures, whatever its size.
///
/// What it burns, as a pressure over its displacement, is (p + f + g (1 - x)) / e: p the mean
/// effective pressure of its torque, f that of friction, g that of pumping at no load, x the share
/// of full load, e the indicated efficiency (Willans' line in mean pressures; Guzzella and
/// Sciarretta, Vehicle Propulsion Systems). Near full load the mixture is rich, and at light load
/// some cylinders may rest. Pressures are in Pa, speeds of the shaft in rad/s.
package struct Engine: Sendable, Hashable {
    /// In m³, of four strokes.
    package var displacement: Double
    /// The lowest speed, that at a stop.
    package var idleSpeed: Double
    package var topSpeed: Double
    /// The most torque in N m over the speed, in the air of SAE J1349.
    package var torque: Curve
    /// e, from 0 to 1.
    package var efficiency: Double
    /// f without speed; see ``friction(at:)``.
    package var friction: Double
    /// g at sea level: the throttle's.
    package var pumping: Double
    package var enrichment: Enrichment
    package var deactivation: Deactivation?

    /// More fuel than air can burn, for power and against heat.
    package struct Enrichment: Sendable, Hashable {
        /// More fuel at full load, as a share; rises in proportion from ``load``.
        package var share: Double
        /// Of full load, from 0 to 1, where it begins.
        package var load: Double

        package init(share: Double, load: Double) {
            self.share = share
            self.load = load
        }
    }

    /// Cylinders that rest at light load, with their valves shut.
    package struct Deactivation: Sendable, Hashable {
        /// Less fuel at no load, as a share; fades in proportion, to nothing at half of full load.
        package var saving: Double
        /// The speed of the vehicle in m/s above which they may rest.
        package var vehicleSpeed: Double
        /// The speed of the shaft below which they may rest.
        package var topSpeed: Double

        package init(saving: Double, vehicleSpeed: Double, topSpeed: Double) {
            self.saving = saving
            self.vehicleSpeed = vehicleSpeed
            self.topSpeed = topSpeed
        }
    }

    package init(
        displacement: Double,
        idleSpeed: Double,
        topSpeed: Double,
        torque: Curve,
        efficiency: Double,
        friction: Double,
        pumping: Double = 45e3,
        enrichment: Enrichment = Enrichment(share: 0.12, load: 0.85),
        deactivation: Deactivation? = nil
    ) {
        self.displacement = displacement
        self.idleSpeed = idleSpeed
        self.topSpeed = topSpeed
        self.torque = torque
        self.efficiency = efficiency
        self.friction = friction
        self.pumping = pumping
        self.enrichment = enrichment
        self.deactivation = deactivation
    }

    /// The most power at the shaft in W, in the air of SAE J1349.
    package var power: Double {
        (0...200).reduce(0) { most, step in
            let speed = idleSpeed + (topSpeed - idleSpeed) * Double(step) / 200
            return max(most, torque(speed) * speed)
        }
    }

    /// f at a speed: f0 (1 + 0.155 n + 0.0515 n²), n in 1,000 rpm.
    ///
    /// The proportions are those of engines that were motored at full throttle, 0.97 + 0.15 n +
    /// 0.05 n² bar (Heywood, Internal Combustion Engine Fundamentals, 1988, equation 13.6); their
    /// size is the engine's own.
    package func friction(at speed: Double) -> Double {
        let n = speed * Self.thousandTurns
        return friction * (1 + n * (0.155 + 0.0515 * n))
    }

    /// 1,000 rpm for a rad/s.
    private static let thousandTurns = 30 / (Double.pi * 1000)

    /// The torque in N m of a mean pressure of 1 Pa.
    var volume: Double { displacement / (4 * Double.pi) }

    /// The most torque in N m at a speed; `filling` is that of the air.
    func fullLoad(at speed: Double, filling: Double = 1) -> Double {
        let friction = friction(at: speed) * volume
        return max(1e-3, (torque(speed) + friction) * filling - friction)
    }

    /// Fuel in W for a power in W on the pistons: what leaves the shaft, friction and pumping.
    ///
    /// `load`: the share of full load. `vehicle`: the speed of the vehicle in m/s.
    @inline(__always)
    func fuel(_ power: Double, load: Double, at speed: Double, vehicle: Double) -> Double {
        var fuel = power / efficiency
        if load > enrichment.load {
            fuel *= 1 + enrichment.share * (load - enrichment.load) / (1 - enrichment.load)
        }
        if let rest = deactivation, load < 0.5, vehicle > rest.vehicleSpeed, speed < rest.topSpeed {
            fuel *= 1 - rest.saving * (1 - 2 * load)
        }
        return fuel
    }

    /// From fuel to the shaft at a speed and a share of full load, with all cylinders.
    package func efficiency(at speed: Double, load: Double) -> Double {
        let torque = load * fullLoad(at: speed)
        let losses = (friction(at: speed) + pumping * (1 - load)) * volume
        let fuel = fuel((torque + losses) * speed, load: load, at: speed, vehicle: 0)
        return torque * speed / fuel
    }

    /// The best that there is at any speed and load, with all cylinders.
    package var bestEfficiency: Double {
        var best = 0.0
        for column in 0...60 {
            let speed = idleSpeed + (topSpeed - idleSpeed) * Double(column) / 60
            for row in 1...50 {
                best = max(best, efficiency(at: speed, load: Double(row) / 50))
            }
        }
        return best
    }

    /// How full its cylinders get in an air, beside that of SAE J1349: 99 kPa, dry, at 25 °C.
    ///
    /// In proportion to the pressure and to one over the root of the absolute temperature. It is
    /// the indicated torque that follows it; friction stays.
    static func filling(_ conditions: Conditions) -> Double {
        let pressure = Air.pressure(altitude: conditions.altitude)
        return pressure / 99_000
            * ((25 + SI.zeroCelsius) / (conditions.temperature + SI.zeroCelsius)).squareRoot()
    }
}
