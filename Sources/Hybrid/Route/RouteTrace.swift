/// A route as it is driven: steps of speed and grade, each of known distance.
///
/// Speeds are those of the points, never changed faster than the pace allows (one pass forward, one
/// back, over v², which is linear in distance at a steady acceleration). Steps are linear in time, so
/// distance and climb of the route come out exactly.
package struct RouteTrace: Sendable, Hashable {
    package let name: String
    package let moments: [Moments]
    /// Where each step begins, and where the last one ends, in m.
    package let places: [Double]
    /// In order; together they are all steps.
    package let sections: [RouteSection]
    /// The step that begins at each of the marks that were given.
    package let marks: [Int]

    /// From the points of a route, with steps that begin at all marks.
    ///
    /// `stops`: distances where it comes to rest, beside start and end; they are marks, too. `marks`:
    /// ascending, within the route, in m.
    package init(
        _ route: Route,
        conditions: Conditions,
        pace: Pace,
        stops: [Double] = [],
        marks: [Double] = []
    ) {
        var layout = TraceLayout(route, pace: pace, stops: stops, marks: marks)
        layout.limitChanges()
        layout.drive()
        name = route.name
        moments = layout.moments
        places = layout.places
        self.marks = layout.markSteps
        sections = layout.sections(conditions)
    }

    /// In s, without stops.
    package var duration: Double { moments.reduce(0) { $0 + $1.duration } }
    /// In m.
    package var distance: Double { (places.last ?? 0) - (places.first ?? 0) }
    /// From the first point to the last, in m.
    package var climb: Double { moments.reduce(0) { $0 + $1.rise * $1.duration } }
    /// As a cycle over time, for what asks no more than that.
    package var cycle: Cycle { Cycle(name: name, moments: moments) }

    /// The step within which a distance lies.
    package func step(at place: Double) -> Int { places.piece(at: place) }
}

/// A part of a route with conditions of its own.
package struct RouteSection: Sendable, Hashable {
    package let steps: Range<Int>
    /// At its mean altitude.
    package let conditions: Conditions

    package init(steps: Range<Int>, conditions: Conditions) {
        self.steps = steps
        self.conditions = conditions
    }

    /// How much colder the air is for each m higher up, in K/m (International Standard Atmosphere).
    package static let lapse = 0.0065
    /// How much altitude a section may span, in m: 2 % of the density of the air.
    package static let height = 200.0
}
