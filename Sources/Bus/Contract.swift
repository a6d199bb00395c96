/// What was promised to a supplier, and for how long; the names follow FOCUS 1.4.
package struct Contract: Sendable, Hashable {
    /// How often the commitment has to be met, or paid.
    package enum Rhythm: String, Sendable, CaseIterable {
        case monthly, quarterly, annual, fullPeriod = "full-period"
    }

    package let name: String
    package let supplier: String
    /// The first day, `YYYY-MM-DD`.
    package let starts: String
    /// The last day, `YYYY-MM-DD`, not before the first.
    package let ends: String
    package let commitment: Money
    package let fulfillment: Rhythm?
    package let payment: Rhythm?

    package init(
        name: String,
        supplier: String,
        starts: String,
        ends: String,
        commitment: Money,
        fulfillment: Rhythm?,
        payment: Rhythm?
    ) {
        precondition(starts <= ends)
        self.name = name
        self.supplier = supplier
        self.starts = starts
        self.ends = ends
        self.commitment = commitment
        self.fulfillment = fulfillment
        self.payment = payment
    }
}
