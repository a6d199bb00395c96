/// Whether a steady speed can be held on a grade, and which one can be.
package struct HeldSpeed: Sendable, Hashable {
    /// In m/s.
    package var asked: Double
    /// What the bus needs at the speed that is asked for, in W; at the wheels where an engine turns
    /// them.
    package var demand: Double
    /// With battery and generator, or the engine, in m/s; zero where none is held.
    package var held: Double
    /// After the battery is empty, on the generator alone; nothing where there is none.
    package var onGenerator: Double?
    /// In s until the battery is empty, the generator giving all that it has; nothing without an end.
    package var together: Double?
    /// The same on the battery alone; nothing where it has not the power, and without an end.
    package var alone: Double?

    package var isHeld: Bool { held >= asked }

    /// `grade`: rise over run.
    package init(_ drive: DriveCase, speed: Double, grade: Double) {
        asked = speed
        demand = 0
        held = 0
        let sine = Moments.sine(ofGrade: grade)
        func fastest(_ isHeld: (Moments) -> Bool) -> Double {
            Moments.fastest(upTo: speed, sine: sine, where: isHeld) ?? 0
        }
        if let run = drive.electricRun {
            let start = drive.start ?? run.circuit.window.upperBound
            let battery = run.circuit.limits(at: start, for: 1).discharge
            let generator = run.line?.maximum
            demand = run.demand(.steady(speed, sine: sine))
            held = fastest { run.canHold($0, with: battery + (generator ?? 0)) }
            if isHeld {
                alone = demand <= battery ? run.seconds(of: demand, from: start) : nil
                together = generator.flatMap { run.seconds(of: demand - $0, from: start) }
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
    fileprivate func seconds(of power: Double, from soc: Double) -> Double? {
        guard power > 0 else { return nil }
        let middle = circuit.voltage(at: 0.5 * (soc + circuit.window.lowerBound))
        let drop = circuit.flow(power, from: middle, for: 1).drop
        return (circuit.energy(at: soc) - circuit.low) / drop
    }

    /// Whether the machines have the force and the bus the power, in W, for a step.
    fileprivate func canHold(_ moments: Moments, with power: Double) -> Bool {
        let force = body.wheel(moments).power * moments.pace
        return force <= drive.force(atPace: moments.pace) && demand(moments) <= power
    }
}
