/// What a vehicle does on a cycle that is driven once, or some times in a row.
package struct CycleOutlook: Sendable, Hashable {
    package var vehicle: String
    package var cycle: String
    /// Nothing where there is no battery.
    package var control: ControlName?
    /// What became of `best`: `thermostat 84 kW`.
    package var chosen: String?
    package var laps: Int
    /// With its steps, and where the energy went.
    package var trip: Trip
    /// Nothing for a vehicle without a tank.
    package var fuel: Fuel?
    /// Left in the tank, in J; below zero where it was not enough for a vehicle that is driven by
    /// its engine.
    package var tankLeft: Double
    /// Nothing where the engine turns the wheels: there is no choice to make.
    package var proof: Proof?
    /// What the battery must hold at the start to drive it as it is, in J above the window.
    package var reserve: Double?
    package var shortSeconds: Double
    package var warnings: [String]

    /// Out of the battery at its terminals, in J; below zero it was charged.
    package var batteryEnergy: Double { trip.store == nil ? 0 : trip.ledger.terminals }

    /// At the terminals for each m, in J.
    package var batteryPerMeter: Double? {
        trip.distance > 0 && trip.store != nil ? batteryEnergy / trip.distance : nil
    }

    /// In J for each m.
    package var fuelPerMeter: Double? {
        trip.distance > 0 && fuel != nil ? trip.fuel / trip.distance : nil
    }

    /// From the exhaust, in kg/m.
    package var carbonPerMeter: Double {
        guard let fuel, let fuelPerMeter else { return 0 }
        return fuel.carbon(fuelPerMeter)
    }

    /// Steps that a run keeps at most: about 100 MB of them.
    package static let mostSteps = 1_000_000

    /// A tank is full at the start, and an engine is cold.
    ///
    /// `laps`: one or more.
    ///
    /// - Throws: What makes the question one without an answer.
    package init(
        _ drive: DriveCase,
        laps: Int = 1,
        keepsSteps: Bool = true
    ) throws(DriveCaseFaults) {
        precondition(laps > 0, "a lap or more")
        var faults = drive.faults()
        let steps = drive.cycle.moments.count
        if steps > 0, laps > Self.mostSteps / steps {
            faults.append(.tooManySteps(laps: laps, most: max(1, Self.mostSteps / steps), steps))
        }
        guard faults.isEmpty else { throw DriveCaseFaults(faults: faults) }
        vehicle = drive.sheet.id
        cycle = drive.cycle.name
        self.laps = laps
        trip = Trip()
        fuel = drive.fuel
        tankLeft = drive.vehicle.tankEnergy
        shortSeconds = 0
        warnings = drive.warnings()
        if let run = drive.electricRun {
            electric(run, drive)
        } else if let run = drive.combustionRun {
            trip = run.run(drive.cycle.repeated(laps), keepsSteps: true)
        }
        tankLeft -= trip.fuel
        if !keepsSteps { trip.steps = [] }
    }

    /// The least fuel in J over a grid of charge and power, for the real battery in its window.
    ///
    /// Above the bound where the window is narrow, since the bound does not know of it; never above
    /// the fuel of the trip. Takes about 0.1 ms a step. Nothing where there is no choice to make,
    /// where the steps were not kept, and where the battery gets warm on the way.
    package func gridFuel(_ drive: DriveCase) -> Double? {
        guard let run = drive.electricRun, run.line != nil, run.warming == nil, !trip.steps.isEmpty
        else {
            return nil
        }
        let window = run.circuit.high - run.circuit.low
        // Finer where the window is small: the grid reaches over all of it.
        let standard = DynamicProgram()
        let spacing = min(standard.spacing, window / Double(standard.nodes))
        return DynamicProgram(spacing: spacing).fuel(around: trip, of: run)
    }

    private mutating func electric(_ run: ElectricRun, _ drive: DriveCase) {
        guard let start = drive.start else { return }
        let name = drive.control ?? drive.standardControl
        let whole = laps > 1 ? drive.cycle.repeated(laps) : drive.cycle
        let reserve = Reserve(
            run.demands(whole),
            circuit: run.circuit,
            generator: run.line?.maximum ?? 0
        )
        self.reserve = reserve.needed(above: run.circuit.low)
        shortSeconds = reserve.shortSeconds
        control = name
        var choice = ControlChoice.batteryOnly
        if let design = ControlDesign(run, cycle: drive.cycle, start: start) {
            if name == .best {
                let contest = ControlContest(
                    design,
                    at: drive.sheet.plug == nil ? [.start] : ControlContest.Level.allCases
                )
                if let best = contest.best(over: whole, of: design, tank: drive.vehicle.tankEnergy)
                {
                    choice = best.choice
                    chosen = best.name
                }
            } else {
                choice = name == .tow ? .tow(design.tow(once: whole)) : design.choice(name)
            }
        }
        trip = run.run(
            whole,
            from: start,
            tank: drive.vehicle.tankEnergy,
            choice: choice,
            keepsSteps: true
        )
        warnings += [
            run.line == nil ? nil : run.warning(of: reserve, on: drive.cycle.name),
            run.warning(ofRefused: trip),
        ].compactMap { $0 }
        proof =
            run.line == nil
            ? .settled : run.bound(of: trip).map { Proof($0, burned: trip.fuel) }
    }
}
