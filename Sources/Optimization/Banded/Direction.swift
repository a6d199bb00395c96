/// A step of all variables and duals, and how far it may be followed.
struct Direction: ~Copyable {
    let x: Buffer<Double>
    let z: Buffer<Double>
    let v: Buffer<Double>
    let y: Buffer<Double>
    /// The longest steps, primal and dual, that keep what must be positive from falling below zero.
    var primalStep = 0.0
    var dualStep = 0.0

    init(_ form: borrowing StandardForm) {
        x = Buffer(form.blocks.count)
        z = Buffer(form.blocks.bounded)
        v = Buffer(form.boxed.count)
        y = Buffer(form.rowCount)
    }

    /// Finds the longest steps from a point.
    mutating func measure(_ point: borrowing Point, _ form: borrowing StandardForm) {
        let boxed = form.boxed.view
        var primal = Self.steepest(point.x.view, x.view, form.blocks.bounded)
        var dual = Self.steepest(point.z.view, z.view, form.blocks.bounded)
        let slack = point.s.view
        let price = point.v.view
        for box in 0..<boxed.count {
            primal = max(primal, x[Int(boxed[box])] / slack[box])
            dual = max(dual, -v[box] / price[box])
        }
        primalStep = primal > 0 ? 1 / primal : .infinity
        dualStep = dual > 0 ? 1 / dual : .infinity
    }

    /// The largest relative fall, `max(−step / value)`.
    private static func steepest(
        _ values: View<Double>,
        _ steps: View<Double>,
        _ count: Int
    ) -> Double {
        var falls = SIMD4<Double>(repeating: 0)
        let whole = count & ~3
        for index in stride(from: 0, to: whole, by: 4) {
            let fall = -steps[four: index] / values[four: index]
            falls.replace(with: fall, where: fall .> falls)
        }
        var steepest = falls.max()
        for index in whole..<count { steepest = max(steepest, -steps[index] / values[index]) }
        return steepest
    }
}

/// Where the method stands.
struct Point: ~Copyable {
    /// Values; positive but for the free ones, which stand last.
    let x: Buffer<Double>
    /// What a variable's lower bound of zero costs, positive; none for free variables.
    let z: Buffer<Double>
    /// For each boxed variable the room below its upper bound, and what that costs; positive.
    let s: Buffer<Double>
    let v: Buffer<Double>
    /// The duals of the rows.
    let y: Buffer<Double>

    init(_ form: borrowing StandardForm) {
        x = Buffer(form.blocks.count)
        z = Buffer(form.blocks.bounded)
        s = Buffer(form.boxed.count)
        v = Buffer(form.boxed.count)
        y = Buffer(form.rowCount)
    }

    func move(
        along direction: borrowing Direction,
        primal: Double,
        dual: Double,
        boxed: View<Int32>
    ) {
        Self.add(primal, direction.x.view, to: x.view)
        Self.add(dual, direction.z.view, to: z.view)
        Self.add(dual, direction.v.view, to: v.view)
        Self.add(dual, direction.y.view, to: y.view)
        for box in 0..<boxed.count { s[box] -= primal * direction.x[Int(boxed[box])] }
    }

    private static func add(_ factor: Double, _ steps: View<Double>, to values: View<Double>) {
        for index in 0..<values.count { values[index] += factor * steps[index] }
    }
}
