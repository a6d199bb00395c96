extension ClosedRange<Double> {
    package var middle: Double { 0.5 * (lowerBound + upperBound) }

    package var width: Double { upperBound - lowerBound }

    /// The highest value that passes a test, by halving.
    ///
    /// For a test that low values pass and high ones do not; `lowerBound` is taken to pass. 52 halves
    /// leave the last bit of a `Double`.
    @inline(__always)
    func highest(halves: Int = 52, passing test: (Double) -> Bool) -> Double {
        var low = lowerBound
        var high = upperBound
        for _ in 0..<halves {
            let middle = 0.5 * (low + high)
            if test(middle) { low = middle } else { high = middle }
        }
        return low
    }
}
