import Hybrid

/// The Willans line F = F0 + F1 P + F2 P² through points of a fuel map, by least squares.
///
/// The squares are those of the relative errors, so that low powers count as much as high ones.
/// F0 and F2 are not below zero.
struct FuelFit {
    /// In W.
    var idle: Double
    /// In W per W.
    var slope: Double
    /// In W per W².
    var curvature: Double
    /// The largest relative error, and the power in W where it is.
    var worst: (error: Double, power: Double)

    struct Point {
        /// In W at the bus.
        var power: Double
        /// In W.
        var fuel: Double
    }

    /// Nothing for fewer than two points, or points that no such line goes near.
    init?(_ points: [Point]) {
        // Of the lines with these terms the one with the least error that is a Willans line.
        let choices: [[Int]] =
            points.count < 2
            ? [] : points.count == 2 ? [[0, 1]] : [[0, 1, 2], [0, 1], [1, 2], [1]]
        var best: FuelFit?
        for terms in choices {
            guard let fit = Self.fit(points, terms), fit.idle >= 0, fit.curvature >= 0,
                fit.slope > 0
            else { continue }
            if let known = best, known.worst.error <= fit.worst.error { continue }
            best = fit
        }
        guard let best else { return nil }
        self = best
    }

    private init(_ coefficients: [Double], _ points: [Point]) {
        idle = coefficients[0]
        slope = coefficients[1]
        curvature = coefficients[2]
        worst = (0, 0)
        for point in points {
            let fuel = idle + point.power * (slope + curvature * point.power)
            let error = abs(fuel / point.fuel - 1)
            if error > worst.error { worst = (error, point.power) }
        }
    }

    /// The normal equations of some of the powers 0, 1 and 2, by elimination with pivots.
    private static func fit(_ points: [Point], _ terms: [Int]) -> FuelFit? {
        let scale = points.map(\.power).max() ?? 1
        let count = terms.count
        var rows = Array(repeating: Array(repeating: 0.0, count: count + 1), count: count)
        for point in points {
            let share = point.power / scale
            let powers = [1, share, share * share].map { $0 / point.fuel }
            for (row, term) in terms.enumerated() {
                for (column, other) in terms.enumerated() {
                    rows[row][column] += powers[term] * powers[other]
                }
                rows[row][count] += powers[term]
            }
        }
        for column in 0..<count {
            let pivot = (column..<count).max { abs(rows[$0][column]) < abs(rows[$1][column]) }
            guard let pivot, abs(rows[pivot][column]) > 0 else { return nil }
            rows.swapAt(column, pivot)
            for row in 0..<count where row != column {
                let factor = rows[row][column] / rows[column][column]
                for index in column...count { rows[row][index] -= factor * rows[column][index] }
            }
        }
        var coefficients = [0.0, 0.0, 0.0]
        for (row, term) in terms.enumerated() {
            let value = rows[row][count] / rows[row][row]
            coefficients[term] =
                term == 0 ? value : term == 1 ? value / scale : value / scale / scale
        }
        guard coefficients.allSatisfy(\.isFinite) else { return nil }
        return FuelFit(coefficients, points)
    }
}
