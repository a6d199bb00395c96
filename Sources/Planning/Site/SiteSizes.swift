/// What is newly built at a site in one year, on top of what exists.
///
/// As an input, what is in it is fixed and everything else is chosen.
package struct SiteSizes: Sendable, Equatable {
    package struct Store: Sendable, Equatable {
        /// Megawatts.
        package var power: Double
        /// Megawatt-hours, where energy is chosen apart from power; nil: not given.
        package var energy: Double?

        package init(power: Double, energy: Double? = nil) {
            self.power = power
            self.energy = energy
        }
    }

    /// Megawatts by name of the generator.
    package var generators: [String: Double] = [:]
    package var storages: [String: Store] = [:]
    /// Megawatts by name of the power purchase agreement.
    package var purchases: [String: Double] = [:]

    package init() {}
}
