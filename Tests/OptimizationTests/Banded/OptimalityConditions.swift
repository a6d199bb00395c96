import Optimization

/// The conditions of Karush, Kuhn and Tucker, from a program and values and duals alone.
///
/// Written out a second time, apart from ``Proof``, which the solver uses itself. Each is the largest
/// miss, relative to what it is a miss of.
struct OptimalityConditions {
    /// Rows and bounds that do not hold, relative to the largest of their terms and sides.
    private(set) var primal = 0.0
    /// Prices of a side or bound that is not there, relative to the largest cost.
    private(set) var dual = 0.0
    /// Prices of sides and bounds times how far away those are, relative to the objective.
    private(set) var complementarity = 0.0

    init(_ program: Program, _ solution: Solution) {
        var reduced = program.cost
        let dearest = program.cost.reduce(1) { max($0, abs($1)) }
        let worth = max(1, abs(solution.objective))
        for row in 0..<program.rowCount {
            var sum = 0.0
            var size = 1.0
            for (variable, coefficient) in program.terms(of: Program.Row(index: Int32(row))) {
                let term = coefficient * solution.values[Int(variable.index)]
                sum += term
                size = max(size, abs(term))
                reduced[Int(variable.index)] -= coefficient * solution.duals[row]
            }
            let sides = (program.rowLower[row], program.rowUpper[row])
            note(sum, within: sides, size, price: solution.duals[row], dearest, worth)
        }
        for column in 0..<program.columnCount {
            let value = solution.values[column]
            let bounds = (program.lower[column], program.upper[column])
            note(value, within: bounds, max(1, abs(value)), price: reduced[column], dearest, worth)
        }
    }

    private mutating func note(
        _ value: Double,
        within ends: (lower: Double, upper: Double),
        _ size: Double,
        price: Double,
        _ dearest: Double,
        _ worth: Double
    ) {
        primal = max(primal, (ends.lower - value) / size, (value - ends.upper) / size)
        // A positive price holds the lower end, a negative one the upper end.
        let end = price > 0 ? ends.lower : ends.upper
        if end.isFinite {
            complementarity = max(complementarity, abs(price * (value - end)) / worth)
        } else {
            dual = max(dual, abs(price) / dearest)
        }
    }
}
