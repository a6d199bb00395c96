extension InteriorPoint {
    /// Mehrotra's starting point: least-squares solutions of both sides, moved into the interior.
    mutating func start() {
        let count = form.blocks.count
        system.factorEvenly()
        let zero = Buffer<Double>(count)
        let sides = Buffer<Double>(form.rowCount)
        let duals = Buffer<Double>(form.rowCount)
        system.solve(form.rhs.view, zero.view, form, x: point.x.view, y: duals.view)
        let unused = Buffer<Double>(count)
        system.solve(sides.view, form.cost.view, form, x: unused.view, y: point.y.view)
        // z = c − Aᵀ y of the least-squares duals is what the step left over.
        for variable in 0..<point.z.count { point.z[variable] = -unused[variable] }
        var primal = 0.0
        var dual = 0.0
        for variable in 0..<point.z.count {
            primal = max(primal, -1.5 * point.x[variable])
            dual = max(dual, -1.5 * point.z[variable])
        }
        var products = 0.0
        var values = 0.0
        var prices = 0.0
        for variable in 0..<point.z.count {
            let value = point.x[variable] + primal
            let price = point.z[variable] + dual
            products += value * price
            values += value
            prices += price
        }
        primal = max(primal + 0.5 * products / max(prices, 1e-12), 1e-2)
        dual = max(dual + 0.5 * products / max(values, 1e-12), 1e-3)
        for variable in 0..<point.z.count {
            point.x[variable] += primal
            point.z[variable] += dual
        }
        for box in 0..<form.boxed.count {
            let variable = Int(form.boxed[box])
            let width = form.boxes[box]
            point.x[variable] = max(min(point.x[variable], 0.9 * width), 0.1 * width)
            point.s[box] = width - point.x[variable]
            point.v[box] = dual
        }
    }
}
