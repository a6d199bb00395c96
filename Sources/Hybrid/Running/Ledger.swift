/// Where the energy of a run came from and where it went, all in J.
///
/// What came in and what went out add up in every step; see ``imbalance`` and ``worstStep``.
package struct Ledger: Sendable, Hashable {
    // In.

    /// Burned, by its lower heating value.
    package var fuel = 0.0
    /// Taken from the store of the battery; below zero it was charged.
    package var battery = 0.0

    // Out.

    /// Heat of engine and generator, or of engine and gears.
    package var engineLoss = 0.0
    package var batteryLoss = 0.0
    /// Of machines, inverters and gears.
    package var driveLoss = 0.0
    /// Friction brakes, and what the battery could not take back.
    package var brakes = 0.0
    /// Tires and bearings: A and B of the road load.
    package var rolling = 0.0
    package var air = 0.0
    /// Height gained; below zero going down.
    package var climb = 0.0
    /// Kinetic energy gained.
    package var acceleration = 0.0
    /// Of the bus.
    package var auxiliaries = 0.0
    /// Of the engine into the cabin, in the place of the heaters'.
    package var cabinHeat = 0.0

    /// The largest imbalance of one step, either way.
    package var worstStep = 0.0

    package init() {}

    /// Out of the battery at its terminals.
    package var terminals: Double { battery - batteryLoss }

    package var input: Double { fuel + battery }

    package var output: Double { Item.outputs.reduce(0) { $0 + self[$1] } }

    /// Zero but for rounding.
    package var imbalance: Double { input - output }

    /// What the run turned over: the yardstick for an imbalance.
    package var turnover: Double { Item.allCases.reduce(0) { $0 + abs(self[$1]) } }

    /// As much of everything as a share.
    package func scaled(by share: Double) -> Self {
        combined(with: self) { energy, _ in energy * share }
    }

    package static func + (lhs: Self, rhs: Self) -> Self {
        var sum = lhs.combined(with: rhs, +)
        sum.worstStep = max(lhs.worstStep, rhs.worstStep)
        return sum
    }

    /// Enters what the wheels took in a step.
    @inline(__always)
    mutating func drove(_ wheel: Body.Wheel, _ duration: Double) {
        rolling += wheel.rolling * duration
        air += wheel.air * duration
        climb += wheel.climb * duration
        acceleration += wheel.acceleration * duration
    }
}
