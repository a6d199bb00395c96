/// What a site has to withstand.
package struct SiteNeeds: Sendable, Hashable {
    /// The share of the load's energy that is served, over all outages; 0.99999.
    package var availability: Double
    /// An outage from any hour on, in s, through which all is served.
    package var rideThrough: Double?
    /// All of this with one unit out.
    package var survivesUnit: Bool
    /// All of this without the store, but for the start of the units.
    package var survivesStore: Bool

    package init(
        availability: Double = 1,
        rideThrough: Double? = nil,
        survivesUnit: Bool = false,
        survivesStore: Bool = false
    ) {
        self.availability = availability
        self.rideThrough = rideThrough
        self.survivesUnit = survivesUnit
        self.survivesStore = survivesStore
    }

    /// Why a plant is not enough.
    package enum Failure: Sendable, Hashable {
        /// Energy in J that is not served, its share of the load, and the block of most of it.
        case unserved(Double, share: Double, block: Int?, out: SiteContingency.Loss?)
        /// What is missing in an outage that begins at a block.
        case rideThrough(Shortage, block: Int?, out: SiteContingency.Loss?)
    }

    /// The first need that a plant does not meet; nothing where it meets all.
    ///
    /// `samples`: the load with different outages, all of which count alike.
    package func failure(of plant: SitePlant, _ samples: [SiteSeries]) -> Failure? {
        if let failure = failure(of: plant, samples, out: nil) { return failure }
        if survivesUnit, plant.fleet.count > 0 {
            let left = SiteContingency.without(.unit, plant)
            if let failure = failure(of: left, samples, out: .unit) { return failure }
        }
        if survivesStore, plant.store.capacity > 0 {
            var left = SiteContingency.without(.store, plant)
            // That the start is not bridged then is known, and no size helps.
            left.fleet.startTime = 0
            left.fleet.unit.ramp = .infinity
            if let failure = failure(of: left, samples, out: .store) { return failure }
        }
        return nil
    }

    private func failure(
        of plant: SitePlant,
        _ samples: [SiteSeries],
        out: SiteContingency.Loss?
    ) -> Failure? {
        if let rideThrough, let series = samples.first {
            let ride = RideThrough(plant, series, length: rideThrough, stopsEarly: true)
            if !ride.isSurvived {
                return .rideThrough(ride.worst, block: ride.worstBlock, out: out)
            }
        }
        var missing = 0.0
        var load = 0.0
        var worst: (energy: Double, block: Int?) = (0, nil)
        for series in samples {
            let adequacy = Adequacy(plant, series)
            missing += adequacy.shortage.energy
            load += series.blocks.reduce(0) { $0 + $1.load } * series.step
            if adequacy.shortage.energy > worst.energy {
                worst = (adequacy.shortage.energy, adequacy.worstBlock)
            }
        }
        let share = load > 0 ? missing / load : 0
        guard share > 1 - availability + 1e-12 else { return nil }
        return .unserved(
            missing / Double(max(1, samples.count)),
            share: share,
            block: worst.block,
            out: out
        )
    }
}
