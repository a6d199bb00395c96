import Testing

@testable import Console

struct ReadingTests {
    @Test(
        arguments: [
            (0, "0"), (999, "999"), (1_000, "1,000"), (1_284_310, "1,284,310"),
            (UInt64.max, "18,446,744,073,709,551,615"),
        ] as [(UInt64, String)]
    )
    func `counts are grouped by thousands`(count: UInt64, text: String) {
        #expect(Reading.count(count).text == text)
    }

    @Test(
        arguments: [
            (0, "0%"), (0.004, "<1%"), (0.42, "42%"), (1, "100%"), (7, "100%"), (nil, "–"),
            (.nan, "–"),
        ] as [(Double?, String)]
    )
    func `shares are whole percent`(share: Double?, text: String) {
        #expect(Reading.share(share).text == text)
    }

    @Test(
        arguments: [
            (0, "0 ms"), (0.0004, "0 ms"), (0.312, "312 ms"), (0.9996, "1.00 s"), (1.316, "1.32 s"),
            (14.06, "14.1 s"), (119.7, "120 s"), (nil, "–"), (-1, "–"), (.infinity, "–"),
        ] as [(Double?, String)]
    )
    func `latencies have three figures and a unit`(seconds: Double?, text: String) {
        #expect(Reading.latency(seconds).text == text)
    }

    @Test(
        arguments: [
            (0, "$0.00 in"), (0.15, "$0.15 in"), (0.075, "$0.075 in"), (0.0375, "$0.0375 in"),
            (15, "$15.00 in"),
            (nil, "unpriced in"), (.nan, "unpriced in"),
        ] as [(Double?, String)]
    )
    func `prices have cents and more where needed`(price: Double?, text: String) {
        #expect(Reading.price(price, "in", of: "input").text == text)
    }

    @Test(
        arguments: [
            (0, "0 s"), (59.9, "59 s"), (60, "1 min"), (8_075, "2 h 14 min"), (277_200, "3 d 5 h"),
            (-5, "0 s"), (.nan, "–"),
        ] as [(Double, String)]
    )
    func `durations have their two largest units`(seconds: Double, text: String) {
        #expect(Reading.duration(seconds).text == text)
    }

    @Test func `an age tells its moment`() {
        let age = Reading.age(of: Fixture.time - 42.5, at: Fixture.time)
        #expect(age == Reading("42 s ago", meaning: "2026-11-22 00:45:30 UTC"))
    }

    @Test(
        arguments: [
            (0, "1970-01-01 00:00:00 UTC"), (951_826_154.9, "2000-02-29 12:09:14 UTC"),
            (Fixture.time, "2026-11-22 00:46:13 UTC"), (253_402_300_799, "9999-12-31 23:59:59 UTC"),
            (-1, "–"), (.infinity, "–"), (1e300, "–"),
        ] as [(Double, String)]
    )
    func `moments are in UTC`(time: Double, text: String) {
        #expect(Reading.moment(time).text == text)
    }

    @Test func `what is unknown says so`() {
        #expect(Reading.latency(nil).meaning == "unknown: no answers yet")
        #expect(Reading.share(nil).meaning?.hasPrefix("unknown: ") == true)
    }
}
