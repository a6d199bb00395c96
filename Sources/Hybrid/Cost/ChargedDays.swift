/// The share of days that begin with a full battery: the one that is reckoned with, and others.
///
/// Nobody knows it for one owner, and it decides on cost and carbon of a vehicle with a plug and an
/// engine more than anything else.
package struct ChargedDays: Sendable, Hashable {
    /// Of the days, from 0 to 1; ascending, each once.
    package let shares: [Double]
    /// The one that is reckoned with.
    package let central: Double
    /// Where they come from, in words.
    package let source: String

    package init(_ central: Double, others: [Double] = [], source: String) {
        shares = Set(others + [central]).sorted()
        self.central = central
        self.source = source
    }

    /// Of an owner of whom nothing is known but how many of the nights could fill the battery.
    ///
    /// Reckoned with is the economy's home access. The most is what labels assume, every day; the least
    /// is the economy's for the owner who plugs in least.
    package static func usual(_ economy: Economy) -> ChargedDays {
        ChargedDays(
            economy.homeAccess,
            others: [1, min(economy.homeAccess, economy.leastHomeAccess)],
            source:
                "the economy's home access, which is reckoned with; every day, as labels have it; "
                + "the economy's least home access"
        )
    }
}
