import Testing

@testable import Simulation

@Suite struct ChanceTests {
    @Test func `logarithms and exponentials are those of a table`() {
        #expect(abs(naturalLogarithm(2) - 0.693_147_180_559_945_3) < 1e-15)
        #expect(abs(naturalLogarithm(1e-300) + 690.775_527_898_213_7) < 1e-12)
        #expect(abs(naturalLogarithm(10) - 2.302_585_092_994_046) < 1e-15)
        #expect(abs(naturalExponential(1) - 2.718_281_828_459_045) < 1e-15)
        #expect(abs(naturalExponential(-20) / 2.061_153_622_438_558e-9 - 1) < 1e-14)
        for step in -60...60 {
            let value = Double(step) / 3
            #expect(abs(naturalLogarithm(naturalExponential(value)) - value) < 1e-13)
        }
    }

    @Test func `normal quantiles are those of a table`() {
        for (share, value) in [
            (0.5, 0.0), (0.95, 1.644_853_627), (0.975, 1.959_963_985), (0.99, 2.326_347_874),
            (0.01, -2.326_347_874), (0.0001, -3.719_016_485),
        ] {
            #expect(abs(normalQuantile(share) - value) < 1e-7)
        }
    }

    @Test func `a lognormal has the percentiles that it is given`() {
        let spread = Spread.lognormal(p50: 0.4, p95: 1.2)
        #expect(abs(spread.quantile(0.5) - 0.4) < 1e-8)
        #expect(abs(spread.quantile(0.95) - 1.2) < 1e-8)
        #expect(Spread.fixed(3).quantile(0.7) == 3)
    }

    @Test func `drawn values have the distribution's percentiles`() {
        let table = Quantiles(.lognormal(p50: 0.4, p95: 1.2), scale: 1e9)
        let all = (0..<16_384).map { table.draw(UInt64($0) << 50 | 1 << 49) }
        #expect(all == all.sorted(), "a greater draw is a greater value")
        #expect(abs(Double(all[8_192]) / 0.4e9 - 1) < 0.01)
    }

    @Test func `an exponential has its mean`() {
        let table = Quantiles.exponential(mean: 1_000_000)
        var sum: Int64 = 0
        for step in 0..<1 << 16 { sum += table.draw(UInt64(step) << 48 | 1 << 47) }
        #expect(abs(Double(sum) / 65_536 / 1_000_000 - 1) < 0.001)
    }
}
