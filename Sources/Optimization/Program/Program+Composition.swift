extension Program {
    /// Adds another program: its rows behind these, and its columns that are not shared behind these.
    ///
    /// The objective becomes the sum of this one and `weight` times the other. A shared column is one
    /// that is decided once for both: it costs what both say and keeps to the bounds of both. How
    /// deterministic equivalents of stochastic programs are built (Birge and Louveaux 2011, chapter 2).
    ///
    /// `shared`: For columns of the other program the column of this one that they are.
    /// Returns where each column of the other program stands here.
    package mutating func append(
        _ other: Program,
        weight: Double = 1,
        sharing shared: [Variable: Variable] = [:]
    ) -> [Variable] {
        precondition(weight.isFinite, "a weight has to be finite")
        reserve(
            columns: columnCount + other.columnCount - shared.count,
            rows: rowCount + other.rowCount,
            nonzeros: nonzeroCount + other.nonzeroCount
        )
        let labels = other.labels.map { label($0) }
        offset += weight * other.offset
        let places = (0..<other.columnCount).map { column in
            guard let known = shared[Variable(index: Int32(column))] else {
                return variable(
                    labels[Int(other.columnLabels[column])],
                    cost: weight * other.cost[column],
                    lower: other.lower[column],
                    upper: other.upper[column],
                    isInteger: other.integrality[column] == 1
                )
            }
            merge(column, of: other, weight: weight, into: known)
            return known
        }
        for place in 0..<other.rowCount {
            let row = Row(index: Int32(place))
            for (variable, coefficient) in other.terms(of: row) {
                term(coefficient, places[Int(variable.index)])
            }
            close(
                labels[Int(other.rowLabels[place])],
                lower: other.rowLower[place],
                upper: other.rowUpper[place]
            )
        }
        return places
    }

    private mutating func merge(
        _ column: Int,
        of other: Program,
        weight: Double,
        into known: Variable
    ) {
        let place = Int(known.index)
        setCost(known, cost[place] + weight * other.cost[column])
        setBounds(
            known,
            lower: max(lower[place], other.lower[column]),
            upper: min(upper[place], other.upper[column])
        )
        if other.integrality[column] == 1 { setInteger(known, true) }
    }
}
