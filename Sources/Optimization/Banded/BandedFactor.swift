/// Factors `[A D Aᵀ  B; Bᵀ  −Θ]`: a sparse band in place, a dense border behind it.
///
/// The band part is positive definite and becomes `L D Lᵀ`: leaves first, each by its few neighbors,
/// then the core, dense within its half band. The border sees what the band leaves of it, a small
/// symmetric indefinite matrix that is eliminated with partial pivoting. A pivot that is not positive
/// belongs to a row that depends on others; the row is left out.
struct BandedFactor: ~Copyable {
    let layout: FactorLayout
    /// What is assembled, and then its factors; ``FactorLayout`` says where what stands.
    let entries: Buffer<Double>
    /// One over the pivot of each band row, zero for a row that is left out.
    private let inverses: Buffer<Double>
    private let border: DenseFactor
    private let borderSide: Buffer<Double>
    /// For each part of the band a square over its lanes, and a side.
    private let squares: Buffer<Double>
    private let partSides: Buffer<Double>
    private var proximity = 0.0

    init(_ layout: consuming FactorLayout) {
        entries = Buffer(layout.size)
        inverses = Buffer(layout.bandCount)
        border = DenseFactor(layout.borderCount)
        borderSide = Buffer(layout.borderCount)
        squares = Buffer(layout.border.squareSize)
        partSides = Buffer(layout.border.laneCount)
        self.layout = layout
    }

    /// Factors what was assembled, with δ of ``NewtonSystem`` added to every pivot of a row.
    mutating func factor(proximity: Double) {
        self.proximity = proximity
        eliminateLeaves()
        eliminateCore()
        eliminateBorder()
    }

    /// One over a pivot, or zero where nothing but rounding error is left.
    @inline(__always)
    private func inverse(_ pivot: Double) -> Double {
        let pivot = pivot + proximity
        return pivot > 1e-30 ? 1 / pivot : 0
    }

    private func eliminateLeaves() {
        let entries = entries.view
        let inverses = inverses.view
        let starts = layout.leafStarts.view
        let neighbors = layout.leafNeighbors.view
        let targets = layout.leafTargets.view
        let parts = layout.border.parts.view
        let laneStarts = layout.border.laneStarts.view
        let rowStarts = layout.border.rowStarts.view
        let first = layout.leafCount
        let wide = layout.wideStart
        var target = 0
        for leaf in 0..<layout.leafCount {
            let part = Int(parts[leaf])
            let lanes = Int(laneStarts[part + 1] - laneStarts[part])
            let source = wide + Int(rowStarts[leaf])
            let inverse = inverse(entries[leaf])
            inverses[leaf] = inverse
            let from = Int(starts[leaf])
            let to = Int(starts[leaf + 1])
            for place in from..<to {
                let factor = entries[first + place] * inverse
                for other in from..<(place + 1) {
                    entries[Int(targets[target])] -= factor * entries[first + other]
                    target += 1
                }
                let row = wide + Int(rowStarts[Int(neighbors[place])])
                subtract(factor, source, from: row, entries, lanes)
            }
            for place in from..<to { entries[first + place] *= inverse }
        }
    }

    private func eliminateCore() {
        let entries = entries.view
        let inverses = inverses.view
        let parts = layout.border.parts.view
        let laneStarts = layout.border.laneStarts.view
        let rowStarts = layout.border.rowStarts.view
        let stride = layout.halfBand + 1
        for core in 0..<layout.coreCount {
            let row = layout.leafCount + core
            let part = Int(parts[row])
            let lanes = Int(laneStarts[part + 1] - laneStarts[part])
            let pivot = layout.coreStart + core * stride
            let reach = min(layout.halfBand, layout.coreCount - 1 - core)
            let inverse = inverse(entries[pivot])
            inverses[row] = inverse
            guard reach > 0 else { continue }
            for step in 1..<(reach + 1) where entries[pivot + step] != 0 {
                let factor = entries[pivot + step] * inverse
                let target = pivot + step * stride
                for offset in 0..<(reach - step + 1) {
                    entries[target + offset] -= factor * entries[pivot + step + offset]
                }
                // Rows that an entry links are of one part, and have the same lanes.
                let source = layout.wideStart + Int(rowStarts[row])
                let row = layout.wideStart + Int(rowStarts[row + step])
                subtract(factor, source, from: row, entries, lanes)
            }
            for step in 1..<(reach + 1) { entries[pivot + step] *= inverse }
        }
    }

    @inline(__always)
    private func subtract(
        _ factor: Double,
        _ source: Int,
        from target: Int,
        _ entries: View<Double>,
        _ lanes: Int
    ) {
        let factors = SIMD4(repeating: factor)
        for lane in stride(from: 0, to: lanes, by: 4) {
            entries[four: target + lane] -= factors * entries[four: source + lane]
        }
    }

    /// What the band leaves of the border: `S − Wᵀ D⁻¹ W`.
    private func eliminateBorder() {
        squareParts()
        let entries = entries.view
        let count = layout.borderCount
        for lane in 0..<count {
            for other in lane..<count {
                border[lane, other] = entries[layout.squareStart + lane * count + other]
            }
        }
        scatterSquares()
        for lane in 0..<count {
            for other in lane..<count { border[other, lane] = border[lane, other] }
            if lane < layout.borderRowCount { border[lane, lane] += proximity }
        }
        border.factor()
    }

    /// `−Wᵀ D⁻¹ W` of each part of the band; on and above the diagonal.
    private func squareParts() {
        let entries = entries.view
        let inverses = inverses.view
        let parts = layout.border.parts.view
        let laneStarts = layout.border.laneStarts.view
        let rowStarts = layout.border.rowStarts.view
        let squareStarts = layout.border.squareStarts.view
        let squares = squares.view
        squares.fill(0)
        for row in 0..<layout.bandCount {
            let part = Int(parts[row])
            let lanes = Int(laneStarts[part + 1] - laneStarts[part])
            let wide = layout.wideStart + Int(rowStarts[row])
            let square = Int(squareStarts[part])
            for lane in 0..<lanes {
                let factor = entries[wide + lane] * inverses[row]
                guard factor != 0 else { continue }
                let factors = SIMD4(repeating: factor)
                let target = square + lane * lanes
                for other in stride(from: lane & ~3, to: lanes, by: 4) {
                    squares[four: target + other] -= factors * entries[four: wide + other]
                }
            }
        }
    }

    private func scatterSquares() {
        let laneStarts = layout.border.laneStarts.view
        let squareStarts = layout.border.squareStarts.view
        let borders = layout.border.borders.view
        let squares = squares.view
        for part in 0..<layout.border.count {
            let from = Int(laneStarts[part])
            let lanes = Int(laneStarts[part + 1]) - from
            for lane in 0..<lanes {
                let first = Int(borders[from + lane])
                // What fills up a four stands behind everything else.
                guard first >= 0 else { break }
                for other in lane..<lanes {
                    let second = Int(borders[from + other])
                    guard second >= 0 else { break }
                    let place = Int(squareStarts[part]) + lane * lanes + other
                    border[first, second] += squares[place]
                }
            }
        }
    }

    // MARK: Solving

    /// Solves for the duals of all rows, in place, and for the border columns' steps.
    ///
    /// `sides`: One entry per row. `columns`: One entry per border column.
    func solve(_ sides: View<Double>, columns: View<Double>) {
        forward(sides)
        let side = borderSide.view
        side.fill(0)
        gather(sides, into: side)
        let rowCount = layout.borderRowCount
        for lane in 0..<rowCount { side[lane] += sides[layout.bandCount + lane] }
        for lane in rowCount..<layout.borderCount { side[lane] += columns[lane - rowCount] }
        border.solve(side)
        spread(side, over: sides)
        backward(sides)
        for lane in 0..<rowCount { sides[layout.bandCount + lane] = side[lane] }
        for lane in rowCount..<layout.borderCount { columns[lane - rowCount] = side[lane] }
    }

    /// Subtracts `Wᵀ D⁻¹` of the band's sides from the border's.
    private func gather(_ sides: View<Double>, into side: View<Double>) {
        let entries = entries.view
        let inverses = inverses.view
        let parts = layout.border.parts.view
        let laneStarts = layout.border.laneStarts.view
        let rowStarts = layout.border.rowStarts.view
        let partSides = partSides.view
        partSides.fill(0)
        for row in 0..<layout.bandCount {
            let factor = SIMD4(repeating: sides[row] * inverses[row])
            let from = Int(laneStarts[Int(parts[row])])
            let wide = layout.wideStart + Int(rowStarts[row])
            let lanes = Int(laneStarts[Int(parts[row]) + 1]) - from
            for lane in stride(from: 0, to: lanes, by: 4) {
                partSides[four: from + lane] -= factor * entries[four: wide + lane]
            }
        }
        let borders = layout.border.borders.view
        for lane in 0..<borders.count where borders[lane] >= 0 {
            side[Int(borders[lane])] += partSides[lane]
        }
    }

    /// Takes what the border has come to out of the band's sides, over the pivots.
    private func spread(_ side: View<Double>, over sides: View<Double>) {
        let entries = entries.view
        let inverses = inverses.view
        let parts = layout.border.parts.view
        let laneStarts = layout.border.laneStarts.view
        let rowStarts = layout.border.rowStarts.view
        let borders = layout.border.borders.view
        let partSides = partSides.view
        for lane in 0..<borders.count {
            partSides[lane] = borders[lane] >= 0 ? side[Int(borders[lane])] : 0
        }
        for row in 0..<layout.bandCount {
            let from = Int(laneStarts[Int(parts[row])])
            let wide = layout.wideStart + Int(rowStarts[row])
            let lanes = Int(laneStarts[Int(parts[row]) + 1]) - from
            var sum = SIMD4<Double>.zero
            for lane in stride(from: 0, to: lanes, by: 4) {
                sum += partSides[four: from + lane] * entries[four: wide + lane]
            }
            sides[row] = (sides[row] - sum.sum()) * inverses[row]
        }
    }

    private func forward(_ sides: View<Double>) {
        let entries = entries.view
        let starts = layout.leafStarts.view
        let neighbors = layout.leafNeighbors.view
        let first = layout.leafCount
        for leaf in 0..<layout.leafCount {
            let side = sides[leaf]
            for place in Int(starts[leaf])..<Int(starts[leaf + 1]) {
                sides[Int(neighbors[place])] -= entries[first + place] * side
            }
        }
        let stride = layout.halfBand + 1
        for core in 0..<layout.coreCount {
            let row = layout.leafCount + core
            let pivot = layout.coreStart + core * stride
            let reach = min(layout.halfBand, layout.coreCount - 1 - core)
            let side = sides[row]
            for step in 0..<reach { sides[row + 1 + step] -= entries[pivot + 1 + step] * side }
        }
    }

    private func backward(_ sides: View<Double>) {
        let entries = entries.view
        let starts = layout.leafStarts.view
        let neighbors = layout.leafNeighbors.view
        let first = layout.leafCount
        let stride = layout.halfBand + 1
        for core in (0..<layout.coreCount).reversed() {
            let row = layout.leafCount + core
            let pivot = layout.coreStart + core * stride
            let reach = min(layout.halfBand, layout.coreCount - 1 - core)
            var sum = sides[row]
            for step in 0..<reach { sum -= entries[pivot + 1 + step] * sides[row + 1 + step] }
            sides[row] = sum
        }
        for leaf in (0..<layout.leafCount).reversed() {
            var sum = sides[leaf]
            for place in Int(starts[leaf])..<Int(starts[leaf + 1]) {
                sum -= entries[first + place] * sides[Int(neighbors[place])]
            }
            sides[leaf] = sum
        }
    }
}
