extension InteriorPoint {
    /// Mehrotra's starting point: least-squares solutions of both sides, moved into the interior.
    mutating func start() {
        system.factorEvenly()
        let gradients = Buffer<Double>(form.blocks.count)
        let duals = Buffer<Double>(form.rowCount)
        duals.view.copy(form.rhs.view)
        system.solve(gradients.view, form, x: point.x.view, y: duals.view)
        // `c − Aᵀ y` of the least-squares duals is what the second solution leaves over.
        let leftover = Buffer<Double>(form.blocks.count)
        system.solve(form.cost.view, form, x: leftover.view, y: point.y.view)
        let x = point.x.view
        let z = point.z.view
        for variable in 0..<z.count { z[variable] = -leftover[variable] }
        var primal = 0.0
        var dual = 0.0
        for variable in 0..<z.count {
            primal = max(primal, -1.5 * x[variable])
            dual = max(dual, -1.5 * z[variable])
        }
        var products = 0.0
        var values = 0.0
        var prices = 0.0
        for variable in 0..<z.count {
            let value = x[variable] + primal
            let price = z[variable] + dual
            products += value * price
            values += value
            prices += price
        }
        primal = max(primal + 0.5 * products / max(prices, 1e-12), 1e-2)
        dual = max(dual + 0.5 * products / max(values, 1e-12), 1e-2)
        for variable in 0..<z.count {
            x[variable] += primal
            z[variable] += dual
        }
        for box in 0..<form.boxed.count {
            let variable = Int(form.boxed[box])
            let width = form.boxes[box]
            x[variable] = max(min(x[variable], 0.9 * width), 0.1 * width)
            point.s[box] = width - x[variable]
            point.v[box] = dual
        }
    }
}
