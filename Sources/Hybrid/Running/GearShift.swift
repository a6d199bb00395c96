/// Which gear an engine drives in, and what it burns there, under the conditions of a run.
///
/// The gear is the one that burns least of those in which the engine turns fast enough and keeps a
/// reserve of torque; where none keeps it, of those that can give the torque at all. A real box
/// follows this roughly: it looks ahead at the pedal, and does not hunt.
struct GearShift: Sendable {
    private let engine: Engine
    /// Speed of the engine in rad/s for a m/s, from the lowest gear on.
    private let gears: [Double]
    /// The most torque in N m that the air allows, and that of friction, at equal distances of the
    /// engine's speed.
    private let torques: [SIMD2<Double>]
    /// Of ``torques``, per rad/s.
    private let cells: Double
    /// The most force at the wheels in N, at equal distances of the vehicle's speed.
    private var forces: [Double] = []
    /// Of ``forces``, per m/s.
    private let steps: Double
    /// The share of full load that a gear is chosen for.
    private let comfortable: Double
    private let lowestSpeed: Double
    /// Torque in N m without load, in the pressure of the air.
    private let pumping: Double
    /// Power at the shaft for a W at the wheels.
    private let perWheel: Double
    /// Power at the shaft for a W of the auxiliaries.
    private let perElectric: Double

    init(
        _ drive: GearedEngine,
        wheelRadius: Double,
        alternator: Double,
        auxiliaries: Double,
        conditions: Conditions
    ) {
        let engine = drive.engine
        self.engine = engine
        gears = drive.gears.ratios.map { $0 / wheelRadius }
        perWheel = 1 / drive.gears.efficiency
        perElectric = 1 / alternator
        comfortable = 1 - drive.gears.reserve
        lowestSpeed = drive.gears.lowestSpeed
        let pressure = Air.pressure(altitude: conditions.altitude) / Air.seaLevelPressure
        pumping = engine.pumping * engine.volume * pressure
        let filling = Engine.filling(conditions)
        cells = 128 / engine.topSpeed
        torques = (0...129).map { cell in
            let speed = Double(cell) / 128 * engine.topSpeed
            return SIMD2(
                engine.fullLoad(at: speed, filling: filling),
                engine.friction(at: speed) * engine.volume
            )
        }
        let fastest = engine.topSpeed / (gears.last ?? 1)
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
            guard let turn = turn(index, speed), turn.engine <= engine.topSpeed else { continue }
            let spare = torques(at: turn.engine).x - electric * perElectric / turn.engine
            most = max(most, spare * turn.engine / (turn.wheel * perWheel))
        }
        return most
    }

    /// Fuel in W while it runs without a load at the wheels.
    ///
    /// `idle`: that of the engine alone. `electric`: of the auxiliaries, in W.
    @inline(__always) func rest(idle: Double, electric: Double) -> Double {
        idle + electric * perElectric / engine.efficiency
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
        let pull = force * perWheel
        let auxiliaries = electric * perElectric
        for index in gears.indices.reversed() {
            guard let turn = turn(index, speed) else { continue }
            // The lower gears turn faster still.
            if turn.engine > engine.topSpeed { break }
            let power = pull * turn.wheel + auxiliaries
            let torques = torques(at: turn.engine)
            let load = power / (torques.x * turn.engine)
            let losses = torques.y + pumping * max(0, 1 - load)
            let fuel = engine.fuel(
                power + losses * turn.engine,
                load: load,
                at: turn.engine,
                vehicle: speed
            )
            let isBetter =
                best.load > 1
                ? load < best.load
                : fuel < best.fuel || (best.load > comfortable && load <= comfortable)
            if isBetter {
                best = Choice(gear: index + 1, speed: turn.engine, load: load, fuel: fuel)
            } else if best.load <= comfortable {
                break
            }
        }
        return best
    }

    /// How fast the engine turns in a gear, in rad/s, and what it feels of the wheels' speed, in m/s.
    ///
    /// Nothing where it would turn too slowly. In the first gear the converter then slips: the
    /// engine turns half way between the gear's speed and the lowest, at its idle speed at least,
    /// and a ratio s of speeds gives 2 - s of the torque.
    @inline(__always)
    private func turn(_ index: Int, _ speed: Double) -> (engine: Double, wheel: Double)? {
        let turning = speed * gears[index]
        if turning >= lowestSpeed { return (turning, speed) }
        guard index == 0 else { return nil }
        let slipping = max(engine.idleSpeed, 0.5 * (turning + lowestSpeed))
        let gain = 2 - min(1, turning / slipping)
        return (slipping, slipping / (gears[0] * gain))
    }

    /// Full load and friction in N m at a speed of the engine, up to its top.
    @inline(__always) private func torques(at speed: Double) -> SIMD2<Double> {
        let place = speed * cells
        let index = min(Int(place), 128)
        return torques[index] + (place - Double(index)) * (torques[index + 1] - torques[index])
    }
}
