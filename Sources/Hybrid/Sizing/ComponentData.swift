/// What a kWh of battery and a kW of generator weigh, cost and emit.
package struct ComponentData: Sendable, Hashable {
    /// Of the pack, in kg/J of the whole battery.
    package var packMass: Double
    /// In USD/J of the whole battery, as a buyer of the vehicle pays it.
    package var packPrice: Double
    /// Emitted to build it, in kg of CO2 per J of the whole battery.
    package var packCarbon: Double
    /// Of engine and generator, in kg/W.
    package var generatorMass: Double
    /// Of tank, exhaust and mounts, in kg; for any generator.
    package var generatorFixedMass: Double
    /// In USD/W.
    package var generatorPrice: Double
    /// In USD; for any generator.
    package var generatorFixedPrice: Double

    package init(
        packMass: Double,
        packPrice: Double,
        packCarbon: Double = 0,
        generatorMass: Double,
        generatorFixedMass: Double,
        generatorPrice: Double,
        generatorFixedPrice: Double
    ) {
        self.packMass = packMass
        self.packPrice = packPrice
        self.packCarbon = packCarbon
        self.generatorMass = generatorMass
        self.generatorFixedMass = generatorFixedMass
        self.generatorPrice = generatorPrice
        self.generatorFixedPrice = generatorFixedPrice
    }

    /// Assumed: 6.25 kg/kWh and 1.75 kg/kW + 90 kg (the middle of what packs and gensets weigh),
    /// 150 USD/kWh, 75 kg of CO2 per kWh, 40 USD/kW + 2,500 USD.
    package static let assumed = ComponentData(
        packMass: 6.25 / SI.kilowattHour,
        packPrice: 150 / SI.kilowattHour,
        packCarbon: 75 / SI.kilowattHour,
        generatorMass: 1.75e-3,
        generatorFixedMass: 90,
        generatorPrice: 0.04,
        generatorFixedPrice: 2500
    )

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
