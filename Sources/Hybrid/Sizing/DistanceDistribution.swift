import Glibc

/// How far a vehicle is driven between two nights at its charger: what its utility factor comes from.
///
/// A curve such as that of SAE J2841 has one of these in it, of a fleet of other vehicles; what an
/// owner does, and above all what he tows, is a distribution of his own.
package struct DistanceDistribution: Sendable, Hashable {
    /// Days of one length.
    package struct Days: Sendable, Hashable {
        /// Driven on such a day, in m; above zero.
        package var distance: Double
        /// Of all days, from 0 to 1.
        package var share: Double

        package init(distance: Double, share: Double) {
            self.distance = distance
            self.share = share
        }
    }

    /// In ascending order of distance; their shares add up to one.
    package let days: [Days]

    /// From shares in any proportion; days without distance are left out.
    ///
    /// Nothing without any day that is driven.
    package init?(_ days: [Days]) {
        let driven = days.filter { $0.distance > 0 && $0.share > 0 }
        let sum = driven.reduce(0) { $0 + $1.share }
        guard sum > 0, sum.isFinite else { return nil }
        self.days =
            driven
            .map { Days(distance: $0.distance, share: $0.share / sum) }
            .sorted { $0.distance < $1.distance }
    }

    /// Every day the same, in m above zero.
    package static func always(_ distance: Double) -> DistanceDistribution {
        DistanceDistribution(sorted: [Days(distance: distance, share: 1)])
    }

    /// Days whose logarithm is normal, in as many classes of the same share.
    ///
    /// `median`: in m. `spread`: the standard deviation of the logarithm; 0.8 to 1 is what travel
    /// surveys show for one vehicle. Each class stands at its own median.
    package static func lognormal(
        median: Double,
        spread: Double,
        classes: Int = 40
    ) -> DistanceDistribution {
        precondition(median > 0, "a distance above zero")
        precondition(classes > 0, "at least one class")
        return DistanceDistribution(
            sorted: (0..<classes).map { index in
                let place = (Double(index) + 0.5) / Double(classes)
                return Days(
                    distance: median * exp(spread * normalQuantile(place)),
                    share: 1 / Double(classes)
                )
            }
        )
    }

    private init(sorted days: [Days]) { self.days = days }

    /// In m, over the days that are driven.
    package var meanDistance: Double { days.reduce(0) { $0 + $1.share * $1.distance } }

    /// The share of the distance that a full battery of so many m covers.
    ///
    /// UF(R) = sum of share min(d, R) / sum of share d.
    package func utilityFactor(range: Double) -> Double {
        let covered = days.reduce(0) { $0 + $1.share * min($1.distance, max(range, 0)) }
        return covered / meanDistance
    }

    /// What days take beyond what their battery begins with, and stops to charge it for each m.
    package struct Charging: Sendable, Hashable {
        /// Of the distance, from 0 to 1: charged on the way, or driven on fuel with the charge held.
        package var share: Double
        /// In 1/m, for a vehicle that charges on the way.
        package var stops: Double
    }

    /// Where a share of the nights fills the battery of so many m, each by itself.
    ///
    /// A day after any other night begins with what the last day left. Only what a day lacks is charged
    /// on the way, and every stop adds `added` at most: (d - x) / added stops, rounded up. The days are
    /// followed from a full battery until hardly any has not been filled again; what is left lies on
    /// `levels` parts of the range, between two of them in proportion. Without such nights every day
    /// begins with nothing.
    package func charging(
        range: Double,
        nights: Double,
        added: Double,
        levels: Int = 48
    ) -> Charging {
        guard range > 0, range.isFinite, added > 0 else {
            return Charging(share: range > 0 ? 0 : 1, stops: 0)
        }
        var left = [Double](repeating: 0, count: levels + 1)
        left[nights > 0 ? levels : 0] = 1
        var (weight, weights, lacking, stops) = (1.0, 0.0, 0.0, 0.0)
        for night in 1...Self.mostNights {
            // The last day that is followed stands for all those after it.
            let isLast =
                nights <= 0 || night == Self.mostNights || weight * (1 - nights) < 1e-5
            if isLast, nights > 0 { weight /= nights }
            var next = [Double](repeating: 0, count: levels + 1)
            for (level, chance) in left.enumerated() where chance > 0 {
                let energy = range * (Double(level) / Double(levels))
                for day in days {
                    let share = chance * day.share
                    guard day.distance <= energy else {
                        lacking += weight * share * (day.distance - energy)
                        stops += weight * share * ((day.distance - energy) / added).rounded(.up)
                        next[0] += share
                        continue
                    }
                    let place = (energy - day.distance) / range * Double(levels)
                    let below = min(Int(place), levels - 1)
                    next[below] += share * (1 - (place - Double(below)))
                    next[below + 1] += share * (place - Double(below))
                }
            }
            weights += weight
            if isLast { break }
            weight *= 1 - nights
            left = next
        }
        let driven = weights * meanDistance
        return Charging(share: lacking / driven, stops: stops / driven)
    }

    /// Without one that fills the battery.
    private static let mostNights = 200

    /// The place below which so much of a standard normal distribution lies, by halving.
    private static func normalQuantile(_ share: Double) -> Double {
        var low = -9.0
        var high = 9.0
        for _ in 0..<64 {
            let middle = 0.5 * (low + high)
            if 0.5 * erfc(-middle / 2.0.squareRoot()) < share {
                low = middle
            } else {
                high = middle
            }
        }
        return 0.5 * (low + high)
    }
}
