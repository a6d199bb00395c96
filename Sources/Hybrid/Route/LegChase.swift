/// What to drive next for a vehicle that is behind the trace: from where and as fast as it is.
///
/// A route is over when its end is reached, not when its time is. So a vehicle that lacks power goes
/// on from where it is, as fast as it can up to the speeds of the trace, and takes longer.
struct LegChase {
    let trace: RouteTrace
    let pace: Pace
    /// That it is at, in m from the start of the route.
    var place: Double
    /// In m/s.
    var speed: Double

    enum Next {
        /// Back on the trace, at the start of a step.
        case onTrace(Int)
        /// Behind: drive this within a step of the trace.
        case chase(Int, Moments)
        /// At the end of the steps.
        case end
    }

    /// Nearer than this to the end of a step is there, in m.
    private static let near = 1e-3

    /// `step`: that it is in; `end`: one after the last that may be driven.
    @inline(never) func next(in step: Int, before end: Int) -> Next {
        var step = step
        while step < end, trace.places[step + 1] - place < Self.near { step += 1 }
        guard step < end else { return .end }
        let given = trace.moments[step]
        let isThere = abs(trace.places[step] - place) < 2 * Self.near
        if isThere, speed >= given.start - 1e-6 { return .onTrace(step) }
        return .chase(step, chase(given, over: trace.places[step + 1] - place))
    }

    /// As fast as the pace allows, up to the speed at the end of the step of the trace.
    private func chase(_ given: Moments, over length: Double) -> Moments {
        let reachable = (speed * speed + 2 * pace.acceleration * length).squareRoot()
        // One that stands just before a stop rolls on.
        let goal = given.end > 0 || speed > 0 ? given.end : 0.5
        let end = min(goal, reachable)
        let duration = 2 * length / (speed + end)
        let share = min(1, pace.step / duration)
        return Moments(
            from: speed,
            to: speed + (end - speed) * share,
            duration: duration * share,
            sine: given.sine
        )
    }
}
