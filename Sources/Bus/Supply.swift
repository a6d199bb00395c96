/// The name of a supply: a model at a supplier, a cluster, a contract, an expert, a battery.
package struct SupplyID: Sendable, Hashable, Comparable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    package let name: String

    package init(_ name: String) { self.name = name }
    package init(stringLiteral name: String) { self.name = name }

    package var description: String { name }
    package static func < (lhs: Self, rhs: Self) -> Bool { lhs.name < rhs.name }
}

/// Whose law applies to work: `us`, `eu`, `de`.
///
/// Compared without regard to case.
package struct Jurisdiction: Sendable, Hashable, Comparable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    package let code: String

    package init(_ code: String) { self.code = code.lowercased() }
    package init(stringLiteral code: String) { self.init(code) }

    package var description: String { code }
    package static func < (lhs: Self, rhs: Self) -> Bool { lhs.code < rhs.code }
}
