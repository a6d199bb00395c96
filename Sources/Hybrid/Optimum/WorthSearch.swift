/// Seeks the worth of a joule of a battery that makes a bound highest.
///
/// The dual is concave, and each value comes with the slope of a line above it. The next worth is
/// where the lines of the two ends meet; that also tells how much there is still to win (Kelley, The
/// cutting-plane method for solving convex programs, 1960, in one dimension).
struct WorthSearch {
    /// A value of the dual, and the line through it that is nowhere below it.
    struct Line {
        var worth: Double
        /// At a worth of zero.
        var intercept: Double
        var slope: Double

        var value: Double { intercept + worth * slope }
    }

    private let dual: (Double) -> Line?
    /// Of the value, as a share: what is not worth another evaluation.
    private let tolerance: Double
    private(set) var best = -Double.infinity
    private(set) var bestWorth = 0.0
    private(set) var evaluations = 0
    /// Whether the dual has a value, and no higher one above all worths that were asked for.
    private(set) var isReachable = true

    /// Enough for a gain of a millionth; each is one pass over the steps.
    private static let mostEvaluations = 40

    /// `dual`: nothing where no path meets all demands.
    init(tolerance: Double, dual: @escaping (Double) -> Line?) {
        self.dual = dual
        self.tolerance = tolerance
    }

    /// From a worth that is too low up to one that is too high: the guess, or a quarter more than
    /// that and so on.
    mutating func run(from lowest: Double, guess: Double, most: Double) {
        guard var low = evaluate(lowest), low.slope > 0 else { return }
        guard var high = evaluate(guess) else { return }
        while high.slope > 0 {
            guard high.worth < most else {
                isReachable = false
                return
            }
            low = high
            guard let next = evaluate(high.worth * 1.25) else { return }
            high = next
        }
        while evaluations < Self.mostEvaluations {
            let meeting = (high.intercept - low.intercept) / (low.slope - high.slope)
            let most = low.intercept + meeting * low.slope
            guard most - best > tolerance * abs(best), meeting > low.worth, meeting < high.worth,
                let middle = evaluate(meeting)
            else { return }
            if middle.slope > 0 { low = middle } else { high = middle }
        }
    }

    mutating func evaluate(_ worth: Double) -> Line? {
        evaluations += 1
        guard let line = dual(worth) else {
            isReachable = false
            return nil
        }
        if line.value > best {
            best = line.value
            bestWorth = worth
        }
        return line
    }
}
