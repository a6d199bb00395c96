/// Sums up `A D Aᵀ` and its border for every new diagonal `D`.
///
/// Which products of coefficients go where is written down once, column by column, so that an
/// assembly is one pass over these lists.
struct Assembly: ~Copyable {
    /// Where each variable's products begin; one entry more than there are variables.
    private let starts: Buffer<Int32>
    private let targets: Buffer<Int32>
    private let products: Buffer<Double>
    /// What does not depend on `D`: the border columns' coefficients.
    private let fixedTargets: Buffer<Int32>
    private let fixedValues: Buffer<Double>
    private let borderDiagonals: [Int]

    init(_ form: borrowing StandardForm, _ layout: borrowing FactorLayout) {
        let blocks = form.blocks
        let borderColumns = blocks.borderColumns
        starts = Buffer(blocks.count + 1)
        for chunk in blocks.chunks {
            for variable in chunk.range {
                let entries = form.matrix.range(variable).count
                let pairs: Int =
                    switch chunk.kind {
                    case .slack: 1
                    case .border, .freeBorder: 0
                    case .band, .freeBand: entries * (entries + 1) / 2
                    }
                starts[variable + 1] = starts[variable] + Int32(pairs)
            }
        }
        targets = Buffer(Int(starts[blocks.count]))
        products = Buffer(targets.count)
        var fixedCount = 0
        for column in borderColumns { fixedCount += form.matrix.range(column).count }
        fixedTargets = Buffer(fixedCount)
        fixedValues = Buffer(fixedCount)
        borderDiagonals = borderColumns.indices.map {
            layout.slot(form.rowCount + $0, form.rowCount + $0)
        }
        var next = 0
        for chunk in blocks.chunks where !chunk.isBorder {
            for variable in chunk.range { pair(variable, form, layout, &next) }
        }
        next = 0
        for (place, column) in borderColumns.enumerated() {
            for entry in form.matrix.range(column) {
                let slot = layout.slot(Int(form.matrix.rows[entry]), form.rowCount + place)
                fixedTargets[next] = Int32(slot)
                fixedValues[next] = form.matrix.values[entry]
                next += 1
            }
        }
    }

    /// Writes down the products of one variable.
    private func pair(
        _ variable: Int,
        _ form: borrowing StandardForm,
        _ layout: borrowing FactorLayout,
        _ next: inout Int
    ) {
        if form.blocks.slackRange.contains(variable) {
            let row = Int(form.slackRows[variable - form.blocks.band])
            targets[next] = Int32(layout.slot(row, row))
            products[next] = 1
            next += 1
            return
        }
        let range = form.matrix.range(variable)
        for second in range {
            for first in range.lowerBound..<(second + 1) {
                let rows = (Int(form.matrix.rows[first]), Int(form.matrix.rows[second]))
                targets[next] = Int32(layout.slot(rows.0, rows.1))
                products[next] = form.matrix.values[first] * form.matrix.values[second]
                next += 1
            }
        }
    }

    /// Clears the entries and writes what does not depend on `D`.
    func begin(_ entries: View<Double>) {
        entries.fill(0)
        let fixedTargets = fixedTargets.view
        let fixedValues = fixedValues.view
        for place in 0..<fixedTargets.count {
            entries[Int(fixedTargets[place])] += fixedValues[place]
        }
    }

    /// Adds the products of some variables, times their entry of `D`.
    func add(_ weights: View<Double>, over range: Range<Int>, to entries: View<Double>) {
        let starts = starts.view
        let targets = targets.view
        let products = products.view
        for variable in range {
            let weight = weights[variable]
            for place in Int(starts[variable])..<Int(starts[variable + 1]) {
                entries[Int(targets[place])] += weight * products[place]
            }
        }
    }

    /// Writes `−Θ` of the border columns.
    func end(_ entries: View<Double>, curvatures: View<Double>) {
        for (place, slot) in borderDiagonals.enumerated() { entries[slot] = -curvatures[place] }
    }
}
