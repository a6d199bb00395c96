/// How each column that presolve left becomes a variable that is bounded below by zero or free.
///
/// `value = shift + factor · unit · variable`.
struct ColumnMap {
    private(set) var shifts: [Double]
    /// The column's scale, negative where the column is turned around at its upper bound.
    private(set) var factors: [Double]
    private(set) var isFree: [Bool]
    /// The distance of the bounds in units of the factor; infinite with one bound or none.
    private(set) var widths: [Double]

    init(_ presolve: borrowing Presolve, _ pattern: borrowing Pattern, _ scale: Equilibration) {
        shifts = Array(repeating: 0, count: pattern.columnCount)
        factors = scale.columns
        isFree = Array(repeating: false, count: pattern.columnCount)
        widths = Array(repeating: .infinity, count: pattern.columnCount)
        for column in shifts.indices {
            let lower = presolve.lower[Int(pattern.columnSources[column])]
            let upper = presolve.upper[Int(pattern.columnSources[column])]
            if lower.isFinite {
                shifts[column] = lower
                widths[column] = (upper - lower) / factors[column]
            } else if upper.isFinite {
                shifts[column] = upper
                factors[column].negate()
            } else {
                isFree[column] = true
            }
        }
    }
}

/// How each row that presolve left becomes an equation, with a slack where it was none.
struct RowMap {
    let scales: [Double]
    /// Right-hand sides, scaled, the columns' shifts moved over.
    private(set) var sides: [Double]
    /// The coefficient of the slack: 1, −1, or 0 without one.
    private(set) var signs: [Double]
    /// How far the slack may go; infinite with one side.
    private(set) var widths: [Double]

    init(
        _ presolve: borrowing Presolve,
        _ pattern: borrowing Pattern,
        _ scale: Equilibration,
        _ columns: ColumnMap
    ) {
        scales = scale.rows
        sides = Array(repeating: 0, count: pattern.rowCount)
        signs = Array(repeating: 0, count: pattern.rowCount)
        widths = Array(repeating: .infinity, count: pattern.rowCount)
        var moved = [Double](repeating: 0, count: pattern.rowCount)
        for column in columns.shifts.indices where columns.shifts[column] != 0 {
            for place in pattern.range(column) {
                moved[Int(pattern.rows[place])] += pattern.values[place] * columns.shifts[column]
            }
        }
        for row in sides.indices {
            let source = Int(pattern.rowSources[row])
            let lower =
                Self.rest(presolve.rowLower, presolve.program.rowLower, source, moved[row])
                * scales[row]
            let upper =
                Self.rest(presolve.rowUpper, presolve.program.rowUpper, source, moved[row])
                * scales[row]
            let isEquation = upper - lower <= 1e-10 * max(1, min(abs(lower), abs(upper)))
            sides[row] = upper.isFinite ? upper : lower
            signs[row] = isEquation ? 0 : upper.isFinite ? 1 : -1
            if !isEquation { widths[row] = upper - lower }
        }
    }

    /// What is left of a side when the shifts are moved over, zero where that is rounding error.
    private static func rest(
        _ sides: [Double],
        _ given: [Double],
        _ row: Int,
        _ moved: Double
    ) -> Double {
        let rest = sides[row] - moved
        guard rest.isFinite else { return rest }
        return abs(rest) <= 1e-14 * max(abs(given[row]), abs(moved)) ? 0 : rest
    }
}
