/// A vehicle whose engine turns the wheels, ready to run.
package struct CombustionRun: Sendable {
    package let body: Body
    /// Its power and force are those that it has in the air of the run.
    package let engine: CombustionDrive
    /// More fuel for a cold start, in J.
    let coldStart: Double
    /// Fuel by power at the shaft, for an engine that is known by its curve.
    private let table: PowerTable?
    /// For an engine whose gears are known.
    let shift: GearShift?
    /// Power at the shaft for a W at the wheels.
    private let shaftPerWheel: Double

    /// Nothing for a vehicle that is driven by electric machines.
    package init?(_ vehicle: Vehicle, trailer: Trailer? = nil, conditions: Conditions) {
        guard case .conventional(let engine) = vehicle.powertrain else { return nil }
        let body = Body(vehicle, trailer: trailer, conditions: conditions)
        let shift = engine.geared.map { geared in
            GearShift(
                geared,
                wheelRadius: vehicle.wheelRadius,
                alternator: engine.alternator,
                auxiliaries: body.auxiliaries,
                conditions: conditions
            )
        }
        self.body = body
        self.shift = shift
        self.engine = shift.map { engine.limited(power: $0.power, force: $0.force) } ?? engine
        table = engine.table
        shaftPerWheel = 1 / (engine.curve?.gear ?? 1)
        coldStart =
            engine.coldStartFuel
            + max(0, SI.roomTemperature - conditions.temperature) * engine.coldStartFuelPerDegree
    }

    /// Drives a cycle.
    ///
    /// `isWarm`: whether the engine has been running.
    package func run(_ cycle: Cycle, isWarm: Bool = false, keepsSteps: Bool = false) -> Trip {
        var state = CombustionState(isOn: isWarm)
        if keepsSteps { state.trip.steps.reserveCapacity(cycle.moments.count) }
        for given in cycle.moments { state.step(given, self, keepsSteps: keepsSteps) }
        if !isWarm { state.trip.addColdStart(coldStart) }
        return state.trip
    }

    /// Fuel in W while the engine runs, from the power in W at the wheels and the speed in m/s.
    ///
    /// `pace`: one over the speed, zero at rest. `electric`: of the auxiliaries, in W.
    @inline(__always)
    func fuel(_ power: Double, speed: Double, pace: Double, electric: Double) -> Double {
        if let shift {
            let rest = shift.rest(idle: engine.idleFuel, electric: electric)
            guard power > 0, speed > 0 else { return rest }
            return max(rest, shift.choice(power * pace, speed: speed, electric: electric).fuel)
        }
        guard let table else { return engine.line(power, speed: speed, electric: electric) }
        let shaft = max(power, 0) * shaftPerWheel + electric / engine.alternator
        return max(table(shaft), engine.idleFuel) + engine.frictionFuel * speed
    }

    @inline(__always) func isPossible(_ wheel: Body.Wheel, _ moments: Moments) -> Bool {
        let power = wheel.power
        let force = power * moments.pace
        guard power <= engine.power && force <= engine.force else { return false }
        guard let shift, power > 0 else { return true }
        return force <= shift.force(at: moments.speed)
    }

    /// The most force in N at the wheels, at a speed in m/s.
    func force(at speed: Double) -> Double {
        let most = min(engine.force, engine.power / max(speed, 1e-3))
        return min(most, shift?.force(at: speed) ?? .infinity)
    }

    /// The highest speed at the end of a step that can be reached.
    @inline(never)
    func slower(_ given: Moments, from start: Double) -> Moments {
        func step(to end: Double) -> Moments {
            Moments(from: start, to: end, duration: given.duration, sine: given.sine)
        }
        func isPossible(to end: Double) -> Bool {
            let moments = step(to: end)
            return self.isPossible(body.wheel(moments), moments)
        }
        if isPossible(to: given.end) { return step(to: given.end) }
        let end = (0...given.end).highest(passing: isPossible(to:))
        let reached = step(to: end)
        guard reached.speed > 0, isPossible(to: end) else {
            return Moments(stoppingFrom: start, duration: given.duration, sine: given.sine)
        }
        return reached
    }
}
