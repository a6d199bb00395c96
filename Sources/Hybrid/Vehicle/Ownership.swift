/// What a vehicle costs besides energy.
package struct Ownership: Sendable, Hashable {
    /// In USD; nothing where nobody has named it.
    package var price: Double?
    /// Whether that is nobody's price, but assumed.
    package var isPriceAssumed: Bool
    /// In USD/m.
    package var maintenance: Double
    /// The share of the price that is left after so many years, by year.
    package var residual: Curve
    /// Emitted to build it, in kg of CO2; nothing where it is not known.
    package var carbon: Double?

    package init(
        price: Double? = nil,
        isPriceAssumed: Bool = false,
        maintenance: Double = 0,
        residual: Curve = .constant(0),
        carbon: Double? = nil
    ) {
        self.price = price
        self.isPriceAssumed = isPriceAssumed
        self.maintenance = maintenance
        self.residual = residual
        self.carbon = carbon
    }
}
