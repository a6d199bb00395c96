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
    /// `D` and `1/x`.
    private let weights: Buffer<Double>
    private let reciprocals: Buffer<Double>
    /// `Θ + ρ` of the border columns, and their steps.
    private let curvatures: Buffer<Double>
    private let borderSteps: Buffer<Double>
    private let gradients: Buffer<Double>
    private var proximity = Proximity()

    init(_ form: borrowing StandardForm, _ arrow: Arrow) {
        let layout = FactorLayout(form, arrow)
        let borderCount = form.blocks.borderColumns.count
        assembly = Assembly(form, layout)
        factors = BandedFactor(layout)
        weights = Buffer(form.blocks.count)
        reciprocals = Buffer(form.blocks.bounded)
        curvatures = Buffer(borderCount)
        borderSteps = Buffer(borderCount)
        gradients = Buffer(form.blocks.count)
    }

    /// Lets ρ and δ adapt from now on.
    mutating func loosen() { proximity.isAdaptive = true }

    /// Adapts ρ and δ to what the last step left of the residuals.
    mutating func adapt(to residuals: borrowing Residuals, steps: (primal: Double, dual: Double)) {
        proximity.adapt(to: residuals, steps: steps)
    }

    // MARK: Factoring

    /// Factors the equations at a point.
    mutating func factor(at point: borrowing Point, _ form: borrowing StandardForm) {
        let weights = weights.view
        let reciprocals = reciprocals.view
        let x = point.x.view
        let z = point.z.view
        let boxed = form.boxed.view
        let room = point.s.view
        let price = point.v.view
        let entries = factors.entries.view
        var box = 0
        // What does not depend on D is written first, and the border's curvatures once they are known.
        assembly.begin(entries)
        for chunk in form.chunks {
            let range = chunk.range
            for variable in range { weights[variable] = proximity.columns }
            if chunk.isBounded {
                for variable in range {
                    let reciprocal = 1 / x[variable]
                    reciprocals[variable] = reciprocal
                    weights[variable] += z[variable] * reciprocal
                }
            }
            while box < boxed.count, Int(boxed[box]) < range.upperBound {
                weights[Int(boxed[box])] += price[box] / room[box]
                box += 1
            }
            if chunk.isBorder {
                for variable in range {
                    curvatures[form.blocks.borderPlace(of: variable)] = weights[variable]
                }
            }
            for variable in range { weights[variable] = 1 / weights[variable] }
            assembly.add(weights, over: range, to: entries)
        }
        assembly.end(entries, curvatures: curvatures.view)
        factors.factor(proximity: proximity.rows)
    }

    /// Factors the equations with all weights one, for a starting point.
    mutating func factorEvenly() {
        let entries = factors.entries.view
        weights.view.fill(1)
        curvatures.view.fill(1)
        assembly.begin(entries)
        assembly.add(weights.view, over: 0..<weights.count, to: entries)
        assembly.end(entries, curvatures: curvatures.view)
        factors.factor(proximity: proximity.rows)
    }

    // MARK: Steps

    /// The step that would close all residuals and bring every product to zero.
    func predict(
        _ residuals: borrowing Residuals,
        from point: borrowing Point,
        _ form: borrowing StandardForm,
        into direction: inout Direction
    ) {
        let gradients = gradients.view
        let dual = residuals.dual.view
        let z = point.z.view
        let boxed = form.boxed.view
        let price = point.v.view
        let x = direction.x.view
        let y = direction.y.view
        y.copy(residuals.primal.view)
        var box = 0
        for chunk in form.chunks {
            for variable in chunk.range { gradients[variable] = dual[variable] }
            if chunk.isBounded {
                for variable in chunk.range { gradients[variable] += z[variable] }
            }
            while box < boxed.count, Int(boxed[box]) < chunk.range.upperBound {
                gradients[Int(boxed[box])] -= price[box]
                box += 1
            }
            push(chunk, form, by: x, to: y)
        }
        factors.solve(y, columns: borderSteps.view)
        direction.begin()
        let dz = direction.z.view
        let reciprocals = reciprocals.view
        for chunk in form.chunks {
            pull(chunk, form, from: y, to: x)
            guard chunk.isBounded else { continue }
            for variable in chunk.range {
                dz[variable] = -z[variable] - z[variable] * x[variable] * reciprocals[variable]
            }
            direction.note(chunk.range, from: point)
        }
        let dv = direction.v.view
        let room = point.s.view
        for box in 0..<boxed.count {
            dv[box] = -price[box] + price[box] * x[Int(boxed[box])] / room[box]
        }
        direction.noteBoxes(from: point, boxed)
    }

    /// Another step with what moves the products by `centers` and `boxCenters` added to it, and with
    /// what closes the primal residuals that the step would leave.
    ///
    /// δ leaves `δ dy` of them. Where a row is held by less than δ, as one that ties an hour's sun to
    /// a millionth of the panels is, that is nearly all, step after step, unless it is solved for again.
    func correct(
        _ direction: borrowing Direction,
        _ residuals: borrowing Residuals,
        centers: View<Double>,
        boxCenters: View<Double>,
        from point: borrowing Point,
        _ form: borrowing StandardForm,
        into sum: inout Direction
    ) {
        let gradients = gradients.view
        let reciprocals = reciprocals.view
        let boxed = form.boxed.view
        let room = point.s.view
        let x = sum.x.view
        let y = sum.y.view
        form.leave(residuals.primal.view, by: direction.x.view, in: y)
        var box = 0
        for chunk in form.chunks {
            if chunk.isBounded {
                for variable in chunk.range {
                    gradients[variable] = -centers[variable] * reciprocals[variable]
                }
            } else {
                for variable in chunk.range { gradients[variable] = 0 }
            }
            while box < boxed.count, Int(boxed[box]) < chunk.range.upperBound {
                gradients[Int(boxed[box])] += boxCenters[box] / room[box]
                box += 1
            }
            push(chunk, form, by: x, to: y)
        }
        factors.solve(y, columns: borderSteps.view)
        sum.begin()
        let z = point.z.view
        let dz = sum.z.view
        let dv = sum.v.view
        let price = point.v.view
        let before = (x: direction.x.view, z: direction.z.view, v: direction.v.view)
        box = 0
        for chunk in form.chunks {
            pull(chunk, form, from: y, to: x)
            while box < boxed.count, Int(boxed[box]) < chunk.range.upperBound {
                let step = boxCenters[box] + price[box] * x[Int(boxed[box])]
                dv[box] = before.v[box] + step / room[box]
                box += 1
            }
            if chunk.isBounded {
                for variable in chunk.range {
                    let step = centers[variable] - z[variable] * x[variable]
                    dz[variable] = before.z[variable] + step * reciprocals[variable]
                }
            }
            for variable in chunk.range { x[variable] += before.x[variable] }
            if chunk.isBounded { sum.note(chunk.range, from: point) }
        }
        sum.noteBoxes(from: point, boxed)
        y.add(1, direction.y.view)
    }

    /// The smallest step, in the weights of the last factorization, that closes the primal residuals.
    func close(
        _ residuals: borrowing Residuals,
        from point: borrowing Point,
        _ form: borrowing StandardForm,
        into direction: inout Direction
    ) {
        gradients.view.fill(0)
        direction.y.view.copy(residuals.primal.view)
        solve(gradients.view, form, x: direction.x.view, y: direction.y.view)
        direction.z.view.fill(0)
        direction.v.view.fill(0)
        direction.y.view.fill(0)
        direction.begin()
        direction.note(0..<form.blocks.bounded, from: point)
        direction.noteBoxes(from: point, form.boxed.view)
    }

    /// Solves for `dy`, in place of `rp`, and for `dx`, given `g`.
    func solve(
        _ gradients: View<Double>,
        _ form: borrowing StandardForm,
        x: View<Double>,
        y: View<Double>
    ) {
        self.gradients.view.copy(gradients)
        for chunk in form.chunks { push(chunk, form, by: x, to: y) }
        factors.solve(y, columns: borderSteps.view)
        for chunk in form.chunks { pull(chunk, form, from: y, to: x) }
    }

    /// Adds `A D g` of one chunk to the rows' sides; a border column's `g` is a side of its own.
    ///
    /// `products`: Where `D g` is put on the way.
    private func push(
        _ chunk: Chunk,
        _ form: borrowing StandardForm,
        by products: View<Double>,
        to sides: View<Double>
    ) {
        let gradients = gradients.view
        if chunk.isBorder {
            for variable in chunk.range {
                borderSteps[form.blocks.borderPlace(of: variable)] = gradients[variable]
            }
            return
        }
        let weights = weights.view
        for variable in chunk.range {
            products[variable] = weights[variable] * gradients[variable]
        }
        form.add(products, over: chunk, to: sides)
    }

    /// Writes `D (Aᵀ dy − g)` of one chunk; a border column's step was solved for.
    private func pull(
        _ chunk: Chunk,
        _ form: borrowing StandardForm,
        from duals: View<Double>,
        to x: View<Double>
    ) {
        if chunk.isBorder {
            for variable in chunk.range {
                x[variable] = borderSteps[form.blocks.borderPlace(of: variable)]
            }
            return
        }
        form.transposed(duals, over: chunk, into: x)
        let weights = weights.view
        let gradients = gradients.view
        for variable in chunk.range {
            x[variable] = weights[variable] * (x[variable] - gradients[variable])
        }
    }
}
