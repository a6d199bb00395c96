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
    /// `sides += A · values` over one chunk of variables.
    func add(_ values: View<Double>, over chunk: Chunk, to sides: View<Double>) {
        if case .slack = chunk.kind {
            let slackRows = slackRows.view
            let slackSigns = slackSigns.view
            for variable in chunk.range {
                let slack = variable - blocks.band
                sides[Int(slackRows[slack])] += slackSigns[slack] * values[variable]
            }
            return
        }
        let starts = matrix.starts.view
        let rows = matrix.rows.view
        let coefficients = matrix.values.view
        for variable in chunk.range {
            let value = values[variable]
            for place in Int(starts[variable])..<Int(starts[variable + 1]) {
                sides[Int(rows[place])] += coefficients[place] * value
            }
        }
    }

    /// `rest = sides − A · values`.
    func leave(_ sides: View<Double>, by values: View<Double>, in rest: View<Double>) {
        rest.fill(0)
        for chunk in chunks { add(values, over: chunk, to: rest) }
        for row in 0..<rowCount { rest[row] = sides[row] - rest[row] }
    }

    /// `products = Aᵀ · duals` for one chunk of variables.
    func transposed(_ duals: View<Double>, over chunk: Chunk, into products: View<Double>) {
        if case .slack = chunk.kind {
            let slackRows = slackRows.view
            let slackSigns = slackSigns.view
            for variable in chunk.range {
                let slack = variable - blocks.band
                products[variable] = slackSigns[slack] * duals[Int(slackRows[slack])]
            }
            return
        }
        let starts = matrix.starts.view
        let rows = matrix.rows.view
        let coefficients = matrix.values.view
        for variable in chunk.range {
            var sum = 0.0
            for place in Int(starts[variable])..<Int(starts[variable + 1]) {
                sum += coefficients[place] * duals[Int(rows[place])]
            }
            products[variable] = sum
        }
    }
}
