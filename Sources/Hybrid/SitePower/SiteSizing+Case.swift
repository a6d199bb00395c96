extension SiteSizing {
    /// What all sizes have in common.
    package struct Case: Sendable {
        /// With the fleet's unit, and what is not served costs.
        package var plant: SitePlant
        /// Of a round trip at full power.
        package var efficiency: Double
        /// The load, with the outages that count; the first is what operation is reckoned with.
        package var samples: [SiteSeries]
        package var capital: SiteCapital
        package var needs: SiteNeeds
        package var demandCharge: DemandCharge
        package var trade: MeritControl.Trade
        package var keepsSpare: Bool

        package init(
            plant: SitePlant,
            efficiency: Double,
            samples: [SiteSeries],
            capital: SiteCapital,
            needs: SiteNeeds,
            demandCharge: DemandCharge = .none,
            trade: MeritControl.Trade = .none,
            keepsSpare: Bool = false
        ) {
            self.plant = plant
            self.efficiency = efficiency
            self.samples = samples
            self.capital = capital
            self.needs = needs
            self.demandCharge = demandCharge
            self.trade = trade
            self.keepsSpare = keepsSpare
        }

        package func plant(_ size: SiteSize) -> SitePlant {
            var plant = plant
            plant.fleet = plant.fleet.with(size.units)
            plant.store =
                size.energy > 0
                ? SiteStore(energy: size.energy, power: size.power, roundTripEfficiency: efficiency)
                : .none
            return plant
        }

        package func capital(_ size: SiteSize) -> Double {
            capital.cost(size, unit: plant.fleet.unit.maximum)
        }
    }
}
