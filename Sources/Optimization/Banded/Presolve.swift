/// Takes out of a program what its rows and bounds decide by themselves.
///
/// An interior point method needs an interior: a row `x ≤ 0` or a column with equal bounds has none.
/// Gone are empty rows and columns, fixed columns, rows of one term (they become bounds), rows that
/// the bounds imply or that hold all their columns at a bound, and columns that cost and only make
/// rows harder. What was done is written down in `reductions`, from which ``Postsolve`` makes values
/// and duals of the whole program.
struct Presolve {
    /// A program without a solution, as the row that shows it once the reductions are undone.
    struct Contradiction {
        let row: Int
        /// 1: the row cannot reach its lower side; −1: it cannot get down to its upper one.
        let dual: Double
    }

    let program: Program
    let matrix: SparseColumns
    private(set) var lower: [Double]
    private(set) var upper: [Double]
    private(set) var rowLower: [Double]
    private(set) var rowUpper: [Double]
    private(set) var keepsRow: [Bool]
    private(set) var keepsColumn: [Bool]
    /// For each column the row that forced it to a bound, or −1.
    private(set) var forcedBy: [Int32]
    private(set) var reductions: [Reduction] = []
    private(set) var contradiction: Contradiction?
    /// A column in no row whose cost falls without end: with any solution the program is unbounded.
    private(set) var endlessColumn: Int?

    private var rows = Worklist()
    private var columns = Worklist()
    /// Rows of many terms wait until there is nothing else to do.
    private var longRows = Worklist()
    private static let longRow = 256

    init(_ program: Program) {
        self.program = program
        matrix = SparseColumns(program)
        lower = program.lower
        upper = program.upper
        rowLower = program.rowLower
        rowUpper = program.rowUpper
        keepsRow = Array(repeating: true, count: program.rowCount)
        keepsColumn = Array(repeating: true, count: program.columnCount)
        forcedBy = Array(repeating: -1, count: program.columnCount)
        rows = Worklist(program.rowCount)
        longRows = Worklist(program.rowCount)
        columns = Worklist(program.columnCount)
        for row in 0..<program.rowCount { revisit(row) }
        for column in 0..<program.columnCount { columns.add(column) }
        run()
    }

    private mutating func run() {
        while contradiction == nil {
            if rows.isEmpty, columns.isEmpty { swap(&rows, &longRows) }
            if rows.isEmpty, columns.isEmpty { return }
            for column in columns.take() where keepsColumn[column] { examine(column: column) }
            for row in rows.take() where keepsRow[row] {
                examine(row: row)
                if contradiction != nil { return }
            }
        }
    }

    private mutating func revisit(_ row: Int) {
        if places(row).count > Self.longRow { longRows.add(row) } else { rows.add(row) }
    }

    // MARK: Rows

    private mutating func examine(row: Int) {
        let activity = Activity(self, row)
        let slack = 1e-9 * activity.size
        if activity.highest < rowLower[row] - slack {
            contradiction = Contradiction(row: row, dual: 1)
        } else if activity.lowest > rowUpper[row] + slack {
            contradiction = Contradiction(row: row, dual: -1)
        } else if activity.count == 0 {
            drop(row: row)
        } else if activity.highest <= rowLower[row] + 1e-13 * activity.size {
            force(row: row, up: true)
        } else if activity.lowest >= rowUpper[row] - 1e-13 * activity.size {
            force(row: row, up: false)
        } else if activity.count == 1, abs(activity.coefficient) > 1e-9 {
            bound(activity.column, by: row, activity.coefficient)
        } else {
            relax(row: row, activity)
        }
    }

    /// Forgets a side that the bounds imply, and the row with its last side.
    private mutating func relax(row: Int, _ activity: Activity) {
        let hadLower = rowLower[row] > -.infinity
        let hadUpper = rowUpper[row] < .infinity
        if hadLower, activity.lowest >= rowLower[row] { rowLower[row] = -.infinity }
        if hadUpper, activity.highest <= rowUpper[row] { rowUpper[row] = .infinity }
        let hasLower = rowLower[row] > -.infinity
        let hasUpper = rowUpper[row] < .infinity
        if !hasLower, !hasUpper {
            drop(row: row)
        } else if hasLower != hadLower || hasUpper != hadUpper {
            for place in places(row) { columns.add(Int(program.columns[place])) }
        }
    }

    private mutating func drop(row: Int) {
        keepsRow[row] = false
        for place in places(row) { columns.add(Int(program.columns[place])) }
    }

    /// Makes a row of one term a bound of its column.
    private mutating func bound(_ column: Int, by row: Int, _ coefficient: Double) {
        let ends = (rowLower[row] / coefficient, rowUpper[row] / coefficient)
        let floor = coefficient > 0 ? ends.0 : ends.1
        let ceiling = coefficient > 0 ? ends.1 : ends.0
        let raises = floor > lower[column]
        let lowers = ceiling < upper[column]
        if raises || lowers {
            reductions.append(
                .bound(
                    row: Int32(row),
                    column: Int32(column),
                    coefficient: coefficient,
                    raisesFloor: raises,
                    lowersCeiling: lowers
                )
            )
        }
        // Within the tolerance that found no contradiction the two may cross.
        if raises { lower[column] = min(floor, upper[column]) }
        if lowers { upper[column] = max(ceiling, lower[column]) }
        drop(row: row)
        for place in matrix.range(column) { revisit(Int(matrix.rows[place])) }
    }

    /// Holds the columns of a row where the row can only just reach its side.
    private mutating func force(row: Int, up: Bool) {
        reductions.append(.force(row: Int32(row), dual: up ? 1 : -1))
        keepsRow[row] = false
        for place in places(row) {
            let column = Int(program.columns[place])
            guard keepsColumn[column], program.values[place] != 0 else { continue }
            forcedBy[column] = Int32(row)
            let isAtUpper = (program.values[place] > 0) == up
            fix(column, at: isAtUpper ? upper[column] : lower[column])
        }
    }

    // MARK: Columns

    private mutating func examine(column: Int) {
        let size = max(1, min(abs(lower[column]), abs(upper[column])))
        if lower[column].isFinite, upper[column] - lower[column] <= 1e-10 * size {
            fix(column, at: lower[column])
            return
        }
        var isEmpty = true
        var mayFall = true
        var mayRise = true
        for place in matrix.range(column) where keepsRow[Int(matrix.rows[place])] {
            let row = Int(matrix.rows[place])
            isEmpty = false
            let isPositive = matrix.values[place] > 0
            let heldBelow = isPositive ? rowLower[row] > -.infinity : rowUpper[row] < .infinity
            let heldAbove = isPositive ? rowUpper[row] < .infinity : rowLower[row] > -.infinity
            if heldBelow { mayFall = false }
            if heldAbove { mayRise = false }
            if !mayFall, !mayRise { return }
        }
        settle(column, isEmpty: isEmpty, mayFall: mayFall, mayRise: mayRise)
    }

    /// Fixes a column that no row holds back on the side to which its cost pulls it.
    private mutating func settle(_ column: Int, isEmpty: Bool, mayFall: Bool, mayRise: Bool) {
        let cost = program.cost[column]
        if mayFall, cost >= 0, lower[column].isFinite {
            fix(column, at: lower[column])
        } else if mayRise, cost <= 0, upper[column].isFinite {
            fix(column, at: upper[column])
        } else if isEmpty {
            if cost != 0 { endlessColumn = column }
            fix(column, at: lower[column].isFinite ? lower[column] : min(upper[column], 0))
        } else if mayRise, cost <= 0 {
            lift(column, up: true)
        } else if mayFall, cost >= 0 {
            lift(column, up: false)
        }
    }

    /// Lets a column go as far as its rows want, which it makes easier at no cost: they are gone.
    private mutating func lift(_ column: Int, up: Bool) {
        if program.cost[column] != 0 { endlessColumn = column }
        let held = matrix.range(column).map { matrix.rows[$0] }.filter { keepsRow[Int($0)] }
        reductions.append(.lift(column: Int32(column), up: up, rows: held))
        keepsColumn[column] = false
        for row in held { drop(row: Int(row)) }
    }

    private mutating func fix(_ column: Int, at value: Double) {
        reductions.append(.fix(column: Int32(column), value: value))
        keepsColumn[column] = false
        lower[column] = value
        upper[column] = value
        for place in matrix.range(column) where keepsRow[Int(matrix.rows[place])] {
            let row = Int(matrix.rows[place])
            rowLower[row] -= matrix.values[place] * value
            rowUpper[row] -= matrix.values[place] * value
            revisit(row)
        }
    }

    fileprivate func places(_ row: Int) -> Range<Int> {
        Int(program.starts[row])..<Int(program.starts[row + 1])
    }
}

/// One step of ``Presolve``, with what its undoing needs.
enum Reduction {
    case fix(column: Int32, value: Double)
    /// A row of one term became a bound.
    case bound(
        row: Int32,
        column: Int32,
        coefficient: Double,
        raisesFloor: Bool,
        lowersCeiling: Bool
    )
    /// A column satisfies rows at no cost by rising, or by falling.
    case lift(column: Int32, up: Bool, rows: [Int32])
    /// A row held its columns; `dual` has the sign that the row's dual may have.
    case force(row: Int32, dual: Double)
}

/// Between what ends the terms of a row can lie, from the bounds of its columns.
private struct Activity {
    var lowest = 0.0
    var highest = 0.0
    /// The largest figure that went into the ends, at least 1.
    var size = 1.0
    /// How many terms are left, and the last of them.
    var count = 0
    var column = 0
    var coefficient = 0.0

    init(_ presolve: borrowing Presolve, _ row: Int) {
        for place in presolve.places(row) {
            let column = Int(presolve.program.columns[place])
            let coefficient = presolve.program.values[place]
            guard presolve.keepsColumn[column], coefficient != 0 else { continue }
            let ends = (coefficient * presolve.lower[column], coefficient * presolve.upper[column])
            lowest += min(ends.0, ends.1)
            highest += max(ends.0, ends.1)
            if ends.0.isFinite { size = max(size, abs(ends.0)) }
            if ends.1.isFinite { size = max(size, abs(ends.1)) }
            count += 1
            self.column = column
            self.coefficient = coefficient
        }
        let sides = (presolve.rowLower[row], presolve.rowUpper[row])
        if sides.0.isFinite { size = max(size, abs(sides.0)) }
        if sides.1.isFinite { size = max(size, abs(sides.1)) }
    }
}

/// Numbers that wait for their turn, each of them once.
private struct Worklist {
    private var waiting: [Int32] = []
    private var isWaiting: [Bool]

    init(_ count: Int = 0) { isWaiting = Array(repeating: false, count: count) }

    var isEmpty: Bool { waiting.isEmpty }

    mutating func add(_ number: Int) {
        guard !isWaiting[number] else { return }
        isWaiting[number] = true
        waiting.append(Int32(number))
    }

    /// The numbers of this round; what is added meanwhile waits for the next.
    mutating func take() -> [Int] {
        let round = waiting.map { Int($0) }
        waiting.removeAll(keepingCapacity: true)
        for number in round { isWaiting[number] = false }
        return round
    }
}
