/// Drives on the battery down to a state of charge, and under another control from then on.
package struct DepleteThenSustain<Sustaining: Control>: Control {
    /// Once at or below it, always sustaining.
    package var until: Double
    package var sustaining: Sustaining
    private var hasReached = false

    package init(until: Double, sustaining: Sustaining) {
        self.until = until
        self.sustaining = sustaining
    }

    @inline(__always) package mutating func power(_ moment: ControlMoment) -> Double {
        if !hasReached {
            guard moment.soc <= until else { return 0 }
            hasReached = true
        }
        return sustaining.power(moment)
    }
}
