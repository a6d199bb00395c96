import Bus
import Testing

@testable import Demo

struct ChaosTests {
    private static func answer(
        _ supplier: String,
        attempts: Int = 1,
        _ ending: Answer.Ending = .whole
    ) -> Answer {
        Answer(source: .init(supplier: supplier, region: "r", attempts: attempts), ending: ending)
    }

    @Test func `the score tells whole answers, failovers, errors and partial answers apart`() {
        var score = Score()
        score.ended(Self.answer("a"))
        score.ended(Self.answer("b", attempts: 2))
        score.ended(Self.answer("a", .cut("no end")))
        score.ended(Answer(ending: .refused("503")))
        score.killed("a")
        #expect(score.requests == 4)
        #expect(score.failovers == 1)
        #expect(score.errors == 2)
        #expect(score.partial == 1)
        #expect(score.served == ["a": 1, "b": 1])
        #expect(score.share(of: "a") == 0.5)
        #expect(score.totalKills == 1)
        #expect(score.reasons == ["cut: no end", "refused: 503"])
    }

    @Test func `only the newest reasons are kept`() {
        var score = Score()
        for number in 0..<20 { score.ended(Answer(ending: .refused("\(number)"))) }
        #expect(score.errors == 20)
        #expect(score.reasons == (15..<20).map { "refused: \($0)" })
    }

    @Test func `a rescued answer is compared with the one in peace`() throws {
        var score = Score()
        let handover = try #require(Handover(comment: "busbar: attempt 2 continuation b/m"))
        var answer = Self.answer("a")
        answer.handovers = [handover]
        answer.text = "one two"
        score.ended(answer, inPeace: "one two")
        score.ended(answer, inPeace: "one three")
        score.ended(answer)
        score.ended(Self.answer("a"), inPeace: "another one")
        #expect(score.rescued == 3)
        #expect(score.equal == 1)
        #expect(score.difference == "behind 5 characters “wo” instead of “hree”")
        #expect(score.failovers == 3)
        #expect(score.served == ["a": 1, "b": 3])
        #expect(score.errors == 0)
    }

    @Test func `an answer that came twice is an error`() {
        var score = Score()
        score.ended(Self.answer("a", .doubled("a second [DONE]")))
        #expect(score.errors == 1)
        #expect(score.doubled == 1)
        #expect(score.partial == 0)
    }

    @Test func `a supplier is in the middle of an answer from its first piece to the end`() {
        let floor = Floor(answers: [:])
        floor.heard(.began(.init(supplier: "a", region: "r", attempts: 1)), by: 1)
        #expect(floor.supplier(after: 1) == nil)
        #expect(!floor.isAnswering("a"))
        floor.heard(.text("one"), by: 1)
        floor.heard(.text("two"), by: 1)
        #expect(floor.supplier(after: 2) == "a")
        #expect(floor.supplier(after: 3) == nil)
        #expect(floor.isAnswering("a"))
        floor.heard(.goesOn(at: "b"), by: 1)
        #expect(floor.supplier(after: 1) == nil)
        floor.heard(.text("three"), by: 1)
        #expect(floor.supplier(after: 1) == "b")
        floor.ended(1, Question.tour, Self.answer("a"))
        #expect(floor.supplier(after: 0) == nil)
    }

    @Test func `kills in the middle of an answer are told apart`() {
        let floor = Floor(answers: [:])
        floor.killed("a", isMidStream: true)
        floor.killed("a", isMidStream: false)
        #expect(floor.score.totalKills == 2)
        #expect(floor.score.midStreamKills == 1)
    }

    @Test func `the same seed gives the same chances`() {
        // The first values of SplitMix64 from seed 0, as its authors publish them.
        var generator = SplitMix64(seed: 0)
        #expect(generator.next() == 0xE220_A839_7B1D_CDAF)
        #expect(generator.next() == 0x6E78_9E6A_A1B9_65F4)
        #expect(generator.next() == 0x06C4_5D18_8009_454F)
    }
}
