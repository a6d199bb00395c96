extension JourneyResult {
    /// Of the speeds of the route, in the words of a cycle; no distance is missing on a route.
    package var shortfall: Shortfall {
        var all = Shortfall()
        all.seconds = slow.reduce(0) { $0 + $1.seconds }
        all.worstSpeed = slow.map { $0.asked - $0.slowest }.max() ?? 0
        all.since = slow.first.flatMap { time(at: $0.from) }
        all.unserved = unserved
        return all
    }

    /// Since the start, with stops, in s; nothing beyond the samples.
    private func time(at place: Double) -> Double? {
        guard let next = samples.firstIndex(where: { $0.distance >= place }) else { return nil }
        guard next > 0 else { return samples[next].time }
        let (before, after) = (samples[next - 1], samples[next])
        let length = after.distance - before.distance
        let share = length > 0 ? (place - before.distance) / length : 1
        return before.time + share * (after.time - before.time)
    }
}
