/// The share of days that begin with a full battery: a distribution.
///
/// Nobody knows it for one owner, and it decides on cost and carbon of a vehicle with a plug and an
/// engine more than anything else.
package struct ChargedDays: Sendable, Hashable {
    package struct Point: Sendable, Hashable {
        /// Of the days, from 0 to 1.
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

    package static func fixed(_ share: Double, source: String) -> ChargedDays {
        ChargedDays([Point(share: share, weight: 1)], source: source)
    }

    /// Of an owner of whom nothing is known but how many of the days could begin full.
    ///
    /// The most is what labels assume, every day; the middle is `homeAccess`; the least is what labels
    /// are wrong by at worst in the United States: 56 % (ICCT, 2022; cited from general knowledge).
    package static func usual(homeAccess: Double) -> ChargedDays {
        ChargedDays(
            [
                Point(share: 1, weight: 0.25),
                Point(share: homeAccess, weight: 0.5),
                Point(share: min(homeAccess, 0.44), weight: 0.25),
            ],
            source: "every day, as labels have it; the economy's home access; what ICCT found, 2022"
        )
    }

    package var mean: Double { points.reduce(0) { $0 + $1.share * $1.weight } }
}
