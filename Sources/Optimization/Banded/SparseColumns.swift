/// The coefficients of a program column by column (CSC), rows ascending within a column.
struct SparseColumns {
    /// Where each column begins; one entry more than there are columns.
    let starts: [Int32]
    let rows: [Int32]
    let values: [Double]

    /// The transpose of a program's rows; coefficients of zero are left out.
    init(_ program: Program) {
        var starts = [Int32](repeating: 0, count: program.columnCount + 1)
        for place in program.columns.indices where program.values[place] != 0 {
            starts[Int(program.columns[place]) + 1] += 1
        }
        for column in 0..<program.columnCount { starts[column + 1] += starts[column] }
        var next = starts
        var rows = [Int32](repeating: 0, count: Int(starts[program.columnCount]))
        var values = [Double](repeating: 0, count: rows.count)
        for row in 0..<program.rowCount {
            for place in Int(program.starts[row])..<Int(program.starts[row + 1])
            where program.values[place] != 0 {
                let column = Int(program.columns[place])
                let slot = Int(next[column])
                rows[slot] = Int32(row)
                values[slot] = program.values[place]
                next[column] += 1
            }
        }
        self.starts = starts
        self.rows = rows
        self.values = values
    }

    func range(_ column: Int) -> Range<Int> { Int(starts[column])..<Int(starts[column + 1]) }

    /// What a column costs less what its rows pay for it, `c − Aᵀ y`.
    func reducedCost(_ column: Int, cost: Double, duals: [Double]) -> Double {
        range(column).reduce(cost) { $0 - values[$1] * duals[Int(rows[$1])] }
    }
}
