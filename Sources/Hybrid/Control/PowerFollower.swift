/// Gives what the bus needs, and more the emptier the battery is.
package struct PowerFollower: Control, Hashable {
    /// The state of charge that it holds.
    package var reference: Double
    /// W for a state of charge that is lower by one.
    package var gain: Double
    /// In W: it starts above the upper one and stops below the lower one.
    package var band: ClosedRange<Double>

    package init(reference: Double, gain: Double, band: ClosedRange<Double>) {
        self.reference = reference
        self.gain = gain
        self.band = band
    }

    @inline(__always) package mutating func power(_ moment: ControlMoment) -> Double {
        let wanted = moment.demand + gain * (reference - moment.soc)
        return wanted > (moment.isOn ? band.lowerBound : band.upperBound) ? wanted : 0
    }
}
