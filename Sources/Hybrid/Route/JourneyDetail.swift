/// Where a vehicle was slower than the route for lack of power.
package struct SlowStretch: Sendable, Hashable {
    /// In m.
    package var from: Double
    /// In m.
    package var to: Double
    /// In s that it was below by more than ``Shortfall/tolerance``.
    package var seconds: Double
    /// In s, against the speeds of the route.
    package var lost: Double
    /// In m/s.
    package var slowest: Double
    /// That the route asked for there, in m/s.
    package var asked: Double
    /// Mean rise over run.
    package var grade: Double

    /// In s: less is not told of.
    ///
    /// Nobody notices it, and sums of steps are known to no better.
    package static let leastFelt = 1.0
    /// In s: from there on it is a warning, and the vehicle does not keep the speed of the road.
    package static let leastLong = 60.0

    /// Whether it loses enough to be told of.
    package var isFelt: Bool { lost >= Self.leastFelt }
    /// Whether it alone is a warning.
    package var isLong: Bool { lost >= Self.leastLong }
}

/// A long climb: what must be in the battery at its foot, and what was.
package struct JourneyClimb: Sendable, Hashable {
    /// Of the foot, in m.
    package var from: Double
    /// Of the top, in m.
    package var to: Double
    /// In m.
    package var rise: Double
    /// Of the foot, in m.
    package var altitude: Double
    /// Over 500 m, rise over run.
    package var steepest: Double
    /// At the speeds of the route.
    package var wheels: Need
    /// The same at the bus, of drive and auxiliaries; nothing for an engine that turns the wheels.
    package var bus: Need?
    /// What there is where the climb asks most, in that air, in W: the most that the generator gives at
    /// the bus, or that an engine gives at the wheels through its gears, at ``peakSpeed``.
    package var enginePower: Double
    /// The same at sea level and 20 °C: what thin or hot air has not taken.
    package var ratedPower: Double
    /// Of the road where the climb asks most, in m/s.
    package var peakSpeed: Double
    /// At the foot, above the bottom of the window, to keep the speed up to the top with all that the
    /// generator has, in J; nothing without a battery.
    package var needed: Double?
    /// At the foot, above the bottom of the window, in J.
    package var held: Double?
    /// In s, against the speeds of the route.
    package var lost: Double
    /// In m/s, but for starting from rest and braking to it.
    package var slowest: Double
    /// That the generator, or the engine, alone holds on the mean grade, in m/s; nothing without one.
    package var speedOnEngine: Double?

    /// Power that a climb takes at the speeds of the road, in W.
    package struct Need: Sendable, Hashable {
        /// Over the time of the climb, changes of speed included.
        package var mean: Double
        /// The highest mean over ``peakSeconds`` of what holds the speed: starting from rest and
        /// speeding up are not the hill.
        package var peak: Double
    }

    /// In s.
    static let peakSeconds = 10.0

    package var grade: Double { rise / max(1, to - from) }
    /// Where its source is: at the bus, or at the wheels for an engine that turns them.
    package var need: Need { bus ?? wheels }
    /// Whether the whole climb was driven at the speeds of the route.
    package var isHeld: Bool { lost < Self.leastLost }

    /// In s: less is a gear that changes or a generator that ramps, not a lack of power.
    private static let leastLost = 5.0
}

/// A step of a journey, on the clock and the way of the whole of it.
package struct JourneyStep: Sendable, Hashable {
    /// From one stop to the next, from 1.
    package var leg: Int
    /// As it ends, from the start of the route, in m.
    package var place: Double
    /// There, above the sea, in m.
    package var altitude: Double
    /// Rise over the way.
    package var grade: Double
    /// Its time is since the start of the journey, stops included.
    package var record: StepRecord
}

/// A vehicle at a place on its journey, with means since the sample before.
package struct JourneySample: Sendable, Hashable {
    /// In m.
    package var distance: Double
    /// Since the start, with stops, in s.
    package var time: Double
    /// In m.
    package var altitude: Double
    /// Mean, in m/s; zero for a stop.
    package var speed: Double
    package var soc: Double?
    /// In l.
    package var fuel: Double
    /// Of drive and auxiliaries at the bus, in W; at the wheels for an engine that turns them.
    package var demand: Double
    /// At the terminals, in W.
    package var battery: Double
    /// At the bus, in W.
    package var generator: Double
}
