/// The making of a trace: knots where something changes, and the steps between them.
struct TraceLayout {
    private struct Knot {
        /// In m.
        var place: Double
        var altitude: Double
        /// Up to the next knot, in m/s.
        var limit: Double
        var mark: Int?
        /// v², in m²/s².
        var square: Double
    }

    private let pace: Pace
    private var knots: [Knot]
    private(set) var moments: [Moments] = []
    private(set) var places: [Double]
    private(set) var markSteps: [Int]
    /// The step that begins at each knot.
    private var firstSteps: [Int] = []

    init(_ route: Route, pace: Pace, stops: [Double], marks: [Double]) {
        self.pace = pace
        knots = Self.knots(route, marks: marks)
        places = []
        markSteps = [Int](repeating: 0, count: marks.count)
        var stop = 0
        for index in knots.indices {
            let isEnd = index == 0 || index == knots.count - 1
            let before = index > 0 ? knots[index - 1].limit : 0
            let lower = isEnd ? 0 : min(before, knots[index].limit)
            while stop < stops.count, stops[stop] < knots[index].place { stop += 1 }
            let stands = stop < stops.count && stops[stop] == knots[index].place
            knots[index].square = stands ? 0 : lower * lower
        }
    }

    /// The points of the route with the marks in between, and no more than half the height of a
    /// section from one to the next.
    private static func knots(_ route: Route, marks: [Double]) -> [Knot] {
        var knots: [Knot] = []
        var mark = 0
        for (from, to) in zip(route.points, route.points.dropFirst()) {
            let length = to.distance - from.distance
            let rise = to.altitude - from.altitude
            func altitude(at place: Double) -> Double {
                from.altitude + rise * (place - from.distance) / length
            }
            let parts = max(1, Int((abs(rise) / (RouteSection.height / 2)).rounded(.up)))
            for part in 0..<parts {
                let end = from.distance + length * Double(part + 1) / Double(parts)
                let start = from.distance + length * Double(part) / Double(parts)
                knots.append(
                    Knot(place: start, altitude: altitude(at: start), limit: from.speed, square: 0)
                )
                while mark < marks.count, marks[mark] < end {
                    if marks[mark] > start {
                        var knot = Knot(
                            place: marks[mark],
                            altitude: altitude(at: marks[mark]),
                            limit: from.speed,
                            square: 0
                        )
                        knot.mark = mark
                        knots.append(knot)
                    } else {
                        knots[knots.count - 1].mark = mark
                    }
                    mark += 1
                }
            }
        }
        if let last = route.points.last {
            knots.append(
                Knot(place: last.distance, altitude: last.altitude, limit: 0, square: 0)
            )
        }
        return knots
    }

    /// No faster at any knot than what can be reached from the one before and left until the next.
    mutating func limitChanges() {
        for index in knots.indices.dropFirst() {
            let length = knots[index].place - knots[index - 1].place
            let most = knots[index - 1].square + 2 * pace.acceleration * length
            knots[index].square = min(knots[index].square, most)
        }
        for index in knots.indices.dropLast().reversed() {
            let length = knots[index + 1].place - knots[index].place
            let most = knots[index + 1].square + 2 * pace.braking * length
            knots[index].square = min(knots[index].square, most)
        }
    }

    /// Speeds up, goes on and brakes between each two knots.
    mutating func drive() {
        let expected = zip(knots, knots.dropFirst()).reduce(0.0) {
            $0 + ($1.1.place - $1.0.place) / max($1.0.limit, 1) / pace.step + 3
        }
        moments.reserveCapacity(Int(min(expected, 1e6)))
        places.reserveCapacity(Int(min(expected, 1e6)))
        for (from, to) in zip(knots, knots.dropFirst()) {
            firstSteps.append(moments.count)
            if let mark = from.mark { markSteps[mark] = moments.count }
            let length = to.place - from.place
            let limit = from.limit * from.limit
            let (up, down) = (pace.acceleration, pace.braking)
            let free = (down * from.square + up * to.square + 2 * up * down * length) / (up + down)
            let peak = max(min(free, limit), max(from.square, to.square))
            let rising = min(length, (peak - from.square) / (2 * up))
            let falling = min(length - rising, (peak - to.square) / (2 * down))
            let sine = (to.altitude - from.altitude) / length
            let top = peak.squareRoot()
            let level = length - rising - falling
            phase(from: from.square.squareRoot(), to: top, over: rising, at: from.place, sine)
            phase(from: top, to: top, over: level, at: from.place + rising, sine)
            phase(
                from: top,
                to: to.square.squareRoot(),
                over: falling,
                at: to.place - falling,
                sine
            )
        }
        firstSteps.append(moments.count)
        if let last = knots.last { places.append(last.place) }
    }

    /// Steps of one length over which the speed changes evenly with time.
    private mutating func phase(
        from start: Double,
        to end: Double,
        over length: Double,
        at place: Double,
        _ sine: Double
    ) {
        guard length > 1e-9, start + end > 0 else { return }
        let duration = 2 * length / (start + end)
        let count = max(1, Int((duration / pace.step - 1e-9).rounded(.up)))
        let step = duration / Double(count)
        for index in 0..<count {
            let from = Double(index) / Double(count)
            let to = Double(index + 1) / Double(count)
            places.append(place + duration * from * (start + 0.5 * (end - start) * from))
            moments.append(
                Moments(
                    from: start + (end - start) * from,
                    to: start + (end - start) * to,
                    duration: step,
                    sine: sine
                )
            )
        }
    }

    /// The steps in parts of about one altitude.
    func sections(_ conditions: Conditions) -> [RouteSection] {
        var sections: [RouteSection] = []
        var first = 0
        var low = knots.first?.altitude ?? 0
        var high = low
        var area = 0.0
        let ground = low
        for index in 1..<max(knots.count, 1) {
            let (from, to) = (knots[index - 1], knots[index])
            area += 0.5 * (from.altitude + to.altitude) * (to.place - from.place)
            low = min(low, to.altitude)
            high = max(high, to.altitude)
            let after = index + 1 < knots.count ? knots[index + 1].altitude : nil
            let goesOn = after.map {
                max(high, $0) - min(low, $0) <= RouteSection.height
            }
            if goesOn ?? false { continue }
            let mean = area / (to.place - knots[first].place)
            sections.append(
                RouteSection(
                    steps: firstSteps[first]..<firstSteps[index],
                    conditions: conditions.lifted(to: mean, from: ground)
                )
            )
            (first, low, high, area) = (index, to.altitude, to.altitude, 0)
        }
        return sections
    }
}

extension Conditions {
    /// Higher up, where the air is colder; the battery is as warm as it was.
    func lifted(to altitude: Double, from ground: Double) -> Conditions {
        Conditions(
            temperature: temperature - RouteSection.lapse * (altitude - ground),
            altitude: altitude,
            headwind: headwind,
            batteryTemperature: batteryTemperature ?? temperature,
            warmsUp: warmsUp
        )
    }
}
