extension Program {
    /// The program that asks by how much some rows have to be broken, and for nothing else.
    ///
    /// Every row of `rows` may be broken at a cost of 1 per unit; all other costs are 0. The least
    /// cost is 0 exactly when this program has a solution, and convex in the rows' sides. Phase one
    /// of the simplex method (Dantzig 1963) for some rows only. Rows and columns keep their places;
    /// the breaches come behind them.
    package func elastic(_ rows: [Row]) -> Program {
        var program = Program()
        program.reserve(
            columns: columnCount + 2 * rows.count,
            rows: rowCount,
            nonzeros: nonzeroCount + 2 * rows.count
        )
        let families = labels.map { program.label($0) }
        for column in 0..<columnCount {
            _ = program.variable(
                families[Int(columnLabels[column])],
                lower: lower[column],
                upper: upper[column],
                isInteger: integrality[column] == 1
            )
        }
        let isElastic = Set(rows)
        let short = program.label("short")
        let over = program.label("over")
        for place in 0..<rowCount {
            let row = Row(index: Int32(place))
            for (variable, coefficient) in terms(of: row) { program.term(coefficient, variable) }
            if isElastic.contains(row) {
                if rowLower[place].isFinite { program.term(1, program.variable(short, cost: 1)) }
                if rowUpper[place].isFinite { program.term(-1, program.variable(over, cost: 1)) }
            }
            program.close(
                families[Int(rowLabels[place])],
                lower: rowLower[place],
                upper: rowUpper[place]
            )
        }
        return program
    }

    /// The rows with a finite side that differs from that of a program of the same shape.
    package func rowsWithOtherSides(than other: Program) -> [Row] {
        precondition(rowCount == other.rowCount, "programs of one shape")
        return (0..<rowCount).filter {
            rowLower[$0] != other.rowLower[$0] || rowUpper[$0] != other.rowUpper[$0]
        }.map { Row(index: Int32($0)) }
    }
}
