/// A vehicle on one of the cycles of a label.
struct LabelRun {
    let outlook: RangeOutlook
    /// More fuel in a lap that begins with a cold engine, in J/m.
    let coldPerMeter: Double

    init(_ drive: DriveCase) throws(DriveCaseFaults) {
        outlook = try RangeOutlook(drive)
        coldPerMeter = Self.coldFuel(drive) / drive.cycle.distance
    }

    /// In J.
    private static func coldFuel(_ drive: DriveCase) -> Double {
        if let run = drive.combustionRun {
            return run.run(drive.cycle).fuel - run.run(drive.cycle, isWarm: true).fuel
        }
        guard let run = drive.electricRun, var line = run.line,
            let soc = drive.start,
            let design = ControlDesign(run, cycle: drive.cycle, start: soc)
        else { return 0 }
        let name = drive.control ?? drive.standardControl
        // Just below the band, so that the engine starts in the lap.
        let choice = design.choice(name)
        let start = design.soc(run.circuit.energy(at: design.sustained(name)) - 0.6 * design.band)
        let cold = run.run(drive.cycle, from: start, choice: choice)
        line.coldExtra = 0
        let warm = ElectricRun(run, line: line)
            .run(drive.cycle, from: start, choice: choice)
        return cold.fuel - warm.fuel
    }
}
