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
}
