/// How much carbon dioxide a supply's electricity carries, and who says so.
package struct CarbonIntensity: Sendable, Hashable {
    /// Average and marginal figures answer different questions and are never compared.
    package enum Kind: String, Sendable, CaseIterable { case average, marginal }

    /// Grams of CO2 equivalent per kilowatt-hour, not negative.
    package let gramsPerKilowattHour: Double
    package let kind: Kind
    package let source: String

    package init(gramsPerKilowattHour: Double, kind: Kind, source: String) {
        precondition(gramsPerKilowattHour >= 0)
        self.gramsPerKilowattHour = gramsPerKilowattHour
        self.kind = kind
        self.source = source
    }

    /// What so much electrical energy, in watt-hours, emits.
    package func emission(wattHours: Double) -> Carbon {
        precondition(wattHours >= 0)
        return Carbon(grams: gramsPerKilowattHour * wattHours / 1_000, kind: kind)
    }
}

/// An amount of carbon dioxide, and the kind of figure that it was reckoned with.
///
/// Not `Comparable`, on purpose: the two kinds have no order among each other.
package struct Carbon: Sendable, Hashable {
    /// Grams of CO2 equivalent, not negative.
    package let grams: Double
    package let kind: CarbonIntensity.Kind

    package init(grams: Double, kind: CarbonIntensity.Kind) {
        precondition(grams >= 0)
        self.grams = grams
        self.kind = kind
    }
}
