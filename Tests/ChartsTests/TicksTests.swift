import Charts
import Testing

@Suite struct TicksTests {
    @Test func `ticks are round and cover the range`() {
        #expect(Ticks(covering: 0...97, count: 5).values == [0, 20, 40, 60, 80, 100])
        #expect(Ticks(covering: 0...100, count: 5).values == [0, 20, 40, 60, 80, 100])
        #expect(Ticks(covering: 0...11, count: 5).values == [0, 2.5, 5, 7.5, 10, 12.5])
        #expect(Ticks(covering: -30...70, count: 5).values == [-40, -20, 0, 20, 40, 60, 80])
        #expect(Ticks(covering: 0.2...0.31, count: 4).range.lowerBound <= 0.2)
    }

    @Test func `a range of no width has ticks`() {
        #expect(Ticks(covering: 0...0).range == 0...1)
        #expect(Ticks(covering: 5...5).range.contains(0))
        #expect(Ticks(covering: 5...5).range.contains(5))
        #expect(Ticks(covering: -3 ... -3).range.contains(-3))
    }

    @Test(arguments: 0..<200)
    func `ticks rise evenly, cover the range and are not many`(seed: Int) {
        // A fixed walk over magnitudes from 1e-6 to 1e13 and signs.
        var power = 1e-6
        for _ in 0..<(seed % 20) { power *= 10 }
        let low = (Double(seed * 37 % 101) / 50 - 1) * power
        let high = low + Double(seed * 53 % 97 + 1) / 97 * power
        let ticks = Ticks(covering: low...high, count: 5)
        let step = ticks.values[1] - ticks.values[0]
        #expect(ticks.range.lowerBound <= low + step * 1e-6)
        #expect(ticks.range.upperBound >= high - step * 1e-6)
        #expect((2...8).contains(ticks.values.count))
        for (a, b) in zip(ticks.values, ticks.values.dropFirst()) {
            #expect(abs(b - a - step) <= step * 1e-6)
        }
    }
}
