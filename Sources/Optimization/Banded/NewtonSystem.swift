/// The linear equations of one step, and how a step is found from them.
///
/// With `Θ = Z/X (+ V/S)`, `D = (Θ + ρ)⁻¹` and residuals `rp`, `rd` a step solves
/// `(A D Aᵀ + δ) dy = rp + A D g` over the band, where `g` is what complementarity leaves of `rd`, and
/// `dx = D (Aᵀ dy − g)`. The proximal terms ρ and δ bound all weights, so that the factors stay
/// accurate to the end, and vanish with the step itself: they slow the method a little and do not
/// move its end (M. Friedlander, D. Orban, A primal-dual regularized interior-point method for
/// convex quadratic programs, Math. Prog. Comp. 4 (2012)).
struct NewtonSystem: ~Copyable {
    private var factors: BandedFactor
    private let assembly: Assembly
    private let borderColumns: [Int]
    /// `D` and `1/x`.
    private let weights: Buffer<Double>
    private let reciprocals: Buffer<Double>
    private let curvatures: Buffer<Double>
    private let borderSteps: Buffer<Double>
    private let gradients: Buffer<Double>
    private let products: Buffer<Double>

    /// ρ and δ; ρ is the only curvature that a free variable has.
    private(set) var proximity = Proximity()

    init(_ form: borrowing StandardForm, _ arrow: Arrow) {
        let layout = FactorLayout(form, arrow)
        assembly = Assembly(form, layout)
        factors = BandedFactor(layout)
        borderColumns = form.blocks.borderColumns
        weights = Buffer(form.blocks.count)
        reciprocals = Buffer(form.blocks.bounded)
        curvatures = Buffer(borderColumns.count)
        borderSteps = Buffer(borderColumns.count)
        gradients = Buffer(form.blocks.count)
        products = Buffer(form.blocks.count)
    }

    /// Lets ρ and δ adapt from now on.
    mutating func loosen() { proximity.isAdaptive = true }

    /// Adapts ρ and δ to what the last step left of the residuals.
    mutating func adapt(to residuals: borrowing Residuals, steps: (primal: Double, dual: Double)) {
        proximity.adapt(to: residuals, steps: steps)
    }

    /// Factors the equations at a point.
    mutating func factor(at point: borrowing Point, _ form: borrowing StandardForm) {
        let weights = weights.view
        let reciprocals = reciprocals.view
        let x = point.x.view
        let z = point.z.view
        for variable in 0..<reciprocals.count {
            let reciprocal = 1 / x[variable]
            reciprocals[variable] = reciprocal
            weights[variable] = z[variable] * reciprocal + proximity.columns
        }
        for variable in reciprocals.count..<weights.count { weights[variable] = proximity.columns }
        let boxed = form.boxed.view
        let room = point.s.view
        let price = point.v.view
        for box in 0..<boxed.count { weights[Int(boxed[box])] += price[box] / room[box] }
        for (place, column) in borderColumns.enumerated() {
            curvatures[place] = weights[column]
        }
        for variable in 0..<weights.count { weights[variable] = 1 / weights[variable] }
        assembly.assemble(weights, curvatures: curvatures.view, into: factors.entries.view)
        factors.factor(proximity: proximity.rows)
    }

    /// Factors the equations with all weights one, for a starting point.
    mutating func factorEvenly() {
        weights.view.fill(1)
        curvatures.view.fill(1)
        assembly.assemble(weights.view, curvatures: curvatures.view, into: factors.entries.view)
        factors.factor(proximity: proximity.rows)
    }

    /// The step that would close all residuals and bring every product to zero.
    func predict(
        _ residuals: borrowing Residuals,
        from point: borrowing Point,
        _ form: borrowing StandardForm,
        into direction: borrowing Direction
    ) {
        let gradients = gradients.view
        let z = point.z.view
        gradients.copy(residuals.dual.view)
        for variable in 0..<z.count { gradients[variable] += z[variable] }
        let boxed = form.boxed.view
        let price = point.v.view
        for box in 0..<boxed.count { gradients[Int(boxed[box])] -= price[box] }
        direction.y.view.copy(residuals.primal.view)
        solve(gradients, form, x: direction.x.view, y: direction.y.view)
        let x = direction.x.view
        let dz = direction.z.view
        let reciprocals = reciprocals.view
        for variable in 0..<z.count {
            dz[variable] = -z[variable] - z[variable] * x[variable] * reciprocals[variable]
        }
        let dv = direction.v.view
        let room = point.s.view
        for box in 0..<boxed.count {
            dv[box] = -price[box] + price[box] * x[Int(boxed[box])] / room[box]
        }
    }

    /// Another step with what moves the products by `centers` and `boxCenters` added to it.
    func correct(
        _ direction: borrowing Direction,
        centers: View<Double>,
        boxCenters: View<Double>,
        from point: borrowing Point,
        _ form: borrowing StandardForm,
        into sum: borrowing Direction
    ) {
        let gradients = gradients.view
        let reciprocals = reciprocals.view
        for variable in 0..<reciprocals.count {
            gradients[variable] = -centers[variable] * reciprocals[variable]
        }
        for variable in reciprocals.count..<gradients.count { gradients[variable] = 0 }
        let boxed = form.boxed.view
        let room = point.s.view
        for box in 0..<boxed.count { gradients[Int(boxed[box])] += boxCenters[box] / room[box] }
        sum.y.view.fill(0)
        let x = sum.x.view
        solve(gradients, form, x: x, y: sum.y.view)
        let z = point.z.view
        let dz = sum.z.view
        let zBefore = direction.z.view
        for variable in 0..<reciprocals.count {
            let step = (centers[variable] - z[variable] * x[variable]) * reciprocals[variable]
            dz[variable] = zBefore[variable] + step
        }
        let price = point.v.view
        let dv = sum.v.view
        for box in 0..<boxed.count {
            let step = (boxCenters[box] + price[box] * x[Int(boxed[box])]) / room[box]
            dv[box] = direction.v[box] + step
        }
        x.add(1, direction.x.view)
        sum.y.view.add(1, direction.y.view)
    }

    /// The smallest step, in the weights of the last factorization, that closes the primal residuals.
    func close(
        _ residuals: borrowing Residuals,
        _ form: borrowing StandardForm,
        into direction: borrowing Direction
    ) {
        gradients.view.fill(0)
        direction.y.view.copy(residuals.primal.view)
        solve(gradients.view, form, x: direction.x.view, y: direction.y.view)
    }

    /// Solves for `dy`, in place of `rp`, and for `dx`, given `g`.
    func solve(
        _ gradients: View<Double>,
        _ form: borrowing StandardForm,
        x: View<Double>,
        y: View<Double>
    ) {
        let weights = weights.view
        let products = products.view
        for variable in 0..<weights.count {
            products[variable] = weights[variable] * gradients[variable]
        }
        form.add(1, products, over: form.blocks.bandRanges, to: y)
        for (place, column) in borderColumns.enumerated() { borderSteps[place] = gradients[column] }
        factors.solve(y, columns: borderSteps.view)
        form.transposed(y, into: products)
        for variable in 0..<weights.count {
            x[variable] = weights[variable] * (products[variable] - gradients[variable])
        }
        for (place, column) in borderColumns.enumerated() { x[column] = borderSteps[place] }
    }
}
