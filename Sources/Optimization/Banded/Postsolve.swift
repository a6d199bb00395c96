/// Makes values and duals of a whole program from those of what ``Presolve`` left of it.
///
/// Undoes the reductions from the last to the first. The price of a bound that came from a row goes
/// back to the row, so that the optimality conditions hold for the program as it was given.
struct Postsolve {
    let presolve: Presolve

    /// Values of all columns.
    ///
    /// `kept`: One entry per column, of which those of removed columns do not count.
    func values(_ kept: [Double]) -> [Double] {
        var values = kept
        for case .fix(let column, let value) in presolve.reductions { values[Int(column)] = value }
        for case .lift(let column, let up, let rows) in presolve.reductions.reversed() {
            values[Int(column)] = height(of: Int(column), up, rows, values)
        }
        return values
    }

    /// The least that a column has to rise or fall to for its rows to hold.
    private func height(of column: Int, _ up: Bool, _ rows: [Int32], _ values: [Double]) -> Double {
        let program = presolve.program
        let start = up ? presolve.lower[column] : presolve.upper[column]
        var height = start.isFinite ? start : 0
        for row in rows.map({ Int($0) }) {
            var rest = 0.0
            var coefficient = 0.0
            for place in Int(program.starts[row])..<Int(program.starts[row + 1]) {
                if Int(program.columns[place]) == column {
                    coefficient = program.values[place]
                } else {
                    rest += program.values[place] * values[Int(program.columns[place])]
                }
            }
            let side = (coefficient > 0) == up ? program.rowLower[row] : program.rowUpper[row]
            guard side.isFinite else { continue }
            let needed = (side - rest) / coefficient
            height = up ? max(height, needed) : min(height, needed)
        }
        return height
    }

    /// Duals of all rows for the program's costs.
    ///
    /// `kept`: One entry per row, zero for removed rows.
    func duals(_ kept: [Double]) -> [Double] { duals(kept, cost: presolve.program.cost) }

    /// A proof that nothing satisfies the program: duals that stay right when nothing costs.
    func ray(_ kept: [Double]) -> [Double] {
        duals(kept, cost: Array(repeating: 0, count: presolve.program.columnCount))
    }

    private func duals(_ kept: [Double], cost: [Double]) -> [Double] {
        var duals = kept
        for reduction in presolve.reductions.reversed() {
            switch reduction {
            case .fix, .lift: continue
            case .bound(let row, let column, let coefficient, let raises, let lowers):
                let price = reducedCost(Int(column), cost, duals)
                if price > 0 ? raises : lowers { duals[Int(row)] = price / coefficient }
            case .force(let row, let sign):
                duals[Int(row)] = price(ofForcing: Int(row), sign, cost, duals)
            }
        }
        return duals
    }

    /// The smallest dual of a row with which the bounds of all columns that it forced are priced right.
    private func price(
        ofForcing row: Int,
        _ sign: Double,
        _ cost: [Double],
        _ duals: [Double]
    ) -> Double {
        let program = presolve.program
        var price = 0.0
        for place in Int(program.starts[row])..<Int(program.starts[row + 1])
        where program.values[place] != 0 {
            let column = Int(program.columns[place])
            guard presolve.forcedBy[column] == Int32(row) else { continue }
            let needed = reducedCost(column, cost, duals) / program.values[place]
            price = sign > 0 ? max(price, needed) : min(price, needed)
        }
        return price
    }

    private func reducedCost(_ column: Int, _ cost: [Double], _ duals: [Double]) -> Double {
        presolve.matrix.reducedCost(column, cost: cost[column], duals: duals)
    }
}
