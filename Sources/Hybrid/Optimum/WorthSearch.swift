/// Seeks the worth of a joule of the battery that makes the bound highest.
///
/// The dual is concave, and each value comes with the slope of a line above it. The next worth is
/// where the lines of the two ends meet; that also tells how much there is still to win (Kelley, The
/// cutting-plane method for solving convex programs, 1960, in one dimension).
struct WorthSearch {
    private let dual: DualPath
    private let guess: Double
    private(set) var best = -Double.infinity
    private(set) var bestWorth = 0.0
    private(set) var isReachable = true
    private var evaluations = 0

    /// Enough for a gain of a millionth; each is one pass over the steps.
    private static let mostEvaluations = 40
    /// J of fuel for a J of the battery that no engine is as bad as.
    private static let highest = 1e4

    init(_ dual: DualPath, guess: Double) {
        self.dual = dual
        self.guess = guess
    }

    mutating func run() {
        var low = evaluate(0)
        guard isReachable, low.slope > 0 else { return }
        let nearer = evaluate(0.9 * guess)
        var high = nearer
        if nearer.slope > 0 { low = nearer }
        while high.slope > 0 {
            guard high.worth < Self.highest else {
                isReachable = false
                return
            }
            low = high
            high = evaluate(high.worth * 1.25)
        }
        while evaluations < Self.mostEvaluations {
            let meeting = (high.fuel - low.fuel) / (low.slope - high.slope)
            let most = low.fuel + meeting * low.slope
            guard most - best > 1e-6 * abs(best) else { return }
            let middle = evaluate(meeting)
            if middle.slope > 0 { low = middle } else { high = middle }
        }
    }

    private mutating func evaluate(_ worth: Double) -> DualPath.Value {
        evaluations += 1
        guard let value = dual.value(worth) else {
            isReachable = false
            return DualPath.Value(worth: worth, fuel: .infinity, slope: 0)
        }
        let bound = value.fuel + worth * value.slope
        if bound > best {
            best = bound
            bestWorth = worth
        }
        return value
    }
}
