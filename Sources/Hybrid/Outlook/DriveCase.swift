/// A question about a vehicle: what it drives, with what behind it, where, and under which control.
package struct DriveCase: Sendable, Hashable {
    package var sheet: VehicleSheet
    package var trailer: Trailer?
    package var cycle: Cycle
    package var conditions: Conditions
    /// That of ``standardControl`` when absent.
    package var control: ControlName?
    /// As a fraction of the whole charge; that of ``VehicleSheet/standardStart`` when absent.
    package var startSOC: Double?

    package init(
        sheet: VehicleSheet,
        trailer: Trailer? = nil,
        cycle: Cycle,
        conditions: Conditions = Conditions(),
        control: ControlName? = nil,
        startSOC: Double? = nil
    ) {
        self.sheet = sheet
        self.trailer = trailer
        self.cycle = cycle
        self.conditions = conditions
        self.control = control
        self.startSOC = startSOC
    }

    package var vehicle: Vehicle { sheet.vehicle }
    package var battery: Battery? { vehicle.battery }
    package var generator: Generator? { vehicle.generator }
    package var fuel: Fuel? { vehicle.fuel }

    /// Nothing for a vehicle whose engine turns the wheels.
    package var electricRun: ElectricRun? {
        ElectricRun(vehicle, trailer: trailer, conditions: conditions)
    }

    /// Nothing for a vehicle that is driven by electric machines.
    package var combustionRun: CombustionRun? {
        CombustionRun(vehicle, trailer: trailer, conditions: conditions)
    }

    /// The state of charge that it begins with; nothing without a battery.
    package var start: Double? { startSOC ?? sheet.standardStart }

    /// With a plug the battery is used first; without one its charge is sustained.
    ///
    /// A small battery loses much of what a thermostat sends through it, so ECMS burns less there.
    package var standardControl: ControlName {
        guard generator != nil else { return .battery }
        return sheet.plug == nil ? .equivalence : .depleteThenSustain
    }

    /// Everything that makes it a question without an answer.
    package func faults() -> [DriveCaseFault] {
        var faults: [DriveCaseFault] = []
        if !(cycle.distance > 0) { faults.append(.goesNowhere(cycle.name)) }
        if let startSOC, let window = battery?.window, !window.contains(startSOC) {
            faults.append(.startOutsideWindow(startSOC, window))
        }
        if startSOC != nil, battery == nil { faults.append(.noBattery(sheet.id)) }
        if let control, generator == nil, battery == nil || control != .battery {
            faults.append(.noGenerator(control, sheet.id))
        }
        if conditions.warmsUp, battery == nil { faults.append(.nothingToWarm(sheet.id)) }
        return faults
    }

    /// What is beyond what the vehicle is built for, though it is computed.
    package func warnings() -> [String] { sheet.warnings(with: trailer) }
}

/// Why a question about a vehicle has no answer.
package enum DriveCaseFault: Sendable, Hashable {
    /// A cycle, by name.
    case goesNowhere(String)
    case startOutsideWindow(Double, ClosedRange<Double>)
    /// A vehicle, by name.
    case noBattery(String)
    case noGenerator(ControlName, String)
    case nothingToWarm(String)
    /// Of a cycle of so many steps.
    case tooManySteps(laps: Int, most: Int, Int)
}

extension DriveCaseFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .goesNowhere(let name):
            "cycle '\(name)' goes nowhere: a distance above zero is needed"
        case .startOutsideWindow(let soc, let window):
            "start at \(percent(soc)) %: the battery is used from \(percent(window.lowerBound)) "
                + "to \(percent(window.upperBound)) %"
        case .noBattery(let vehicle):
            "\(vehicle) has no battery to drive with: leave out its state of charge"
        case .noGenerator(let control, let vehicle):
            "\(vehicle) has no generator for control '\(control)' to run: leave it out"
        case .nothingToWarm(let vehicle):
            "\(vehicle) has no battery that could begin cold, and the engine's heat warms its cabin: "
                + "leave out the warm-up"
        case .tooManySteps(let laps, let most, let steps):
            "\(laps) laps of \(steps) steps are more than the \(CycleOutlook.mostSteps) steps that a "
                + "run keeps: \(most) laps at most; `busbar drive range` has no such limit"
        }
    }

    private func percent(_ share: Double) -> Double { (share * 10_000).rounded() / 100 }
}

/// All that is wrong with a question.
package struct DriveCaseFaults: Error, Sendable, Hashable {
    /// At least one.
    package let faults: [DriveCaseFault]
}
