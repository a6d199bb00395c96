/// Values in falling order: how long something was at least so high.
package enum DurationCurve {
    /// Points of the curve, the horizontal one in fractions of all values, from 0 to 1.
    ///
    /// At most `count` points; the largest and the smallest value are among them. Values that are
    /// not finite are left out.
    package static func points(of values: [Double], count: Int = 200) -> [Mark.Point] {
        precondition(count >= 2, "a curve has two ends")
        let sorted = values.filter(\.isFinite).sorted(by: >)
        guard sorted.count > 1 else {
            return sorted.flatMap { [Mark.Point(0, $0), Mark.Point(1, $0)] }
        }
        let last = sorted.count - 1
        return (0..<min(count, sorted.count)).map { index in
            let place = index * last / (min(count, sorted.count) - 1)
            return Mark.Point(Double(place) / Double(last), sorted[place])
        }
    }
}
