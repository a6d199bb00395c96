/// A vehicle that is driven by electric machines alone, ready to run: electric or series hybrid.
///
/// An electric vehicle is one without a generator, and nothing else.
package struct ElectricRun: Sendable {
    package let body: Body
    package let drive: DriveLine
    package let circuit: BatteryCircuit
    /// Absent in an electric vehicle.
    package let line: GeneratorLine?
    /// Absent where cabin and battery stay as warm as they are.
    let warming: Warming?
    /// Of the battery at its best: what a bound may count on.
    let favorable: BatteryCircuit

    /// Nothing for a vehicle whose engine turns the wheels.
    package init?(_ vehicle: Vehicle, trailer: Trailer? = nil, conditions: Conditions) {
        let battery: Battery
        switch vehicle.powertrain {
        case .electric(let drive, let source):
            self.drive = drive.line(wheelRadius: vehicle.wheelRadius)
            battery = source
            line = nil
        case .series(let drive, let source, let generator):
            self.drive = drive.line(wheelRadius: vehicle.wheelRadius)
            battery = source
            line = generator.line(
                conditions,
                heating: vehicle.auxiliaries.heating(at: conditions.temperature)
            )
        case .conventional:
            return nil
        }
        body = Body(vehicle, trailer: trailer, conditions: conditions)
        circuit = battery.circuit(at: conditions.batteryTemperature ?? conditions.temperature)
        warming = conditions.warmsUp ? Warming(vehicle, battery, conditions) : nil
        favorable = warming?.favorable ?? circuit
    }

    package init(body: Body, drive: DriveLine, circuit: BatteryCircuit, line: GeneratorLine?) {
        self.body = body
        self.drive = drive
        self.circuit = circuit
        self.line = line
        warming = nil
        favorable = circuit
    }

    /// The same with another generator.
    init(_ run: ElectricRun, line: GeneratorLine) {
        body = run.body
        drive = run.drive
        circuit = run.circuit
        warming = run.warming
        favorable = run.favorable
        self.line = line
    }

    /// The same with another circuit of its battery to begin with, and more for auxiliaries, in W.
    init(_ run: ElectricRun, circuit: BatteryCircuit, moreAuxiliaries: Double = 0) {
        var body = run.body
        body.auxiliaries += moreAuxiliaries
        self.body = body
        drive = run.drive
        self.circuit = circuit
        warming = run.warming
        favorable = run.warming == nil ? circuit : run.favorable
        line = run.line
    }

    /// Drives a cycle under a control that decides on the generator.
    ///
    /// Costs about 25 ns a step and allocates nothing, but for the records when they are kept.
    ///
    /// `soc`: within the window of the battery. `isOn`: whether the generator runs, and is warm, as
    /// the cycle begins. `laps`: so many times in a row. `tank`: what may be burned, in J.
    package func run<C: Control>(
        _ cycle: Cycle,
        laps: Int = 1,
        from soc: Double,
        isOn: Bool = false,
        tank: Double = .infinity,
        control: inout C,
        keepsSteps: Bool = false
    ) -> Trip {
        precondition(
            circuit.window.contains(soc),
            "a state of charge within the battery's window"
        )
        var state = ElectricState(self, soc: soc, isOn: isOn, tank: tank)
        var records: [StepRecord]? = keepsSteps ? [] : nil
        records?.reserveCapacity(laps * cycle.moments.count)
        for lap in 0..<laps { drive(cycle, lap: lap, &state, &control, &records) }
        return state.end(self, records)
    }

    /// Drives on the battery alone.
    package func run(_ cycle: Cycle, from soc: Double, keepsSteps: Bool = false) -> Trip {
        var control = BatteryOnly()
        return run(cycle, from: soc, control: &control, keepsSteps: keepsSteps)
    }

    /// What the bus needs in each step if nothing holds the vehicle back and the cabin is warm.
    package func demands(_ cycle: Cycle) -> [BusDemand] {
        cycle.moments.map { moments in
            BusDemand(power: demand(moments), duration: moments.duration)
        }
    }

    /// In W at the bus, with as much regeneration as the drive can do.
    @inline(__always) func demand(_ moments: Moments) -> Double {
        guard moments.speed > 0 else { return body.auxiliaries }
        let force = body.wheel(moments).power * moments.pace
        return drive.draw(force, moments.speed, pace: moments.pace).power + body.auxiliaries
    }
}

/// What drive and auxiliaries need in a step.
package struct BusDemand: Sendable, Hashable {
    /// In W; below zero is given back.
    package var power: Double
    /// In s.
    package var duration: Double
    /// In W: what a running generator takes off it beside the power of its line.
    ///
    /// Zero where the line itself has the heat for the cabin, as it does under the conditions of one
    /// run; see ``GeneratorLine/heating(_:)``.
    package var heat: Double

    package init(power: Double, duration: Double, heat: Double = 0) {
        self.power = power
        self.duration = duration
        self.heat = heat
    }
}
