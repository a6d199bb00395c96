/// A presolved program as the interior point method wants it: minimize `c · x` where `A x = b`.
///
/// Every variable is one of: not negative, within `0...u`, or free. A column is shifted to its lower
/// bound, or turned around at its upper one where it has no lower; each inequality gets a slack.
/// Rows stand in the order of elimination (``Arrow``). Variables stand in five blocks: bounded
/// columns of the band, slacks, bounded columns of the border, free columns of the band, free
/// columns of the border. All is scaled by powers of two (``Equilibration``).
struct StandardForm: ~Copyable {
    let blocks: Blocks
    let chunks: [Chunk]
    let rowCount: Int
    /// The columns' coefficients; slacks have none here.
    let matrix: Coefficients
    let cost: Buffer<Double>
    let rhs: Buffer<Double>
    /// For each slack its row and its coefficient, 1 or −1.
    let slackRows: Buffer<Int32>
    let slackSigns: Buffer<Double>
    /// The variables with an upper bound, ascending, and that.
    let boxed: Buffer<Int32>
    let boxes: Buffer<Double>

    /// What one unit of a scaled variable, cost or dual is in the program's, beside its own scale.
    let valueUnit: Double
    let costUnit: Double
    /// The objective where all scaled variables are zero, in the program's units.
    let objectiveShift: Double
    private let columnMap: ColumnMap
    private let rowMap: RowMap
    /// For each column of the pattern its variable, for each row its place.
    private let variables: [Int]
    private let places: [Int32]
    /// For each row and column of the pattern its number in the program.
    private let rowSources: [Int32]
    private let columnSources: [Int32]

    init(_ presolve: borrowing Presolve, _ pattern: borrowing Pattern, _ arrow: Arrow) {
        let scale = Equilibration(pattern)
        let columnMap = ColumnMap(presolve, pattern, scale)
        let rowMap = RowMap(presolve, pattern, scale, columnMap)
        let slackCount = rowMap.signs.count { $0 != 0 }
        let (blocks, variables) = Self.number(columnMap, arrow, slackCount)
        let unit = Equilibration.typicalSize(
            rowMap.sides + (columnMap.widths + rowMap.widths).filter { $0.isFinite }
        )

        var slacks: [(row: Int32, sign: Double, width: Double)] = []
        var rhs = [Double](repeating: 0, count: arrow.rowCount)
        for row in 0..<pattern.rowCount {
            rhs[Int(arrow.places[row])] = rowMap.sides[row] / unit
            guard rowMap.signs[row] != 0 else { continue }
            slacks.append((arrow.places[row], rowMap.signs[row], rowMap.widths[row]))
        }
        slacks.sort { $0.row < $1.row }
        var upper = [Double](repeating: .infinity, count: blocks.count)
        for column in variables.indices { upper[variables[column]] = columnMap.widths[column] }
        for (slack, entry) in slacks.enumerated() { upper[blocks.band + slack] = entry.width }
        let boxed = upper.indices.filter { upper[$0].isFinite }

        var cost = [Double](repeating: 0, count: blocks.count)
        var shift = presolve.program.offset
        for column in variables.indices {
            let price = presolve.program.cost[Int(pattern.columnSources[column])]
            cost[variables[column]] = price * columnMap.factors[column]
            shift += price * columnMap.shifts[column]
        }
        for case .fix(let column, let value) in presolve.reductions {
            shift += presolve.program.cost[Int(column)] * value
        }
        let costUnit = Equilibration.typicalSize(cost)

        self.blocks = blocks
        chunks = blocks.chunks
        rowCount = arrow.rowCount
        matrix = Coefficients(blocks.count, pattern.rows.count)
        Self.fill(matrix, pattern, arrow, columnMap, rowMap, variables)
        self.cost = Buffer(cost.map { $0 / costUnit })
        self.rhs = Buffer(rhs)
        slackRows = Buffer(slacks.map { $0.row })
        slackSigns = Buffer(slacks.map { $0.sign })
        self.boxed = Buffer(boxed.map { Int32($0) })
        boxes = Buffer(boxed.map { upper[$0] / unit })
        valueUnit = unit
        self.costUnit = costUnit
        objectiveShift = shift
        self.columnMap = columnMap
        self.rowMap = rowMap
        self.variables = variables
        places = arrow.places
        rowSources = pattern.rowSources
        columnSources = pattern.columnSources
    }

    /// The blocks, and for each column of the pattern its variable.
    private static func number(
        _ columns: ColumnMap,
        _ arrow: Arrow,
        _ slackCount: Int
    ) -> (Blocks, [Int]) {
        var variables = [Int](repeating: 0, count: columns.isFree.count)
        var next = 0
        func take(isFree: Bool, isBorder: Bool) -> Int {
            for column in variables.indices
            where columns.isFree[column] == isFree && arrow.isBorderColumn[column] == isBorder {
                variables[column] = next
                next += 1
            }
            return next
        }
        var blocks = Blocks()
        blocks.band = take(isFree: false, isBorder: false)
        next += slackCount
        blocks.slacks = next
        blocks.border = take(isFree: false, isBorder: true)
        blocks.freeBand = take(isFree: true, isBorder: false)
        blocks.freeBorder = take(isFree: true, isBorder: true)
        return (blocks, variables)
    }

    /// Enters the scaled coefficients, rows in order of elimination, ascending within a column.
    private static func fill(
        _ matrix: borrowing Coefficients,
        _ pattern: borrowing Pattern,
        _ arrow: Arrow,
        _ columns: ColumnMap,
        _ rows: RowMap,
        _ variables: [Int]
    ) {
        for column in variables.indices {
            matrix.starts[variables[column] + 1] = Int32(pattern.range(column).count)
        }
        for index in 1..<matrix.starts.count { matrix.starts[index] += matrix.starts[index - 1] }
        var entries: [(place: Int32, value: Double)] = []
        for column in variables.indices {
            entries.removeAll(keepingCapacity: true)
            for place in pattern.range(column) {
                let row = Int(pattern.rows[place])
                let scale = rows.scales[row] * columns.factors[column]
                entries.append((arrow.places[row], pattern.values[place] * scale))
            }
            entries.sort { $0.place < $1.place }
            let first = Int(matrix.starts[variables[column]])
            for (offset, entry) in entries.enumerated() {
                matrix.rows[first + offset] = entry.place
                matrix.values[first + offset] = entry.value
            }
        }
    }

    // MARK: The way back

    /// An objective of scaled variables in the program's units.
    func objective(of scaled: Double) -> Double { scaled * valueUnit * costUnit + objectiveShift }

    /// Values of the program's columns; those that presolve removed keep what they have.
    func values(
        of scaled: View<Double>,
        into values: inout [Double]
    ) {
        for column in variables.indices {
            let step = columnMap.factors[column] * valueUnit * scaled[variables[column]]
            values[Int(columnSources[column])] = columnMap.shifts[column] + step
        }
    }

    /// Duals of the program's rows; those that presolve removed have none.
    func duals(of scaled: View<Double>, count: Int) -> [Double] {
        var duals = [Double](repeating: 0, count: count)
        for row in places.indices {
            let dual = scaled[Int(places[row])] * rowMap.scales[row] * costUnit
            duals[Int(rowSources[row])] = dual
        }
        return duals
    }
}
