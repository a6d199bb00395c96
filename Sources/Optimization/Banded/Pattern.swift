/// What ``Presolve`` left of a program: its rows and columns, counted anew in the order given.
struct Pattern {
    /// For each row and column that is left its number in the program.
    let rowSources: [Int32]
    let columnSources: [Int32]
    /// Where each column begins in `rows` and `values`; one entry more than there are columns.
    let starts: [Int32]
    let rows: [Int32]
    let values: [Double]

    init(_ presolve: borrowing Presolve) {
        rowSources = presolve.keepsRow.indices.filter { presolve.keepsRow[$0] }.map { Int32($0) }
        columnSources = presolve.keepsColumn.indices.filter { presolve.keepsColumn[$0] }
            .map { Int32($0) }
        var number = [Int32](repeating: -1, count: presolve.keepsRow.count)
        for (position, row) in rowSources.enumerated() { number[Int(row)] = Int32(position) }
        var starts: [Int32] = [0]
        var rows: [Int32] = []
        var values: [Double] = []
        starts.reserveCapacity(columnSources.count + 1)
        rows.reserveCapacity(presolve.matrix.rows.count)
        values.reserveCapacity(presolve.matrix.rows.count)
        for column in columnSources {
            for place in presolve.matrix.range(Int(column)) {
                let row = number[Int(presolve.matrix.rows[place])]
                guard row >= 0 else { continue }
                rows.append(row)
                values.append(presolve.matrix.values[place])
            }
            starts.append(Int32(rows.count))
        }
        self.starts = starts
        self.rows = rows
        self.values = values
    }

    var rowCount: Int { rowSources.count }
    var columnCount: Int { columnSources.count }

    func range(_ column: Int) -> Range<Int> { Int(starts[column])..<Int(starts[column + 1]) }
}
