import Planning
import Testing

@Suite struct LatinHypercubeTests {
    @Test(arguments: [1, 2, 7, 100])
    func `every part of a dimension has one draw`(count: Int) {
        let cube = LatinHypercube(count: count, seed: 3)
        for name in ["a", "b", "c"] {
            let draws = cube.draws(of: name)
            #expect(draws.allSatisfy { $0 > 0 && $0 < 1 })
            #expect(Set(draws.map { Int($0 * Double(count)) }) == Set(0..<count))
        }
    }

    @Test func `draws follow from the seed and the name alone`() {
        let cube = LatinHypercube(count: 50, seed: 3)
        #expect(cube.draws(of: "a") == LatinHypercube(count: 50, seed: 3).draws(of: "a"))
        #expect(cube.draws(of: "a") != cube.draws(of: "b"))
        #expect(cube.draws(of: "a") != LatinHypercube(count: 50, seed: 4).draws(of: "a"))
    }

    @Test func `dimensions hardly correlate`() {
        let cube = LatinHypercube(count: 2_000, seed: 1)
        let (first, second) = (cube.draws(of: "a"), cube.draws(of: "b"))
        let sum = zip(first, second).reduce(0) { $0 + ($1.0 - 0.5) * ($1.1 - 0.5) }
        // The variance of an even draw is 1/12; a correlation of 0.1 would be 4.5 deviations off.
        #expect(abs(sum / 2_000 * 12) < 0.1)
    }

    @Test func `a triangle has its ends, its likely value and its halves`() {
        let range = TriangularRange(low: 2, likely: 4, high: 10)
        #expect(range.quantile(0) == 2)
        #expect(range.quantile(1) == 10)
        // F(4) = (4 − 2) / (10 − 2), and F(x) = 1 − (10 − x)² / 48 above.
        #expect(range.quantile(0.25) == 4)
        #expect(abs(range.quantile(1 - 9.0 / 48) - 7) < 1e-12)
        // F(x) = (x − 2)² / 16 below.
        #expect(abs(range.quantile(1.0 / 16) - 3) < 1e-12)
        #expect(TriangularRange(low: 5, likely: 5, high: 5).quantile(0.3) == 5)
        #expect(TriangularRange(low: 5, likely: 5, high: 6).quantile(0) == 5)
        #expect(TriangularRange(low: 4, likely: 6, high: 6).quantile(1) == 6)
    }
}
