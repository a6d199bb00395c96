extension HiGHSSolver {
    /// Rows and bounds of an infeasible program that cannot all hold.
    ///
    /// HiGHS's own (`Highs_getIis`) is where the search begins, or that of the relaxation of a
    /// program with integers; when it has none, or what it has is possible after all, the search
    /// begins from everything.
    func conflict(
        of program: Program,
        in model: borrowing HiGHSModel,
        watch: Watch?
    ) throws(SolverError) -> Conflict {
        var search = try ConflictSearch(program, solver: self, watch: watch)
        let suspects =
            program.hasIntegers
            ? try relaxedConflict(of: program, watch: watch)
            : try suspects(in: model, of: program)
        if !suspects.isEmpty, try search.isImpossible(suspects) {
            return try search.reduce(suspects)
        }
        return try search.reduce(Conflict.Member.all(of: program))
    }

    private func relaxedConflict(
        of program: Program,
        watch: Watch?
    ) throws(SolverError) -> [Conflict.Member] {
        var limits = SolveLimits()
        limits.seconds = conflictSeconds
        let relaxed = program.relaxed.withoutObjective
        let model = try HiGHSModel(library, isQuiet: isQuiet)
        try model.pass(relaxed)
        try configure(model, within: limits)
        guard try model.run(watch: watch) == .infeasible else { return [] }
        return try suspects(in: model, of: relaxed)
    }

    private func suspects(
        in model: borrowing HiGHSModel,
        of program: Program
    ) throws(SolverError) -> [Conflict.Member] {
        // From the LP, irreducible, rows rather than columns (kHighsIisStrategyFromLpRowPriority).
        try model.set("iis_strategy", 2 + 4)
        try model.set("iis_time_limit", conflictSeconds / 2)
        return try model.conflict().members(of: program)
    }
}

/// Leaves members of a conflict out as long as the rest stays impossible.
///
/// A deletion filter over groups that halves those it cannot leave out whole. Bounded in the number
/// of solves and in seconds.
struct ConflictSearch: ~Copyable {
    private let program: Program
    private let solver: HiGHSSolver
    private let watch: Watch?
    private let model: HiGHSModel
    private var secondsLeft: Double
    private var solvesLeft = 2_000
    /// Whether every trial so far had a clear answer.
    private var isConclusive = true

    init(_ program: Program, solver: HiGHSSolver, watch: Watch?) throws(SolverError) {
        self.program = program
        self.watch = watch
        secondsLeft = solver.conflictSeconds
        var solver = solver
        solver.method = .simplex
        self.solver = solver
        model = try HiGHSModel(solver.library, isQuiet: solver.isQuiet)
    }

    /// The members of which none can be left out, as far as the search gets.
    mutating func reduce(_ members: [Conflict.Member]) throws(SolverError) -> Conflict {
        isConclusive = true
        var kept = members
        // Whole families first, bounds before rows: what is left should be what was asked for.
        var groups = families(of: members)
        while let group = groups.popLast() {
            guard secondsLeft > 0, solvesLeft > 0 else { break }
            let group = group.filter(Set(kept).contains)
            guard !group.isEmpty else { continue }
            let out = Set(group)
            let rest = kept.filter { !out.contains($0) }
            if try isImpossible(rest) {
                kept = rest
            } else if group.count > 1 {
                let middle = group.count / 2
                groups.append(Array(group[..<middle]))
                groups.append(Array(group[middle...]))
            }
        }
        let isMinimal = isConclusive && groups.isEmpty
        return Conflict(members: kept, isMinimal: isMinimal)
    }

    /// Whether members cannot all hold; false as well when that is not known in time.
    mutating func isImpossible(_ members: [Conflict.Member]) throws(SolverError) -> Bool {
        guard secondsLeft > 0, solvesLeft > 0 else {
            isConclusive = false
            return false
        }
        let part = program.only(members)
        guard part.columnCount > 0 else {
            return part.rowCount > 0 && HiGHSReading.ofConstants(in: part).solution == nil
        }
        var limits = SolveLimits()
        // One trial that does not end must not take the time of all the others.
        limits.seconds = min(secondsLeft, max(1, solver.conflictSeconds / 10))
        try model.pass(part)
        try solver.configure(model, within: limits)
        let ending = try model.run(watch: watch)
        secondsLeft -= model.seconds
        solvesLeft -= 1
        switch ending {
        case .infeasible: return true
        case .optimal, .unbounded, .empty: return false
        case .interrupted, .interruptedItself:
            secondsLeft = 0
        case .notSet, .loadError, .modelError, .presolveError, .solveError, .postsolveError,
            .unboundedOrInfeasible, .objectiveBound, .objectiveTarget, .timeLimit,
            .iterationLimit, .unknown, .solutionLimit, .memoryLimit:
            break
        }
        isConclusive = false
        return false
    }

    /// Members by their label and side; the last is tried first.
    private func families(of members: [Conflict.Member]) -> [[Conflict.Member]] {
        var places: [String: Int] = [:]
        var families: [[Conflict.Member]] = []
        for member in members {
            let name: String
            switch member {
            case .atLeast(let row): name = "row ≥ " + program.label(of: row)
            case .atMost(let row): name = "row ≤ " + program.label(of: row)
            case .floor(let variable): name = "floor " + program.label(of: variable)
            case .ceiling(let variable): name = "ceiling " + program.label(of: variable)
            }
            if let place = places[name] {
                families[place].append(member)
            } else {
                places[name] = families.count
                families.append([member])
            }
        }
        return families
    }
}
