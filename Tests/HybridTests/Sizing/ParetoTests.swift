import Bus
import Testing

@testable import Hybrid

@Suite struct ParetoTests {
    @Test(arguments: 0..<40) func `the front is that of brute force`(seed: Int) {
        var random = SplitMix64(seed)
        // Few values, so that many are equal in some figures.
        let values = seed.isMultiple(of: 2) ? 4 : 1000
        let points = (0..<150).map { _ in
            SIMD4<Double>(
                Double(Int.random(in: 0..<values, using: &random)),
                Double(Int.random(in: 0..<values, using: &random)),
                Double(Int.random(in: 0..<values, using: &random)),
                Double(Int.random(in: -values..<0, using: &random))
            )
        }
        let brute = points.indices.filter { index in
            !points.contains { other in
                var isNoWorse = true
                var isBetter = false
                for lane in 0..<4 {
                    isNoWorse = isNoWorse && other[lane] <= points[index][lane]
                    isBetter = isBetter || other[lane] < points[index][lane]
                }
                return isNoWorse && isBetter
            }
        }
        #expect(Pareto.front(points) == brute)
        let wide = Pareto.front(points, margin: 0.05)
        #expect(Set(brute).isSubset(of: wide))
    }

    @Test func `a margin keeps what is nearly as good`() {
        let points: [SIMD4<Double>] = [
            SIMD4(1, 1, 1, -1), SIMD4(1.01, 1.01, 1.01, -0.995), SIMD4(2, 2, 2, -0.9),
        ]
        #expect(Pareto.front(points) == [0])
        #expect(Pareto.front(points, margin: 0.02) == [0, 1])
    }
}
