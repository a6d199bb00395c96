/// The share of the way that owners of a plug-in hybrid drive on the battery: a curve, or what is
/// known or feared of them.
package enum UtilityUse: Sendable, Hashable {
    /// By the electric range.
    case curve(UtilityFactor)
    /// Shares, each with a weight above zero; the weights need not add up to anything.
    case shares([Share])

    package struct Share: Sendable, Hashable {
        /// Of the way, from 0 to 1.
        package var electric: Double
        /// Of the owners.
        package var weight: Double

        package init(electric: Double, weight: Double) {
            self.electric = electric
            self.weight = weight
        }
    }

    /// Those of a curve are one.
    package func shares(atRange range: Double) -> [Share] {
        switch self {
        case .curve(let curve): [Share(electric: curve(range), weight: 1)]
        case .shares(let shares): shares
        }
    }

    package var name: String {
        switch self {
        case .curve(let curve): curve.name
        case .shares(let shares): "\(shares.count) shares as given"
        }
    }
}
