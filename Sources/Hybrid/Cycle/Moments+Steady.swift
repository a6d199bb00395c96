extension Moments {
    /// Of a grade as rise over run.
    static func sine(ofGrade grade: Double) -> Double { grade / (1 + grade * grade).squareRoot() }

    /// A second at a steady speed in m/s.
    static func steady(_ speed: Double, sine: Double) -> Moments {
        Moments(from: speed, to: speed, duration: 1, sine: sine)
    }

    /// The fastest steady speed in m/s that is possible; nothing where only less than a walk is.
    ///
    /// The power rises with the speed, so it is found by halving.
    static func fastest(
        upTo most: Double,
        sine: Double,
        where isPossible: (Moments) -> Bool
    ) -> Double? {
        if isPossible(steady(most, sine: sine)) { return most }
        guard most > walk, isPossible(steady(walk, sine: sine)) else { return nil }
        return (walk...most).highest(halves: 40) { isPossible(steady($0, sine: sine)) }
    }

    /// In m/s: less than a walk is not driving.
    private static let walk = 0.5
}
