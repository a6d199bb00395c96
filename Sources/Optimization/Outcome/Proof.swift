/// How well an answer stands a check that does not trust its solver.
///
/// Every figure is relative: a violation of a row to the size of the row's terms and side, that of
/// a bound to the bound, a dual residual to the costs.
package struct Proof: Sendable, Equatable {
    /// The largest violation of a row.
    package var rowViolation = 0.0
    /// Where that is; nil when no row is violated.
    package var worstRow: Program.Row?
    /// The largest violation of a bound.
    package var boundViolation = 0.0
    /// The largest distance of an integer variable from a whole number, absolute.
    package var fraction = 0.0
    /// The largest dual of the wrong sign: a price on a side that is infinite.
    package var dualViolation = 0.0
    /// The gap of primal and dual objective, relative; nil without duals.
    package var dualityGap: Double?
    /// The objective that the duals prove no solution can beat; nil without duals.
    ///
    /// Prices on infinite sides are left out of it, so it is only as good as `dualViolation` is small.
    package var dualObjective: Double?

    package init() {}

    /// Whether rows, bounds and whole numbers hold within a tolerance.
    package func holds(within tolerance: Double) -> Bool {
        rowViolation <= tolerance && boundViolation <= tolerance
            && fraction <= max(tolerance, 1e-5)
    }

    /// Checks values, and duals where there are any, against a program.
    ///
    /// Reduced costs are computed from the duals, `c − Aᵀ y`: a solver's own are not asked for. The
    /// dual objective is `offset + Σ side · y + Σ bound · reduced cost`, each price on the side that
    /// its sign belongs to.
    package init(_ program: Program, values: [Double], duals: [Double] = []) {
        precondition(values.count == program.columnCount, "one value per column")
        checkRows(program, values)
        checkBounds(program, values)
        // Without rows the bounds alone prove something.
        guard !duals.isEmpty || program.rowCount == 0 else { return }
        precondition(duals.count == program.rowCount, "one dual per row")
        checkDuals(program, values, duals)
    }

    private mutating func checkRows(_ program: Program, _ values: [Double]) {
        for row in 0..<program.rowCount {
            var sum = 0.0
            var size = 1.0
            for place in Int(program.starts[row])..<Int(program.starts[row + 1]) {
                let part = program.values[place] * values[Int(program.columns[place])]
                sum += part
                size = max(size, abs(part))
            }
            let lower = program.rowLower[row]
            let upper = program.rowUpper[row]
            if lower.isFinite { size = max(size, abs(lower)) }
            if upper.isFinite { size = max(size, abs(upper)) }
            let violation = max(lower - sum, sum - upper, 0) / size
            // A value that is no number violates everything.
            if violation > rowViolation || !sum.isFinite {
                rowViolation = sum.isFinite ? violation : .infinity
                worstRow = Program.Row(index: Int32(row))
            }
        }
    }

    private mutating func checkBounds(_ program: Program, _ values: [Double]) {
        for column in 0..<program.columnCount {
            let value = values[column]
            let lower = program.lower[column]
            let upper = program.upper[column]
            var size = 1.0
            if lower.isFinite { size = max(size, abs(lower)) }
            if upper.isFinite { size = max(size, abs(upper)) }
            let violation = max(lower - value, value - upper, 0) / size
            boundViolation = max(boundViolation, value.isFinite ? violation : .infinity)
            if program.integrality[column] == 1 {
                fraction = max(fraction, abs(value - value.rounded()))
            }
        }
    }

    private mutating func checkDuals(_ program: Program, _ values: [Double], _ duals: [Double]) {
        var reduced = program.cost
        var objective = program.offset
        let scale = max(1, program.cost.reduce(0) { max($0, abs($1)) })
        for row in 0..<program.rowCount {
            let dual = duals[row]
            guard dual != 0 else { continue }
            for place in Int(program.starts[row])..<Int(program.starts[row + 1]) {
                reduced[Int(program.columns[place])] -= program.values[place] * dual
            }
            objective += price(dual, program.rowLower[row], program.rowUpper[row], scale)
        }
        for column in 0..<program.columnCount where reduced[column] != 0 {
            objective += price(
                reduced[column],
                program.lower[column],
                program.upper[column],
                scale
            )
        }
        let primal = program.objective(of: values)
        dualObjective = objective
        dualityGap = abs(primal - objective) / max(1, abs(primal))
    }

    /// What a price earns on the side that its sign belongs to.
    ///
    /// On an infinite side it earns nothing and counts as a violation.
    private mutating func price(
        _ price: Double,
        _ lower: Double,
        _ upper: Double,
        _ scale: Double
    ) -> Double {
        let side = price > 0 ? lower : upper
        if side.isFinite { return side * price }
        dualViolation = max(dualViolation, abs(price) / scale)
        return 0
    }
}
