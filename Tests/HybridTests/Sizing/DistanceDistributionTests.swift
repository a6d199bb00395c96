import Testing

@testable import Hybrid

@Suite struct DistanceDistributionTests {
    @Test func `the utility factor is the covered distance by hand`() throws {
        // Of ten days eight of 40 km, two of 200 km: 320 + 400 km in all.
        let days = try #require(
            DistanceDistribution([
                DistanceDistribution.Days(distance: 200e3, share: 2),
                DistanceDistribution.Days(distance: 40e3, share: 8),
            ])
        )
        #expect(abs(days.meanDistance - 72e3) < 1e-6)
        // 100 km cover all of the short days and half of the long ones.
        #expect(abs(days.utilityFactor(range: 100e3) - (320 + 200) / 720) < 1e-12)
        #expect(abs(days.utilityFactor(range: 20e3) - 200 / 720) < 1e-12)
        #expect(days.utilityFactor(range: 0) == 0)
        #expect(abs(days.utilityFactor(range: 300e3) - 1) < 1e-12)
    }

    @Test func `days without distance or share are no days`() {
        #expect(DistanceDistribution([]) == nil)
        #expect(DistanceDistribution([DistanceDistribution.Days(distance: 0, share: 1)]) == nil)
        let some = DistanceDistribution([
            DistanceDistribution.Days(distance: 0, share: 3),
            DistanceDistribution.Days(distance: 10e3, share: 1),
        ])
        #expect(some == .always(10e3))
    }

    /// Mean = median exp(spread² / 2).
    @Test func `a lognormal distribution has its median and its mean`() {
        let days = DistanceDistribution.lognormal(median: 50e3, spread: 0.8, classes: 1000)
        let below = days.days.filter { $0.distance < 50e3 }.reduce(0) { $0 + $1.share }
        #expect(abs(below - 0.5) < 1e-9)
        #expect(abs(days.meanDistance / (50e3 * 1.37713) - 1) < 0.01)
    }
}
