/// Decides in each step on the power of the generator.
///
/// What it wants is not always what happens: ``GeneratorState`` keeps the generator within what it
/// can do and the bus supplied.
package protocol Control: Sendable {
    /// The power in W at the bus that the generator should give; zero or less turns it off.
    mutating func power(_ moment: ControlMoment) -> Double
}

/// What a control knows as a step begins.
package struct ControlMoment: Sendable, Hashable {
    /// Of the step in the cycle.
    package var index: Int
    /// Since the start, in s.
    package var time: Double
    /// In s.
    package var duration: Double
    /// Of the drive and the auxiliaries, in W.
    package var demand: Double
    package var soc: Double
    /// In J.
    package var stored: Double
    /// Whether the generator runs.
    package var isOn: Bool

    package init(
        index: Int,
        time: Double,
        duration: Double,
        demand: Double,
        soc: Double,
        stored: Double,
        isOn: Bool
    ) {
        self.index = index
        self.time = time
        self.duration = duration
        self.demand = demand
        self.soc = soc
        self.stored = stored
        self.isOn = isOn
    }
}

/// Never runs the generator, unless the bus would be short without it.
package struct BatteryOnly: Control {
    package init() {}

    @inline(__always) package mutating func power(_ moment: ControlMoment) -> Double { 0 }
}
