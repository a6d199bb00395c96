/// A step of all variables and duals, and how far it may be followed.
struct Direction: ~Copyable {
    let x: Buffer<Double>
    let z: Buffer<Double>
    let v: Buffer<Double>
    let y: Buffer<Double>
    /// The steepest relative falls so far, `max(−step / value)`, four lanes each.
    private var primalFalls = SIMD4<Double>(repeating: 0)
    private var dualFalls = SIMD4<Double>(repeating: 0)

    init(_ form: borrowing StandardForm) {
        x = Buffer(form.blocks.count)
        z = Buffer(form.blocks.bounded)
        v = Buffer(form.boxed.count)
        y = Buffer(form.rowCount)
    }

    /// The longest steps, primal and dual, that keep what must be positive from falling below zero.
    var primalStep: Double { primalFalls.max() > 0 ? 1 / primalFalls.max() : .infinity }
    var dualStep: Double { dualFalls.max() > 0 ? 1 / dualFalls.max() : .infinity }

    /// Both steps, none of them longer than the whole way.
    var reach: Double { min(1, primalStep) + min(1, dualStep) }

    // MARK: How far

    /// Forgets the falls, for another direction.
    mutating func begin() {
        primalFalls = SIMD4(repeating: 0)
        dualFalls = SIMD4(repeating: 0)
    }

    /// Takes note of the falls of some bounded variables.
    mutating func note(_ range: Range<Int>, from point: borrowing Point) {
        primalFalls = Self.steepest(primalFalls, point.x.view, x.view, range)
        dualFalls = Self.steepest(dualFalls, point.z.view, z.view, range)
    }

    /// Takes note of the falls of the rooms below the upper bounds, and of their prices.
    mutating func noteBoxes(from point: borrowing Point, _ boxed: View<Int32>) {
        let x = x.view
        let v = v.view
        let room = point.s.view
        let price = point.v.view
        for box in 0..<boxed.count {
            primalFalls[0] = max(primalFalls[0], x[Int(boxed[box])] / room[box])
            dualFalls[0] = max(dualFalls[0], -v[box] / price[box])
        }
    }

    private static func steepest(
        _ before: SIMD4<Double>,
        _ values: View<Double>,
        _ steps: View<Double>,
        _ range: Range<Int>
    ) -> SIMD4<Double> {
        var falls = before
        let whole = range.lowerBound + (range.count & ~3)
        for index in stride(from: range.lowerBound, to: whole, by: 4) {
            let fall = -steps[four: index] / values[four: index]
            falls.replace(with: fall, where: fall .> falls)
        }
        for index in whole..<range.upperBound {
            falls[0] = max(falls[0], -steps[index] / values[index])
        }
        return falls
    }

    /// The mean of all `x z` and `s v` at the end of the longest steps, no longer than the whole way.
    func complementarity(from point: borrowing Point, _ form: borrowing StandardForm) -> Double {
        let primal = min(1, primalStep)
        let dual = min(1, dualStep)
        var sum = 0.0
        for chunk in form.chunks where chunk.isBounded {
            sum += point.x.view.dot(point.z.view, chunk.range)
            sum += primal * x.view.dot(point.z.view, chunk.range)
            sum += dual * point.x.view.dot(z.view, chunk.range)
            sum += primal * dual * x.view.dot(z.view, chunk.range)
        }
        let boxed = form.boxed.view
        for box in 0..<boxed.count {
            sum += (point.s[box] - primal * x[Int(boxed[box])]) * (point.v[box] + dual * v[box])
        }
        return sum / Double(max(1, form.blocks.bounded + boxed.count))
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
