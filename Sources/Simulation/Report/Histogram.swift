package import Bus

/// How often which length of time occurred, for percentiles over millions of values.
///
/// Log-linear as HdrHistogram is: below 2^7 ns each value has a bucket of its own, and every
/// doubling above has 64 of equal width, so a percentile is at most 1.6 % above the exact one.
/// Recording is one addition.
package struct Histogram: Sendable, Hashable {
    private static let parts: UInt64 = 6
    private static let size = (64 - Int(parts)) << Int(parts)

    private var counts = [UInt32](repeating: 0, count: size)
    package private(set) var count = 0
    private var longest: Int64 = 0

    package init() {}

    /// `time`: Not negative.
    package mutating func record(_ time: Interval) {
        let value = UInt64(max(0, time.nanoseconds))
        counts[Self.bucket(value)] &+= 1
        count += 1
        longest = max(longest, time.nanoseconds)
    }

    /// The time that the share `rank` of the values did not exceed (nearest rank).
    ///
    /// - Returns: The upper end of its bucket, but no more than the longest value; nil without any
    ///   value.
    package func percentile(_ rank: Double) -> Interval? {
        guard count > 0 else { return nil }
        let wanted = max(1, Int((rank * Double(count)).rounded(.up)))
        var seen = 0
        for (bucket, number) in counts.enumerated() where number > 0 {
            seen += Int(number)
            if seen >= wanted { return Interval(nanoseconds: min(Self.end(bucket), longest)) }
        }
        return Interval(nanoseconds: longest)
    }

    @inline(__always)
    private static func bucket(_ value: UInt64) -> Int {
        guard value >= 1 << (parts + 1) else { return Int(value) }
        let shift = 63 - UInt64(value.leadingZeroBitCount) - parts
        return Int(shift << parts + value >> shift)
    }

    /// The greatest value of a bucket.
    private static func end(_ bucket: Int) -> Int64 {
        let place = UInt64(bucket)
        guard place >= 1 << (parts + 1) else { return Int64(place) }
        let shift = place >> parts - 1
        let mantissa = place - shift << parts
        let end = (mantissa + 1) << shift - 1
        return Int64(clamping: end)
    }
}
