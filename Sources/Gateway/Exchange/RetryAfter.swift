import Bus
import Inference
import NIOCore
import Wire

/// How long a supplier asks to be left alone: `retry-after-ms`, or `retry-after` in seconds
/// (fractions allowed) or as an HTTP date.
enum RetryAfter {
    /// Longer wishes are cut to a day.
    private static let longest = 86_400.0

    static func read(_ head: ResponseHead, _ bytes: Span<UInt8>) -> Interval? {
        if let field = head.retryAfterMilliseconds,
            let value = Double(bytes.string(field)), value >= 0
        {
            return .seconds(min(value / 1_000, longest))
        }
        guard let field = head.retryAfter else { return nil }
        let text = bytes.string(field)
        if let seconds = Double(text) {
            return seconds >= 0 ? .seconds(min(seconds, longest)) : nil
        }
        return HTTPDate.seconds(text).map { .seconds(min(max(0, $0 - Clock.wall()), longest)) }
    }
}

/// The date of HTTP's preferred form: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
package enum HTTPDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Seconds since 1970, UTC; nil for anything else.
    package static func seconds(_ text: String) -> Double? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]),
            let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3])
        else { return nil }
        let time = parts[4].split(separator: ":").compactMap { Int($0) }
        guard time.count == 3, (1...31).contains(day), (1970...9999).contains(year),
            (0..<24).contains(time[0]), (0..<60).contains(time[1]), (0...60).contains(time[2])
        else { return nil }
        let date = CalendarDate(year: year, month: month + 1, day: day)
        return Double(
            date.daysSince1970 * 86_400 + time[0] * 3_600 + time[1] * 60 + time[2]
        )
    }
}
