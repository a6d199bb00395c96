import Foundation
import Testing
import Wire

@testable import Gateway

@Suite struct CalendarTests {
    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Tue, 29 Feb 2000 23:59:59 GMT", 951_868_799),
        ("Sun, 22 Nov 2026 00:19:00 GMT", 1_795_306_740),
    ])
    func `an HTTP date is read`(text: String, seconds: Double) {
        #expect(HTTPDate.seconds(text) == seconds)
    }

    @Test(arguments: [
        "", "tomorrow", "Sun, 06 Nov 1994 08:49:37", "Sun, 32 Nov 1994 08:49:37 GMT",
        "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT", "1 2 3 4 5 6",
    ])
    func `anything else is no date`(text: String) {
        #expect(HTTPDate.seconds(text) == nil)
    }

    @Test func `every day until 2100 comes back`() {
        for day in 0..<47_500 {
            #expect(CalendarDate(daysSince1970: day).daysSince1970 == day)
        }
    }

    @Test func `a log line's time is what Foundation writes`() {
        var timestamps = Timestamps()
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
        for seconds in [0.125, 951_868_799.5, 1_795_306_740.25, 1_795_306_740.75, 4_102_444_799] {
            var line = JSONText()
            timestamps.write(seconds, to: &line)
            let expected = formatter.string(from: Date(timeIntervalSince1970: seconds))
            #expect(String(decoding: line.bytes, as: UTF8.self) == "\"\(expected)\"")
        }
    }
}
