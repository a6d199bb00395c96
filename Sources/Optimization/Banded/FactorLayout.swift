/// Where the entries of a ``BandedFactor`` stand in its one run of numbers.
///
/// Five parts, one behind the other: the diagonal of the leaves; the leaves' neighbors; the core,
/// each row's diagonal and the half band behind it; for each band row the entries of the border that
/// its part touches (``BorderParts``); and the border's own square, of which the upper half counts.
struct FactorLayout: ~Copyable {
    let leafCount: Int
    let coreCount: Int
    let halfBand: Int
    let borderRowCount: Int
    let borderCount: Int
    let border: BorderParts
    let leafStarts: Buffer<Int32>
    let leafNeighbors: Buffer<Int32>
    /// For each leaf and each pair of its neighbors the entry that its elimination changes.
    let leafTargets: Buffer<Int32>

    init(_ form: borrowing StandardForm, _ arrow: Arrow) {
        leafCount = arrow.leafCount
        coreCount = arrow.coreCount
        halfBand = arrow.halfBand
        borderRowCount = arrow.borderRowCount
        borderCount = arrow.borderRowCount + arrow.borderColumnCount
        border = BorderParts(form, arrow)
        leafStarts = Buffer(arrow.leafStarts)
        leafNeighbors = Buffer(arrow.leafNeighbors)
        var pairs = 0
        for leaf in 0..<arrow.leafCount {
            let degree = Int(arrow.leafStarts[leaf + 1] - arrow.leafStarts[leaf])
            pairs += degree * (degree + 1) / 2
        }
        leafTargets = Buffer(pairs)
        precondition(size < Int(Int32.max), "fewer than 2³¹ entries")
        var next = 0
        for leaf in 0..<arrow.leafCount {
            let range = Int(arrow.leafStarts[leaf])..<Int(arrow.leafStarts[leaf + 1])
            for place in range {
                for other in range.lowerBound..<(place + 1) {
                    let pair = (leafNeighbors[other], leafNeighbors[place])
                    leafTargets[next] = Int32(slot(Int(pair.0), Int(pair.1)))
                    next += 1
                }
            }
        }
    }

    var bandCount: Int { leafCount + coreCount }
    var coreStart: Int { leafCount + leafNeighbors.count }
    var wideStart: Int { coreStart + coreCount * (halfBand + 1) }
    var squareStart: Int { wideStart + border.size }
    var size: Int { squareStart + borderCount * borderCount }

    func diagonal(_ row: Int) -> Int {
        row < leafCount ? row : coreStart + (row - leafCount) * (halfBand + 1)
    }

    /// Where the entry of two places stands; the first is not behind the second.
    ///
    /// The places of border rows follow those of band rows, and those of border columns follow
    /// these.
    func slot(_ first: Int, _ second: Int) -> Int {
        if first >= bandCount {
            return squareStart + (first - bandCount) * borderCount + second - bandCount
        }
        if second >= bandCount { return wideStart + border.slot(first, second - bandCount) }
        if first == second { return diagonal(first) }
        if first >= leafCount { return diagonal(first) + second - first }
        for place in Int(leafStarts[first])..<Int(leafStarts[first + 1])
        where Int(leafNeighbors[place]) == second {
            return leafCount + place
        }
        preconditionFailure("rows that share a column are neighbors")
    }
}

/// A small dense matrix and its LU factors with partial pivoting.
struct DenseFactor: ~Copyable {
    let count: Int
    private let entries: Buffer<Double>
    private let pivots: Buffer<Int32>

    init(_ count: Int) {
        self.count = count
        entries = Buffer(count * count)
        pivots = Buffer(count)
    }

    subscript(row: Int, column: Int) -> Double {
        get { entries[row * count + column] }
        nonmutating set { entries[row * count + column] = newValue }
    }

    /// Replaces the matrix by its factors; a column without a pivot is left out.
    func factor() {
        let entries = entries.view
        for column in 0..<count {
            var best = column
            for row in column..<count
            where abs(entries[row * count + column]) > abs(entries[best * count + column]) {
                best = row
            }
            pivots[column] = Int32(best)
            let pivot = entries[best * count + column]
            if best != column {
                for other in 0..<count {
                    let kept = entries[column * count + other]
                    entries[column * count + other] = entries[best * count + other]
                    entries[best * count + other] = kept
                }
            }
            guard abs(pivot) > 1e-300 else {
                entries[column * count + column] = 0
                continue
            }
            for row in (column + 1)..<max(count, column + 1) {
                let factor = entries[row * count + column] / pivot
                entries[row * count + column] = factor
                guard factor != 0 else { continue }
                for other in (column + 1)..<count {
                    entries[row * count + other] -= factor * entries[column * count + other]
                }
            }
        }
    }

    /// Solves in place.
    func solve(_ side: View<Double>) {
        let entries = entries.view
        for column in 0..<count where Int(pivots[column]) != column {
            let kept = side[column]
            side[column] = side[Int(pivots[column])]
            side[Int(pivots[column])] = kept
        }
        for row in 0..<count {
            var sum = side[row]
            for column in 0..<row { sum -= entries[row * count + column] * side[column] }
            side[row] = sum
        }
        for row in (0..<count).reversed() {
            var sum = side[row]
            for column in (row + 1)..<max(count, row + 1) {
                sum -= entries[row * count + column] * side[column]
            }
            let pivot = entries[row * count + row]
            side[row] = pivot == 0 ? 0 : sum / pivot
        }
    }
}
