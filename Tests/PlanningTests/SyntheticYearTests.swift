import Planning
import Testing

@Suite struct SyntheticYearTests {
    static func mean(_ series: [Double]) -> Double { series.reduce(0, +) / Double(series.count) }
    static let year = SyntheticYear(seed: 1, latitude: 40)

    @Test func `the same seed gives the same year, another gives another`() {
        let week = SyntheticYear(seed: 5, latitude: 40, hours: 168)
        #expect(week == SyntheticYear(seed: 5, latitude: 40, hours: 168))
        #expect(week != SyntheticYear(seed: 6, latitude: 40, hours: 168))
        let longer = SyntheticYear(seed: 5, latitude: 40, hours: 200)
        #expect(Array(longer.price.prefix(168)) == week.price)
    }

    @Test func `every series has a figure for every hour, in a leap year as well`() {
        let leap = SyntheticYear(seed: 2, latitude: 40, hours: 8_784)
        for series in [
            leap.temperature, leap.solarShare, leap.windShare, leap.price, leap.averageCarbon,
            leap.marginalCarbon,
        ] {
            #expect(series.count == 8_784)
            #expect(series.allSatisfy { $0.isFinite })
        }
    }

    @Test(arguments: 1...4) func `figures have the size of a mid-latitude place`(seed: Int) {
        let year = SyntheticYear(seed: seed, latitude: 40)
        #expect((0.18...0.34).contains(Self.mean(year.solarShare)))
        #expect((0.22...0.50).contains(Self.mean(year.windShare)))
        #expect((35...60).contains(Self.mean(year.price)))
        #expect((6...16).contains(Self.mean(year.temperature)))
        #expect((0.2...0.45).contains(Self.mean(year.averageCarbon)))
        #expect((0.2...0.5).contains(Self.mean(year.marginalCarbon)))
        for share in year.solarShare + year.windShare { #expect((0...1).contains(share)) }
        for carbon in year.averageCarbon + year.marginalCarbon { #expect(carbon > 0) }
    }

    @Test func `the sun does not shine at night, and longer in summer`() {
        let solar = Self.year.solarShare
        #expect((0..<365).allSatisfy { solar[24 * $0] == 0 && solar[24 * $0 + 23] == 0 })
        let january = solar[0..<744].count { $0 > 0 }
        let june = solar[3_624..<4_344].count { $0 > 0 }
        #expect(june > january + 100)
    }

    @Test func `the seasons of the south are those of the north half a year later`() {
        let south = SyntheticYear(seed: 1, latitude: -40)
        #expect(Self.mean(Array(Self.year.temperature[4_344..<5_088])) > 18)
        #expect(Self.mean(Array(south.temperature[4_344..<5_088])) < 6)
        let north = Self.mean(Array(Self.year.solarShare[4_344..<5_088]))
        #expect(north > Self.mean(Array(south.solarShare[4_344..<5_088])) + 0.05)
    }

    @Test func `average and marginal carbon are figures of their own`() {
        #expect(Self.year.averageCarbon != Self.year.marginalCarbon)
    }

    @Test func `PUE grows above its threshold`() {
        let effectiveness = UsageEffectiveness(base: 1.1, slope: 0.01, threshold: 10)
        #expect(effectiveness.value(at: -5) == 1.1)
        #expect(abs(effectiveness.value(at: 30) - 1.3) < 1e-12)
        let profile = effectiveness.profile(temperature: [0, 20], utilization: 0.5)
        #expect(abs(profile[0] - 0.55) < 1e-12)
        #expect(abs(profile[1] - 0.6) < 1e-12)
    }
}
