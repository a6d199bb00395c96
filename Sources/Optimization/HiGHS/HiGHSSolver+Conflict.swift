extension HiGHSSolver {
    /// Rows and bounds of an infeasible program that cannot all hold.
    ///
    /// A row that the bounds of its variables forbid is the plainest cause and found at once
    /// (`Highs_getIis`). HiGHS could go on to an irreducible set of rows by itself, but leaves out
    /// one at a time: 40 s for a quarter of a year's hours. The search of our own begins from the
    /// proof of an LP, and with integers from everything when the relaxation is possible.
    func conflict(of program: Program, watch: Watch?) throws(SolverError) -> Conflict {
        let everything = Conflict.Member.all(of: program)
        var search = try ConflictSearch(program, solver: self, watch: watch)
        let plain = try plainCause(of: program)
        if !plain.isEmpty, case .impossible(let core) = try search.examine(plain, of: plain) {
            return try search.reduce(core)
        }
        if program.hasIntegers {
            var relaxed = try ConflictSearch(program.relaxed, solver: self, watch: watch)
            if let conflict = try relaxed.prove(everything) { return conflict }
            return try search.reduce(everything)
        }
        if let conflict = try search.prove(everything) { return conflict }
        return Conflict(members: everything, isMinimal: false)
    }

    private func plainCause(of program: Program) throws(SolverError) -> [Conflict.Member] {
        let relaxed = program.relaxed.withoutObjective
        let model = try HiGHSModel(library, isQuiet: isQuiet)
        try model.pass(relaxed)
        try model.set("iis_strategy", 0)
        try model.set("iis_time_limit", conflictSeconds / 4)
        return try model.conflict().members(of: relaxed)
    }
}
