import Bus
import Glibc
import NIOCore

/// The only place of the data plane where the time is read.
enum Clock {
    /// The monotonic time.
    @inline(__always)
    static func now() -> Instant {
        Instant(nanoseconds: Int64(bitPattern: NIODeadline.now().uptimeNanoseconds))
    }

    /// Seconds since 1970, UTC.
    static func wall() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The NIO deadline of an instant.
    static func deadline(_ instant: Instant) -> NIODeadline {
        NIODeadline.uptimeNanoseconds(UInt64(bitPattern: max(0, instant.nanoseconds)))
    }
}
