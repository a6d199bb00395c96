/// Fuel that is brought to a site while its grid is out, as a contract for refueling has it.
package struct FuelDelivery: Sendable, Hashable {
    /// From the beginning of an outage until the first of it arrives, in s.
    package var delay: Double
    /// From then on, in W of its heat; zero or more.
    package var power: Double

    package init(delay: Double, power: Double) {
        precondition(delay >= 0, "a time")
        precondition(power >= 0, "a power")
        self.delay = delay
        self.power = power
    }

    /// Nobody brings anything.
    package static let none = FuelDelivery(delay: .infinity, power: 0)

    package var isNone: Bool { power <= 0 }

    /// What arrives between two times of an outage in s, in J.
    @inline(__always) func energy(from begin: Double, to end: Double) -> Double {
        end > delay ? power * (end - max(begin, delay)) : 0
    }
}

extension GeneratorFleet {
    /// What the units can give where there is a share, from 0 to 1, of the fuel that a load burns; in W.
    func power(with share: Double, for load: Double) -> Double {
        share < 1 ? share * min(capacity, max(0, load)) : capacity
    }
}

/// The fuel on site, block by block of an outage.
///
/// What arrives in a block is there at its end, as far as the tank has room for it.
struct FuelLevel {
    private let tank: Double
    private let delivery: FuelDelivery
    /// In J.
    private(set) var left: Double
    /// Of the outage so far, in s.
    private var time = 0.0

    /// Full, as an outage begins.
    init(_ fleet: GeneratorFleet) {
        tank = fleet.tank
        delivery = fleet.delivery
        left = tank
    }

    /// The share of so many J that there is for a block of so many s.
    mutating func burn(_ energy: Double, for step: Double) -> Double {
        let share = energy > left ? left / energy : 1
        let before = time
        time += step
        left = min(tank, left - share * energy + delivery.energy(from: before, to: time))
        return share
    }
}
