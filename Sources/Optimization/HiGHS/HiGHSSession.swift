/// A program that stays in HiGHS while it is changed and solved again, such as a master of Benders.
///
/// Without integers each solve begins from the basis of the last one, with integers from its
/// values. Belongs to one thread.
package struct HiGHSSession: ~Copyable {
    /// The program as it is now.
    package private(set) var program: Program
    package let solver: HiGHSSolver
    private let model: HiGHSModel
    private var lastValues: [Double]?
    /// Whether HiGHS has every change; after one that it refused it is handed the whole program.
    private var isCurrent = true

    package init(_ program: Program, solver: HiGHSSolver) throws(SolverError) {
        self.program = program
        self.solver = solver
        let model = try HiGHSModel(solver.library, isQuiet: solver.isQuiet)
        try model.pass(program)
        self.model = model
    }

    // MARK: Changes

    package mutating func setCost(
        _ variable: Program.Variable,
        _ value: Double
    ) throws(SolverError) {
        program.setCost(variable, value)
        guard isCurrent else { return }
        isCurrent = false
        try model.setCost(Int(variable.index), value)
        isCurrent = true
    }

    package mutating func setBounds(
        _ variable: Program.Variable,
        lower: Double,
        upper: Double
    ) throws(SolverError) {
        program.setBounds(variable, lower: lower, upper: upper)
        guard isCurrent else { return }
        isCurrent = false
        try model.setBounds(Int(variable.index), lower, upper)
        isCurrent = true
    }

    package mutating func setSides(
        _ row: Program.Row,
        lower: Double,
        upper: Double
    ) throws(SolverError) {
        program.setSides(row, lower: lower, upper: upper)
        guard isCurrent else { return }
        isCurrent = false
        try model.setSides(Int(row.index), lower, upper)
        isCurrent = true
    }

    /// The label of this name, for rows and variables to come.
    package mutating func label(_ name: String) -> Program.Label { program.label(name) }

    /// Adds a row, such as a cut.
    @discardableResult
    package mutating func require(
        _ label: Program.Label,
        _ requirement: Requirement
    ) throws(SolverError) -> Program.Row {
        let row = program.require(label, requirement)
        guard isCurrent else { return row }
        isCurrent = false
        try model.addRows(of: program, from: Int(row.index))
        isCurrent = true
        return row
    }

    /// Adds many rows at once; `write` may only add rows.
    package mutating func addRows(_ write: (inout Program) -> Void) throws(SolverError) {
        let first = program.rowCount
        let columns = program.columnCount
        write(&program)
        precondition(program.columnCount == columns, "only rows may be added here")
        guard program.rowCount > first else { return }
        guard isCurrent else { return }
        isCurrent = false
        try model.addRows(of: program, from: first)
        isCurrent = true
    }

    /// Adds a variable with coefficients in rows that are there already.
    package mutating func variable(
        _ label: Program.Label,
        cost: Double = 0,
        lower: Double = 0,
        upper: Double = .infinity,
        isInteger: Bool = false,
        in rows: [Program.Row: Double] = [:]
    ) throws(SolverError) -> Program.Variable {
        let variable = program.variable(
            label,
            cost: cost,
            lower: lower,
            upper: upper,
            isInteger: isInteger,
            in: rows
        )
        guard isCurrent else { return variable }
        isCurrent = false
        let entries = rows.sorted { $0.key < $1.key }
        try model.addLastColumn(
            of: program,
            rows: entries.map(\.key.index),
            values: entries.map(\.value)
        )
        isCurrent = true
        return variable
    }

    // MARK: Solving

    /// Solves the program as it is now.
    package mutating func solve(
        within limits: SolveLimits = SolveLimits(),
        watch: Watch? = nil
    ) throws(SolverError) -> Outcome {
        guard program.columnCount > 0 else { return HiGHSReading.ofConstants(in: program) }
        if !isCurrent {
            try model.pass(program)
            isCurrent = true
        }
        if program.hasIntegers, let lastValues {
            try solver.begin(model, program, at: lastValues)
        }
        let outcome = try solver.settle(program, in: model, within: limits, watch: watch)
        if let values = outcome.solution?.values { lastValues = values }
        return outcome
    }

    /// The basis of the last solve; nil when there is none.
    package var basis: HiGHSBasis? {
        model.basis(columns: program.columnCount, rows: program.rowCount)
    }
}
