/// A leg of a journey for a vehicle with a generator.
struct GeneratorLeg {
    let runs: [ElectricRun]
    let trace: RouteTrace
    let steps: Range<Int>
    let demands: [BusDemand]
    let circuit: BatteryCircuit
    /// Where the air leaves the generator least.
    let weakest: ElectricRun
    /// Left for whatever comes, in J.
    let floor: Double
    /// To arrive with, in J.
    let end: Double
    /// Of the journey, as a fraction of the whole charge.
    let journeyStart: Double
    /// Since the start of the journey, stops included, in s.
    let clock: Double
    /// As the leg begins.
    let soc: Double
    /// What may be burned, in J.
    let tank: Double
    let warmth: Warmth?
    let pace: Pace

    func drive(_ control: JourneyControl) -> LegTrip {
        guard let line = weakest.line else { return trip(BatteryOnly()) }
        switch control {
        case .way:
            return trip(RouteCharge(demands, circuit: circuit, line: line, floor: floor, end: end))
        case .named(let name): return trip(name)
        }
    }

    /// Its levels are around the charge that the journey began with, and above what is to be left.
    private func trip(_ name: ControlName) -> LegTrip {
        let cycle = Cycle(name: trace.name, moments: Array(trace.moments[steps]))
        guard
            let design = ControlDesign(weakest, cycle: cycle, start: journeyStart, floor: floor)
        else { return trip(BatteryOnly()) }
        if name == .tow {
            let reserve = Reserve(
                demands,
                circuit: circuit,
                generator: design.line.maximum,
                floor: floor
            )
            return trip(design.tow(reserve))
        }
        switch design.choice(name) {
        case .batteryOnly: return trip(BatteryOnly())
        case .thermostat(let control): return trip(control)
        case .follower(let control): return trip(control)
        case .equivalence(let control): return trip(control)
        case .schedule(let control): return trip(control)
        case .tow(let control): return trip(control)
        }
    }

    private func trip<C: Control>(_ control: C) -> LegTrip {
        trace.drive(
            runs,
            steps: steps,
            from: soc,
            tank: tank,
            warmth: warmth,
            pace: pace,
            control: OnLeg(control: control, first: steps.lowerBound, seconds: clock),
            keepsSteps: true
        )
    }
}

/// A control of a whole journey on one of its legs.
struct OnLeg<C: Control>: Control {
    var control: C
    /// The step of the trace that the leg begins with.
    let first: Int
    /// Since the start of the journey as the leg begins, stops included, in s.
    let seconds: Double

    @inline(__always) mutating func power(_ moment: ControlMoment) -> Double {
        var moment = moment
        moment.index -= first
        moment.time += seconds
        return control.power(moment)
    }
}
