/// How far a point is from optimal.
struct Residuals: ~Copyable {
    /// `b − A x` and `c − Aᵀ y − z + v`.
    let primal: Buffer<Double>
    let dual: Buffer<Double>
    /// The largest residual of a row relative to its side, and of a column relative to its cost;
    /// sides and costs below the typical one count as that.
    private(set) var primalError = 0.0
    private(set) var dualError = 0.0
    /// The mean of all `x z` and `s v`.
    private(set) var complementarity = 0.0
    /// In the units of the form.
    private(set) var primalObjective = 0.0
    private(set) var dualObjective = 0.0

    init(_ form: borrowing StandardForm) {
        primal = Buffer(form.rowCount)
        dual = Buffer(form.blocks.count)
    }

    /// The distance of the objectives, relative to the primal one.
    var gap: Double { abs(primalObjective - dualObjective) / max(1, abs(primalObjective)) }

    /// The worst of all errors: what has to fall for the method to get on.
    ///
    /// Infinite where anything is no number, which the gap of the objectives shows.
    var worst: Double {
        guard gap.isFinite, complementarity.isFinite else { return .infinity }
        return max(primalError, dualError, gap)
    }

    mutating func measure(_ point: borrowing Point, _ form: borrowing StandardForm) {
        measureRows(point, form)
        let dual = dual.view
        let y = point.y.view
        let cost = form.cost.view
        let x = point.x.view
        let z = point.z.view
        let boxed = form.boxed.view
        let price = point.v.view
        var box = 0
        var products = 0.0
        primalObjective = 0
        dualError = 0
        for chunk in form.chunks {
            let range = chunk.range
            form.transposed(y, over: chunk, into: dual)
            for variable in range { dual[variable] = cost[variable] - dual[variable] }
            if chunk.isBounded {
                for variable in range { dual[variable] -= z[variable] }
                products += x.dot(z, range)
            }
            while box < boxed.count, Int(boxed[box]) < range.upperBound {
                dual[Int(boxed[box])] += price[box]
                box += 1
            }
            dualError = max(dualError, dual.largest(over: range, relativeTo: cost))
            primalObjective += cost.dot(x, range)
        }
        let boxes = 0..<boxed.count
        products += point.s.view.dot(price, boxes)
        complementarity = products / Double(max(1, z.count + boxed.count))
        dualObjective = form.rhs.view.dot(y, 0..<form.rowCount) - form.boxes.view.dot(price, boxes)
    }

    /// The primal residuals only.
    mutating func measureRows(_ point: borrowing Point, _ form: borrowing StandardForm) {
        let rhs = form.rhs.view
        form.leave(rhs, by: point.x.view, in: primal.view)
        primalError = primal.view.largest(over: 0..<form.rowCount, relativeTo: rhs)
    }
}
