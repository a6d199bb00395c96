/// Solves linear programs, with integers or without, by HiGHS.
///
/// Every answer is checked by us (``Proof``). One that does not stand the check is searched again
/// from scratch by another method with tighter tolerances, and refused when it fails again.
///
/// `watch` is called at every step of a method. With integers HiGHS calls nobody while it solves the
/// first relaxation, and a stop that comes then takes effect after it; the time limit holds there too.
package struct HiGHSSolver: Solver {
    /// How a program without integers is solved; with integers HiGHS chooses.
    package enum Method: String, Sendable, CaseIterable {
        case choose, simplex
        case interiorPoint = "ipm"
    }

    package let library: HiGHSLibrary
    package var method = Method.choose
    /// With 1 every run gives the same answer, bit for bit, and `watch` is called on its thread.
    package var threads = 1
    /// Whether HiGHS keeps its log to itself.
    package var isQuiet = true
    /// Whether an interior point goes on to a vertex, which takes about as long again.
    package var crossesOver = true
    /// Seconds that the search for the cause of an infeasibility may take.
    package var conflictSeconds = 20.0

    package init(library: HiGHSLibrary) { self.library = library }

    package func solve(
        _ program: Program,
        within limits: SolveLimits,
        from start: [Double]?,
        watch: Watch?
    ) throws(SolverError) -> Outcome {
        guard program.columnCount > 0 else { return HiGHSReading.ofConstants(in: program) }
        let model = try HiGHSModel(library, isQuiet: isQuiet)
        try model.pass(program)
        if let start { try begin(model, program, at: start) }
        return try settle(program, in: model, within: limits, watch: watch)
    }

    /// Solves a program without integers from the basis of one of the same shape.
    ///
    /// The basis that comes back is nil when the method leaves none.
    package func solve(
        _ program: Program,
        within limits: SolveLimits = SolveLimits(),
        basis: HiGHSBasis?,
        watch: Watch? = nil
    ) throws(SolverError) -> (outcome: Outcome, basis: HiGHSBasis?) {
        guard program.columnCount > 0 else { return (HiGHSReading.ofConstants(in: program), nil) }
        let model = try HiGHSModel(library, isQuiet: isQuiet)
        try model.pass(program)
        if let basis, !program.hasIntegers {
            guard basis.columnCount == program.columnCount, basis.rowCount == program.rowCount
            else {
                throw .unsuitable(
                    "a basis of \(basis.columnCount) columns and \(basis.rowCount) rows does not "
                        + "fit a program of \(program.columnCount) and \(program.rowCount)"
                )
            }
            try model.setBasis(basis)
        }
        let outcome = try settle(program, in: model, within: limits, watch: watch)
        return (outcome, model.basis(columns: program.columnCount, rows: program.rowCount))
    }

    // MARK: Where to begin

    /// Values that are no number are not known; those of integers count when they are whole.
    func begin(
        _ model: borrowing HiGHSModel,
        _ program: Program,
        at start: [Double]
    ) throws(SolverError) {
        guard program.hasIntegers else {
            try model.setBasis(HiGHSBasis(near: start, of: program))
            return
        }
        let isWhole =
            start.count == program.columnCount && start.allSatisfy(\.isFinite)
            && Proof(program, values: start).holds(within: 1e-6)
        let known = start.indices.prefix(program.columnCount).filter { column in
            guard start[column].isFinite else { return false }
            guard program.integrality[column] == 1 else { return isWhole }
            return abs(start[column] - start[column].rounded()) <= 1e-5
        }
        guard !known.isEmpty else { return }
        try model.setStart(
            columns: known.map { Int32($0) },
            values: known.map { column in
                let value = start[column]
                let nearest = program.integrality[column] == 1 ? value.rounded() : value
                return min(max(nearest, program.lower[column]), program.upper[column])
            }
        )
    }

    // MARK: Solving

    /// Solves what a model holds, which is the program, and sees that the answer can be trusted.
    func settle(
        _ program: Program,
        in model: borrowing HiGHSModel,
        within limits: SolveLimits,
        watch: Watch?
    ) throws(SolverError) -> Outcome {
        var left = limits
        try configure(model, for: program, within: left)
        var reading = try HiGHSReading(
            model.run(watch: watch),
            of: program,
            in: model,
            within: limits
        )
        left.seconds -= model.seconds
        if case .doubtful(_, let first) = reading {
            // Once more from nothing, by another method.
            try model.forget()
            try configure(model, for: program, within: left, isSecond: true)
            reading = try HiGHSReading(
                model.run(watch: watch),
                of: program,
                in: model,
                within: limits
            )
            left.seconds -= model.seconds
            // What was found before counts when no time was left to find it again.
            if case .outcome(.exhausted) = reading, let first { return first }
        }
        switch reading {
        case .outcome(let outcome): return outcome
        case .infeasible:
            guard limits.explains else {
                return .infeasible(Conflict(members: [], isMinimal: false))
            }
            return .infeasible(try conflict(of: program, watch: watch))
        case .unboundedOrInfeasible: return try tellApart(program, within: left, watch: watch)
        case .doubtful(let reason, let fallback):
            guard let fallback else { throw .failed(reason) }
            return fallback
        }
    }

    /// A program whose objective falls without end, if anything satisfies its rows at all.
    private func tellApart(
        _ program: Program,
        within limits: SolveLimits,
        watch: Watch?
    ) throws(SolverError) -> Outcome {
        let still = program.withoutObjective
        let model = try HiGHSModel(library, isQuiet: isQuiet)
        try model.pass(still)
        switch try settle(still, in: model, within: limits, watch: watch) {
        case .optimal, .feasible, .unbounded: return .unbounded
        case .infeasible(let conflict): return .infeasible(conflict)
        case .exhausted(let stop, _): return .exhausted(stop, bound: nil)
        }
    }

    /// Sets every option that a solve depends on, so that no run inherits any from the last.
    func configure(
        _ model: borrowing HiGHSModel,
        for program: Program,
        within limits: SolveLimits,
        isSecond: Bool = false
    ) throws(SolverError) {
        let usual = min(1e-7, max(1e-10, limits.tolerance))
        let tolerance = isSecond ? min(usual, 1e-9) : usual
        var method = method
        if isSecond { method = method == .interiorPoint ? .simplex : .interiorPoint }
        if program.hasIntegers { method = .choose }
        try model.set("threads", threads)
        try model.set("solver", method.rawValue)
        try model.set("run_crossover", crossesOver || isSecond ? "on" : "off")
        try model.set("time_limit", max(0, limits.seconds))
        try model.set("ipm_iteration_limit", limits.iterations)
        try model.set("mip_rel_gap", limits.gap)
        try model.set("random_seed", isSecond ? 1 : 0)
        try model.set("primal_feasibility_tolerance", tolerance)
        try model.set("dual_feasibility_tolerance", tolerance)
        try model.set("mip_feasibility_tolerance", isSecond ? 1e-9 : 1e-6)
        // A coefficient that is smaller than this is dropped; by default 1e-9.
        try model.set("small_matrix_value", 1e-12)
    }
}
