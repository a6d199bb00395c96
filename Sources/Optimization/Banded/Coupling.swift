/// Which band rows share a band column.
struct Coupling {
    /// Where each row's neighbors begin; one entry more than there are rows.
    ///
    /// Border rows have none.
    let starts: [Int32]
    /// The other rows, each once, in no order.
    let neighbors: [Int32]
    let isBorderRow: [Bool]

    init(_ pattern: borrowing Pattern, _ border: BorderChoice) {
        isBorderRow = border.isBorderRow
        let byRow = Self.columnsByRow(pattern, border)
        var starts: [Int32] = [0]
        var neighbors: [Int32] = []
        var seenFrom = [Int32](repeating: -1, count: pattern.rowCount)
        starts.reserveCapacity(pattern.rowCount + 1)
        for row in 0..<pattern.rowCount {
            seenFrom[row] = Int32(row)
            for entry in Int(byRow.starts[row])..<Int(byRow.starts[row + 1]) {
                for place in pattern.range(Int(byRow.columns[entry])) {
                    let other = Int(pattern.rows[place])
                    guard !border.isBorderRow[other], seenFrom[other] != Int32(row) else {
                        continue
                    }
                    seenFrom[other] = Int32(row)
                    neighbors.append(Int32(other))
                }
            }
            starts.append(Int32(neighbors.count))
        }
        self.starts = starts
        self.neighbors = neighbors
    }

    var rowCount: Int { isBorderRow.count }

    func range(_ row: Int) -> Range<Int> { Int(starts[row])..<Int(starts[row + 1]) }

    /// The largest distance of two coupled rows among those that are placed from `first` on.
    func halfBand(from first: Int, at places: [Int32]) -> Int {
        var widest = 0
        for row in 0..<rowCount where !isBorderRow[row] && Int(places[row]) >= first {
            for place in range(row) where Int(places[Int(neighbors[place])]) >= first {
                widest = max(widest, abs(Int(places[row]) - Int(places[Int(neighbors[place])])))
            }
        }
        return widest
    }

    /// The band columns of every band row.
    private static func columnsByRow(
        _ pattern: borrowing Pattern,
        _ border: BorderChoice
    ) -> (starts: [Int32], columns: [Int32]) {
        var starts = [Int32](repeating: 0, count: pattern.rowCount + 1)
        for column in 0..<pattern.columnCount where !border.isBorderColumn[column] {
            for place in pattern.range(column) where !border.isBorderRow[Int(pattern.rows[place])] {
                starts[Int(pattern.rows[place]) + 1] += 1
            }
        }
        for row in 0..<pattern.rowCount { starts[row + 1] += starts[row] }
        var next = starts
        var columns = [Int32](repeating: 0, count: Int(starts[pattern.rowCount]))
        for column in 0..<pattern.columnCount where !border.isBorderColumn[column] {
            for place in pattern.range(column) where !border.isBorderRow[Int(pattern.rows[place])] {
                let row = Int(pattern.rows[place])
                columns[Int(next[row])] = Int32(column)
                next[row] += 1
            }
        }
        return (starts, columns)
    }
}

/// The rows that are eliminated before the band, in that order.
struct Leaves {
    private(set) var order: [Int32] = []
    private var neighborStarts: [Int32] = [0]
    private var neighborRows: [Int32] = []

    /// Peels off rows whose remaining neighbors all neighbor each other, until there are none.
    init(_ coupling: Coupling) {
        let count = coupling.rowCount
        var isLeft = coupling.isBorderRow.map { !$0 }
        var degrees = (0..<count).map { Int32(coupling.range($0).count) }
        var isQueued = isLeft
        var queue = (0..<Int32(count)).filter { isLeft[Int($0)] }
        var marks = [Int32](repeating: -1, count: count)
        var head = 0
        while head < queue.count {
            let row = Int(queue[head])
            head += 1
            isQueued[row] = false
            guard isLeft[row], Int(degrees[row]) <= Arrow.leafDegree else { continue }
            let left = coupling.range(row).map { coupling.neighbors[$0] }.filter { isLeft[Int($0)] }
            guard Self.areCoupled(left, coupling, &marks) else { continue }
            isLeft[row] = false
            order.append(Int32(row))
            neighborRows.append(contentsOf: left)
            neighborStarts.append(Int32(neighborRows.count))
            for other in left {
                degrees[Int(other)] -= 1
                guard !isQueued[Int(other)] else { continue }
                isQueued[Int(other)] = true
                queue.append(other)
            }
        }
    }

    /// Whether every row couples with every other one.
    private static func areCoupled(
        _ rows: [Int32],
        _ coupling: Coupling,
        _ marks: inout [Int32]
    ) -> Bool {
        guard rows.count > 1 else { return true }
        for row in rows {
            for place in coupling.range(Int(row)) { marks[Int(coupling.neighbors[place])] = row }
            guard rows.allSatisfy({ $0 == row || marks[Int($0)] == row }) else { return false }
        }
        return true
    }

    /// For each leaf the places of its neighbors that are eliminated later, ascending.
    func neighbors(at places: [Int32]) -> (starts: [Int32], places: [Int32]) {
        var result: [Int32] = []
        result.reserveCapacity(neighborRows.count)
        for leaf in order.indices {
            let range = Int(neighborStarts[leaf])..<Int(neighborStarts[leaf + 1])
            result.append(contentsOf: range.map { places[Int(neighborRows[$0])] }.sorted())
        }
        return (neighborStarts, result)
    }
}
