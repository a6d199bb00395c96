import Foundation
import Planning

/// Growth at a yearly rate, compounded by the quarter.
struct Growth {
    /// A fraction: 0.25; above -1.
    let perYear: Double

    /// What 1 has become.
    func after(quarters: Int) -> Double { pow(1 + perYear, Double(quarters) / 4) }
}

/// A rise that begins slowly, is steepest in its middle, and levels out: the logistic function.
///
/// `value(t) = from + (to - from) / (1 + exp(-k (t - midpoint)))`, t in years; ln(81) / k years lie
/// between 10 % and 90 % of the way.
struct SCurve {
    let from: Double
    let to: Double
    let midpoint: Quarter
    /// `k` of the formula.
    let steepnessPerYear: Double

    func value(in quarter: Quarter) -> Double {
        let years = Double(quarter.distance(from: midpoint)) / 4
        return from + (to - from) / (1 + exp(-steepnessPerYear * years))
    }
}
