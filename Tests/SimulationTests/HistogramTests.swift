import Bus
import Simulation
import Testing

@Suite struct HistogramTests {
    @Test func `percentiles of few values are those values`() {
        var histogram = Histogram()
        #expect(histogram.percentile(0.5) == nil)
        for value in 1...100 { histogram.record(Interval(nanoseconds: Int64(value))) }
        #expect(histogram.percentile(0.5) == Interval(nanoseconds: 50))
        #expect(histogram.percentile(0.95) == Interval(nanoseconds: 95))
        #expect(histogram.percentile(1) == Interval(nanoseconds: 100))
        #expect(histogram.percentile(0) == Interval(nanoseconds: 1))
        #expect(histogram.count == 100)
    }

    @Test(arguments: 0..<40)
    func `percentiles are never too low and at most 1,6 % too high`(seed: Int) {
        var generator = SplitMix64(seed)
        var histogram = Histogram()
        var all: [Int64] = []
        for _ in 0..<500 {
            let value = Int64.random(
                in: 0...(1 << Int64.random(in: 1...52, using: &generator)),
                using: &generator
            )
            all.append(value)
            histogram.record(Interval(nanoseconds: value))
        }
        all.sort()
        for rank in [0.01, 0.5, 0.9, 0.95, 0.99, 1] {
            let exact = all[max(0, Int((rank * 500).rounded(.up)) - 1)]
            let told = histogram.percentile(rank)?.nanoseconds ?? -1
            #expect(told >= exact)
            #expect(Double(told) <= Double(exact) * 1.016 + 1)
        }
    }

    @Test func `a negative time counts as none and the longest is kept`() {
        var histogram = Histogram()
        histogram.record(Interval(nanoseconds: -5))
        #expect(histogram.percentile(1) == .zero)
        histogram.record(Interval(nanoseconds: .max))
        #expect(histogram.percentile(1) == Interval(nanoseconds: .max))
    }
}
