/// One unit, or the store, out at the worst moment: whether the load is still served, and what is missing.
package struct SiteContingency: Sendable, Hashable {
    package enum Loss: String, Sendable, Hashable, CaseIterable {
        case unit, store
    }

    package let loss: Loss
    /// In the outages of the series, with the part out from before each of them.
    package let outages: Shortage
    /// The block from which on most is missing there.
    package let worstBlock: Int?
    /// In an outage of the required length that begins at any block; nothing where none is required.
    package let anyHour: Shortage?
    /// The moment of the loss itself: until another unit is ready the rest has to carry the load.
    package let moment: Shortage
    /// The block in which that would be worst.
    package let momentBlock: Int?

    /// `steps` are those of the run in which it happens.
    ///
    /// `length`: of an outage from any hour on, in s.
    package init(
        _ loss: Loss,
        _ run: SiteRun,
        steps: [SiteStep],
        length: Double?
    ) {
        self.loss = loss
        let left = Self.without(loss, run.plant)
        // With all that is left from the first second on.
        var control = StandbyControl(left)
        let account = SiteRun(left, run.series).run(&control).account
        var missing = Shortage()
        missing.add(account.unserved, power: account.worstUnserved)
        outages = missing
        worstBlock = account.worstBlock
        anyHour = length.map { RideThrough(left, run.series, length: $0).worst }
        var worst = Shortage()
        var block: Int?
        for (index, step) in steps.enumerated() {
            let short = Self.moment(loss, step, run, left)
            if short.energy > worst.energy {
                worst = short
                block = index
            }
        }
        moment = worst
        momentBlock = block
    }

    package var isServed: Bool {
        outages.isNone && moment.isNone && anyHour.map(\.isNone) ?? true
    }

    /// The plant with the part out.
    package static func without(_ loss: Loss, _ plant: SitePlant) -> SitePlant {
        var left = plant
        switch loss {
        case .unit: left.fleet = plant.fleet.with(plant.fleet.count - 1)
        case .store: left.store = .none
        }
        return left
    }

    /// What is missing until another unit is ready when the part is lost within a block.
    private static func moment(
        _ loss: Loss,
        _ step: SiteStep,
        _ run: SiteRun,
        _ left: SitePlant
    ) -> Shortage {
        let fleet = run.plant.fleet
        var short = Shortage()
        let units = Double(step.units)
        let lost: Double
        var headroom = max(0, step.block.limit - step.grid)
        switch loss {
        case .unit:
            guard step.units > 0 else { return short }
            lost = step.generators / units
            headroom += max(0, (units - 1) * (fleet.unit.maximum - lost))
            let held = run.plant.store.mostOut(
                holding: step.storedAfter,
                for: max(60, fleet.readyTime)
            )
            headroom += max(0, held - step.store)
        case .store:
            guard step.store > 0 else { return short }
            lost = step.store
            headroom += max(0, units * fleet.unit.maximum - step.generators)
        }
        let lack = lost - headroom
        if lack > 1e-9 * step.block.load {
            short.add(lack * max(fleet.readyTime, 1), power: lack)
        }
        return short
    }
}
