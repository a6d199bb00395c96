/// An exact amount of US dollars, in billionths.
///
/// A token can cost less than a millionth of a dollar and a contract 300 billion, so neither a
/// `Double` nor 64 bits will do.
package struct Money: Sendable, Hashable, Comparable, AdditiveArithmetic {
    package var nanodollars: Int128

    package init(nanodollars: Int128) { self.nanodollars = nanodollars }

    package static let zero = Money(nanodollars: 0)

    /// `value`: Dollars, finite; rounded to the nearest billionth.
    package static func dollars(_ value: Double) -> Self {
        Self(nanodollars: Int128((value * 1e9).rounded()))
    }

    /// The amount in dollars, for people; sums are made with the exact value.
    package var dollars: Double { Double(nanodollars) / 1e9 }

    package static func + (lhs: Self, rhs: Self) -> Self {
        Self(nanodollars: lhs.nanodollars + rhs.nanodollars)
    }
    package static func - (lhs: Self, rhs: Self) -> Self {
        Self(nanodollars: lhs.nanodollars - rhs.nanodollars)
    }
    package static func < (lhs: Self, rhs: Self) -> Bool { lhs.nanodollars < rhs.nanodollars }
}
