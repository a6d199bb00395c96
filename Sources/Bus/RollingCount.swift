/// A count over the last moments, kept in buckets of equal width.
///
/// It forgets a bucket at a time, so the window is between `buckets - 1` and `buckets` widths long.
package struct RollingCount: Sendable, Hashable {
    private var counts: [Int]
    private let width: Int64
    /// The number of the bucket that was written last; buckets are numbered from the clock's origin.
    private var newest = Int64.min

    package init(buckets: Int, width: Interval) {
        precondition(buckets > 0)
        precondition(width > .zero)
        counts = Array(repeating: 0, count: buckets)
        self.width = width.nanoseconds
    }

    package mutating func add(_ amount: Int, at now: Instant) {
        let bucket = now.nanoseconds / width
        if bucket > newest {
            let stale = newest == .min ? Int64(counts.count) : bucket - newest
            for step in 0..<min(stale, Int64(counts.count)) { counts[index(bucket - step)] = 0 }
            newest = bucket
        }
        // A late event, from before the newest bucket, counts there.
        counts[index(newest)] += amount
    }

    /// The sum of the window that ends at `now`.
    package func total(at now: Instant) -> Int {
        guard newest != .min else { return 0 }
        let stale = now.nanoseconds / width - newest
        guard stale < Int64(counts.count) else { return 0 }
        var sum = 0
        for step in 0..<Int64(counts.count) - max(0, stale) { sum += counts[index(newest - step)] }
        return sum
    }

    private func index(_ bucket: Int64) -> Int {
        let remainder = Int(bucket % Int64(counts.count))
        return remainder < 0 ? remainder + counts.count : remainder
    }
}
