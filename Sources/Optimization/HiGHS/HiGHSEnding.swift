/// How a run of HiGHS ended: its model status, by the numbers of its C interface.
enum HiGHSEnding: Int32, Sendable {
    case notSet = 0
    case loadError, modelError, presolveError, solveError, postsolveError
    case empty, optimal, infeasible, unboundedOrInfeasible, unbounded
    case objectiveBound, objectiveTarget, timeLimit, iterationLimit
    case unknown, solutionLimit, interrupted, memoryLimit, interruptedItself

    /// The words for a message.
    var name: String {
        switch self {
        case .notSet: "not solved"
        case .loadError, .modelError: "an error in the program"
        case .presolveError: "an error in presolve"
        case .solveError: "an error in the solve"
        case .postsolveError: "an error in postsolve"
        case .empty: "an empty program"
        case .optimal: "optimal"
        case .infeasible: "infeasible"
        case .unboundedOrInfeasible: "unbounded or infeasible"
        case .unbounded: "unbounded"
        case .objectiveBound, .objectiveTarget: "a limit of the objective"
        case .timeLimit: "the time limit"
        case .iterationLimit: "the iteration limit"
        case .unknown: "no progress"
        case .solutionLimit: "the limit of solutions"
        case .interrupted, .interruptedItself: "interrupted"
        case .memoryLimit: "the memory limit"
        }
    }

    /// What ended the search early; nil when it ended by itself or in an error.
    var stop: Stop? {
        switch self {
        case .timeLimit: .timeLimit
        case .iterationLimit, .solutionLimit: .iterationLimit
        case .interrupted, .interruptedItself: .interrupted
        case .unknown, .objectiveBound, .objectiveTarget: .stalled
        case .notSet, .loadError, .modelError, .presolveError, .solveError, .postsolveError,
            .empty, .optimal, .infeasible, .unboundedOrInfeasible, .unbounded, .memoryLimit:
            nil
        }
    }
}

/// Which columns and rows an optimum of an LP leans on: where a changed program begins.
package struct HiGHSBasis: Sendable, Equatable {
    /// One entry per column: 0 at its lower bound, 1 basic, 2 at its upper bound, 3 free at zero.
    var columns: [Int32]
    /// One entry per row, likewise.
    var rows: [Int32]

    /// All rows basic, all columns at their lower bounds.
    init(columns: Int, rows: Int) {
        self.columns = Array(repeating: 0, count: columns)
        self.rows = Array(repeating: 1, count: rows)
    }

    /// What lies at a bound or side stays there, and the rest is basic; HiGHS makes a basis of it.
    init(near start: [Double], of program: Program) {
        self.init(columns: program.columnCount, rows: program.rowCount)
        for column in columns.indices {
            let value = column < start.count ? start[column] : .nan
            columns[column] = Self.place(value, program.lower[column], program.upper[column])
        }
        for row in rows.indices {
            var sum = 0.0
            for place in Int(program.starts[row])..<Int(program.starts[row + 1]) {
                let column = Int(program.columns[place])
                sum += program.values[place] * (column < start.count ? start[column] : .nan)
            }
            let (lower, upper) = (program.rowLower[row], program.rowUpper[row])
            rows[row] = sum.isFinite ? Self.place(sum, lower, upper) : 1
        }
    }

    private static func place(_ value: Double, _ lower: Double, _ upper: Double) -> Int32 {
        let tolerance = 1e-7 * max(1, abs(value))
        if value - lower > tolerance, upper - value > tolerance { return 1 }
        if lower == -.infinity, upper == .infinity { return 3 }
        if lower == -.infinity { return 2 }
        return upper - value <= tolerance && value > lower ? 2 : 0
    }

    package var columnCount: Int { columns.count }
    package var rowCount: Int { rows.count }
}

/// Rows and columns that cannot all hold, by the numbers of the C interface.
struct HiGHSConflict {
    var columns: [Int32]
    var rows: [Int32]
    /// For each of `columns` which bounds take part: 1 none, 2 lower, 3 upper, 4 both.
    var columnBounds: [Int32]
    /// For each of `rows`, likewise.
    var rowSides: [Int32]

    init(columns: Int, rows: Int) {
        self.columns = Array(repeating: 0, count: columns)
        self.rows = Array(repeating: 0, count: rows)
        columnBounds = self.columns
        rowSides = self.rows
    }

    /// The sides and bounds that take part and are finite.
    func members(of program: Program) -> [Conflict.Member] {
        var members: [Conflict.Member] = []
        for (row, sides) in zip(rows, rowSides) {
            let row = Program.Row(index: row)
            let place = Int(row.index)
            if sides != 1, sides != 3, program.rowLower[place] > -.infinity {
                members.append(.atLeast(row))
            }
            if sides != 1, sides != 2, program.rowUpper[place] < .infinity {
                members.append(.atMost(row))
            }
        }
        for (column, bounds) in zip(columns, columnBounds) {
            let variable = Program.Variable(index: column)
            let place = Int(column)
            if bounds != 1, bounds != 3, program.lower[place] > -.infinity {
                members.append(.floor(variable))
            }
            if bounds != 1, bounds != 2, program.upper[place] < .infinity {
                members.append(.ceiling(variable))
            }
        }
        return members
    }
}
