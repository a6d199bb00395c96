extension InteriorPoint {
    /// What a value or price of the starting point is moved by at least, in typical sides and costs.
    private static let leastStart = 1e-2

    /// Mehrotra's starting point: least-squares solutions of both sides, moved into the interior.
    mutating func start() {
        system.factorEvenly()
        let gradients = Buffer<Double>(form.blocks.count)
        let duals = Buffer<Double>(form.rowCount)
        duals.view.copy(form.rhs.view)
        system.solve(gradients.view, form, x: point.x.view, y: duals.view)
        // `c − Aᵀ y` of the least-squares duals is what the second solution leaves over.
        point.y.view.fill(0)
        let leftover = Buffer<Double>(form.blocks.count)
        system.solve(form.cost.view, form, x: leftover.view, y: point.y.view)
        let x = point.x.view
        let z = point.z.view
        for variable in 0..<z.count { z[variable] = -leftover[variable] }
        var primal = Self.leastStart
        var dual = Self.leastStart
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
        primal += 0.5 * products / max(prices, 1e-12)
        dual += 0.5 * products / max(values, 1e-12)
        for variable in 0..<z.count {
            x[variable] += primal
            z[variable] += dual
        }
        startBoxes(price: dual, mean: x.dot(z, 0..<z.count) / Double(max(1, z.count)))
    }

    /// Puts boxed variables inside their boxes, and prices both ends of narrow ones higher.
    ///
    /// The same on both ends leaves the dual residuals as they are, and products that are much
    /// smaller than the others would block the first steps.
    private func startBoxes(price: Double, mean: Double) {
        for box in 0..<form.boxed.count {
            let variable = Int(form.boxed[box])
            let width = form.boxes[box]
            let value = max(min(point.x[variable], 0.9 * width), 0.1 * width)
            let room = width - value
            let rise = max(
                0,
                0.1 * mean / value - point.z[variable],
                0.1 * mean / room - price
            )
            point.x[variable] = value
            point.z[variable] += rise
            point.s[box] = room
            point.v[box] = price + rise
        }
    }
}
