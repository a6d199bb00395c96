package import Optimization

extension SiteProgram {
    /// What one megawatt of IT more costs over a year, by year of the scope and quarter.
    ///
    /// In dollars of the objective. The slope of the optimal cost, so a cut for a decomposition:
    /// cost(x) ≥ cost + Σ price · (x − x₀), since the cost is convex in the load. Reckoned from how
    /// every side and bound of the program moves with the load.
    package func loadPrices(_ solution: Solution) -> [[Double]] {
        layouts.indices.map { position in
            (0..<4).map { quarter in
                var more = scope
                if more.extra.isEmpty {
                    more.extra = Array(repeating: [0, 0, 0, 0], count: layouts.count)
                }
                more.extra[position][quarter] += 1
                return SiteProgram(site, more).program.change(from: program, solution)
            }
        }
    }
}

extension Program {
    /// By how much the objective changes, to first order, from another program to this one.
    ///
    /// Both have the same terms in their rows, but for coefficients that depend on the change; their
    /// sides, bounds, costs and coefficients may differ. `solution` is that of `other`.
    func change(from other: Program, _ solution: Solution) -> Double {
        precondition(rowCount == other.rowCount, "programs of one shape")
        precondition(columnCount == other.columnCount, "programs of one shape")
        precondition(columns == other.columns, "programs of one shape")
        var change = offset - other.offset
        for row in 0..<rowCount {
            let dual = solution.duals[row]
            guard dual != 0 else { continue }
            let (side, before) =
                dual > 0
                ? (rowLower[row], other.rowLower[row]) : (rowUpper[row], other.rowUpper[row])
            if side.isFinite, before.isFinite { change += dual * (side - before) }
            for place in Int(starts[row])..<Int(starts[row + 1])
            where values[place] != other.values[place] {
                let moved = values[place] - other.values[place]
                change -= dual * moved * solution.values[Int(columns[place])]
            }
        }
        for column in 0..<columnCount {
            change += (cost[column] - other.cost[column]) * solution.values[column]
            let reduced = solution.reducedCosts[column]
            guard reduced != 0 else { continue }
            let (side, before) =
                reduced > 0
                ? (lower[column], other.lower[column]) : (upper[column], other.upper[column])
            if side.isFinite, before.isFinite { change += reduced * (side - before) }
        }
        return change
    }
}
