/// What happened in one step, for charts, tables and the search for the optimum.
package struct StepRecord: Sendable, Hashable {
    /// Start of the step, in s.
    package var time: Double
    /// In s.
    package var duration: Double
    /// At the end, in m/s.
    package var speed: Double
    /// Of the drive and the auxiliaries at the bus, in W; below zero is given back.
    package var demand: Double
    /// Of the generator at the bus, in W.
    package var generator: Double
    /// Into the cabin while the generator runs, in W: what the heaters draw more when it does not.
    package var heat = 0.0
    /// At the terminals of the battery, in W; below zero it is charged.
    package var battery: Double
    /// Burned, in W, starts included.
    package var fuel: Double
    /// At the start of the step.
    package var soc: Double
    /// In the store at the start of the step, in J.
    package var stored: Double
    /// Left in the tank at the end of the step, in J; infinite where nobody counts.
    package var tank = Double.infinity

    /// What the bus would need with the engine off, in W.
    package var need: Double { generator > 0 ? demand + heat : demand }
    /// What the generator gives bus and cabin, in W.
    package var useful: Double { generator > 0 ? generator + heat : 0 }
}
