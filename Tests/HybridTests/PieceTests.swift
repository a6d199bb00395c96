import Bus
import Testing

@testable import Hybrid

@Suite struct PieceTests {
    @Test func `a value is in the piece that begins at it or before it`() {
        let values = [0.0, 1, 3, 6]
        #expect(
            [-1.0, 0, 0.5, 1, 2.9, 3, 6, 7].map(values.piece(at:)) == [0, 0, 0, 1, 1, 2, 2, 2]
        )
        #expect([5.0].piece(at: 9) == 0)
        #expect([Double]().piece(at: 9) == 0)
    }

    @Test(arguments: 0..<50) func `what is found by halving is what a look at each finds`(seed: Int)
    {
        var random = SplitMix64(seed)
        let values = (0..<Int.random(in: 2...40, using: &random)).map { _ in
            Double.random(in: 0...1, using: &random)
        }.sorted()
        let value = Double.random(in: -0.1...1.1, using: &random)
        let last = values.dropLast().lastIndex { $0 <= value } ?? 0
        #expect(values.piece(at: value) == last)
    }

    @Test func `a line is read between its ends and level beyond them`() {
        let places = [0.0, 2, 4]
        let heights = [10.0, 20, 0]
        func height(_ place: Double) -> Double {
            let piece = places.piece(at: place)
            return heights.value(at: places.share(at: place, in: piece), of: piece)
        }
        #expect([-1.0, 0, 1, 2, 3, 4, 5].map(height) == [10, 10, 15, 20, 10, 0, 0])
        #expect([1.0, 1].share(at: 1, in: 0) == 1)
    }

    @Test func `halving finds where a test ends, to the last bit`() {
        let found = (0.0...10).highest { $0 * $0 <= 2 }
        #expect(abs(found - 2.0.squareRoot()) < 1e-14)
        #expect((0.0...10).highest { _ in false } == 0)
        #expect((0.0...10).middle == 5)
    }
}
