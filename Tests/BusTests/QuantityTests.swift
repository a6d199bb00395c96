import Bus
import Testing

@Suite struct QuantityTests {
    @Test func `past the end of the clock is never`() {
        #expect(Instant(nanoseconds: .max - 1) + .seconds(1) == .never)
        #expect(Instant.never + .seconds(1) == .never)
        #expect(Instant(nanoseconds: 5) + Interval(nanoseconds: 7) == Instant(nanoseconds: 12))
    }

    @Test func `an interval between instants has a sign`() {
        let (early, late) = (Instant(nanoseconds: 3), Instant(nanoseconds: 10))
        #expect(late - early == Interval(nanoseconds: 7))
        #expect(early - late == Interval(nanoseconds: -7))
        #expect(late - Interval(nanoseconds: 7) == early)
        #expect(early < late)
        #expect(late < .never)
    }

    @Test func `intervals convert without loss`() {
        #expect(Interval.seconds(12).nanoseconds == 12_000_000_000)
        #expect(Interval.milliseconds(1_500) == .seconds(1.5))
        #expect(Interval.seconds(0.1).nanoseconds == 100_000_000)
        #expect(Interval.seconds(2.9999).milliseconds == 2_999)
        #expect(Interval.seconds(2).seconds == 2)
        #expect(Interval.seconds(2) * 0.25 == .milliseconds(500))
        #expect(Interval.seconds(2) + .milliseconds(1) - .seconds(2) == .milliseconds(1))
    }

    @Test func `money is exact from a billionth to a contract`() {
        let contract = Money.dollars(300e9)
        let token = Money(nanodollars: 1)
        #expect((contract + token - contract) == token)
        #expect(contract.nanodollars == 300_000_000_000_000_000_000)
        #expect(Money.dollars(0.15).nanodollars == 150_000_000)
        #expect(Money.dollars(-0.15) < .zero)
        #expect(Money.dollars(2.5).dollars == 2.5)
    }

    @Test func `a jurisdiction is the same in any case`() {
        #expect(Jurisdiction("EU") == "eu")
        #expect(Set<Jurisdiction>(["US", "us", "de"]).count == 2)
        #expect("\(SupplyID("oracle/gpt"))" == "oracle/gpt")
        #expect(SupplyID("a") < "b")
    }

    @Test(
        arguments: [
            ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("abc", "abd", 1),
            ("kitten", "sitting", 3), ("flaw", "lawn", 2), ("gpt-4o", "gpt4o", 1), ("ä", "a", 1),
        ] as [(String, String, Int)]
    ) func `the distance is the least number of edits`(first: String, second: String, edits: Int) {
        #expect(editDistance(first, second) == edits)
        #expect(editDistance(second, first) == edits)
    }

    @Test(arguments: 0..<100) func `the distance is a metric`(seed: Int) {
        var generator = SplitMix64(seed)
        var words: [String] = []
        for _ in 0..<3 {
            let length = Int.random(in: 0...6, using: &generator)
            words.append(
                String((0..<length).map { _ in "ab".randomElement(using: &generator) ?? "a" })
            )
        }
        let distances = [(0, 1), (1, 2), (0, 2)].map { editDistance(words[$0], words[$1]) }
        #expect(distances[2] <= distances[0] + distances[1])
        #expect((distances[0] == 0) == (words[0] == words[1]))
        #expect(distances[0] <= max(words[0].count, words[1].count))
        #expect(distances[0] >= abs(words[0].count - words[1].count))
    }
}
