extension Program {
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
