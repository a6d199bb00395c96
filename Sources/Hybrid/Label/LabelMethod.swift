/// How a measured economy becomes that of a label.
package enum LabelMethod: String, Sendable, Hashable, CaseIterable {
    case unadjusted
    /// SAE J1634, and what EPA lets electric vehicles use: 0.7 of the measured economy and range.
    case seventyPercent = "0.7 rule (SAE J1634)"
    /// 40 CFR 600.210 until model year 2016.
    case derived2008 = "derived 5-cycle (2008)"
    /// 40 CFR 600.210 from model year 2017 on.
    case derived2017 = "derived 5-cycle (2017)"

    /// Of the measured economy and range, by SAE J1634.
    static let share = 0.7

    /// What it is called where fuel is burned: there 0.7 is no rule, only a figure to compare with.
    package var nameOfFuel: String {
        self == .seventyPercent ? "0.7 of unadjusted, for information" : rawValue
    }

    /// Miles a gallon in the city, from those measured.
    package func city(_ measured: Double) -> Double {
        switch self {
        case .unadjusted: measured
        case .seventyPercent: Self.share * measured
        case .derived2008: 1 / (0.003259 + 1.1805 / measured)
        case .derived2017: 1 / (0.004091 + 1.1601 / measured)
        }
    }

    /// Miles a gallon on the highway, from those measured.
    package func highway(_ measured: Double) -> Double {
        switch self {
        case .unadjusted: measured
        case .seventyPercent: Self.share * measured
        case .derived2008: 1 / (0.001376 + 1.3466 / measured)
        case .derived2017: 1 / (0.003191 + 1.2945 / measured)
        }
    }
}
