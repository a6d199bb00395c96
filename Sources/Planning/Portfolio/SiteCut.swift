/// What the program of a power site says about a year of it, as a straight line under its cost.
///
/// The site's cost is convex in the megawatts of IT that are built there, so the line through any
/// point with the duals as its slope is below it everywhere (Benders 1962).
package struct SiteCut: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// The year costs at least `value + Σ slopes · (MW − at)`; dollars of that year.
        case cost
        /// Nothing is possible with `value + Σ slopes · (MW − at)` above zero.
        case limit
    }

    package var site: String
    package var year: Int
    package var kind: Kind
    package var value: Double
    /// Megawatts of IT that own builds have there in each quarter of the year.
    package var at: [Double]
    /// Per megawatt in each quarter of the year.
    package var slopes: [Double]

    package init(
        site: String,
        year: Int,
        kind: Kind,
        value: Double,
        at: [Double],
        slopes: [Double]
    ) {
        precondition(at.count == 4 && slopes.count == 4, "one entry per quarter of the year")
        self.site = site
        self.year = year
        self.kind = kind
        self.value = value
        self.at = at
        self.slopes = slopes
    }

    /// The line at these megawatts.
    package func value(at power: [Double]) -> Double {
        zip(slopes, zip(power, at)).reduce(value) { $0 + $1.0 * ($1.1.0 - $1.1.1) }
    }
}

/// A year of a site.
package struct SiteYear: Sendable, Hashable, Comparable {
    package var site: String
    package var year: Int

    package init(site: String, year: Int) {
        self.site = site
        self.year = year
    }

    package static func < (lhs: Self, rhs: Self) -> Bool {
        (lhs.site, lhs.year) < (rhs.site, rhs.year)
    }
}
