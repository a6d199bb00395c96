/// The share of its distance that a plug-in vehicle drives on charge from outside: a distribution.
///
/// Nobody knows it for one owner, and it decides on cost and carbon more than anything else.
package struct ElectricShares: Sendable, Hashable {
    package struct Point: Sendable, Hashable {
        /// From 0 to 1.
        package var share: Double
        /// Above zero; together they are 1.
        package var weight: Double

        package init(share: Double, weight: Double) {
            self.share = share
            self.weight = weight
        }
    }

    /// Ascending by share.
    package let points: [Point]
    /// Where it comes from, in words.
    package let source: String

    /// Of points with any weights.
    package init(_ points: [Point], source: String) {
        precondition(!points.isEmpty, "a share at least")
        precondition(points.allSatisfy { $0.weight > 0 }, "weights above zero")
        let whole = points.reduce(0) { $0 + $1.weight }
        self.points = points.map { Point(share: $0.share, weight: $0.weight / whole) }
            .sorted { $0.share < $1.share }
        self.source = source
    }

    package static func fixed(_ share: Double, source: String) -> ElectricShares {
        ElectricShares([Point(share: share, weight: 1)], source: source)
    }

    /// Of an owner of whom nothing else is known, by the electric range in m.
    ///
    /// The most is that of the label (SAE J2841, one vehicle over many days), which has every day begin
    /// full; the middle has only those begin full that do; the least is what the label is wrong by at
    /// worst in the United States: 56 % (ICCT, 2022; cited from general knowledge).
    package static func usual(range: Double, homeAccess: Double) -> ElectricShares {
        let label = UtilityFactor.individual(range)
        let middle = label * homeAccess
        return ElectricShares(
            [
                Point(share: label, weight: 0.25),
                Point(share: middle, weight: 0.5),
                Point(share: min(middle, 0.44 * label), weight: 0.25),
            ],
            source: "SAE J2841 for \(Int((range / 1000).rounded())) km, home access, ICCT 2022"
        )
    }

    package var mean: Double { points.reduce(0) { $0 + $1.share * $1.weight } }
}
