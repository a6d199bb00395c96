/// An electric or series hybrid vehicle in the middle of a run.
struct ElectricState {
    var trip = Trip()
    private var soc: Double
    private var stored: Double
    private let storedFirst: Double
    private let socFirst: Double
    private var lowest: Double
    private var throughput = 0.0
    private var generator: GeneratorState
    private let hasGenerator: Bool
    /// At the end of the last step, where the vehicle is behind the trace.
    private var behind: Double?

    init(_ run: ElectricRun, soc: Double, isOn: Bool) {
        self.soc = soc
        stored = run.circuit.energy(at: soc)
        storedFirst = stored
        socFirst = soc
        lowest = soc
        hasGenerator = run.line != nil
        generator = GeneratorState(run.line ?? .absent, isOn: isOn)
    }

    /// What the bus needs in a step, and where it goes.
    private struct Pull {
        var moments: Moments
        var wheel: Body.Wheel
        var draw: DriveLine.Draw
        var auxiliaries: Double
    }

    @inline(__always)
    mutating func step<C: Control>(
        _ given: Moments,
        _ index: Int,
        _ control: inout C,
        _ run: ElectricRun,
        keepsSteps: Bool
    ) {
        let duration = given.duration
        let limits = run.circuit.limits(at: soc, for: duration)
        let most = limits.discharge + (hasGenerator ? generator.reach(duration) : 0)
        let pull = pull(given, run, most)
        let demand = pull.draw.power + pull.auxiliaries
        var power = 0.0
        var fuel = 0.0
        if hasGenerator {
            let wanted = control.power(
                ControlMoment(
                    index: index,
                    time: trip.duration,
                    duration: duration,
                    demand: demand,
                    soc: soc,
                    stored: stored,
                    isOn: generator.isOn
                )
            )
            power = generator.follow(
                wanted,
                least: demand - limits.discharge,
                most: demand + limits.recharge,
                for: duration
            )
            fuel = generator.burned
        }
        var battery = demand - power
        var brakes = pull.draw.brakes
        if battery < -limits.recharge {
            brakes -= limits.recharge + battery
            battery = -limits.recharge
        }
        let flow = run.circuit.flow(battery, from: run.circuit.voltage(at: soc), for: duration)
        if keepsSteps {
            trip.steps.append(
                StepRecord(
                    time: trip.duration,
                    duration: duration,
                    speed: pull.moments.end,
                    demand: demand,
                    generator: power,
                    battery: battery,
                    fuel: fuel / duration,
                    soc: soc,
                    stored: stored
                )
            )
        }
        enter(pull, fuel: fuel, engineLoss: fuel - power * duration, brakes: brakes, flow, run)
    }

    /// What the bus needs; slower than given where that is more than there is.
    @inline(__always)
    private mutating func pull(_ given: Moments, _ run: ElectricRun, _ most: Double) -> Pull {
        let auxiliaries = run.body.auxiliaries
        if behind == nil {
            let wheel = run.body.wheel(given)
            if given.speed > 0 {
                let force = wheel.power * given.pace
                if force <= run.drive.force(at: given.speed) {
                    let draw = run.drive.draw(force, given.speed)
                    if draw.power + auxiliaries <= most {
                        return Pull(
                            moments: given,
                            wheel: wheel,
                            draw: draw,
                            auxiliaries: auxiliaries
                        )
                    }
                }
            } else if auxiliaries <= most {
                let draw = DriveLine.Draw(power: 0, loss: 0, brakes: -wheel.power)
                return Pull(moments: given, wheel: wheel, draw: draw, auxiliaries: auxiliaries)
            }
        }
        return slower(given, run, most)
    }

    /// The step as far as the power goes: the highest speed at its end that can be reached.
    @inline(never)
    private mutating func slower(_ given: Moments, _ run: ElectricRun, _ most: Double) -> Pull {
        let start = behind ?? given.start
        var pull: Pull
        if let whole = possible(given.end, from: start, given, run, most) {
            pull = whole
        } else {
            var reached = possible(0, from: start, given, run, most)
            var low = 0.0
            var high = given.end
            // Halved until the speed is known to the last bits.
            for _ in 0..<52 where reached != nil {
                let middle = 0.5 * (low + high)
                if let found = possible(middle, from: start, given, run, most) {
                    reached = found
                    low = middle
                } else {
                    high = middle
                }
            }
            pull = reached ?? stopped(from: start, given, run, most)
        }
        trip.shortfall.missed(given, driven: pull.moments, at: trip.duration)
        trip.shortfall.unserved += (run.body.auxiliaries - pull.auxiliaries) * given.duration
        behind = pull.moments.end < given.end ? pull.moments.end : nil
        return pull
    }

    /// A step to a speed at its end, if the machines and the sources have the power for it.
    private func possible(
        _ end: Double,
        from start: Double,
        _ given: Moments,
        _ run: ElectricRun,
        _ most: Double
    ) -> Pull? {
        let moments = Moments(
            from: start,
            to: end,
            duration: given.duration,
            sine: given.sine
        )
        guard moments.speed > 0 else { return nil }
        let wheel = run.body.wheel(moments)
        let force = wheel.power * moments.pace
        guard force <= run.drive.force(at: moments.speed) else { return nil }
        let draw = run.drive.draw(force, moments.speed)
        guard draw.power + run.body.auxiliaries <= most else { return nil }
        return Pull(
            moments: moments,
            wheel: wheel,
            draw: draw,
            auxiliaries: run.body.auxiliaries
        )
    }

    /// At rest, held by the brakes; the auxiliaries get what there is.
    private func stopped(
        from start: Double,
        _ given: Moments,
        _ run: ElectricRun,
        _ most: Double
    ) -> Pull {
        let moments = Moments(
            stoppingFrom: start,
            duration: given.duration,
            sine: given.sine
        )
        let wheel = run.body.wheel(moments)
        return Pull(
            moments: moments,
            wheel: wheel,
            draw: DriveLine.Draw(power: 0, loss: 0, brakes: -wheel.power),
            auxiliaries: min(run.body.auxiliaries, most)
        )
    }

    /// Writes a step into the ledger, and how far it is from adding up.
    @inline(__always)
    private mutating func enter(
        _ pull: Pull,
        fuel: Double,
        engineLoss: Double,
        brakes: Double,
        _ flow: BatteryCircuit.Flow,
        _ run: ElectricRun
    ) {
        let duration = pull.moments.duration
        soc -= flow.current * duration / run.circuit.charge
        let left = run.circuit.energy(at: soc)
        let drop = stored - left
        stored = left
        if soc < lowest { lowest = soc }
        if flow.current > 0 { throughput += flow.current * duration }
        trip.ledger.fuel += fuel
        trip.ledger.battery += drop
        trip.ledger.engineLoss += engineLoss
        trip.ledger.batteryLoss += flow.loss
        trip.ledger.driveLoss += pull.draw.loss * duration
        trip.ledger.brakes += brakes * duration
        trip.ledger.auxiliaries += pull.auxiliaries * duration
        trip.ledger.drove(pull.wheel, duration)
        let used = pull.wheel.power + pull.draw.loss + brakes + pull.auxiliaries
        let imbalance = fuel + drop - engineLoss - flow.loss - used * duration
        trip.ledger.worstStep = max(trip.ledger.worstStep, abs(imbalance))
        trip.distance += pull.moments.speed * duration
        trip.duration += duration
    }

    func end(_ run: ElectricRun) -> Trip {
        var trip = trip
        trip.starts = generator.starts
        trip.engineTime = generator.time
        trip.store = Trip.Store(
            socStart: socFirst,
            socEnd: soc,
            energyStart: storedFirst,
            energyEnd: stored,
            lowestSOC: lowest,
            throughput: throughput
        )
        return trip
    }
}
