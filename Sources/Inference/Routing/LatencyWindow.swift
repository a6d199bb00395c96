package import Bus

/// The recent times of a supply, for percentiles: a histogram whose buckets grow with the time, as
/// HdrHistogram's do, so that a millisecond and a minute are both known to 3 %.
///
/// Two generations of samples are kept; the older one is dropped when the younger is full or a
/// minute old, so that what is said is about now. Recording is O(1).
package struct LatencyWindow: Sendable {
    /// Samples of a generation.
    package static let size = 512
    /// A percentile of fewer samples says nothing.
    package static let fewest = 20
    private static let age = Interval.seconds(60)
    /// Buckets of equal width in each doubling.
    private static let parts = 32
    /// From 1 µs to 19 h.
    private static let buckets = 64 + 31 * parts

    private var young = Generation()
    private var old = Generation()
    private var cached: (rank: Double, value: Interval, samples: Int)?
    private var recorded = 0

    private struct Generation {
        var counts: [UInt32] = []
        var total = 0
        var since: Instant?
    }

    package init() {}

    /// How many samples there are.
    package var count: Int { young.total + old.total }

    /// A request took so long.
    ///
    /// `time`: Not negative. One that was given up counts with the time until then: leaving it out
    /// would make a supply look the faster, the more often its slow answers are given up.
    package mutating func record(_ time: Interval, at now: Instant) {
        let isOld = young.since.map { now - $0 >= Self.age } ?? false
        if young.total >= Self.size || (isOld && young.total >= Self.fewest) {
            swap(&old, &young)
            for place in young.counts.indices { young.counts[place] = 0 }
            (young.total, young.since) = (0, nil)
        }
        if young.counts.isEmpty { young.counts = Array(repeating: 0, count: Self.buckets) }
        young.counts[Self.bucket(time)] += 1
        young.total += 1
        young.since = young.since ?? now
        recorded += 1
    }

    /// The time that the share `rank` of the answers did not exceed (nearest rank).
    ///
    /// `rank`: 0…1. The upper end of its bucket, in seconds; nil when there was no answer.
    package func percentile(_ rank: Double) -> Double? { time(rank)?.seconds }

    /// ``percentile(_:)`` for every request: it is worked out anew after 16 samples.
    ///
    /// nil when there are too few to say.
    package mutating func usual(_ rank: Double) -> Interval? {
        guard count >= Self.fewest else { return nil }
        if let cached, cached.rank == rank, recorded - cached.samples < 16 { return cached.value }
        guard let value = time(rank) else { return nil }
        cached = (rank, value, recorded)
        return value
    }

    /// How much longer than `time` those answers took on average that took longer.
    ///
    /// Zero when none did.
    package func excess(over time: Interval) -> Interval {
        let first = Self.bucket(time) + 1
        var total = 0
        var sum = 0.0
        for generation in [young, old] where !generation.counts.isEmpty {
            for place in first..<max(first, Self.buckets) where generation.counts[place] > 0 {
                let count = Int(generation.counts[place])
                total += count
                sum += Double(count) * (Self.end(of: place) - time).seconds
            }
        }
        return total == 0 ? .zero : .seconds(sum / Double(total))
    }

    private func time(_ rank: Double) -> Interval? {
        guard count > 0 else { return nil }
        let wanted = max(1, Int((rank * Double(count)).rounded(.up)))
        var seen = 0
        for place in 0..<Self.buckets {
            if !young.counts.isEmpty { seen += Int(young.counts[place]) }
            if !old.counts.isEmpty { seen += Int(old.counts[place]) }
            if seen >= wanted { return Self.end(of: place) }
        }
        return Self.end(of: Self.buckets - 1)
    }

    /// The bucket of a time: the first 64 are a microsecond wide, then each doubling has 32.
    private static func bucket(_ time: Interval) -> Int {
        let value = UInt64(max(0, time.nanoseconds) / 1_000)
        guard value >= 64 else { return Int(value) }
        let exponent = 63 - value.leadingZeroBitCount
        let part = Int(value >> UInt64(exponent - 5)) & (parts - 1)
        return min(buckets - 1, 64 + (exponent - 6) * parts + part)
    }

    /// The longest time that falls into a bucket.
    private static func end(of bucket: Int) -> Interval {
        guard bucket >= 64 else { return Interval(nanoseconds: Int64(bucket) * 1_000) }
        let exponent = (bucket - 64) / parts + 6
        let part = UInt64((bucket - 64) % parts + parts + 1)
        return Interval(nanoseconds: Int64((part << UInt64(exponent - 5)) - 1) * 1_000)
    }
}
