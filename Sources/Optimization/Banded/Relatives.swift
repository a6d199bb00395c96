/// Programs whose optima tell what a program is that has none itself.
extension Program {
    /// The same rows and bounds where every row may be broken at a price of one per unit.
    ///
    /// Always has a solution, and its optimum is the least total violation. Where that is above
    /// zero, its duals prove that the program has no solution (``FarkasProof``).
    var elastic: Program {
        var program = Program()
        let label = program.label("x")
        program.reserve(
            columns: columnCount + 2 * rowCount,
            rows: rowCount,
            nonzeros: nonzeroCount + 2 * rowCount
        )
        for column in 0..<columnCount {
            _ = program.variable(label, lower: lower[column], upper: upper[column])
        }
        for row in 0..<rowCount {
            for (variable, coefficient) in terms(of: Row(index: Int32(row))) {
                program.term(coefficient, variable)
            }
            if rowLower[row].isFinite { program.term(1, program.variable(label, cost: 1)) }
            if rowUpper[row].isFinite { program.term(-1, program.variable(label, cost: 1)) }
            program.close(label, lower: rowLower[row], upper: rowUpper[row])
        }
        return program
    }

    /// The directions in which a solution may go on without end, no component longer than one.
    ///
    /// Zero is always one of them. Where the optimum is below zero, a program that has a solution
    /// is unbounded.
    var recession: Program {
        var program = Program()
        let label = program.label("x")
        program.reserve(columns: columnCount, rows: rowCount, nonzeros: nonzeroCount)
        for column in 0..<columnCount {
            _ = program.variable(
                label,
                cost: cost[column],
                lower: lower[column].isFinite ? 0 : -1,
                upper: upper[column].isFinite ? 0 : 1
            )
        }
        for row in 0..<rowCount {
            for (variable, coefficient) in terms(of: Row(index: Int32(row))) {
                program.term(coefficient, variable)
            }
            program.close(
                label,
                lower: rowLower[row].isFinite ? 0 : -.infinity,
                upper: rowUpper[row].isFinite ? 0 : .infinity
            )
        }
        return program
    }
}
