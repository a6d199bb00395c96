extension Route {
    /// In m above the sea, linear between the points.
    package func altitude(at place: Double) -> Double {
        altitude(at: place, after: points.indices.piece { points[$0].distance <= place })
    }

    /// The same for a place that lies after a point.
    func altitude(at place: Double, after index: Int) -> Double {
        guard index + 1 < points.count else { return points.last?.altitude ?? 0 }
        let (from, to) = (points[index], points[index + 1])
        let share = (place - from.distance) / (to.distance - from.distance)
        return from.altitude + min(1, max(0, share)) * (to.altitude - from.altitude)
    }

    /// From foot to top, in m from the start, where so many m are climbed or more.
    ///
    /// A descent of a quarter of that ends a climb, and so does a long way (10 km) of hardly any
    /// rise (1 %).
    package func climbs(of rise: Double) -> [ClosedRange<Double>] {
        var found: [ClosedRange<Double>] = []
        var foot = 0
        var top = 0
        func end() {
            let climbed = points[top].altitude - points[foot].altitude
            guard top > foot, climbed >= rise else { return }
            // Waves before the foot are not the climb: it begins where it leaves them behind.
            let waves = points[foot].altitude + Self.waves * climbed
            let last = points[foot..<top].lastIndex { $0.altitude <= waves } ?? foot
            found.append(points[last].distance...points[top].distance)
        }
        for index in points.indices.dropFirst() {
            let altitude = points[index].altitude
            if altitude > points[top].altitude {
                let length = points[index].distance - points[top].distance
                if length > Self.longest,
                    altitude - points[top].altitude < Self.leastGrade * length
                {
                    end()
                    (foot, top) = (index, index)
                }
                top = index
            } else if altitude <= points[foot].altitude, top == foot {
                (foot, top) = (index, index)
            } else if points[top].altitude - altitude > rise / 4 {
                end()
                (foot, top) = (index, index)
            } else if points[index].distance - points[top].distance > Self.longest {
                end()
                (foot, top) = (index, index)
            }
        }
        end()
        return found
    }

    /// In m without a new height.
    private static let longest = 10_000.0
    private static let leastGrade = 0.01
    /// Of the rise.
    private static let waves = 0.02
}
