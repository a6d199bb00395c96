/// The way from one place of a route to the next, as the planner of stops sees it.
package struct Stretch: Sendable, Hashable {
    /// In s, not coming to rest at either end.
    package var seconds: Double
    /// Out of the store without the generator, in J; below zero where it goes down.
    package var drop: Double
    /// The most that is out on the way, in J.
    package var peak: Double
    /// The same with all that the generator has, in J.
    package var helpedPeak: Double
    /// Burned for the wheels, in J.
    package var fuel: Double
    /// What it takes more to start from rest.
    package var leaving = Extra()
    /// What it takes more to come to rest.
    package var arriving = Extra()

    package struct Extra: Sendable, Hashable {
        /// In s.
        package var seconds = 0.0
        /// Out of the store, in J.
        package var drop = 0.0
        /// Burned for the wheels, in J.
        package var fuel = 0.0

        package init(seconds: Double = 0, drop: Double = 0, fuel: Double = 0) {
            self.seconds = seconds
            self.drop = drop
            self.fuel = fuel
        }
    }

    package init(
        seconds: Double,
        drop: Double = 0,
        peak: Double? = nil,
        helpedPeak: Double = 0,
        fuel: Double = 0
    ) {
        self.seconds = seconds
        self.drop = drop
        self.peak = peak ?? max(0, drop)
        self.helpedPeak = helpedPeak
        self.fuel = fuel
    }

    /// Between each two of the places, from a trace that rests at none of them and one that rests at
    /// all; what a rest takes more is split half way to the next place.
    static func stretches(_ places: [Double], through: TraceSums, resting: TraceSums) -> [Stretch] {
        func extra(from start: Double, to end: Double) -> Extra {
            func more(_ sums: (TraceSums) -> [Double]) -> Double {
                func between(_ trace: TraceSums) -> Double {
                    trace.value(sums(trace), at: end) - trace.value(sums(trace), at: start)
                }
                return between(resting) - between(through)
            }
            return Extra(seconds: more(\.times), drop: more(\.drops), fuel: more(\.fuels))
        }
        return zip(places, places.dropFirst()).enumerated().map { index, ends in
            let (start, end) = ends
            func rise(_ sums: [Double]) -> Double {
                through.value(sums, at: end) - through.value(sums, at: start)
            }
            var stretch = Stretch(
                seconds: rise(through.times),
                drop: rise(through.drops),
                peak: through.peak(through.drops, from: start, to: end),
                helpedPeak: through.peak(through.helped, from: start, to: end),
                fuel: rise(through.fuels)
            )
            let middle = 0.5 * (start + end)
            if index > 0 { stretch.leaving = extra(from: start, to: middle) }
            if index < places.count - 2 { stretch.arriving = extra(from: middle, to: end) }
            return stretch
        }
    }
}
