/// How far a vehicle goes over a cycle that is driven again and again, and what it takes.
package struct RangeOutlook: Sendable, Hashable {
    package var vehicle: String
    package var cycle: String
    /// That was asked for, or the standard one; nothing where there is no battery.
    package var control: ControlName?
    /// What became of `best`: `thermostat 84 kW`.
    package var chosen: String?
    package var startSOC: Double?
    /// On the battery down to the bottom of its window.
    package var electric: ElectricRange?
    /// On fuel, the charge sustained.
    package var sustaining: Sustaining?
    /// Nothing where the vehicle has no tank.
    package var fuel: Fuel?
    /// In J.
    package var tank: Double
    /// From the wall to the terminals, where there is a plug.
    package var wallEfficiency: Double?
    /// More than the energy at the terminals by what charging at home loses in the battery.
    package var chargeLoss: Double
    /// How far from the best possible the sustaining control is; no gap where there is no choice.
    package var proof: Proof?
    /// Where the generator cannot hold the charge, driven to the end; nothing for a schedule.
    package var joint: JointRange?
    /// What the battery must hold at the start of a lap to drive it as it is, in J above the window.
    package var reserve: Double?
    /// Seconds of a lap in which battery and generator together have not the power for it.
    package var shortSeconds: Double
    package var warnings: [String]

    /// What a lap takes with the charge sustained and the engine warm.
    package struct Sustaining: Sendable, Hashable {
        /// In J/m.
        package var fuelPerMeter: Double
        package var ledger: Ledger
        /// In m, of the laps that were driven for it.
        package var distance: Double
        /// In s.
        package var duration: Double
        package var laps: Int
        package var starts: Int
        /// In s.
        package var engineTime: Double
        /// False where the generator cannot hold the charge on this cycle, whatever the control does.
        package var isBalanced: Bool
        package var shortfall: Shortfall
    }

    /// - Throws: What makes the question one without an answer.
    package init(_ drive: DriveCase) throws(DriveCaseFaults) {
        let faults = drive.faults()
        guard faults.isEmpty else { throw DriveCaseFaults(faults: faults) }
        vehicle = drive.sheet.id
        cycle = drive.cycle.name
        fuel = drive.fuel
        tank = drive.vehicle.tankEnergy
        chargeLoss = 0
        shortSeconds = 0
        warnings = drive.warnings()
        wallEfficiency = drive.sheet.plug?.homeEfficiency
        if let run = drive.electricRun {
            electric(run, drive)
            warnOfHelp(drive)
        } else if let run = drive.combustionRun {
            conventional(run, drive)
        }
    }

    /// A battery that is too cold or too small for the power drives with the engine's help.
    private mutating func warnOfHelp(_ drive: DriveCase) {
        guard let electric, let fuel, electric.fuel > 0.01 * tank else { return }
        let liters = (fuel.liters(electric.fuel) * 10).rounded() / 10
        warnings.append(
            "on \(drive.cycle.name) the battery alone has not the power: its range has "
                + "\(liters) l of the engine's help in it, and is the longer the less it can give"
        )
    }

    // MARK: What is asked for most

    /// In m; nothing where there is no battery, or where it does not get empty on this cycle.
    package var electricRange: Double? { electric?.distance }

    /// Battery and tank, in m; nothing where it does not end.
    package var totalRange: Double? {
        guard let sustaining else { return electric?.distance }
        if let joint { return joint.distance }
        guard sustaining.fuelPerMeter > 0 else { return nil }
        // The battery is used up in any case, before the tank or after it.
        let driven = electric?.distance ?? 0
        guard control != .battery else { return driven }
        return driven + max(0, tank - (electric?.fuel ?? 0)) / sustaining.fuelPerMeter
    }

    /// At the terminals while driving on the battery, in J/m.
    package var batteryPerMeter: Double? {
        electric.map { $0.ledger.terminals / $0.distance }
    }

    /// To charge that again at home, in J/m at the wall.
    package var wallPerMeter: Double? {
        guard let electric, let wallEfficiency else { return nil }
        return electric.energy * (1 + chargeLoss) / wallEfficiency / electric.distance
    }

    /// With the charge sustained, in J/m; nothing where nothing is burned.
    ///
    /// Where the charge cannot be held: over the range that battery and tank make together. Where the
    /// battery is all that is asked for: what the engine helps it with.
    package var fuelPerMeter: Double? {
        if let joint, joint.distance > 0 { return joint.fuel / joint.distance }
        if control == .battery, fuel != nil, let electric {
            // Less than a thousandth of the tank is the last step, which an engine helps with.
            return electric.fuel > 1e-3 * tank ? electric.fuel / electric.distance : 0
        }
        return sustaining?.fuelPerMeter
    }

    /// Over the total range, in J/m: that of the tank.
    package var blendedFuelPerMeter: Double? {
        if let joint, joint.distance > 0 { return joint.fuel / joint.distance }
        guard let fuelPerMeter, let totalRange, totalRange > 0 else { return nil }
        let onFuel = totalRange - (electric?.distance ?? 0)
        return (fuelPerMeter * onFuel + (electric?.fuel ?? 0)) / totalRange
    }

    /// From the exhaust with the charge sustained, in kg/m; zero where nothing is burned.
    package var carbonPerMeter: Double { carbon(fuelPerMeter) }

    /// From the exhaust over the total range, in kg/m.
    package var blendedCarbonPerMeter: Double { carbon(blendedFuelPerMeter) }

    /// The least fuel over the range that is driven on the tank, in J.
    ///
    /// Where the engine turns the wheels there is nothing to choose: what is burned.
    package var fuelBound: Double? {
        // Nothing is burned where there is no fuel, and where the way gives more than it takes.
        guard fuel != nil, let sustaining, sustaining.fuelPerMeter > 0 else { return 0 }
        if let proof = joint?.proof { return proof.fuel }
        guard let gap, let totalRange else { return nil }
        let onFuel = totalRange - (electric?.distance ?? 0)
        return sustaining.fuelPerMeter * onFuel / (1 + gap)
    }

    package var gap: Double? { joint?.proof?.gap ?? proof?.gap }

    /// The least fuel for what is driven on the tank, in J/m: one for all controls that hold the charge
    /// and drive the trace as it is.
    package var leastPerMeter: Double? {
        if let joint, joint.distance > 0 { return joint.proof.map { $0.fuel / joint.distance } }
        guard fuel != nil, let sustaining, sustaining.fuelPerMeter > 0 else { return 0 }
        return gap.map { sustaining.fuelPerMeter / (1 + $0) }
    }

    /// Of driving on the battery and of sustaining, one after the other.
    package var shortfall: Shortfall {
        if let joint { return joint.shortfall }
        var all = electric?.shortfall ?? Shortfall()
        if let sustaining {
            all.add(sustaining.shortfall, after: electric?.duration ?? 0)
        }
        return all
    }

    private func carbon(_ fuelPerMeter: Double?) -> Double {
        guard let fuel, let fuelPerMeter else { return 0 }
        return fuel.carbon(fuelPerMeter)
    }
}

// MARK: How it is found

extension RangeOutlook {
    private mutating func conventional(_ run: CombustionRun, _ drive: DriveCase) {
        let trip = run.run(drive.cycle, isWarm: true)
        guard trip.distance > 0 else { return }
        sustaining = Sustaining(
            fuelPerMeter: trip.fuel / trip.distance,
            ledger: trip.ledger,
            distance: trip.distance,
            duration: trip.duration,
            laps: 1,
            starts: trip.starts,
            engineTime: trip.engineTime,
            isBalanced: true,
            shortfall: trip.shortfall
        )
        proof = .settled
    }

    private mutating func electric(_ run: ElectricRun, _ drive: DriveCase) {
        guard let start = drive.start else { return }
        let name = drive.control ?? drive.standardControl
        startSOC = start
        control = name
        if start > run.circuit.window.lowerBound {
            electric = run.electricRange(
                drive.cycle,
                from: start,
                until: run.circuit.window.lowerBound
            )
        }
        if electric == nil, start > run.circuit.window.lowerBound {
            warnings.append(run.warningOfNoEnd(drive.cycle))
        }
        if let plug = drive.sheet.plug {
            let voltage = run.circuit.voltage(at: start)
            chargeLoss =
                run.circuit.resistance * plug.home * plug.homeEfficiency
                / (voltage * voltage)
        }
        let demands = run.demands(drive.cycle)
        let reserve = Reserve(
            demands,
            circuit: run.circuit,
            generator: run.line?.maximum ?? 0
        )
        self.reserve = reserve.needed(above: run.circuit.low)
        shortSeconds = reserve.shortSeconds
        if run.line != nil, let warning = run.warning(of: reserve, on: drive.cycle.name) {
            warnings.append(warning)
        }
        guard let design = ControlDesign(run, cycle: drive.cycle, start: start) else {
            proof = .settled
            return
        }
        sustain(design, name, hasPlug: drive.sheet.plug != nil)
    }

    private mutating func sustain(_ design: ControlDesign, _ name: ControlName, hasPlug: Bool) {
        let run = design.run
        guard name != .battery, let lap = run.leastLap(design.cycle) else {
            // It ends when the battery does.
            proof = .settled
            return
        }
        var choice = design.sustainingChoice(name)
        var found: Sustained?
        if name == .best {
            let levels = hasPlug ? ControlContest.Level.allCases : [.start]
            let contest = ControlContest(design, at: levels, worth: lap.worth)
            guard let first = contest.entries.first else { return }
            choice = first.choice
            chosen = first.name
            found = first.sustained
        } else {
            found = run.sustained(
                design.cycle,
                from: design.sustained(name),
                isOn: true,
                warmth: electric?.warmth ?? run.warming?.warmed,
                choice: choice,
                worth: lap.worth
            )
        }
        guard let found else { return }
        let isSustainable = design.isSustainable
        sustaining = Sustaining(found, isSustained: isSustainable)
        proof = run.proof(of: found, above: lap)
        if isSustainable, !found.isBalanced {
            warnings.append(run.warning(ofDrift: found, under: name))
        }
        guard !isSustainable, let start = startSOC else { return }
        if case .schedule = name { return }
        joint = run.jointRange(
            design.cycle,
            from: start,
            tank: tank,
            choice: choice,
            near: (electric?.distance ?? 0) + tank / max(found.fuelPerMeter, 1)
        )
    }
}

extension RangeOutlook.Sustaining {
    /// `isSustained`: whether the generator can hold the charge, whatever this control did.
    fileprivate init(_ found: Sustained, isSustained: Bool) {
        self.init(
            fuelPerMeter: found.fuelPerMeter,
            ledger: found.trip.ledger,
            distance: found.trip.distance,
            duration: found.trip.duration,
            laps: found.laps,
            starts: found.trip.starts,
            engineTime: found.trip.engineTime,
            isBalanced: isSustained,
            shortfall: found.trip.shortfall
        )
    }
}
