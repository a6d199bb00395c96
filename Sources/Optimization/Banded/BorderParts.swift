/// Which part of the border each part of the band touches.
///
/// Rows of the band that no band column links, such as those of different years, stay apart when the
/// band is eliminated, so each part carries only the border rows and columns that it touches: its
/// lanes, in fours. A border that is wide because there are many years costs each year its own share.
struct BorderParts: ~Copyable {
    /// For each band row its part.
    let parts: Buffer<Int32>
    /// For each band row where its lanes begin among those of all rows.
    let rowStarts: Buffer<Int32>
    /// For each part where its lanes begin in `borders`; one entry more than there are parts.
    let laneStarts: Buffer<Int32>
    /// For each lane its place in the border; −1 for one that only fills up a four.
    let borders: Buffer<Int32>
    /// For each part where the square of its lanes begins; one entry more than there are parts.
    let squareStarts: Buffer<Int32>
    /// Lanes of all rows.
    let size: Int

    init(_ form: borrowing StandardForm, _ arrow: Arrow) {
        var roots = Roots(arrow.bandCount)
        for range in form.blocks.bandRanges {
            for variable in range { roots.link(form.matrix, variable) }
        }
        var numbers = [Int32](repeating: -1, count: arrow.bandCount)
        var count: Int32 = 0
        let parts = (0..<arrow.bandCount).map { row -> Int32 in
            let root = roots.root(of: row)
            if numbers[root] < 0 {
                numbers[root] = count
                count += 1
            }
            return numbers[root]
        }
        let touched = Self.touched(form, arrow, parts, Int(count))
        var laneStarts: [Int32] = [0]
        var squareStarts: [Int32] = [0]
        var borders: [Int32] = []
        for lanes in touched {
            let padded = (lanes.count + 3) & ~3
            borders += lanes + Array(repeating: -1, count: padded - lanes.count)
            laneStarts.append(Int32(borders.count))
            squareStarts.append(squareStarts[squareStarts.count - 1] + Int32(padded * padded))
        }
        var rowStarts: [Int32] = []
        rowStarts.reserveCapacity(parts.count)
        var next = 0
        for part in parts {
            rowStarts.append(Int32(next))
            next += Int(laneStarts[Int(part) + 1] - laneStarts[Int(part)])
        }
        precondition(next < Int(Int32.max), "fewer than 2³¹ entries")
        size = next
        self.parts = Buffer(parts)
        self.rowStarts = Buffer(rowStarts)
        self.laneStarts = Buffer(laneStarts)
        self.borders = Buffer(borders)
        self.squareStarts = Buffer(squareStarts)
    }

    var count: Int { laneStarts.count - 1 }
    var laneCount: Int { borders.count }
    var squareSize: Int { Int(squareStarts[count]) }

    /// Where the entry of a band row and a place of the border stands among the lanes.
    func slot(_ row: Int, _ border: Int) -> Int {
        let part = Int(parts[row])
        let from = Int(laneStarts[part])
        for lane in from..<Int(laneStarts[part + 1]) where Int(borders[lane]) == border {
            return Int(rowStarts[row]) + lane - from
        }
        preconditionFailure("a border entry that its part touches")
    }

    /// For each part the places of the border that it touches, ascending.
    private static func touched(
        _ form: borrowing StandardForm,
        _ arrow: Arrow,
        _ parts: [Int32],
        _ count: Int
    ) -> [[Int32]] {
        var touched = [Set<Int32>](repeating: [], count: count)
        for range in form.blocks.bandRanges {
            for variable in range {
                let entries = form.matrix.range(variable)
                // Rows stand in the order of their places: those of the border are the last.
                guard let last = entries.last, let first = entries.first,
                    Int(form.matrix.rows[last]) >= arrow.bandCount,
                    Int(form.matrix.rows[first]) < arrow.bandCount
                else { continue }
                let part = Int(parts[Int(form.matrix.rows[first])])
                for entry in entries.reversed() {
                    let row = Int(form.matrix.rows[entry])
                    guard row >= arrow.bandCount else { break }
                    touched[part].insert(Int32(row - arrow.bandCount))
                }
            }
        }
        for (place, column) in form.blocks.borderColumns.enumerated() {
            for entry in form.matrix.range(column) {
                let row = Int(form.matrix.rows[entry])
                guard row < arrow.bandCount else { break }
                touched[Int(parts[row])].insert(Int32(arrow.borderRowCount + place))
            }
        }
        return touched.map { $0.sorted() }
    }

    /// Rows that are linked have one root (Tarjan 1975).
    private struct Roots {
        private var parents: [Int32]

        init(_ count: Int) { parents = (0..<Int32(count)).map { $0 } }

        mutating func root(of row: Int) -> Int {
            var row = row
            while Int(parents[row]) != row {
                parents[row] = parents[Int(parents[row])]
                row = Int(parents[row])
            }
            return row
        }

        /// Links the band rows of a variable.
        mutating func link(_ matrix: borrowing Coefficients, _ variable: Int) {
            let entries = matrix.range(variable)
            guard let first = entries.first, Int(matrix.rows[first]) < parents.count else { return }
            var root = root(of: Int(matrix.rows[first]))
            for entry in entries.dropFirst() {
                let row = Int(matrix.rows[entry])
                guard row < parents.count else { return }
                let other = self.root(of: row)
                guard other != root else { continue }
                parents[max(root, other)] = Int32(min(root, other))
                root = min(root, other)
            }
        }
    }
}
