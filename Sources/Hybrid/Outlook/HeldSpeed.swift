/// Whether a steady speed can be held on a grade, for how long, and which one can be after that.
package struct HeldSpeed: Sendable, Hashable {
    /// In m/s.
    package var asked: Double
    /// What the bus needs at the speed that is asked for, in W; what the wheels need where an engine
    /// turns them.
    ///
    /// Below zero the slope gives it.
    package var demand: Double
    /// With battery and generator, or the engine, in m/s; zero where none is held.
    ///
    /// For ``leastSeconds`` at least: a battery that is nearly empty holds nothing.
    package var held: Double
    /// Whether what a slope gives can charge a battery.
    package var recovers: Bool
    /// On the generator alone, after the battery is empty, in m/s; nothing where there is none.
    package var onGenerator: Double?
    /// From the charge of the start and a full tank, the generator giving all that is needed of it
    /// from the first second; nothing where the speed is not held, without an end, and without a
    /// generator.
    package var together: Endurance?
    /// The same on the battery alone, in s; nothing where it has not the power, and without an end.
    package var alone: Double?

    /// How long battery and tank hold a speed between them.
    package struct Endurance: Sendable, Hashable {
        /// That one of the two is empty after.
        package enum Store: String, Sendable, Hashable { case battery, tank }

        /// In s that the speed is held.
        package var seconds: Double
        /// What is empty first.
        package var first: Store
        /// After so many s.
        package var emptyAfter: Double
        /// In s from then on, until the other is empty too: on the battery at the speed that was
        /// asked for, or on the generator at the one that it holds alone.
        package var rest: Double
    }

    package var isHeld: Bool { held >= asked }

    /// In s: what ends sooner is not held.
    static let leastSeconds = 60.0

    /// `grade`: rise over run.
    package init(_ drive: DriveCase, speed: Double, grade: Double) {
        asked = speed
        demand = 0
        held = 0
        recovers = false
        let sine = Moments.sine(ofGrade: grade)
        func fastest(_ isHeld: (Moments) -> Bool) -> Double {
            Moments.fastest(upTo: speed, sine: sine, where: isHeld) ?? 0
        }
        if let run = drive.electricRun {
            let start = drive.start ?? run.circuit.window.upperBound
            let battery = run.circuit.limits(at: start, for: Self.leastSeconds).discharge
            let generator = run.line?.maximum
            recovers = true
            demand = run.demand(.steady(speed, sine: sine))
            held = fastest { run.canHold($0, with: battery + (generator ?? 0)) }
            if isHeld {
                alone = demand <= battery ? run.seconds(of: demand, from: start) : nil
                together = run.endurance(
                    of: demand,
                    from: start,
                    tank: drive.sheet.vehicle.tankEnergy
                )
            }
            onGenerator = generator.map { power in fastest { run.canHold($0, with: power) } }
        } else if let run = drive.combustionRun {
            demand = run.body.wheel(.steady(speed, sine: sine)).power
            held = fastest { run.isPossible(run.body.wheel($0), $0) }
        }
    }
}

extension ElectricRun {
    /// How long the battery gives a power in W, in s; nothing where it gains.
    ///
    /// `spent`: what it gave before, in J of the store.
    fileprivate func seconds(
        of power: Double,
        from soc: Double,
        after spent: Double = 0
    ) -> Double? {
        guard power > 0 else { return nil }
        let first = circuit.soc(at: max(circuit.low, circuit.energy(at: soc) - spent))
        let middle = circuit.voltage(at: 0.5 * (first + circuit.window.lowerBound))
        let drop = circuit.flow(power, from: middle, for: 1).drop
        return max(0, circuit.energy(at: soc) - spent - circuit.low) / drop
    }

    /// How long a power in W is given if the generator helps with all it has; nothing where it can do
    /// it alone, and without one.
    fileprivate func endurance(
        of power: Double,
        from soc: Double,
        tank: Double
    ) -> HeldSpeed.Endurance? {
        guard let line, power > line.maximum else { return nil }
        guard let onBattery = seconds(of: power - line.maximum, from: soc) else { return nil }
        let onTank = tank / line.fuel(line.maximum)
        if onBattery <= onTank {
            return .init(
                seconds: onBattery,
                first: .battery,
                emptyAfter: onBattery,
                rest: onTank - onBattery
            )
        }
        let spent = (circuit.energy(at: soc) - circuit.low) * onTank / onBattery
        let limit = circuit.limits(at: circuit.soc(at: circuit.energy(at: soc) - spent), for: 1)
        let rest = power <= limit.discharge ? seconds(of: power, from: soc, after: spent) ?? 0 : 0
        return .init(
            seconds: onTank + rest,
            first: .tank,
            emptyAfter: onTank,
            rest: rest
        )
    }

    /// Whether the machines have the force and the bus the power, in W, for a step.
    fileprivate func canHold(_ moments: Moments, with power: Double) -> Bool {
        let force = body.wheel(moments).power * moments.pace
        return force <= drive.force(atPace: moments.pace) && demand(moments) <= power
    }
}
