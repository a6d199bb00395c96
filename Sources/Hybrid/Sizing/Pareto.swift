/// Which of many points no other one beats in everything.
package enum Pareto {
    /// The indices of the points that are not dominated, in order; less is better in every figure.
    ///
    /// A point is dominated by one that is no worse in any figure and better in one: of equal
    /// points all stay. Exact, O(n log n + n f), f of them on the front. `margin`: how much worse a
    /// point may be, as a share of each figure, and stay; for a quick pass that is not exact.
    package static func front(_ points: [SIMD4<Double>], margin: Double = 0) -> [Int] {
        // One that dominates another comes before it in the order of figure after figure.
        let order = points.indices.sorted { left, right in
            let (first, second) = (points[left], points[right])
            for lane in 0..<4 where first[lane] != second[lane] {
                return first[lane] < second[lane]
            }
            return left < right
        }
        var front: [Int] = []
        for index in order {
            let point = points[index]
            let isDominated = front.contains { dominates(points[$0], point) }
            if !isDominated { front.append(index) }
        }
        guard margin > 0 else { return front.sorted() }
        return points.indices.filter { index in
            let point = points[index]
            let slack = SIMD4(
                margin * abs(point[0]),
                margin * abs(point[1]),
                margin * abs(point[2]),
                margin * abs(point[3])
            )
            return !front.contains { $0 != index && dominates(points[$0], point - slack) }
        }
    }

    static func dominates(_ left: SIMD4<Double>, _ right: SIMD4<Double>) -> Bool {
        all(left .<= right) && any(left .< right)
    }
}
