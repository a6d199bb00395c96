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

    /// Of an owner of whom nothing is known but how many of the days could begin full.
    ///
    /// Reckoned with is `homeAccess`. The most is what labels assume, every day; the least is what
    /// labels are wrong by at worst in the United States: 56 % (ICCT, 2022; cited from general
    /// knowledge).
    package static func usual(homeAccess: Double) -> ChargedDays {
        ChargedDays(
            homeAccess,
            others: [1, min(homeAccess, 0.44)],
            source:
                "the economy's home access, which is reckoned with; every day, as labels have it; "
                + "what ICCT found, 2022"
        )
    }
}
