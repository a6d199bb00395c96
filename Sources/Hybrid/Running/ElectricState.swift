/// An electric or series hybrid vehicle in the middle of a run.
///
/// Its numbers stay in registers through the loop, which is why nothing that is not inlined gets to
/// change it.
struct ElectricState {
    private var soc: Double
    private var stored: Double
    private var lowest: Double
    private var throughput = 0.0
    private var time = 0.0
    /// In m.
    private(set) var distance = 0.0
    private var ledger = Ledger()
    private var shortfall = Shortfall()
    private var generator: GeneratorState
    private let hasGenerator: Bool
    /// Whether the last step ended below the trace, and at which speed in m/s.
    private(set) var isBehind = false
    private(set) var speed = 0.0
    private let first: (soc: Double, stored: Double)
    /// Around the state of charge.
    private var calm: BatteryCircuit.CalmCell
    /// Of battery and cabin, where they get warm.
    var warmth: Warmth

    init(_ run: ElectricRun, soc: Double, isOn: Bool, tank: Double) {
        self.soc = soc
        stored = run.circuit.energy(at: soc)
        calm = run.circuit.calmCell(at: soc)
        first = (soc, stored)
        lowest = soc
        warmth = run.warming?.start ?? Warmth(battery: 20, cabin: 1)
        hasGenerator = run.line != nil
        generator = GeneratorState(run.line ?? .absent, isOn: isOn, tank: tank)
    }

    /// Goes on under other conditions, or with another circuit of its battery.
    mutating func enters(_ run: ElectricRun) {
        generator.enters(run.line ?? .absent)
        calm = run.circuit.calmCell(at: soc)
    }

    /// Drives a step; adds a record of it where they are kept.
    ///
    /// The usual step, in which nothing is in the way, looks at no limit.
    @inline(__always)
    mutating func step<C: Control>(
        _ given: Moments,
        _ index: Int,
        _ control: inout C,
        _ run: ElectricRun,
        _ records: inout [StepRecord]?
    ) {
        var pull = asked(given, run)
        let isCalm = hasForce(pull, run) && isCalm(pull, run)
        var limits = BatteryCircuit.unlimited
        if !isCalm {
            limits = run.circuit.limits(at: soc, for: given.duration)
            pull = possible(pull, run, limits)
        }
        let wanted = hasGenerator ? control.power(moment(pull, index)) : 0
        if isCalm, fits(wanted, pull) {
            drive(pull, wanted, within: BatteryCircuit.unlimited, run, &records)
        } else {
            if isCalm { limits = run.circuit.limits(at: soc, for: given.duration) }
            drive(pull, wanted, within: limits, run, &records)
        }
    }

    /// What a control sees of a step.
    @inline(__always)
    private func moment(_ pull: ElectricPull, _ index: Int) -> ControlMoment {
        ControlMoment(
            index: index,
            time: time,
            duration: pull.moments.duration,
            demand: pull.draw.power + pull.auxiliaries,
            soc: soc,
            stored: stored,
            isOn: generator.isOn
        )
    }

    /// Drives what can be driven, with what a control wants of the generator, in W.
    @inline(__always)
    private mutating func drive(
        _ pull: ElectricPull,
        _ wanted: Double,
        within limits: BatteryCircuit.Limits,
        _ run: ElectricRun,
        _ records: inout [StepRecord]?
    ) {
        let duration = pull.moments.duration
        let demand = pull.draw.power + pull.auxiliaries
        var power = 0.0
        var fuel = 0.0
        var heat = 0.0
        if hasGenerator {
            power = generator.follow(
                wanted,
                least: demand - limits.discharge,
                most: demand + limits.recharge,
                unbraked: pull.auxiliaries + limits.recharge,
                for: duration
            )
            fuel = generator.burned
            if power > 0 { heat = generator.line.heat }
        }
        // What the battery cannot take the brakes do.
        let battery = (demand - power).atLeast(-limits.recharge)
        let brakes = pull.draw.brakes + battery - (demand - power)
        let flow = run.circuit.flow(battery, from: run.circuit.voltage(at: soc), for: duration)
        if records != nil {
            records?.append(record(pull, power: power, heat: heat, battery: battery, fuel: fuel))
        }
        enter(
            pull,
            fuel: fuel,
            engineLoss: fuel - power * duration,
            heat: heat,
            brakes: brakes,
            flow,
            run
        )
    }

    /// A step as it is about to be entered; `fuel` in J, all else in W.
    @inline(__always)
    private func record(
        _ pull: ElectricPull,
        power: Double,
        heat: Double,
        battery: Double,
        fuel: Double
    ) -> StepRecord {
        StepRecord(
            time: time,
            duration: pull.moments.duration,
            speed: pull.moments.end,
            demand: pull.draw.power + pull.auxiliaries - heat,
            generator: power - heat,
            heat: generator.line.heat,
            battery: battery,
            fuel: fuel / pull.moments.duration,
            soc: soc,
            stored: stored,
            tank: generator.left
        )
    }

    /// Whether the battery alone can do a step for sure, so that no limit has to be computed.
    ///
    /// One that catches up needs more than is asked.
    @inline(__always)
    private mutating func isCalm(_ asked: ElectricPull, _ run: ElectricRun) -> Bool {
        if !calm.covers(soc) { calm = run.circuit.calmCell(at: soc) }
        let needed = asked.draw.power + asked.auxiliaries
        return !isBehind && asked.moments.duration <= calm.duration
            && needed <= calm.limits.discharge && needed >= -calm.limits.recharge
    }

    /// Whether the battery surely takes what a generator gives that is asked for a power in W.
    @inline(__always)
    private func fits(_ wanted: Double, _ pull: ElectricPull) -> Bool {
        guard hasGenerator else { return true }
        return generator.most(wanted) - pull.draw.power - pull.auxiliaries <= calm.limits.recharge
    }

    /// Whether the machines can turn the wheels as they are asked to.
    @inline(__always)
    private func hasForce(_ asked: ElectricPull, _ run: ElectricRun) -> Bool {
        let given = asked.moments
        return asked.wheel.power * given.pace <= run.drive.force(atPace: given.pace)
            || given.speed == 0
    }

    /// What the bus would need to drive a step as it is given.
    @inline(__always)
    private func asked(_ given: Moments, _ run: ElectricRun) -> ElectricPull {
        let wheel = run.body.wheel(given)
        let draw =
            given.speed > 0
            ? run.drive.draw(wheel.power * given.pace, given.speed, pace: given.pace)
            : DriveLine.Draw(power: 0, loss: 0, brakes: -wheel.power)
        return ElectricPull(
            moments: given,
            wheel: wheel,
            draw: draw,
            auxiliaries: run.body.auxiliaries
        )
    }

    /// What is asked; slower where that is more than there is.
    @inline(__always)
    private mutating func possible(
        _ asked: ElectricPull,
        _ run: ElectricRun,
        _ limits: BatteryCircuit.Limits
    ) -> ElectricPull {
        let given = asked.moments
        let most = limits.discharge + (hasGenerator ? generator.reach(given.duration) : 0)
        let hasPower = asked.draw.power + asked.auxiliaries <= most
        if hasPower, hasForce(asked, run), !isBehind { return asked }
        let limited = PowerLimitedStep(
            given: given,
            start: isBehind ? speed : given.start,
            run: run,
            most: most
        ).pull()
        shortfall.missed(given, driven: limited.moments, at: time)
        shortfall.unserved += (asked.auxiliaries - limited.auxiliaries) * given.duration
        isBehind = limited.moments.end < given.end
        speed = limited.moments.end
        return limited
    }

    /// Writes a step into the ledger, and how far it is from adding up.
    @inline(__always)
    private mutating func enter(
        _ pull: ElectricPull,
        fuel: Double,
        engineLoss: Double,
        heat: Double,
        brakes: Double,
        _ flow: BatteryCircuit.Flow,
        _ run: ElectricRun
    ) {
        let duration = pull.moments.duration
        soc -= run.circuit.discharge(flow.current, for: duration)
        let left = run.circuit.energy(at: soc)
        let drop = stored - left
        stored = left
        lowest = min(lowest, soc)
        throughput += flow.current.atLeast(0) * duration
        ledger.fuel += fuel
        ledger.battery += drop
        ledger.engineLoss += engineLoss
        ledger.batteryLoss += flow.loss
        ledger.driveLoss += pull.draw.loss * duration
        ledger.brakes += brakes * duration
        ledger.auxiliaries += (pull.auxiliaries - heat) * duration
        ledger.cabinHeat += heat * duration
        ledger.drove(pull.wheel, duration)
        let used = pull.wheel.power + pull.draw.loss + brakes + pull.auxiliaries
        let imbalance = fuel + drop - engineLoss - flow.loss - used * duration
        ledger.worstStep = abs(imbalance).atLeast(ledger.worstStep)
        distance += pull.moments.speed * duration
        time += duration
    }

    func end(_ run: ElectricRun, _ records: [StepRecord]?) -> Trip {
        var trip = end(run, since: ElectricState(run, first))
        trip.steps = records ?? []
        return trip
    }
}

// MARK: Between two moments of a run

extension ElectricState {
    /// Since the start, in s.
    var clock: Double { time }
    /// Turned into heat since the start, in J.
    var batteryLoss: Double { ledger.batteryLoss }
    var charge: Double { soc }
    /// In the battery, in J.
    var store: Double { stored }

    func hasMoved(since first: ElectricState) -> Bool { distance > first.distance }

    /// The lowest state of charge so far.
    var lowestCharge: Double { lowest }

    /// As a run begins.
    private init(_ run: ElectricRun, _ first: (soc: Double, stored: Double)) {
        self.init(run, soc: first.soc, isOn: false, tank: .infinity)
    }

    /// Whether the store changed by no more than a share of what was burned since then.
    func isBalanced(since first: ElectricState, within share: Double) -> Bool {
        let given = first.stored - stored
        let burned = ledger.fuel - first.ledger.fuel
        // A way that gives more than it takes needs no fuel.
        return abs(given) <= share * burned || (burned == 0 && given <= 0)
    }

    func end(_ run: ElectricRun, since first: ElectricState) -> Trip {
        Trip(
            distance: distance - first.distance,
            duration: time - first.time,
            ledger: ledger + first.ledger.scaled(by: -1),
            starts: generator.starts - first.generator.starts,
            engineTime: generator.time - first.generator.time,
            shortfall: shortfall.since(first.shortfall, at: first.time),
            store: Trip.Store(
                socStart: first.soc,
                socEnd: soc,
                energyStart: first.stored,
                energyEnd: stored,
                lowestSOC: lowest,
                throughput: throughput - first.throughput
            ),
            warmth: run.warming == nil ? nil : warmth
        )
    }
}
