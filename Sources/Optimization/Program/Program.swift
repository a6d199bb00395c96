/// A linear program as a value: minimize `offset + cost · x` over rows and bounds, integers allowed.
///
/// Rows are stored one after the other (CSR) in the arrays that a solver takes as they are. Every
/// row reads `lower ≤ a · x ≤ upper` and every column `lower ≤ x ≤ upper`; an equality has equal
/// sides and a side that is not limited is infinite. Rows and columns carry a label, the family of
/// constraints or quantities that they belong to, from which names are made only when asked for.
package struct Program: Sendable, Equatable {
    /// A column: a quantity that the solver chooses.
    package struct Variable: Sendable, Hashable, Comparable {
        package let index: Int32

        @inlinable package init(index: Int32) { self.index = index }

        @inlinable package static func < (lhs: Self, rhs: Self) -> Bool { lhs.index < rhs.index }

        /// The variable that was made `distance` after this one.
        @inlinable package func advanced(by distance: Int) -> Self {
            Self(index: index + Int32(distance))
        }
    }

    /// A row: a requirement on a sum of variables.
    package struct Row: Sendable, Hashable, Comparable {
        package let index: Int32

        @inlinable package init(index: Int32) { self.index = index }

        @inlinable package static func < (lhs: Self, rhs: Self) -> Bool { lhs.index < rhs.index }
    }

    /// A family of rows or columns, such as `balance`.
    package struct Label: Sendable, Hashable {
        @usableFromInline let number: UInt16

        @usableFromInline init(number: UInt16) { self.number = number }
    }

    /// Added to the objective of every solution.
    package var offset = 0.0
    /// One entry per column; dollars per unit of the variable, or whatever the objective counts.
    package private(set) var cost: [Double] = []
    package private(set) var lower: [Double] = []
    package private(set) var upper: [Double] = []
    /// 1 for a column that has to be a whole number, else 0.
    package private(set) var integrality: [Int32] = []
    /// One entry per row.
    package private(set) var rowLower: [Double] = []
    package private(set) var rowUpper: [Double] = []
    /// Where each row begins in `columns` and `values`; one entry more than there are rows.
    package private(set) var starts: [Int32] = [0]
    package private(set) var columns: [Int32] = []
    package private(set) var values: [Double] = []

    private(set) var labels: [String] = []
    private(set) var columnLabels: [UInt16] = []
    private(set) var rowLabels: [UInt16] = []

    package init() {}

    package var columnCount: Int { cost.count }
    package var rowCount: Int { rowLower.count }
    package var nonzeroCount: Int { values.count }
    package var hasIntegers: Bool { integrality.contains(1) }

    /// Makes room, so that a large program is built without growing its arrays.
    package mutating func reserve(columns: Int, rows: Int, nonzeros: Int) {
        cost.reserveCapacity(columns)
        lower.reserveCapacity(columns)
        upper.reserveCapacity(columns)
        integrality.reserveCapacity(columns)
        columnLabels.reserveCapacity(columns)
        rowLower.reserveCapacity(rows)
        rowUpper.reserveCapacity(rows)
        rowLabels.reserveCapacity(rows)
        starts.reserveCapacity(rows + 1)
        self.columns.reserveCapacity(nonzeros)
        values.reserveCapacity(nonzeros)
    }

    /// The label of this name; the same name gives the same label.
    package mutating func label(_ name: String) -> Label {
        if let known = labels.firstIndex(of: name) { return Label(number: UInt16(known)) }
        precondition(labels.count < Int(UInt16.max), "at most 65,534 labels")
        labels.append(name)
        return Label(number: UInt16(labels.count - 1))
    }

    // MARK: Columns

    /// A new variable; not below zero unless its bounds say otherwise.
    ///
    /// `cost`: What one unit of it adds to the objective.
    package mutating func variable(
        _ label: Label,
        cost: Double = 0,
        lower: Double = 0,
        upper: Double = .infinity,
        isInteger: Bool = false
    ) -> Variable {
        precondition(cost.isFinite, "a cost has to be finite")
        precondition(lower <= upper, "a lower bound above the upper one")
        self.cost.append(cost)
        self.lower.append(lower)
        self.upper.append(upper)
        integrality.append(isInteger ? 1 : 0)
        columnLabels.append(label.number)
        return Variable(index: Int32(self.cost.count - 1))
    }

    // MARK: Rows

    /// Adds a term to the row that the next ``close(_:lower:upper:)`` ends.
    ///
    /// A variable stands at most once in a row.
    package mutating func term(_ coefficient: Double, _ variable: Variable) {
        columns.append(variable.index)
        values.append(coefficient)
    }

    /// Ends the row of the terms since the last one: `lower ≤ terms ≤ upper`.
    @discardableResult
    package mutating func close(
        _ label: Label,
        lower: Double = -.infinity,
        upper: Double = .infinity
    ) -> Row {
        precondition(lower <= upper, "a lower side above the upper one")
        rowLower.append(lower)
        rowUpper.append(upper)
        rowLabels.append(label.number)
        starts.append(Int32(columns.count))
        return Row(index: Int32(rowLower.count - 1))
    }

    /// Requires something of a sum; its constant moves to the other side.
    @discardableResult
    package mutating func require(_ label: Label, _ requirement: Requirement) -> Row {
        let sum = requirement.sum
        for (variable, coefficient) in sum.merged where coefficient != 0 {
            term(coefficient, variable)
        }
        return close(
            label,
            lower: requirement.lower - sum.constant,
            upper: requirement.upper - sum.constant
        )
    }

    // MARK: Changes that keep the shape

    package mutating func setCost(_ variable: Variable, _ value: Double) {
        precondition(value.isFinite, "a cost has to be finite")
        cost[Int(variable.index)] = value
    }

    package mutating func setBounds(_ variable: Variable, lower: Double, upper: Double) {
        precondition(lower <= upper, "a lower bound above the upper one")
        self.lower[Int(variable.index)] = lower
        self.upper[Int(variable.index)] = upper
    }

    package mutating func setInteger(_ variable: Variable, _ isInteger: Bool) {
        integrality[Int(variable.index)] = isInteger ? 1 : 0
    }

    package mutating func setSides(_ row: Row, lower: Double, upper: Double) {
        precondition(lower <= upper, "a lower side above the upper one")
        rowLower[Int(row.index)] = lower
        rowUpper[Int(row.index)] = upper
    }

    /// A new variable with coefficients in rows that are closed already.
    ///
    /// Takes time in proportion to the program, because the rows behind move on.
    package mutating func variable(
        _ label: Label,
        cost: Double = 0,
        lower: Double = 0,
        upper: Double = .infinity,
        isInteger: Bool = false,
        in rows: [Row: Double]
    ) -> Variable {
        let variable = variable(
            label,
            cost: cost,
            lower: lower,
            upper: upper,
            isInteger: isInteger
        )
        var moved = 0
        let old = (starts: starts, columns: columns, values: values)
        columns.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        for row in 0..<rowCount {
            let range = Int(old.starts[row])..<Int(old.starts[row + 1])
            columns += old.columns[range]
            values += old.values[range]
            if let coefficient = rows[Row(index: Int32(row))] {
                columns.append(variable.index)
                values.append(coefficient)
                moved += 1
            }
            starts[row + 1] = Int32(columns.count)
        }
        precondition(moved == rows.count, "a coefficient in a row that is not there")
        return variable
    }

    /// The same rows and bounds with nothing to minimize.
    package var withoutObjective: Program {
        var program = self
        program.cost = Array(repeating: 0, count: columnCount)
        program.offset = 0
        return program
    }

    /// The same program with every variable allowed to be a fraction.
    package var relaxed: Program {
        var program = self
        program.integrality = Array(repeating: 0, count: columnCount)
        return program
    }

    // MARK: What stands there

    /// The terms of a row, in the order in which they were added.
    package func terms(of row: Row) -> [(variable: Variable, coefficient: Double)] {
        let range = Int(starts[Int(row.index)])..<Int(starts[Int(row.index) + 1])
        return range.map { (Variable(index: columns[$0]), values[$0]) }
    }

    package func label(of row: Row) -> String { labels[Int(rowLabels[Int(row.index)])] }
    package func label(of variable: Variable) -> String {
        labels[Int(columnLabels[Int(variable.index)])]
    }

    /// What each column costs less what the rows pay for it at these duals, `c − Aᵀ y`.
    package func reducedCosts(at duals: [Double]) -> [Double] {
        precondition(duals.count == rowCount, "one dual per row")
        var reduced = cost
        for row in 0..<rowCount where duals[row] != 0 {
            for place in Int(starts[row])..<Int(starts[row + 1]) {
                reduced[Int(columns[place])] -= values[place] * duals[row]
            }
        }
        return reduced
    }

    /// The objective of these values, one per column.
    package func objective(of values: [Double]) -> Double {
        precondition(values.count == columnCount, "one value per column")
        var sum = offset
        for index in values.indices { sum += cost[index] * values[index] }
        return sum
    }
}
