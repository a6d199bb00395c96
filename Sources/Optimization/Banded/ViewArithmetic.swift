/// Sums over runs of numbers.
extension View where Element == Double {
    /// The largest absolute value, each relative to the size of its partner where that is above one.
    func largest(over range: Range<Int>, relativeTo partners: View) -> Double {
        let ones = SIMD4<Double>(repeating: 1)
        var largest = SIMD4<Double>(repeating: 0)
        let whole = range.lowerBound + (range.count & ~3)
        for index in stride(from: range.lowerBound, to: whole, by: 4) {
            let partner = Self.size(partners[four: index])
            let size = Self.size(self[four: index])
            let relative = size / partner.replacing(with: ones, where: partner .< ones)
            largest.replace(with: relative, where: relative .> largest)
        }
        for index in whole..<range.upperBound {
            largest[0] = max(largest[0], abs(self[index]) / max(1, abs(partners[index])))
        }
        return largest.max()
    }

    @inline(__always)
    private static func size(_ four: SIMD4<Double>) -> SIMD4<Double> {
        four.replacing(with: -four, where: four .< 0)
    }

    /// The sum of the products of some elements.
    func dot(_ other: View, _ range: Range<Int>) -> Double {
        var sums = SIMD4<Double>(repeating: 0)
        let whole = range.lowerBound + (range.count & ~3)
        for index in stride(from: range.lowerBound, to: whole, by: 4) {
            sums += self[four: index] * other[four: index]
        }
        var sum = sums.sum()
        for index in whole..<range.upperBound { sum += self[index] * other[index] }
        return sum
    }

    /// Adds a multiple of another run of the same length.
    func add(_ factor: Double, _ steps: View) {
        precondition(steps.count == count, "buffers of one length")
        for index in 0..<count { self[index] += factor * steps[index] }
    }
}
