/// How the rows of a program couple: a band of rows in their order, and a border of few rows and
/// columns that touch many.
///
/// A row is eliminated in one of three ways. *Leaves* go first: rows whose neighbors are neighbors
/// of each other, so that eliminating them couples nothing anew (a limit `g ≤ G` that only its hour
/// touches). Then the *core* as a band in the order given. Last the *border*: its rows and columns
/// are a small dense system. Which rows and columns are border is chosen by counting the work.
struct Arrow {
    /// Wider than this a band does not pay.
    static let widestBand = 96
    /// More border rows and columns than these do not pay.
    static let widestBorder = 64
    /// A leaf couples with at most so many other rows.
    static let leafDegree = 8

    /// For each row its place in the elimination: leaves, core, border.
    let places: [Int32]
    let leafCount: Int
    let coreCount: Int
    let borderRowCount: Int
    let isBorderColumn: [Bool]
    /// Rows of the core couple only when they are at most this far apart.
    let halfBand: Int
    /// Where each leaf's later neighbors begin in `leafNeighbors`, which holds places, ascending.
    let leafStarts: [Int32]
    let leafNeighbors: [Int32]

    var bandCount: Int { leafCount + coreCount }
    var rowCount: Int { bandCount + borderRowCount }
    var borderColumnCount: Int { isBorderColumn.count { $0 } }

    init(_ pattern: borrowing Pattern) throws(SolverError) {
        guard let border = BorderChoice(pattern) else {
            throw SolverError.unsuitable(
                "the rows do not form a band of at most \(Self.widestBand) with a border of at most"
                    + " \(Self.widestBorder): another solver is needed"
            )
        }
        let coupling = Coupling(pattern, border)
        let leaves = Leaves(coupling)
        var places = [Int32](repeating: -1, count: pattern.rowCount)
        for (place, row) in leaves.order.enumerated() { places[Int(row)] = Int32(place) }
        var next = leaves.order.count
        for isBorder in [false, true] {
            for row in 0..<pattern.rowCount
            where places[row] < 0 && border.isBorderRow[row] == isBorder {
                places[row] = Int32(next)
                next += 1
            }
        }
        self.places = places
        leafCount = leaves.order.count
        borderRowCount = border.isBorderRow.count { $0 }
        coreCount = pattern.rowCount - leafCount - borderRowCount
        isBorderColumn = border.isBorderColumn
        (leafStarts, leafNeighbors) = leaves.neighbors(at: places)
        halfBand = coupling.halfBand(from: leafCount, at: places)
    }
}

/// The rows and columns that are taken out of the band because they touch too much of it.
struct BorderChoice {
    private(set) var isBorderRow: [Bool]
    private(set) var isBorderColumn: [Bool]

    /// The cheapest choice, nil when none stays within the limits.
    ///
    /// Rows with more than 8, 16, 32... terms are tried as border, and with each of them every
    /// width of the band; columns that span more become border.
    init?(_ pattern: borrowing Pattern) {
        var counts = [Int32](repeating: 0, count: pattern.rowCount)
        for row in pattern.rows { counts[Int(row)] += 1 }
        let most = Int(counts.max() ?? 0)
        var best: (work: Double, terms: Int, width: Int)?
        var terms = 4
        repeat {
            terms *= 2
            let borderRows = counts.count { Int($0) > terms }
            guard borderRows <= Arrow.widestBorder else { continue }
            let spans = Self.spans(pattern) { Int(counts[$0]) > terms }
            var borderColumns = spans.count { $0 > Arrow.widestBand }
            var histogram = [Int](repeating: 0, count: Arrow.widestBand + 1)
            for span in spans where span <= Arrow.widestBand { histogram[max(span, 0)] += 1 }
            for width in stride(from: Arrow.widestBand, through: 0, by: -1) {
                let border = borderRows + borderColumns
                guard border <= Arrow.widestBorder else { break }
                let work = Self.work(pattern.rowCount - borderRows, width, border)
                if best.map({ work < $0.work }) ?? true { best = (work, terms, width) }
                borderColumns += histogram[width]
            }
        } while terms < most
        guard let best else { return nil }
        isBorderRow = counts.map { Int($0) > best.terms }
        let rows = isBorderRow
        isBorderColumn = Self.spans(pattern) { rows[$0] }.map { $0 > best.width }
    }

    /// Multiplications of one factorization, roughly.
    private static func work(_ rows: Int, _ width: Int, _ border: Int) -> Double {
        let band = Double(width + 1)
        let border = Double(border)
        return Double(rows) * (band * band + 2 * band * border + border * border)
            + border * border * border
    }

    /// How far apart the first and the last band row of each column are; −1 without any.
    private static func spans(
        _ pattern: borrowing Pattern,
        isBorder: (Int) -> Bool
    ) -> [Int] {
        var place = [Int32](repeating: -1, count: pattern.rowCount)
        var next: Int32 = 0
        for row in 0..<pattern.rowCount where !isBorder(row) {
            place[row] = next
            next += 1
        }
        var spans = [Int](repeating: -1, count: pattern.columnCount)
        for column in 0..<pattern.columnCount {
            var first = Int32.max
            var last: Int32 = -1
            for entry in pattern.range(column) {
                let row = place[Int(pattern.rows[entry])]
                guard row >= 0 else { continue }
                first = min(first, row)
                last = max(last, row)
            }
            if last >= 0 { spans[column] = Int(last - first) }
        }
        return spans
    }
}
