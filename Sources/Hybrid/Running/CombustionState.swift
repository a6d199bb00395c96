/// A vehicle whose engine turns the wheels, in the middle of a run.
struct CombustionState {
    var trip = Trip()
    private var isOn: Bool
    /// At the end of the last step, where the vehicle is behind the trace.
    private(set) var behind: Double?
    /// What the starter's battery gave while no fuel was burned and has not got back, in J.
    private var owed = 0.0

    init(isOn: Bool) { self.isOn = isOn }

    /// Where the fuel of a step goes, all in W.
    private struct Burn {
        var fuel: Double
        var loss: Double
        var brakes: Double
        /// Out of the starter's battery.
        var lent: Double
    }

    @inline(__always)
    mutating func step(_ given: Moments, _ run: CombustionRun, keepsSteps: Bool) {
        var moments = given
        var wheel = run.body.wheel(given)
        if behind != nil || !run.isPossible(wheel, given) {
            moments = run.slower(given, from: behind ?? given.start)
            wheel = run.body.wheel(moments)
            trip.shortfall.missed(given, driven: moments, at: trip.duration)
            behind = moments.end < given.end ? moments.end : nil
        }
        let burn = burn(wheel.power, moments, run)
        if keepsSteps {
            trip.steps.append(
                StepRecord(
                    time: trip.duration,
                    duration: moments.duration,
                    speed: moments.end,
                    demand: wheel.power,
                    generator: 0,
                    battery: burn.lent,
                    fuel: burn.fuel,
                    soc: 0,
                    stored: 0
                )
            )
        }
        enter(wheel, burn, moments, run)
    }

    @inline(__always)
    private mutating func burn(
        _ power: Double,
        _ moments: Moments,
        _ run: CombustionRun
    ) -> Burn {
        let engine = run.engine
        let auxiliaries = run.body.auxiliaries
        let braking = (-power).atLeast(0)
        let stops = moments.speed == 0 && engine.stopsAtRest
        let cuts = power < 0 && moments.speed > engine.fuelCutSpeed
        var start = 0.0
        if stops {
            isOn = false
        } else {
            if !isOn {
                start = engine.startFuel / moments.duration
                trip.starts += 1
            }
            isOn = true
            trip.engineTime += moments.duration
        }
        guard !stops, !cuts else {
            // The alternator brakes too; what it does not give, the starter's battery does.
            let served = min(auxiliaries, braking)
            return Burn(
                fuel: start,
                loss: start,
                brakes: braking - served,
                lent: auxiliaries - served
            )
        }
        let repaid = min(owed / moments.duration, auxiliaries)
        let electric = auxiliaries + repaid
        let running = run.fuel(power, speed: moments.speed, pace: moments.pace, electric: electric)
        let fuel = start + running
        return Burn(
            fuel: fuel,
            loss: fuel - power.atLeast(0) - electric,
            brakes: braking,
            lent: -repaid
        )
    }

    @inline(__always)
    private mutating func enter(
        _ wheel: Body.Wheel,
        _ burn: Burn,
        _ moments: Moments,
        _ run: CombustionRun
    ) {
        let duration = moments.duration
        owed += burn.lent * duration
        trip.ledger.fuel += burn.fuel * duration
        trip.ledger.battery += burn.lent * duration
        trip.ledger.engineLoss += burn.loss * duration
        trip.ledger.brakes += burn.brakes * duration
        trip.ledger.auxiliaries += run.body.auxiliaries * duration
        trip.ledger.drove(wheel, duration)
        let out = burn.loss + burn.brakes + run.body.auxiliaries + wheel.power
        let imbalance = (burn.fuel + burn.lent - out) * duration
        trip.ledger.worstStep = abs(imbalance).atLeast(trip.ledger.worstStep)
        trip.distance += moments.speed * duration
        trip.duration += duration
    }
}
