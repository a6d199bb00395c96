/// Sums over whole runs of numbers.
extension View where Element == Double {
    /// The largest absolute value.
    var largest: Double {
        var sizes = SIMD4<Double>(repeating: 0)
        let whole = count & ~3
        for index in stride(from: 0, to: whole, by: 4) {
            let four = self[four: index]
            let size = four.replacing(with: -four, where: four .< 0)
            sizes.replace(with: size, where: size .> sizes)
        }
        var largest = sizes.max()
        for index in whole..<count { largest = max(largest, abs(self[index])) }
        return largest
    }

    /// The largest absolute product with the elements of another run, which are positive.
    func largest(times sizes: View) -> Double {
        var most = SIMD4<Double>(repeating: 0)
        let whole = count & ~3
        for index in stride(from: 0, to: whole, by: 4) {
            let four = self[four: index] * sizes[four: index]
            let size = four.replacing(with: -four, where: four .< 0)
            most.replace(with: size, where: size .> most)
        }
        var largest = most.max()
        for index in whole..<count { largest = max(largest, abs(self[index]) * sizes[index]) }
        return largest
    }

    /// The sum of the products of the first elements.
    func dot(_ other: View, _ count: Int) -> Double {
        var sums = SIMD4<Double>(repeating: 0)
        let whole = count & ~3
        for index in stride(from: 0, to: whole, by: 4) {
            sums += self[four: index] * other[four: index]
        }
        var sum = sums.sum()
        for index in whole..<count { sum += self[index] * other[index] }
        return sum
    }

    /// Adds a multiple of another run of the same length.
    func add(_ factor: Double, _ steps: View) {
        precondition(steps.count == count, "buffers of one length")
        for index in 0..<count { self[index] += factor * steps[index] }
    }
}
