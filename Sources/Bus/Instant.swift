/// A point on a monotonic clock, in nanoseconds from an origin that only its maker knows.
///
/// The cores never read a clock; every event brings its instant. Eight bytes and one addition,
/// because the data plane moves a limit on every chunk and the simulator on every event
/// (docs/DESIGN.md, "Why not ContinuousClock.Instant?").
package struct Instant: Sendable, Hashable, Comparable {
    package var nanoseconds: Int64

    package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// Later than every instant that a clock gives.
    package static let never = Instant(nanoseconds: .max)

    @inlinable package static func < (lhs: Self, rhs: Self) -> Bool {
        lhs.nanoseconds < rhs.nanoseconds
    }

    /// The instant an interval later; ``never`` when that is past the end of the clock.
    @inlinable package static func + (lhs: Self, rhs: Interval) -> Self {
        let (sum, overflow) = lhs.nanoseconds.addingReportingOverflow(rhs.nanoseconds)
        return overflow ? .never : Self(nanoseconds: sum)
    }

    @inlinable package static func - (lhs: Self, rhs: Interval) -> Self {
        Self(nanoseconds: lhs.nanoseconds - rhs.nanoseconds)
    }

    /// The interval from `rhs` to `lhs`; negative when `rhs` is the later one.
    @inlinable package static func - (lhs: Self, rhs: Self) -> Interval {
        Interval(nanoseconds: lhs.nanoseconds - rhs.nanoseconds)
    }
}

/// A length of time in nanoseconds; up to 292 years.
package struct Interval: Sendable, Hashable, Comparable, AdditiveArithmetic {
    package var nanoseconds: Int64

    @inlinable package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    package static let zero = Interval(nanoseconds: 0)
    package static func milliseconds(_ value: Int) -> Self {
        Self(nanoseconds: Int64(value) * 1_000_000)
    }
    package static func seconds(_ value: Int) -> Self {
        Self(nanoseconds: Int64(value) * 1_000_000_000)
    }

    /// `value`: Seconds, finite, of an absolute value below 292 years.
    package static func seconds(_ value: Double) -> Self {
        Self(nanoseconds: Int64((value * 1e9).rounded()))
    }

    package var seconds: Double { Double(nanoseconds) / 1e9 }
    package var milliseconds: Int { Int(nanoseconds / 1_000_000) }

    @inlinable package static func < (lhs: Self, rhs: Self) -> Bool {
        lhs.nanoseconds < rhs.nanoseconds
    }
    @inlinable package static func + (lhs: Self, rhs: Self) -> Self {
        Self(nanoseconds: lhs.nanoseconds + rhs.nanoseconds)
    }
    @inlinable package static func - (lhs: Self, rhs: Self) -> Self {
        Self(nanoseconds: lhs.nanoseconds - rhs.nanoseconds)
    }
    package static func * (lhs: Self, rhs: Double) -> Self {
        Self(nanoseconds: Int64((Double(lhs.nanoseconds) * rhs).rounded()))
    }
}
