import Bus
import Testing

@Suite struct RollingCountTests {
    @Test func `it forgets a bucket at a time`() {
        var count = RollingCount(buckets: 3, width: .seconds(1))
        count.add(1, at: BreakerTests.at(0.5))
        count.add(2, at: BreakerTests.at(1.5))
        count.add(4, at: BreakerTests.at(2.5))
        #expect(count.total(at: BreakerTests.at(2.9)) == 7)
        #expect(count.total(at: BreakerTests.at(3)) == 6)
        #expect(count.total(at: BreakerTests.at(4)) == 4)
        #expect(count.total(at: BreakerTests.at(5)) == 0)
    }

    @Test func `an empty one is zero at any time`() {
        let count = RollingCount(buckets: 3, width: .seconds(1))
        for instant in [Instant(nanoseconds: .min), Instant(nanoseconds: 0), .never] {
            #expect(count.total(at: instant) == 0)
        }
    }

    @Test func `what comes late counts in the newest bucket`() {
        var count = RollingCount(buckets: 3, width: .seconds(1))
        count.add(1, at: BreakerTests.at(5))
        count.add(1, at: BreakerTests.at(1))
        #expect(count.total(at: BreakerTests.at(5)) == 2)
        #expect(count.total(at: BreakerTests.at(1)) == 2)
        #expect(count.total(at: BreakerTests.at(8)) == 0)
    }

    @Test func `buckets of long ago are emptied when it is written again`() {
        var count = RollingCount(buckets: 4, width: .milliseconds(10))
        for step in 0..<4 { count.add(1, at: BreakerTests.at(Double(step) / 100)) }
        count.add(1, at: BreakerTests.at(1_000))
        #expect(count.total(at: BreakerTests.at(1_000)) == 1)
    }

    /// A second opinion: the list of all events.
    @Test(arguments: 0..<100) func `it agrees with a list of events`(seed: Int) {
        var generator = SplitMix64(seed)
        let buckets = Int.random(in: 1...8, using: &generator)
        let width = Int64.random(in: 1...50, using: &generator)
        var count = RollingCount(buckets: buckets, width: Interval(nanoseconds: width))
        var events: [(bucket: Int64, amount: Int)] = []
        var now = Int64.random(in: 0...1_000, using: &generator)
        for _ in 0..<300 {
            now += Int64.random(in: 0...width * 3, using: &generator) / 2
            let amount = Int.random(in: 0...5, using: &generator)
            if Bool.random(using: &generator) {
                count.add(amount, at: Instant(nanoseconds: now))
                events.append((now / width, amount))
            }
            let oldest = now / width - Int64(buckets)
            let expected = events.filter { $0.bucket > oldest }.map(\.amount).reduce(0, +)
            #expect(count.total(at: Instant(nanoseconds: now)) == expected)
        }
    }
}
