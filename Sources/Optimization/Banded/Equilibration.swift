/// Factors that bring the largest coefficient of every row and column near one.
///
/// Ruiz' iteration: rows and columns are divided by the square roots of their largest entries, a few
/// times over (D. Ruiz, A scaling algorithm to equilibrate both rows and columns norms in matrices,
/// RAL-TR-2001-034). Rounded to powers of two, so that scaling changes no digit.
struct Equilibration {
    private(set) var rows: [Double]
    private(set) var columns: [Double]

    init(_ pattern: borrowing Pattern) {
        rows = Array(repeating: 1, count: pattern.rowCount)
        columns = Array(repeating: 1, count: pattern.columnCount)
        for _ in 0..<4 where improve(pattern) == false { break }
        for row in rows.indices { rows[row] = Self.power(near: rows[row]) }
        for column in columns.indices { columns[column] = Self.power(near: columns[column]) }
    }

    /// One step of the iteration; false when all was near one already.
    private mutating func improve(_ pattern: borrowing Pattern) -> Bool {
        var rowLargest = [Double](repeating: 0, count: rows.count)
        var columnLargest = [Double](repeating: 0, count: columns.count)
        for column in columns.indices {
            for place in pattern.range(column) {
                let row = Int(pattern.rows[place])
                let size = abs(pattern.values[place]) * rows[row] * columns[column]
                rowLargest[row] = max(rowLargest[row], size)
                columnLargest[column] = max(columnLargest[column], size)
            }
        }
        var worst = 1.0
        for row in rows.indices where rowLargest[row] > 0 {
            rows[row] /= rowLargest[row].squareRoot()
            worst = max(worst, rowLargest[row], 1 / rowLargest[row])
        }
        for column in columns.indices where columnLargest[column] > 0 {
            columns[column] /= columnLargest[column].squareRoot()
            worst = max(worst, columnLargest[column], 1 / columnLargest[column])
        }
        return worst > 2
    }

    /// The geometric mean of the sizes that are not zero, as a power of two; 1 without any.
    ///
    /// Sizes of less than a millionth of the largest do not count.
    static func typicalSize(_ numbers: [Double]) -> Double {
        let least = numbers.reduce(0) { max($0, abs($1)) } * 1e-6
        var exponents = 0
        var count = 0
        for number in numbers where number != 0 && abs(number) >= least {
            exponents += Int(power(near: abs(number)).exponent)
            count += 1
        }
        guard count > 0 else { return 1 }
        let mean = (Double(exponents) / Double(count)).rounded()
        return Double(sign: .plus, exponent: Int(mean), significand: 1)
    }

    /// The power of two that is nearest on a logarithmic scale.
    static func power(near value: Double) -> Double {
        guard value > 0, value.isFinite else { return 1 }
        let isAbove = value.significand > 2.0.squareRoot()
        return Double(sign: .plus, exponent: value.exponent + (isAbove ? 1 : 0), significand: 1)
    }
}
