/// How far a point is from optimal.
struct Residuals: ~Copyable {
    /// `b − A x` and `c − Aᵀ y − z + v`.
    let primal: Buffer<Double>
    let dual: Buffer<Double>
    private(set) var primalSize = 0.0
    private(set) var dualSize = 0.0
    /// The mean of all `x z` and `s v`.
    private(set) var complementarity = 0.0
    private(set) var primalObjective = 0.0
    private(set) var dualObjective = 0.0
    private let sideSize: Double
    private let costSize: Double

    init(_ form: borrowing StandardForm) {
        primal = Buffer(form.rowCount)
        dual = Buffer(form.blocks.count)
        var side = 1.0
        var cost = 1.0
        for row in 0..<form.rowCount { side = max(side, abs(form.rhs[row])) }
        for variable in 0..<form.blocks.count { cost = max(cost, abs(form.cost[variable])) }
        sideSize = side
        costSize = cost
    }

    /// The largest residuals, relative to the largest side and cost.
    var primalError: Double { primalSize / sideSize }
    var dualError: Double { dualSize / costSize }

    mutating func measure(_ point: borrowing Point, _ form: borrowing StandardForm) {
        let primal = primal.view
        primal.copy(form.rhs.view)
        form.add(-1, point.x.view, over: form.blocks.columnRanges, to: primal)
        let dual = dual.view
        form.transposed(point.y.view, into: dual)
        let cost = form.cost.view
        for variable in 0..<dual.count { dual[variable] = cost[variable] - dual[variable] }
        let z = point.z.view
        for variable in 0..<z.count { dual[variable] -= z[variable] }
        let boxed = form.boxed.view
        let boxes = form.boxes.view
        var boxProducts = 0.0
        var boxPrices = 0.0
        for box in 0..<boxed.count {
            dual[Int(boxed[box])] += point.v[box]
            boxProducts += point.s[box] * point.v[box]
            boxPrices += boxes[box] * point.v[box]
        }
        primalSize = primal.largest
        dualSize = dual.largest
        let x = point.x.view
        complementarity = (x.dot(z, z.count) + boxProducts) / Double(max(1, z.count + boxed.count))
        primalObjective = cost.dot(x, x.count)
        dualObjective = form.rhs.view.dot(point.y.view, form.rowCount) - boxPrices
    }
}

extension View where Element == Double {
    /// The largest absolute value.
    var largest: Double {
        var sizes = SIMD4<Double>(repeating: 0)
        let whole = count & ~3
        for index in stride(from: 0, to: whole, by: 4) {
            let four = self[four: index]
            let size = four.replacing(with: -four, where: four .< 0)
            sizes.replace(with: size, where: size .> sizes)
        }
        var largest = sizes.max()
        for index in whole..<count { largest = max(largest, abs(self[index])) }
        return largest
    }

    /// The sum of the products of the first elements.
    func dot(_ other: View, _ count: Int) -> Double {
        var sums = SIMD4<Double>(repeating: 0)
        let whole = count & ~3
        for index in stride(from: 0, to: whole, by: 4) {
            sums += self[four: index] * other[four: index]
        }
        var sum = sums.sum()
        for index in whole..<count { sum += self[index] * other[index] }
        return sum
    }
}
