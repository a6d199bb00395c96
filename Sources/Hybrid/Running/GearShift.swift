/// Which gear an engine drives in, and what it burns there, under the conditions of a run.
///
/// The gear is the one that burns least of those in which the engine turns fast enough and keeps a
/// reserve of torque; where none keeps it, of those that can give the torque at all. A real box
/// follows this roughly: it looks ahead at the pedal, and does not hunt.
struct GearShift: Sendable {
    private let engine: Engine
    private let gears: [Gear]
    /// The most mean pressure in Pa that the air allows, at equal distances of the speed.
    private let fullLoad: [Double]
    /// Of ``fullLoad``, per rad/s.
    private let cells: Double
    /// The most force at the wheels in N, at equal distances of the vehicle's speed.
    private var forces: [Double] = []
    /// Of ``forces``, per m/s.
    private let steps: Double
    /// The share of full load that a gear is chosen for.
    private let comfortable: Double
    private let lowestSpeed: Double
    /// Of the engine, in N m for 1 Pa.
    private let volume: Double
    /// At the pressure of the air, in Pa.
    private let pumping: Double
    /// Power in W at the shaft for a W of the auxiliaries.
    private let alternator: Double

    private struct Gear {
        /// Of the engine, in rad/s for a m/s.
        let speed: Double
        /// Torque at the engine in N m for a N at the wheels.
        let torque: Double
    }

    init(
        _ drive: GearedEngine,
        wheelRadius: Double,
        alternator: Double,
        auxiliaries: Double,
        conditions: Conditions
    ) {
        let engine = drive.engine
        let efficiency = drive.gears.efficiency
        self.engine = engine
        gears = drive.gears.ratios.map { ratio in
            Gear(speed: ratio / wheelRadius, torque: wheelRadius / (ratio * efficiency))
        }
        comfortable = 1 - drive.gears.reserve
        lowestSpeed = drive.gears.lowestSpeed
        volume = engine.volume
        self.alternator = alternator
        pumping =
            engine.pumping * Air.pressure(altitude: conditions.altitude) / Air.seaLevelPressure
        let filling = Engine.filling(conditions)
        cells = 128 / engine.topSpeed
        fullLoad = (0...129).map { cell in
            engine.fullLoad(at: Double(cell) / 128 * engine.topSpeed, filling: filling)
        }
        let fastest = engine.topSpeed / (gears.last?.speed ?? 1)
        steps = 256 / fastest
        forces = (0...256).map { step in
            force(exactlyAt: Double(step) / steps, electric: auxiliaries)
        }
    }

    /// The most force in N at the wheels, at a speed in m/s.
    @inline(__always) func force(at speed: Double) -> Double {
        let place = speed * steps
        guard place < 256 else { return 0 }
        let index = Int(place)
        return forces[index] + (place - Double(index)) * (forces[index + 1] - forces[index])
    }

    /// The most force in N at the wheels, from rest.
    var force: Double { forces[0] }

    /// The most power in W at the wheels, at any speed.
    var power: Double {
        forces.indices.reduce(0) { max($0, forces[$1] * Double($1) / steps) }
    }

    private func force(exactlyAt speed: Double, electric: Double) -> Double {
        var most = 0.0
        for index in gears.indices {
            guard let shaft = shaft(index, speed), shaft.speed <= engine.topSpeed else { continue }
            let spare = full(shaft.speed) * volume - electric / alternator / shaft.speed
            most = max(most, spare / (gears[index].torque * shaft.torque))
        }
        return most
    }

    /// Fuel in W while it runs without a load at the wheels.
    ///
    /// `idle`: that of the engine alone. `electric`: of the auxiliaries, in W.
    @inline(__always) func rest(idle: Double, electric: Double) -> Double {
        idle + electric / (alternator * engine.efficiency)
    }

    /// A gear, how the engine turns in it and what it burns.
    struct Choice: Sendable {
        /// From 1, the lowest.
        var gear: Int
        /// Of the engine, in rad/s.
        var speed: Double
        /// Of the torque that there is, 1 at full load.
        var load: Double
        /// In W.
        var fuel: Double
    }

    /// The gear for a force in N above zero at a speed in m/s.
    @inline(__always)
    func choice(_ force: Double, speed: Double, electric: Double) -> Choice {
        var best = Choice(gear: 0, speed: 0, load: .infinity, fuel: .infinity)
        for index in gears.indices.reversed() {
            guard let shaft = shaft(index, speed) else { continue }
            // The lower gears turn faster still.
            if shaft.speed > engine.topSpeed { break }
            let torque =
                force * gears[index].torque * shaft.torque + electric / alternator / shaft.speed
            let full = full(shaft.speed)
            let load = torque / (full * volume)
            let burned = engine.fuel(
                load,
                of: full,
                at: shaft.speed,
                pumping: pumping,
                vehicle: speed
            )
            let isBetter =
                best.load > 1
                ? load < best.load
                : burned < best.fuel || (best.load > comfortable && load <= comfortable)
            if isBetter {
                best = Choice(gear: index + 1, speed: shaft.speed, load: load, fuel: burned)
            } else if best.load <= comfortable {
                break
            }
        }
        return best
    }

    /// How the engine turns in a gear, and its torque beside that of a locked converter.
    ///
    /// Nothing where it would turn too slowly. In the first gear the converter then slips: the
    /// engine turns half way between the gear's speed and the lowest, at its idle speed at least,
    /// and a ratio s of speeds gives 2 - s of the torque.
    @inline(__always)
    private func shaft(_ index: Int, _ speed: Double) -> (speed: Double, torque: Double)? {
        let turning = speed * gears[index].speed
        if turning >= lowestSpeed { return (turning, 1) }
        guard index == 0 else { return nil }
        let slipping = max(engine.idleSpeed, 0.5 * (turning + lowestSpeed))
        return (slipping, 1 / (2 - min(1, turning / slipping)))
    }

    /// The most mean pressure in Pa at a speed of the engine, up to its top.
    @inline(__always) private func full(_ speed: Double) -> Double {
        let place = speed * cells
        let index = min(Int(place), 128)
        return fullLoad[index] + (place - Double(index)) * (fullLoad[index + 1] - fullLoad[index])
    }
}
