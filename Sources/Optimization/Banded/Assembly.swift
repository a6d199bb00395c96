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
    private let borderColumns: [Int]
    private let borderDiagonals: [Int]

    init(_ form: borrowing StandardForm, _ layout: borrowing FactorLayout) {
        borderColumns = form.blocks.borderColumns
        var isBorder = [Bool](repeating: false, count: form.blocks.count)
        for column in borderColumns { isBorder[column] = true }
        var starts: [Int32] = [0]
        var targets: [Int32] = []
        var products: [Double] = []
        starts.reserveCapacity(form.blocks.count + 1)
        targets.reserveCapacity(3 * form.matrix.values.count)
        products.reserveCapacity(3 * form.matrix.values.count)
        for variable in 0..<form.blocks.count {
            if form.blocks.slackRange.contains(variable) {
                let row = Int(form.slackRows[variable - form.blocks.band])
                targets.append(Int32(layout.slot(row, row)))
                products.append(1)
            } else if !isBorder[variable] {
                for second in form.matrix.range(variable) {
                    for first in form.matrix.range(variable).lowerBound..<(second + 1) {
                        let rows = (Int(form.matrix.rows[first]), Int(form.matrix.rows[second]))
                        targets.append(Int32(layout.slot(rows.0, rows.1)))
                        products.append(form.matrix.values[first] * form.matrix.values[second])
                    }
                }
            }
            starts.append(Int32(targets.count))
        }
        self.starts = Buffer(starts)
        self.targets = Buffer(targets)
        self.products = Buffer(products)
        let places = borderColumns.indices.map { form.rowCount + $0 }
        var fixed: [(target: Int32, value: Double)] = []
        for (column, place) in zip(borderColumns, places) {
            for entry in form.matrix.range(column) {
                fixed.append(
                    (
                        Int32(layout.slot(Int(form.matrix.rows[entry]), place)),
                        form.matrix.values[entry]
                    )
                )
            }
        }
        fixedTargets = Buffer(fixed.map { $0.target })
        fixedValues = Buffer(fixed.map { $0.value })
        borderDiagonals = places.map { layout.slot($0, $0) }
    }

    /// Writes the sums for a diagonal `D` into the entries of a factor.
    ///
    /// `weights`: `D`, one entry per variable; `curvatures`: `Θ`, the same for border columns.
    func assemble(_ weights: View<Double>, curvatures: View<Double>, into entries: View<Double>) {
        let starts = starts.view
        let targets = targets.view
        let products = products.view
        entries.fill(0)
        for variable in 0..<weights.count {
            let weight = weights[variable]
            for place in Int(starts[variable])..<Int(starts[variable + 1]) {
                entries[Int(targets[place])] += weight * products[place]
            }
        }
        let fixedTargets = fixedTargets.view
        let fixedValues = fixedValues.view
        for place in 0..<fixedTargets.count {
            entries[Int(fixedTargets[place])] += fixedValues[place]
        }
        for (place, slot) in borderDiagonals.enumerated() { entries[slot] = -curvatures[place] }
    }
}
