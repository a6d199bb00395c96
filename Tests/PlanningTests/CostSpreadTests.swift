import Planning
import Testing

@Suite struct CostSpreadTests {
    private let hundred = CostSpread((1...100).map(Double.init))

    @Test func `quantiles are costs of the sample, with the costs around them`() {
        let high = hundred.quantile(0.95)
        #expect(high.value == 95)
        // 95 ± 1.96 √(100 · 0.95 · 0.05) = 90.7 to 99.3: the 90th and the 101st, which is not there.
        #expect(high.low == 90)
        #expect(high.high == 100)
        #expect(hundred.quantile(0.5).value == 50)
        #expect(hundred.quantile(0.05).value == 5)
    }

    @Test func `few futures do not say how far out a quantile may be`() {
        // 0.95³⁴ = 17 %: so often all of 34 futures lie below the true P95. 0.95⁷² = 2.49 %.
        for (count, isKnown) in [(34, false), (71, false), (72, true), (73, true)] {
            let spread = CostSpread((1...count).map(Double.init))
            let (low, high) = (spread.quantile(0.05), spread.quantile(0.95))
            #expect(high.high == (isKnown ? Double(count) : .infinity))
            #expect(low.low == (isKnown ? 1 : -.infinity))
            #expect(high.low.isFinite && low.high.isFinite)
        }
        #expect(CostSpread([1, 2, 3, 4, 5, 6]).quantile(0.5).high == 6)
    }

    @Test func `a future in which nothing is possible serves nobody`() {
        var risk = CostAtRisk(seed: 1, asked: 2, planned: 1)
        risk.futures = [.init(cost: 1, verdict: .money), .init(verdict: .impossible)]
        #expect(risk.chanceUnserved.value == 0.5)
        // Only money gave way.
        #expect(risk.chanceRulesBreak.value == 0)
    }

    @Test func `the mean of the worst five percent is the mean of what lies beyond`() {
        #expect(abs(hundred.tailMean(beyond: 0.95).value - 98) < 1e-9)
        // Of 10 futures half of the worst one lies beyond.
        let ten = CostSpread([1, 2, 3, 4, 5, 6, 7, 8, 9, 20]).tailMean(beyond: 0.95)
        #expect(abs(ten.value - 20) < 1e-9)
        // Of 30, the worst one and half of the one before.
        let thirty = CostSpread((1...30).map(Double.init)).tailMean(beyond: 0.95)
        #expect(abs(thirty.value - (30 + 0.5 * 29) / 1.5) < 1e-9)
    }

    @Test func `mean and deviation are those of the sample`() {
        #expect(hundred.mean.value == 50.5)
        let deviation = (100.0 * 101 / 12).squareRoot()
        #expect(abs(hundred.standardDeviation.value - deviation) < 1e-9)
        #expect(abs(hundred.mean.high - 50.5 - 1.959964 * deviation / 10) < 1e-9)
    }

    @Test func `a future in which nothing is possible costs more than any other`() {
        let spread = CostSpread([1, 2, 3, .infinity])
        #expect(spread.quantile(1).value == .infinity)
        #expect(spread.quantile(0.5).value == 2)
        #expect(spread.tailMean(beyond: 0.95).value.isNaN)
        #expect(spread.mean.value == 2)
    }

    @Test func `a chance that never came true may still be above zero`() {
        var risk = CostAtRisk(seed: 1, asked: 200, planned: 1)
        risk.futures = Array(repeating: .init(cost: 1, verdict: .kept), count: 200)
        let chance = risk.chanceUnserved
        #expect(chance.value == 0)
        #expect(chance.low == 0)
        // z² / (n + z²)
        let square = 1.959964 * 1.959964
        #expect(abs(chance.high - square / (200 + square)) < 1e-12)
    }
}
