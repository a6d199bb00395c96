/// One instance of HiGHS with a program in it; belongs to one thread.
///
/// Every method reads the call's return value and throws when it is an error.
@safe package struct HiGHSModel: ~Copyable {
    private let calls: HiGHSCalls
    private let raw: HiGHSCalls.Model
    package let version: String

    /// `isQuiet`: Whether HiGHS keeps its log to itself; it would begin with the first call.
    package init(_ library: HiGHSLibrary, isQuiet: Bool) throws(SolverError) {
        guard let raw = unsafe library.calls.create() else {
            throw .failed("HiGHS made no model: no memory is left")
        }
        guard unsafe library.calls.setBool(raw, "output_flag", isQuiet ? 0 : 1) == 0 else {
            unsafe library.calls.destroy(raw)
            throw .failed("HiGHS refused option output_flag = \(!isQuiet)")
        }
        unsafe (calls, self.raw) = (library.calls, raw)
        version = library.version
    }

    deinit { unsafe calls.destroy(raw) }

    /// HiGHS answers 0 when all is well, 1 with a warning and −1 with an error.
    private func check(_ code: Int32, _ what: @autoclosure () -> String) throws(SolverError) {
        guard code >= 0 else { throw .failed("HiGHS refused \(what())") }
    }

    // MARK: Options

    func set(_ option: String, _ value: Bool) throws(SolverError) {
        try check(unsafe calls.setBool(raw, option, value ? 1 : 0), "option \(option) = \(value)")
    }

    func set(_ option: String, _ value: Int) throws(SolverError) {
        let code = unsafe calls.setInt(raw, option, Int32(clamping: value))
        try check(code, "option \(option) = \(value)")
    }

    func set(_ option: String, _ value: Double) throws(SolverError) {
        try check(unsafe calls.setDouble(raw, option, value), "option \(option) = \(value)")
    }

    func set(_ option: String, _ value: String) throws(SolverError) {
        try check(unsafe calls.setText(raw, option, value), "option \(option) = \(value)")
    }

    // MARK: The program

    /// Takes a program in place of the one before, row by row as it is stored.
    func pass(_ program: Program) throws(SolverError) {
        let integrality = program.hasIntegers ? program.integrality : nil
        let code = unsafe calls.pass(
            raw,
            Int32(program.columnCount),
            Int32(program.rowCount),
            Int32(program.nonzeroCount),
            2,  // row by row
            1,  // minimize
            program.offset,
            program.cost,
            program.lower,
            program.upper,
            program.rowLower,
            program.rowUpper,
            program.starts,
            program.columns,
            program.values,
            integrality
        )
        try check(code, "the program: \(program.fault ?? "it does not say why")")
    }

    func setCost(_ column: Int, _ value: Double) throws(SolverError) {
        try check(unsafe calls.setCost(raw, Int32(column), value), "a cost of \(value)")
    }

    func setBounds(_ column: Int, _ lower: Double, _ upper: Double) throws(SolverError) {
        let code = unsafe calls.setBounds(raw, Int32(column), lower, upper)
        try check(code, "bounds of \(lower) and \(upper)")
    }

    func setSides(_ row: Int, _ lower: Double, _ upper: Double) throws(SolverError) {
        let code = unsafe calls.setSides(raw, Int32(row), lower, upper)
        try check(code, "sides of \(lower) and \(upper)")
    }

    /// Adds the rows of a program from this one on.
    func addRows(of program: Program, from first: Int) throws(SolverError) {
        let start = program.starts[first]
        let code = unsafe calls.addRows(
            raw,
            Int32(program.rowCount - first),
            Array(program.rowLower[first...]),
            Array(program.rowUpper[first...]),
            Int32(program.nonzeroCount) - start,
            program.starts[first..<program.rowCount].map { $0 - start },
            Array(program.columns[Int(start)...]),
            Array(program.values[Int(start)...])
        )
        try check(code, "rows: \(program.fault ?? "it does not say why")")
    }

    /// Adds the last column of a program, with its entries in rows that are there already.
    func addLastColumn(
        of program: Program,
        rows: [Int32],
        values: [Double]
    ) throws(SolverError) {
        let column = program.columnCount - 1
        let code = unsafe calls.addColumn(
            raw,
            program.cost[column],
            program.lower[column],
            program.upper[column],
            Int32(rows.count),
            rows,
            values
        )
        try check(code, "a column: \(program.fault ?? "it does not say why")")
        guard program.integrality[column] == 1 else { return }
        try check(unsafe calls.setInteger(raw, Int32(column), 1), "a column of whole numbers")
    }

    // MARK: Where to begin

    func setBasis(_ basis: HiGHSBasis) throws(SolverError) {
        try check(unsafe calls.setBasis(raw, basis.columns, basis.rows), "a basis")
    }

    /// Values of some columns to begin from, which HiGHS completes.
    func setStart(columns: [Int32], values: [Double]) throws(SolverError) {
        let code = unsafe calls.setSolution(raw, Int32(columns.count), columns, values)
        try check(code, "the values to begin from")
    }

    /// Forgets everything but the program and the options.
    func forget() throws(SolverError) {
        try check(unsafe calls.clearSolver(raw), "to forget the last solve")
    }

    // MARK: Running

    /// Runs until HiGHS ends or `watch` stops it, and says how it ended.
    func run(watch: Watch?) throws(SolverError) -> HiGHSEnding {
        // The clock would otherwise go on from the last run, and the time limit with it.
        try check(unsafe calls.zeroClocks(raw), "to set its clock")
        guard let watch else { return ending(unsafe calls.run(raw)) }
        let listening = unsafe HiGHSListening(watch: watch, item: calls.item)
        let context = unsafe Unmanaged.passUnretained(listening).toOpaque()
        try check(unsafe calls.listen(raw, highsListener, context), "to be watched")
        for kind in HiGHSListening.kinds {
            try check(unsafe calls.startListening(raw, kind), "to be watched")
        }
        let code = withExtendedLifetime(listening) { unsafe calls.run(raw) }
        for kind in HiGHSListening.kinds {
            try check(unsafe calls.stopListening(raw, kind), "to be watched no longer")
        }
        return ending(code)
    }

    /// An error of the run that HiGHS has no status for is one of the solve.
    private func ending(_ code: Int32) -> HiGHSEnding {
        let status = HiGHSEnding(rawValue: unsafe calls.status(raw)) ?? .notSet
        guard code < 0, status.stop != nil || status == .optimal else { return status }
        return .solveError
    }

    /// Seconds of wall time that the last run took.
    var seconds: Double { unsafe calls.runTime(raw) }

    // MARK: Results

    func count(_ name: String) -> Int {
        var value: Int32 = 0
        return unsafe calls.intInfo(raw, name, &value) == 0 ? Int(value) : 0
    }

    func longCount(_ name: String) -> Int {
        var value: Int64 = 0
        return unsafe calls.longInfo(raw, name, &value) == 0 ? Int(value) : 0
    }

    /// Nil when HiGHS has no finite value.
    func figure(_ name: String) -> Double? {
        var value = 0.0
        guard unsafe calls.doubleInfo(raw, name, &value) == 0, abs(value) < 1e200 else {
            return nil
        }
        return value
    }

    /// The values of the columns and the duals of the rows.
    func values(
        columns: Int,
        rows: Int
    ) throws(SolverError) -> (columns: [Double], duals: [Double]) {
        var values = [Double](repeating: 0, count: columns)
        var reduced = values
        var sums = [Double](repeating: 0, count: rows)
        var duals = sums
        let code = unsafe calls.solution(raw, &values, &reduced, &sums, &duals)
        try check(code, "to give its solution")
        return (values, duals)
    }

    /// Weights of the rows that prove an LP infeasible; nil when HiGHS finds none.
    ///
    /// Their sign is HiGHS's; it may solve the LP again to find them.
    func ray(rows: Int) -> [Double]? {
        var has: Int32 = 0
        var ray = [Double](repeating: 0, count: rows)
        let code = unsafe calls.ray(raw, &has, &ray)
        return code >= 0 && has == 1 ? ray : nil
    }

    /// The basis of the last solve; nil when there is none.
    func basis(columns: Int, rows: Int) -> HiGHSBasis? {
        guard count("basis_validity") == 1 else { return nil }
        var basis = HiGHSBasis(columns: columns, rows: rows)
        let code = unsafe calls.basis(raw, &basis.columns, &basis.rows)
        return code < 0 ? nil : basis
    }

    /// Rows and columns that cannot all hold, as HiGHS finds them; empty when it finds none.
    func conflict() throws(SolverError) -> HiGHSConflict {
        var (columnCount, rowCount): (Int32, Int32) = (0, 0)
        var code = unsafe calls.conflict(raw, &columnCount, &rowCount, nil, nil, nil, nil, nil, nil)
        try check(code, "to search for a conflict")
        var found = HiGHSConflict(columns: Int(columnCount), rows: Int(rowCount))
        code = unsafe calls.conflict(
            raw,
            &columnCount,
            &rowCount,
            &found.columns,
            &found.rows,
            &found.columnBounds,
            &found.rowSides,
            nil,
            nil
        )
        try check(code, "to give a conflict")
        return found
    }
}
