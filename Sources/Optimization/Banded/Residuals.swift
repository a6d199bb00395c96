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
    /// One over the size that a residual is held against.
    private let sideSizes: Buffer<Double>
    private let costSizes: Buffer<Double>

    init(_ form: borrowing StandardForm) {
        primal = Buffer(form.rowCount)
        dual = Buffer(form.blocks.count)
        sideSizes = Buffer(form.rowCount)
        costSizes = Buffer(form.blocks.count)
        for row in 0..<form.rowCount { sideSizes[row] = 1 / max(1, abs(form.rhs[row])) }
        for variable in 0..<form.blocks.count {
            costSizes[variable] = 1 / max(1, abs(form.cost[variable]))
        }
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
        form.transposed(point.y.view, into: dual)
        let cost = form.cost.view
        let x = point.x.view
        let z = point.z.view
        for variable in 0..<dual.count { dual[variable] = cost[variable] - dual[variable] }
        for variable in 0..<z.count { dual[variable] -= z[variable] }
        let boxed = form.boxed.view
        let boxes = form.boxes.view
        let room = point.s.view
        let price = point.v.view
        var boxProducts = 0.0
        var boxPrices = 0.0
        for box in 0..<boxed.count {
            dual[Int(boxed[box])] += price[box]
            boxProducts += room[box] * price[box]
            boxPrices += boxes[box] * price[box]
        }
        dualError = dual.largest(times: costSizes.view)
        complementarity = (x.dot(z, z.count) + boxProducts) / Double(max(1, z.count + boxed.count))
        primalObjective = cost.dot(x, x.count)
        dualObjective = form.rhs.view.dot(point.y.view, form.rowCount) - boxPrices
    }

    /// The primal residuals only.
    mutating func measureRows(_ point: borrowing Point, _ form: borrowing StandardForm) {
        let primal = primal.view
        primal.copy(form.rhs.view)
        form.add(-1, point.x.view, over: form.blocks.columnRanges, to: primal)
        primalError = primal.largest(times: sideSizes.view)
    }
}
