/// What cannot be served.
package struct Shortage: Sendable, Hashable {
    /// In J.
    package var energy = 0.0
    /// The most at a time, in W; in a recursion only what a full store could not give either.
    package var power = 0.0

    package init() {}

    @inline(__always) mutating func add(_ energy: Double, power: Double) {
        self.energy += energy
        self.power = max(self.power, power)
    }

    /// Nothing but rounding.
    package var isNone: Bool { energy <= 3600 }
}
