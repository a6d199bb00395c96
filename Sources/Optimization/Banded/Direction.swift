/// A step of all variables and duals, and how far it may be followed.
struct Direction: ~Copyable {
    let x: Buffer<Double>
    let z: Buffer<Double>
    let v: Buffer<Double>
    let y: Buffer<Double>
    /// The longest steps, primal and dual, that keep what must be positive from falling below zero.
    private(set) var primalStep = 0.0
    private(set) var dualStep = 0.0

    init(_ form: borrowing StandardForm) {
        x = Buffer(form.blocks.count)
        z = Buffer(form.blocks.bounded)
        v = Buffer(form.boxed.count)
        y = Buffer(form.rowCount)
    }

    /// Both steps, none of them longer than the whole way.
    var reach: Double { min(1, primalStep) + min(1, dualStep) }

    /// Finds the longest steps from a point.
    mutating func measure(_ point: borrowing Point, _ form: borrowing StandardForm) {
        let boxed = form.boxed.view
        var primal = Self.steepest(point.x.view, x.view, form.blocks.bounded)
        var dual = Self.steepest(point.z.view, z.view, form.blocks.bounded)
        let x = x.view
        let v = v.view
        let room = point.s.view
        let price = point.v.view
        for box in 0..<boxed.count {
            primal = max(primal, x[Int(boxed[box])] / room[box])
            dual = max(dual, -v[box] / price[box])
        }
        primalStep = primal > 0 ? 1 / primal : .infinity
        dualStep = dual > 0 ? 1 / dual : .infinity
    }

    /// The largest relative fall, `max(−step / value)`, at least 0.
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

    /// The mean of all `x z` and `s v` at the end of the longest steps, no longer than the whole way.
    func complementarity(from point: borrowing Point, _ form: borrowing StandardForm) -> Double {
        let primal = min(1, primalStep)
        let dual = min(1, dualStep)
        let count = form.blocks.bounded
        let x = x.view
        let z = z.view
        var sum = point.x.view.dot(point.z.view, count)
        sum += primal * x.dot(point.z.view, count) + dual * point.x.view.dot(z, count)
        sum += primal * dual * x.dot(z, count)
        let boxed = form.boxed.view
        for box in 0..<boxed.count {
            sum += (point.s[box] - primal * x[Int(boxed[box])]) * (point.v[box] + dual * v[box])
        }
        return sum / Double(max(1, count + boxed.count))
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
        x.view.add(primal, direction.x.view)
        z.view.add(dual, direction.z.view)
        v.view.add(dual, direction.v.view)
        y.view.add(dual, direction.y.view)
        for box in 0..<boxed.count { s[box] -= primal * direction.x[Int(boxed[box])] }
    }

    func copy(_ other: borrowing Point) {
        x.view.copy(other.x.view)
        z.view.copy(other.z.view)
        s.view.copy(other.s.view)
        v.view.copy(other.v.view)
        y.view.copy(other.y.view)
    }
}
