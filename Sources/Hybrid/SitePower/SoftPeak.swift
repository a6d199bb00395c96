/// A price on the import of a month that rises above a power: a cap that gives way.
struct SoftPeak: Sendable, Hashable {
    /// Where it begins, in W.
    var from: Double
    /// How fast it rises, in USD/J for each W.
    var slope: Double

    static let none = SoftPeak(from: .infinity, slope: 0)

    /// In USD/J.
    func price(_ power: Double) -> Double { slope * max(0, power - from) }
}
