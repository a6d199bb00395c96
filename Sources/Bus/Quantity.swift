/// An amount of one kind of thing, in that kind's base unit.
///
/// The unit is part of the type, so watts cannot be added to watt-hours. Never a NaN.
package struct Quantity<Unit: UnitOfMeasure>: Sendable, Hashable {
    /// The amount in `Unit.symbol`.
    package let value: Double

    package init(_ value: Double) {
        precondition(!value.isNaN, "a quantity is a number")
        self.value = value
    }
}

/// A base unit.
///
/// Values are never made; the type is the unit.
package protocol UnitOfMeasure: Sendable {
    static var symbol: String { get }
}

package enum Watt: UnitOfMeasure { package static let symbol = "W" }
package enum WattHour: UnitOfMeasure { package static let symbol = "Wh" }

package typealias Power = Quantity<Watt>
package typealias Energy = Quantity<WattHour>

extension Quantity: AdditiveArithmetic, Comparable, CustomStringConvertible {
    package static var zero: Self { Self(0) }
    package static func + (lhs: Self, rhs: Self) -> Self { Self(lhs.value + rhs.value) }
    package static func - (lhs: Self, rhs: Self) -> Self { Self(lhs.value - rhs.value) }
    package static func < (lhs: Self, rhs: Self) -> Bool { lhs.value < rhs.value }

    package var description: String { "\(value) \(Unit.symbol)" }
}

extension Power {
    package static func megawatts(_ value: Double) -> Self { Self(value * 1e6) }
    package var megawatts: Double { value / 1e6 }
}

extension Energy {
    package static func megawattHours(_ value: Double) -> Self { Self(value * 1e6) }
    package var megawattHours: Double { value / 1e6 }
}
