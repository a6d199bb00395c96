/// One of the things that a vehicle is used for.
package struct Mission: Sendable, Hashable {
    package var name: String
    /// A published cycle, or a route as one.
    package var cycle: Cycle
    package var distances: DistanceDistribution
    package var trailer: Trailer?
    package var conditions: Conditions
    /// Of the distance of a year; in proportion to the other missions of a set.
    package var share: Double
    package var excess: Excess
    /// Of an engine that turns the wheels, on each day that is driven: its fuel for them counts.
    package var coldStarts: Double

    /// What real driving takes above what the cycle does.
    package enum Excess: Sendable, Hashable {
        /// So many times as much, of the battery and of fuel, whatever the weather.
        case times(Double)
        /// What labels put on UDDS and HWFET for speed, wind, tires and weather; ``RoadExcess``.
        case label(LabelWeather.Road)
    }

    package init(
        name: String,
        cycle: Cycle,
        distances: DistanceDistribution,
        trailer: Trailer? = nil,
        conditions: Conditions = Conditions(),
        share: Double,
        excess: Excess = .times(1),
        coldStarts: Double = 0
    ) {
        self.name = name
        self.cycle = cycle
        self.distances = distances
        self.trailer = trailer
        self.conditions = conditions
        self.share = share
        self.excess = excess
        self.coldStarts = coldStarts
    }
}

/// All that a vehicle is used for over a year.
package struct MissionSet: Sendable, Hashable {
    package let name: String
    /// At least one; their shares add up to one.
    package let missions: [Mission]

    /// Nothing without a mission that goes somewhere.
    package init?(name: String, missions: [Mission]) {
        let driven = missions.filter { $0.share > 0 && $0.cycle.distance > 0 }
        let sum = driven.reduce(0) { $0 + $1.share }
        guard sum > 0, sum.isFinite else { return nil }
        self.init(
            name: name,
            shared: driven.map { mission in
                var mission = mission
                mission.share /= sum
                return mission
            }
        )
    }

    private init(name: String, shared missions: [Mission]) {
        self.name = name
        self.missions = missions
    }

    /// One mission, all year.
    package init(_ mission: Mission) {
        var only = mission
        only.share = 1
        self.init(name: mission.name, shared: [only])
    }

    /// Every mission with every trailer at every temperature in °C, in equal parts.
    ///
    /// No trailers, or no temperatures: those of the missions stay.
    package func crossed(trailers: [Trailer?], temperatures: [Double]) -> MissionSet {
        let parts = Double(max(1, trailers.count) * max(1, temperatures.count))
        let crossed = missions.flatMap { mission in
            (trailers.isEmpty ? [mission.trailer] : trailers).flatMap { trailer in
                (temperatures.isEmpty ? [mission.conditions.temperature] : temperatures).map {
                    var part = mission
                    part.trailer = trailer
                    part.conditions.temperature = $0
                    part.share /= parts
                    if !trailers.isEmpty { part.name += ", \(trailer?.name ?? "no trailer")" }
                    if !temperatures.isEmpty { part.name += ", \(Self.text($0)) °C" }
                    return part
                }
            }
        }
        return MissionSet(name: name, shared: crossed)
    }

    /// The same missions with something changed; their shares must stay.
    func mapping(_ change: (Mission) -> Mission) -> MissionSet {
        MissionSet(name: name, shared: missions.map(change))
    }

    private static func text(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e6 ? "\(Int(number))" : "\(number)"
    }
}

extension MissionSet {
    /// There and back, with hours between in which an engine gets cold.
    package static let twoWays = 2.0
}

extension Cycle {
    /// At a steady speed in m/s over a hill: level, up and down again, each for so many seconds.
    package static func hills(speed: Double, grade: Double, seconds: Double) -> Cycle {
        let parts = [0, grade, -grade].map {
            Cycle.steady(speed: speed, grade: $0, seconds: seconds)
        }
        return Cycle(name: "hills", moments: parts.flatMap(\.moments))
    }
}
