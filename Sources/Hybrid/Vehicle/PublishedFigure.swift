/// A figure that somebody else gives for a vehicle, to be compared with ours.
package struct PublishedFigure: Sendable, Hashable {
    package enum Status: String, Sendable, Hashable, CaseIterable {
        /// Of the maker, before any test.
        case target
        /// On the label, by the rules of a certification.
        case certified
        /// By a test of somebody else.
        case measured
        /// Computed from other published figures.
        case derived
    }

    /// What it is: `electric_range_km`, `fuel_l_per_100km`, `battery_kwh_per_100km`.
    package var quantity: String
    package var value: Double
    package var status: Status
    package var source: String

    package init(quantity: String, value: Double, status: Status, source: String) {
        self.quantity = quantity
        self.value = value
        self.status = status
        self.source = source
    }
}
