extension Program {
    /// What a solver would refuse this program for, in a sentence; nil when there is nothing.
    ///
    /// Asked only after a refusal: it reads the whole program.
    package var fault: String? {
        columns(outside: columnCount) ?? coefficientFault ?? costFault ?? sideFault
    }

    /// The sizes up to which solvers take coefficients and costs for numbers.
    private static let largest = (coefficient: 1e15, cost: 1e20)

    private func columns(outside count: Int) -> String? {
        var lastRow = [Int32](repeating: -1, count: count)
        for row in 0..<rowCount {
            for place in Int(starts[row])..<Int(starts[row + 1]) {
                let column = Int(columns[place])
                guard column < count else {
                    return "row \(row) (\(rowName(row))) has a variable of another program"
                }
                guard lastRow[column] != Int32(row) else {
                    return "row \(row) (\(rowName(row))) has \(columnName(column)) twice"
                }
                lastRow[column] = Int32(row)
            }
        }
        return nil
    }

    private var coefficientFault: String? {
        for row in 0..<rowCount {
            for place in Int(starts[row])..<Int(starts[row + 1])
            where !(abs(values[place]) < Self.largest.coefficient) {
                return "row \(row) (\(rowName(row))) has the coefficient \(values[place]) at "
                    + "\(columnName(Int(columns[place]))); it has to be below 1e15"
            }
        }
        return nil
    }

    private var costFault: String? {
        let column = cost.firstIndex { !(abs($0) < Self.largest.cost) }
        return column.map {
            "column \($0) (\(columnName($0))) costs \(cost[$0]); it has to be below 1e20"
        }
    }

    /// A side or bound that is infinite on the wrong side, which no value can reach.
    private var sideFault: String? {
        if let row = (0..<rowCount).first(where: { rowLower[$0] == .infinity }) {
            return "row \(row) (\(rowName(row))) has to be at least infinity"
        }
        if let row = (0..<rowCount).first(where: { rowUpper[$0] == -.infinity }) {
            return "row \(row) (\(rowName(row))) has to be at most minus infinity"
        }
        if let column = (0..<columnCount).first(where: { lower[$0] == .infinity }) {
            return "column \(column) (\(columnName(column))) has to be at least infinity"
        }
        return (0..<columnCount).first { upper[$0] == -.infinity }.map {
            "column \($0) (\(columnName($0))) has to be at most minus infinity"
        }
    }

    private func rowName(_ row: Int) -> String { label(of: Row(index: Int32(row))) }
    private func columnName(_ column: Int) -> String {
        label(of: Variable(index: Int32(column)))
    }
}
