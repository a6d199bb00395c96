/// A generator in the middle of a run: what becomes of what a control wants.
struct GeneratorState {
    private(set) var line: GeneratorLine
    private(set) var isOn: Bool
    private(set) var starts = 0
    /// In s that it ran.
    private(set) var time = 0.0
    /// Burned in the last step, in J.
    private(set) var burned = 0.0
    private var power = 0.0
    private var onFor: Double
    /// The share of the cold extra that is left.
    private var cold: Double
    /// What is left in the tank, in J.
    private(set) var left: Double
    /// Fuel in W that a step may burn at most.
    private let mostFuel: Double

    /// One that runs as the cycle begins is warm and has been on for long enough.
    ///
    /// `tank`: what may be burned, in J.
    init(_ line: GeneratorLine, isOn: Bool, tank: Double = .infinity) {
        self.line = line
        self.isOn = isOn
        power = isOn ? line.minimum : 0
        onFor = isOn ? .infinity : 0
        cold = isOn ? 0 : line.coldExtra
        left = tank
        mostFuel = line.fuel(line.maximum) * (1 + line.coldExtra)
    }

    /// Goes on under other conditions, with the electric power that it has.
    mutating func enters(_ other: GeneratorLine) {
        if isOn { power += other.heat - line.heat }
        line = other
    }

    /// The most that it can give in a step of so many seconds, in W.
    ///
    /// None from a tank that might not last for the step: so little is left in it.
    @inline(__always) func reach(_ duration: Double) -> Double {
        guard left >= mostFuel * duration + line.start else { return 0 }
        return min(line.maximum, (power + line.ramp * duration).atLeast(line.minimum))
    }

    /// No less than what ``follow(_:least:most:unbraked:for:)`` gives where only its own rules hold.
    @inline(__always) func most(_ wanted: Double) -> Double {
        isOn || wanted > 0 ? wanted.atLeast(power).atLeast(line.minimum) : 0
    }

    /// Gives the power that comes nearest to what is wanted, in W.
    ///
    /// The bus comes first: it runs, whatever is wanted, where the battery cannot give all of
    /// `least`, and does not start where the battery cannot take what is left of its least power
    /// with all that braking gives, `most`. Once it runs it stays at its least power through such
    /// a moment, and the brakes take what the battery does not; `unbraked` is the most that the bus
    /// takes when they do all of the braking. Then come its own rules: minimum time on, ramp.
    @inline(__always)
    mutating func follow(
        _ wanted: Double,
        least: Double,
        most: Double,
        unbraked: Double,
        for duration: Double
    ) -> Double {
        var target = wanted
        if isOn, target < line.minimum, onFor < line.minimumOnTime { target = line.minimum }
        if target < least { target = least }
        let reach = reach(duration)
        let taken = isOn ? most.atLeast(unbraked) : most
        guard target > 0, taken >= line.minimum, reach > 0 else {
            isOn = false
            power = 0
            burned = 0
            return 0
        }
        if isOn { target = target.atLeast(power - line.ramp * duration) }
        power = min(target, reach, most).atLeast(line.minimum)
        burned = line.fuel(power) * duration
        if cold > 0 {
            burned *= 1 + cold
            cold /= 1 + duration / line.warmUpTime
        }
        if !isOn {
            burned += line.start
            starts += 1
            onFor = 0
        }
        left -= burned
        isOn = true
        onFor += duration
        time += duration
        return power
    }
}

extension GeneratorLine {
    /// In a vehicle without one.
    static let absent = GeneratorLine(
        minimum: 0,
        maximum: 0,
        idle: 0,
        slope: 0,
        curvature: 0,
        start: 0,
        minimumOnTime: 0,
        ramp: 0,
        coldExtra: 0,
        warmUpTime: 1
    )
}
