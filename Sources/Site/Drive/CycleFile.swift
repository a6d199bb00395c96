package import Hybrid

/// Drive cycles as CSV: one line for each point, with time, speed and grade.
///
/// The columns are `time_s`, `speed_mps` (or `speed_kmh`, `speed_mph`) and `grade` as rise over run
/// (or `grade_percent`); without a grade the road is flat. The spellings of FASTSim 2 (`cycSecs`,
/// `cycMps`, `cycGrade`) and FASTSim 3 (`time_seconds`, `speed_meters_per_second`) are read too.
package enum CycleFile {
    private static let times = [
        UnitKey("time_s"), UnitKey("cycSecs"), UnitKey("time_seconds"), UnitKey("seconds"),
    ]
    private static let speeds = [
        UnitKey("speed_mps"), UnitKey("speed_kmh", SI.kmh), UnitKey("speed_mph", SI.mph),
        UnitKey("cycMps"), UnitKey("speed_meters_per_second"), UnitKey("mps"),
    ]
    private static let grades = [
        UnitKey("grade"), UnitKey("grade_percent", 0.01), UnitKey("cycGrade"),
    ]

    /// Reads a cycle of the library by its name, whatever its case, or the file at a path.
    ///
    /// A path has a slash in it or ends in `.csv`.
    package static func load(_ nameOrPath: String) throws(SiteMistakes) -> Cycle {
        let document = try DriveDocument.find(
            nameOrPath,
            what: "cycle",
            endings: [".csv"],
            in: DriveLibrary.cycleFiles
        )
        return try decode(document.text, name: document.name)
    }

    /// Reads the text of a cycle; it is called `name` without folders and ending.
    package static func decode(_ text: String, name: String) throws(SiteMistakes) -> Cycle {
        try DriveDocument.checkSize(of: text, name: name, as: "cycle")
        var table = NumberTable(text, path: name)
        let times = table.required(times, .any, "the time")
        let speeds = table.required(speeds, "the speed") {
            .speed(upTo: CycleFault.fastest, in: $0, fromRest: true)
        }
        let grades = table.column(grades, .any)
        try table.checkColumns(as: name)
        guard let times, let speeds else { preconditionFailure("a missing column is a mistake") }
        let cycle: Cycle
        do throws(CycleFaults) {
            cycle = try Cycle(
                name: DriveDocument.stem(name),
                times: NumberTable.filled(times, first: -.greatestFiniteMagnitude),
                speeds: NumberTable.filled(speeds),
                grades: grades.map { NumberTable.filled($0) } ?? []
            )
        } catch {
            for fault in error.faults {
                // A cell that is no number stands as the one before it, which is no second mistake.
                let cell: Double? =
                    switch fault {
                    case .timeNotAfterLast(let point, _): times[point]
                    case .speedBelowZero(let point, _), .tooFast(let point, _): speeds[point]
                    case .gradeTooSteep(let point, _): grades?[point]
                    case .tooFewPoints, .lengths: nil
                    }
                if cell?.isFinite ?? true { table.complain(row: fault.point, "\(fault)") }
            }
            try table.check(as: name)
            preconditionFailure("a fault is a mistake")
        }
        try table.check(as: name)
        return cycle
    }
}

extension CycleFault {
    /// The index of the point that it is about.
    fileprivate var point: Int? {
        switch self {
        case .tooFewPoints, .lengths: nil
        case .timeNotAfterLast(let index, _), .speedBelowZero(let index, _),
            .tooFast(let index, _), .gradeTooSteep(let index, _):
            index
        }
    }
}
