/// A line through points, level outside of them.
package struct Curve: Sendable, Hashable {
    package struct Point: Sendable, Hashable {
        package var x: Double
        package var y: Double

        package init(_ x: Double, _ y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// At least one, in ascending order of `x`.
    package let points: [Point]

    package init(_ points: [Point]) {
        precondition(Self.isCurve(points), "points in ascending order of x")
        self.points = points
    }

    /// Whether points make a curve: what a reader of files asks first.
    package static func isCurve(_ points: [Point]) -> Bool {
        !points.isEmpty && zip(points, points.dropFirst()).allSatisfy { $0.x < $1.x }
    }

    /// The highest that it gives.
    var highest: Double { points.reduce(points[0].y) { max($0, $1.y) } }

    package static func constant(_ y: Double) -> Curve { Curve([Point(0, y)]) }

    /// With another value at each of its points.
    package func mapped(_ value: (Double) -> Double) -> Curve {
        Curve(points.map { Point($0.x, value($0.y)) })
    }

    package func callAsFunction(_ x: Double) -> Double {
        guard let above = points.firstIndex(where: { $0.x >= x }) else {
            return points[points.count - 1].y
        }
        guard above > 0 else { return points[0].y }
        let left = points[above - 1]
        let right = points[above]
        return left.y + (right.y - left.y) * (x - left.x) / (right.x - left.x)
    }
}
