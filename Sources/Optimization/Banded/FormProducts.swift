/// Coefficients variable by variable, rows ascending.
struct Coefficients: ~Copyable {
    /// Where each variable begins in `rows` and `values`; one entry more than there are variables.
    let starts: Buffer<Int32>
    let rows: Buffer<Int32>
    let values: Buffer<Double>

    init(_ variableCount: Int, _ entryCount: Int) {
        starts = Buffer(variableCount + 1)
        rows = Buffer(entryCount)
        values = Buffer(entryCount)
    }

    @inline(__always) func range(_ variable: Int) -> Range<Int> {
        Int(starts[variable])..<Int(starts[variable + 1])
    }
}

/// Products with the coefficients of a ``StandardForm``.
extension StandardForm {

    /// `sides += sign · A · values` over the given columns.
    func add(
        _ sign: Double,
        _ values: View<Double>,
        over ranges: [Range<Int>],
        to sides: View<Double>
    ) {
        let starts = matrix.starts.view
        let rows = matrix.rows.view
        let coefficients = matrix.values.view
        for range in ranges {
            for variable in range {
                let value = sign * values[variable]
                for place in Int(starts[variable])..<Int(starts[variable + 1]) {
                    sides[Int(rows[place])] += coefficients[place] * value
                }
            }
        }
        let slackRows = slackRows.view
        let slackSigns = slackSigns.view
        for slack in 0..<slackRows.count {
            let value = sign * values[blocks.band + slack]
            sides[Int(slackRows[slack])] += slackSigns[slack] * value
        }
    }

    /// `products = Aᵀ · duals` for all variables.
    func transposed(_ duals: View<Double>, into products: View<Double>) {
        let starts = matrix.starts.view
        let rows = matrix.rows.view
        let coefficients = matrix.values.view
        for range in blocks.columnRanges {
            for variable in range {
                var sum = 0.0
                for place in Int(starts[variable])..<Int(starts[variable + 1]) {
                    sum += coefficients[place] * duals[Int(rows[place])]
                }
                products[variable] = sum
            }
        }
        let slackRows = slackRows.view
        let slackSigns = slackSigns.view
        for slack in 0..<slackRows.count {
            products[blocks.band + slack] = slackSigns[slack] * duals[Int(slackRows[slack])]
        }
    }
}
