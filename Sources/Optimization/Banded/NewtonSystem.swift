/// The linear equations of one step: what a step must close, and how it is found.
///
/// With `Θ = Z/X (+ V/S)` and `D = Θ⁻¹` a step solves `A D Aᵀ dy = rp + A D g` over the band, where
/// `g` is what is left of the dual residual once complementarity is put in, and `dx = D (Aᵀ dy − g)`.
struct NewtonSystem: ~Copyable {
    var factor: BandedFactor
    private let assembly: Assembly
    private let borderColumns: [Int]
    /// `D` and `1/x`.
    let weights: Buffer<Double>
    let reciprocals: Buffer<Double>
    private let curvatures: Buffer<Double>
    private let borderSteps: Buffer<Double>
    private let gradients: Buffer<Double>
    private let products: Buffer<Double>
    private let leftover: Buffer<Double>

    /// The curvature that a free variable of the band gets, so that it has a finite weight.
    ///
    /// It pulls each step towards zero and not the variable: the solution is not changed by it.
    static let freeCurvature = 1e-8
    static let leastCurvature = 1e-8

    init(_ form: borrowing StandardForm, _ arrow: Arrow) {
        let layout = FactorLayout(arrow)
        assembly = Assembly(form, layout)
        factor = BandedFactor(layout)
        borderColumns = form.blocks.borderColumns
        weights = Buffer(form.blocks.count)
        reciprocals = Buffer(form.blocks.bounded)
        curvatures = Buffer(borderColumns.count)
        borderSteps = Buffer(borderColumns.count)
        gradients = Buffer(form.blocks.count)
        products = Buffer(form.blocks.count)
        leftover = Buffer(form.rowCount)
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
            weights[variable] = z[variable] * reciprocal + Self.leastCurvature
        }
        let boxed = form.boxed.view
        for box in 0..<boxed.count {
            weights[Int(boxed[box])] += point.v[box] / point.s[box]
        }
        for variable in reciprocals.count..<weights.count { weights[variable] = Self.freeCurvature }
        for (place, column) in borderColumns.enumerated() {
            curvatures[place] = column < reciprocals.count ? weights[column] : 0
        }
        for variable in 0..<weights.count { weights[variable] = 1 / weights[variable] }
        assembly.assemble(weights, curvatures: curvatures.view, into: factor.entries.view)
        factor.factor()
    }

    /// Factors the equations with all weights one, for a starting point.
    mutating func factorEvenly() {
        weights.view.fill(1)
        curvatures.view.fill(1)
        assembly.assemble(weights.view, curvatures: curvatures.view, into: factor.entries.view)
        factor.factor()
    }

    /// Solves for `dy` and `dx`, given `rp` and `g`.
    func solve(
        _ sides: View<Double>,
        _ gradients: View<Double>,
        _ form: borrowing StandardForm,
        x: View<Double>,
        y: View<Double>
    ) {
        let weights = weights.view
        let products = products.view
        y.copy(sides)
        for variable in 0..<weights.count {
            products[variable] = weights[variable] * gradients[variable]
        }
        form.add(1, products, over: form.blocks.bandRanges, to: y)
        for (place, column) in borderColumns.enumerated() { borderSteps[place] = gradients[column] }
        factor.solve(y, columns: borderSteps.view)
        form.transposed(y, into: products)
        for variable in 0..<weights.count {
            x[variable] = weights[variable] * (products[variable] - gradients[variable])
        }
        for (place, column) in borderColumns.enumerated() { x[column] = borderSteps[place] }
    }

    /// The step that closes the residuals and brings complementarity to its targets.
    ///
    /// `centers`, `boxCenters`: What `x z` and `s v` have to change by.
    func step(
        _ residuals: borrowing Residuals,
        centers: View<Double>,
        boxCenters: View<Double>,
        from point: borrowing Point,
        _ form: borrowing StandardForm,
        into direction: borrowing Direction
    ) {
        let reciprocals = reciprocals.view
        let gradients = gradients.view
        let dual = residuals.dual.view
        for variable in 0..<reciprocals.count {
            gradients[variable] = dual[variable] - centers[variable] * reciprocals[variable]
        }
        for variable in reciprocals.count..<gradients.count { gradients[variable] = dual[variable] }
        let boxed = form.boxed.view
        for box in 0..<boxed.count {
            gradients[Int(boxed[box])] += boxCenters[box] / point.s[box]
        }
        let x = direction.x.view
        solve(residuals.primal.view, gradients, form, x: x, y: direction.y.view)
        let z = point.z.view
        let dz = direction.z.view
        for variable in 0..<reciprocals.count {
            dz[variable] = (centers[variable] - z[variable] * x[variable]) * reciprocals[variable]
        }
        for box in 0..<boxed.count {
            let step = point.v[box] * x[Int(boxed[box])]
            direction.v[box] = (boxCenters[box] + step) / point.s[box]
        }
    }
}
