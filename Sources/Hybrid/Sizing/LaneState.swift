/// Vehicles side by side in the middle of a run: ``ElectricState`` without its ledger.
///
/// Only what can be driven as it is asked for is driven here. A vehicle that meets a step without
/// the power or the force for it is marked, and drives alone again.
struct LaneState {
    var soc: Lanes
    /// Burned, in J.
    var fuel = Lanes()
    var starts = Lanes()
    /// In s that the generator ran.
    var engineTime = Lanes()
    /// Those that met a step that they could not drive.
    var isShort = LaneMask(repeating: false)

    /// Zero, and endless where `isShort`.
    private var done = Lanes()
    private var generator = Generator()
    /// Power that is surely within the limits of the batteries, while the charge is in `cell`.
    private var calm = (discharge: Lanes(), recharge: Lanes())
    private var cell = (low: Lanes(repeating: .infinity), high: Lanes(repeating: -.infinity))
    private var calmDuration = 0.0

    /// ``GeneratorState``, a lane for each vehicle.
    struct Generator {
        /// One while it runs, zero while it does not.
        var isOn = Lanes()
        var power = Lanes()
        var onFor = Lanes()
        var cold = Lanes()
    }

    /// What the bus gives and takes, as ``GeneratorState`` asks for it, in W.
    private struct Bounds {
        var least: Lanes
        var most: Lanes
        var unbraked: Lanes
    }

    init(soc: Lanes, coldExtra: Lanes) {
        self.soc = soc
        generator.cold = coldExtra
    }

    /// Drives a cycle on the batteries alone, or with thermostats.
    mutating func drive(
        _ cycle: Cycle,
        _ vehicles: LaneVehicles,
        _ controls: LaneThermostats,
        _ runs: [ElectricRun]
    ) {
        if vehicles.hasGenerator {
            for step in cycle.moments { self.step(step, vehicles, controls, runs) }
        } else {
            for step in cycle.moments { self.step(step, vehicles, runs) }
        }
    }

    private mutating func gaveUp(_ vehicles: LaneMask) {
        isShort .|= vehicles
        done.replace(with: .infinity, where: vehicles)
    }

    // MARK: Battery alone

    @inline(__always)
    private mutating func step(
        _ step: Moments,
        _ vehicles: LaneVehicles,
        _ runs: [ElectricRun]
    ) {
        let (demand, beyond) = vehicles.demand(step)
        var power = demand
        if isOutsideCell { enterCells(runs) }
        let excess = excess(demand, power, beyond)
        if isAnyAboveZero(excess) || step.duration > calmDuration {
            let limits = exactLimits(step.duration, runs)
            power = greatest(demand, -limits.recharge)
            gaveUp((demand .> limits.discharge) .| (beyond .> 0))
        }
        flow(power, step.duration, vehicles)
    }

    // MARK: With generators

    @inline(__always)
    private mutating func step(
        _ step: Moments,
        _ vehicles: LaneVehicles,
        _ controls: LaneThermostats,
        _ runs: [ElectricRun]
    ) {
        let (demand, beyond) = vehicles.demand(step)
        if isOutsideCell { enterCells(runs) }
        let wanted = controls.power(soc, isOn: generator.isOn)
        let line = vehicles.line
        var next = follow(wanted, within: nil, step.duration, line)
        var power = demand - next.power
        let excess = excess(demand, power, beyond)
        if isAnyAboveZero(excess) || step.duration > calmDuration {
            let limits = exactLimits(step.duration, runs)
            let reach = least(
                line.maximum,
                greatest(line.minimum, generator.power + line.ramp * step.duration)
            )
            gaveUp((demand .> limits.discharge + reach) .| (beyond .> 0))
            next = follow(
                wanted,
                within: Bounds(
                    least: demand - limits.discharge,
                    most: demand + limits.recharge,
                    unbraked: vehicles.auxiliaries + limits.recharge
                ),
                step.duration,
                line
            )
            power = greatest(demand - next.power, -limits.recharge)
        }
        burn(next, step.duration, line)
        flow(power, step.duration, vehicles)
    }

    /// What becomes of what the controls want: the rules of ``GeneratorState``.
    @inline(__always)
    private func follow(
        _ wanted: Lanes,
        within bounds: Bounds?,
        _ duration: Double,
        _ line: LaneLine
    ) -> Generator {
        let none = Lanes()
        let change = line.ramp * duration
        let isYoung = choose(
            generator.onFor - line.minimumOnTime,
            below: generator.isOn,
            else: none
        )
        var target = choose(-isYoung, below: greatest(wanted, line.minimum), else: wanted)
        // Zero where the bus cannot take its least power, or there is none.
        var possible = line.maximum
        if let bounds {
            target = greatest(target, bounds.least)
            let most = greatest(bounds.most, bounds.unbraked)
            let taken = choose(-generator.isOn, below: most, else: bounds.most)
            possible = choose(taken - line.minimum, below: none, else: possible)
        }
        let runs = least(target, possible)
        let falling = choose(-generator.isOn, below: generator.power - change, else: target)
        let reach = least(line.maximum, greatest(line.minimum, generator.power + change))
        target = least(greatest(target, falling), reach)
        if let bounds { target = least(target, bounds.most) }
        target = greatest(target, line.minimum)
        var next = generator
        next.power = choose(-runs, below: target, else: none)
        next.isOn = choose(-runs, below: Lanes(repeating: 1), else: none)
        return next
    }

    @inline(__always)
    private mutating func burn(_ next: Generator, _ duration: Double, _ line: LaneLine) {
        let begins = greatest(next.isOn - generator.isOn, Lanes())
        let burned = line.fuel(next.power) * duration * (1 + generator.cold)
        fuel += choose(-next.isOn, below: burned + begins * line.start, else: Lanes())
        starts += begins
        engineTime += next.isOn * duration
        if isAnyAboveZero(generator.cold) {
            let warmer = generator.cold / (1 + duration / line.warmUpTime)
            generator.cold = choose(-next.isOn, below: warmer, else: generator.cold)
        }
        generator.onFor = choose(-begins, below: Lanes(), else: generator.onFor) + duration
        generator.power = next.power
        generator.isOn = next.isOn
    }

    // MARK: Batteries

    /// What a power at the terminals takes from the charge: ``BatteryCircuit/flow(_:from:for:)``.
    @inline(__always)
    private mutating func flow(_ power: Lanes, _ duration: Double, _ vehicles: LaneVehicles) {
        let voltage = vehicles.emptyVoltage + vehicles.voltageRise * soc
        let sag = (0.5 * duration) * vehicles.voltageRise * vehicles.perCharge
        let root = voltage * voltage - 4 * (vehicles.resistance + sag) * power
        let under = greatest(root, Lanes()).squareRoot()
        let current = 2 * power / (voltage + under)
        soc -= current * (duration * vehicles.perCharge)
    }

    /// Whether a charge has left the range that the limits at hand are for.
    @inline(__always) private var isOutsideCell: Bool {
        isAnyAboveZero(greatest(cell.low - soc, soc - cell.high))
    }

    /// Above zero where a step asks for more than is surely there; a vehicle that is short is done.
    @inline(__always)
    private func excess(_ demand: Lanes, _ power: Lanes, _ beyond: Lanes) -> Lanes {
        let electric = greatest(demand - calm.discharge, -power - calm.recharge)
        return greatest(electric, beyond) - done
    }

    @inline(never) private mutating func enterCells(_ runs: [ElectricRun]) {
        for lane in runs.indices {
            let found = runs[lane].circuit.calmCell(at: soc[lane])
            calm.discharge[lane] = found.limits.discharge
            calm.recharge[lane] = found.limits.recharge
            cell.low[lane] = found.low
            cell.high[lane] = found.high
            calmDuration = found.duration
        }
    }

    @inline(never)
    private func exactLimits(
        _ duration: Double,
        _ runs: [ElectricRun]
    ) -> (discharge: Lanes, recharge: Lanes) {
        var discharge = Lanes()
        var recharge = Lanes()
        for lane in runs.indices {
            let limits = runs[lane].circuit.limits(at: soc[lane], for: duration)
            discharge[lane] = limits.discharge
            recharge[lane] = limits.recharge
        }
        return (discharge, recharge)
    }
}

/// ``Thermostat``, a lane for each vehicle; zero power is none.
struct LaneThermostats {
    var low = Lanes()
    var high = Lanes()
    var power = Lanes()

    init(_ controls: [Thermostat?]) {
        for (lane, control) in controls.enumerated() {
            guard let control else { continue }
            low[lane] = control.low
            high[lane] = control.high
            power[lane] = control.power
        }
    }

    @inline(__always) func power(_ soc: Lanes, isOn: Lanes) -> Lanes {
        let bound = choose(-isOn, below: high, else: low)
        return choose(soc - bound, below: power, else: Lanes())
    }
}
