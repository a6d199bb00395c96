/// An engine and its gears, seen from the wheels.
///
/// Fuel in W = (F0 + f v) + b P + c P² while it drives, P the power at the wheels and at the
/// generator of the auxiliaries. The gears keep the engine near its best, so its friction follows
/// the road speed loosely and everything else the power. Where ``curve`` is known it says what
/// power costs instead of b and c; and where ``geared`` is, every gear at its speed is asked, and
/// power and force follow from torque, gears and air.
package struct CombustionDrive: Sendable, Hashable {
    /// F0: fuel in W at a stop, the engine running.
    package var idleFuel: Double
    /// f: fuel in W for each m/s.
    package var frictionFuel: Double
    /// b: fuel in W per W.
    package var slope: Double
    /// c: fuel in W per W²; zero or more.
    package var curvature: Double
    /// Of the engine by the share of its power, with its gears.
    package var curve: EfficiencyCurve?
    /// The engine and its gears, where both are known.
    package var geared: GearedEngine?
    /// Electric power in W becomes load of the engine divided by this.
    package var alternator: Double
    /// In W at the wheels; of a geared one at sea level.
    package var power: Double
    /// In N at the wheels, in the lowest gear; without end of a geared one, whose wheels count too.
    package var force: Double
    /// In m/s: no fuel above it while the vehicle drives the engine.
    package var fuelCutSpeed: Double
    /// Whether the engine stops when the vehicle does.
    package var stopsAtRest: Bool
    /// Fuel in J for each start.
    package var startFuel: Double
    /// Fuel in J for the first start, above that of a warm one, at 20 °C.
    package var coldStartFuel: Double
    /// Added to the cold start for each K below 20 °C, in J.
    package var coldStartFuelPerDegree: Double
    package var fuel: Fuel
    /// In l.
    package var tank: Double

    package init(
        idleFuel: Double,
        frictionFuel: Double = 0,
        slope: Double,
        curvature: Double = 0,
        curve: EfficiencyCurve? = nil,
        alternator: Double = 0.6,
        power: Double,
        force: Double,
        fuelCutSpeed: Double = .infinity,
        stopsAtRest: Bool = false,
        startFuel: Double = 0,
        coldStartFuel: Double = 0,
        coldStartFuelPerDegree: Double = 0,
        fuel: Fuel,
        tank: Double
    ) {
        self.idleFuel = idleFuel
        self.frictionFuel = frictionFuel
        self.slope = slope
        self.curvature = curvature
        self.curve = curve
        self.alternator = alternator
        self.power = power
        self.force = force
        self.fuelCutSpeed = fuelCutSpeed
        self.stopsAtRest = stopsAtRest
        self.startFuel = startFuel
        self.coldStartFuel = coldStartFuel
        self.coldStartFuelPerDegree = coldStartFuelPerDegree
        self.fuel = fuel
        self.tank = tank
    }

    /// An engine whose torque and gears are known.
    ///
    /// `idleFuel`: without what the auxiliaries draw.
    package init(
        _ geared: GearedEngine,
        idleFuel: Double,
        alternator: Double = 0.6,
        fuelCutSpeed: Double = .infinity,
        stopsAtRest: Bool = false,
        startFuel: Double = 0,
        coldStartFuel: Double = 0,
        coldStartFuelPerDegree: Double = 0,
        fuel: Fuel,
        tank: Double
    ) {
        self.init(
            idleFuel: idleFuel,
            slope: 0,
            alternator: alternator,
            power: geared.engine.power * geared.gears.efficiency,
            force: .infinity,
            fuelCutSpeed: fuelCutSpeed,
            stopsAtRest: stopsAtRest,
            startFuel: startFuel,
            coldStartFuel: coldStartFuel,
            coldStartFuelPerDegree: coldStartFuelPerDegree,
            fuel: fuel,
            tank: tank
        )
        self.geared = geared
    }

    /// The same with so many times the fuel while it runs; starts cost what they did.
    package func burning(_ factor: Double) -> CombustionDrive {
        var drive = self
        drive.idleFuel *= factor
        drive.frictionFuel *= factor
        drive.slope *= factor
        drive.curvature *= factor
        drive.curve = curve?.burning(factor)
        drive.geared?.engine.efficiency /= factor
        return drive
    }

    /// The same with another power in W and another force in N at the wheels.
    func limited(power: Double, force: Double) -> CombustionDrive {
        var drive = self
        drive.power = power
        drive.force = force
        return drive
    }

    /// Fuel in W by the line, at a power in W at the wheels and a mean speed in m/s.
    @inline(__always)
    func line(_ power: Double, speed: Double, electric: Double) -> Double {
        let load = power.atLeast(0) + electric / alternator
        return idleFuel + frictionFuel * speed + load * (slope + curvature * load)
    }

    /// Fuel in W by the power at the shaft, for an engine that has a curve.
    var table: PowerTable? {
        guard let curve else { return nil }
        return PowerTable(upTo: curve.power) { curve.input(shaft: $0) }
    }
}
