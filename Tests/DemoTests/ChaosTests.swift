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

    @Test func `a supplier is answering from the head of its answer to the end`() {
        let floor = Floor()
        #expect(floor.admit(1))
        #expect(!floor.isQuiet)
        #expect(!floor.isAnswering("a"))
        floor.began(1, by: "a")
        #expect(floor.isAnswering("a"))
        #expect(!floor.isAnswering("b"))
        floor.ended(1, Self.answer("a"))
        #expect(!floor.isAnswering("a"))
        #expect(floor.isQuiet)
    }

    @Test func `a held floor admits nobody until it is released`() {
        let floor = Floor()
        floor.hold()
        #expect(!floor.admit(1))
        #expect(floor.isQuiet)
        floor.release()
        #expect(floor.admit(1))
    }

    @Test func `the same seed gives the same chances`() {
        // The first values of SplitMix64 from seed 0, as its authors publish them.
        var generator = SplitMix64(seed: 0)
        #expect(generator.next() == 0xE220_A839_7B1D_CDAF)
        #expect(generator.next() == 0x6E78_9E6A_A1B9_65F4)
        #expect(generator.next() == 0x06C4_5D18_8009_454F)
    }
}
