/// Seeks the one worth of all blocks that makes the bound highest: see ``WorthSearch``.
struct SiteWorthSearch {
    private let path: SitePath
    private(set) var best = -Double.infinity
    private(set) var bestWorth = 0.0
    private(set) var evaluations = 0

    private static let mostEvaluations = 24

    init(_ path: SitePath) { self.path = path }

    private struct Point {
        var worth: Double
        var cost: Double
        var slope: Double
    }

    /// The dual is concave: the next worth is where the lines of the two ends meet.
    mutating func run() {
        let most = path.run.plant.unservedCost
        guard path.run.plant.store.capacity > 0 else {
            _ = evaluate(0)
            return
        }
        // Not 0, where the slope may be anything.
        var low = evaluate(1e-7 * most)
        guard low.slope > 0 else { return }
        var high = evaluate(most)
        guard high.slope < 0 else { return }
        while evaluations < Self.mostEvaluations {
            let meeting =
                (high.cost - low.cost + low.slope * low.worth - high.slope * high.worth)
                / (low.slope - high.slope)
            let top = low.cost + (meeting - low.worth) * low.slope
            guard top - best > 1e-7 * abs(best), meeting > low.worth, meeting < high.worth else {
                return
            }
            let middle = evaluate(meeting)
            if middle.slope > 0 { low = middle } else { high = middle }
        }
    }

    private mutating func evaluate(_ worth: Double) -> Point {
        evaluations += 1
        let value = path.value { _ in worth }
        if value.cost > best {
            best = value.cost
            bestWorth = worth
        }
        return Point(worth: worth, cost: value.cost, slope: value.slope)
    }
}
