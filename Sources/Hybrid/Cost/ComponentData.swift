/// What a kWh of battery and a kW of generator weigh, cost and emit.
///
/// For another size of a vehicle, and for the battery that is bought when the first is worn out.
/// All are zero unless somebody says so; those of the shipped economy stand in its file.
package struct ComponentData: Sendable, Hashable {
    /// Of the pack, in kg/J of the whole battery.
    package var packMass = 0.0
    /// In USD/J of the whole battery, as the owner of the vehicle pays it.
    package var packPrice = 0.0
    /// Emitted to build it, in kg of CO2 per J of the whole battery.
    package var packCarbon = 0.0
    /// Of engine and generator, in kg/W.
    package var generatorMass = 0.0
    /// Of tank, exhaust and mounts, in kg; for any generator.
    package var generatorFixedMass = 0.0
    /// In USD/W.
    package var generatorPrice = 0.0
    /// In USD; for any generator.
    package var generatorFixedPrice = 0.0

    package init() {}

    /// In kg.
    package func mass(_ design: Design) -> Double {
        let generator = generatorFixedMass + generatorMass * design.generator
        return packMass * design.battery + (design.hasGenerator ? generator : 0)
    }

    /// In USD.
    package func price(_ design: Design) -> Double {
        let generator = generatorFixedPrice + generatorPrice * design.generator
        return packPrice * design.battery + (design.hasGenerator ? generator : 0)
    }

    /// Emitted to build the battery, in kg of CO2.
    package func carbon(_ design: Design) -> Double { packCarbon * design.battery }
}
