/// A figure that is not known exactly, as factors on what is assumed.
package struct Band: Sendable, Hashable {
    /// What may be otherwise.
    package enum Figure: String, Sendable, Hashable, CaseIterable {
        case rolling, drag, mass
        /// Of the losses of machines.
        case drive
        /// Without heating and cooling.
        case auxiliaries
        /// Of what heating and cooling draw.
        case climate
        /// Of the charge that it holds.
        case battery
        /// Of the fuel of an engine, whether it turns a generator or the wheels.
        case generator
        case trailerDrag = "trailer_drag"
        case trailerMass = "trailer_mass"
        case fuelPrice = "fuel_price"
        case electricityPrice = "electricity_price"
        case vehiclePrice = "vehicle_price"
        /// What a kWh emits, with what comes before the power stations.
        case gridCarbon = "grid_co2"
    }

    package var figure: Figure
    /// Lowest and highest, as shares of the value that is used; around 1.
    package var factors: ClosedRange<Double>
    package var source: String

    package init(figure: Figure, factors: ClosedRange<Double>, source: String) {
        self.figure = figure
        self.factors = factors
        self.source = source
    }
}
