/// All that is asked about the power of one site.
package struct SiteCase: Sendable {
    package var name: String
    package var plant: SitePlant
    /// The load with its outages: one series, or as many as there are samples of outages.
    package var samples: [SiteSeries]
    package var needs: SiteNeeds
    /// What sizes cost a year; nothing where it is not asked.
    package var capital: SiteCapital?
    package var demandCharge = DemandCharge.none
    package var trade = MeritControl.Trade.none
    package var keepsSpare = false
    /// Of a round trip of the store at full power, for stores of other sizes.
    package var efficiency = 0.85
    /// How far is looked for the end of an outage, in s.
    package var horizon = 96 * 3600.0
    /// The sizes among which the least-cost one is sought; nothing where it is not asked.
    package var sizes: SiteSizeGrid?
    /// What the units burn, where it is counted in l.
    package var fuel: Fuel?

    package init(name: String, plant: SitePlant, samples: [SiteSeries], needs: SiteNeeds) {
        precondition(!samples.isEmpty, "a series")
        self.name = name
        self.plant = plant
        self.samples = samples
        self.needs = needs
    }

    package var series: SiteSeries { samples[0] }

    /// Neither a store nor a unit stands there.
    package var isBare: Bool { plant.store.capacity <= 0 && plant.fleet.count == 0 }

    /// The case in blocks no shorter than a unit takes to be ready, nor than five minutes.
    ///
    /// Means and mean squares are kept. What happens while units start is counted within a block.
    package var inBlocks: SiteCase {
        let least = max(300, plant.fleet.count > 0 || sizes != nil ? plant.fleet.readyTime : 0)
        let count = Int((least / series.step - 1e-9).rounded(.up))
        guard count > 1 else { return self }
        var coarse = self
        coarse.samples = samples.map { $0.aggregated(count) }
        return coarse
    }

    /// The same with other sizes, as the least-cost ones.
    package func sized(_ size: SiteSize) -> SiteCase {
        var sized = self
        sized.plant = sizing.plant(size)
        sized.samples = samples.map { $0.limited(to: size.limit) }
        return sized
    }

    /// What stands, as one of the sizes; nothing where nothing does.
    func standing(_ end: SiteEndValue) -> SiteSizing.Choice? {
        guard !isBare else { return nil }
        var known = SiteSizing.KnownSizes(sizing)
        return SiteSizing.choice(size, sizing, end, &known)
    }

    /// The control that a real site could have.
    package func merit(_ run: SiteRun) -> MeritControl {
        MeritControl(
            run,
            needs: needs,
            trade: trade,
            keepsSpare: keepsSpare,
            sparesPeaks: !demandCharge.isNone
        )
    }

    package var sizing: SiteSizing.Case {
        SiteSizing.Case(
            plant: plant,
            efficiency: efficiency,
            samples: samples,
            capital: capital ?? SiteCapital(),
            needs: needs,
            demandCharge: demandCharge,
            trade: trade,
            keepsSpare: keepsSpare
        )
    }
}
