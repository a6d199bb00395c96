/// All that is asked about the power of one site.
package struct SiteCase: Sendable {
    package var name: String
    package var plant: SitePlant
    /// The load with its outages: one series, or as many as there are samples of outages.
    package var samples: [SiteSeries]
    package var needs: SiteNeeds
    /// What sizes cost a year; nothing where it is not asked.
    package var capital: SiteCapital?
    /// In USD per W and month, for the peak of each.
    package var demandCharge = 0.0
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

    package var sizing: SiteSizing.Case {
        var capital = capital ?? SiteCapital()
        capital.demandCharge = demandCharge
        return SiteSizing.Case(
            plant: plant,
            efficiency: efficiency,
            samples: samples,
            capital: capital,
            needs: needs,
            trade: trade
        )
    }
}

/// What there is to say about the power of a site.
package struct SiteAnswer: Sendable {
    /// A control, what it came to, and how far it is from the bound.
    package struct Control: Sendable, Hashable {
        package var name: String
        package var account: SiteAccount
        /// In USD, net of what the store gained.
        package var net: Double
        /// Of the bound.
        package var gap: Double
    }

    /// In the blocks in which it was reckoned.
    package let site: SiteCase
    package let bound: SiteBound
    /// `merit`, `standby`, and `optimum` where it was sought.
    package let controls: [Control]
    /// Block by block under `merit`.
    package let steps: [SiteStep]
    package let endurance: Endurance
    /// For the outage that the needs name.
    package let ride: RideThrough?
    package let contingencies: [SiteContingency]
    /// What is not served in each sample of outages, in J, with the store full before each.
    package let unservedBySample: [Double]
    package let sizing: SiteSizing?

    /// `findsOptimum`: also by dynamic programming, which a year takes a second for.
    package init(_ asked: SiteCase, findsOptimum: Bool = true) {
        let site = asked.inBlocks
        self.site = site
        let run = SiteRun(site.plant, site.series)
        let start = run.full
        let end = SiteEndValue(site.plant, site.series)
        var merit = MeritControl(
            run,
            needs: site.needs,
            trade: site.trade,
            keepsSpare: site.keepsSpare
        )
        var standby = StandbyControl(site.plant)
        let result = run.run(&merit, keepsSteps: true)
        var results = [
            ("merit", result), ("standby", run.run(&standby)),
        ]
        var bound = SiteBound(run, from: start, end: end)
        if findsOptimum, let optimum = SiteOptimum(run, from: start, end: end) {
            bound.raise(run, from: start, end: end, worths: optimum.worths)
            results.append(("optimum", optimum.result))
        }
        self.bound = bound
        controls = results.map { name, result in
            let net = end.net(result.account)
            return Control(name: name, account: result.account, net: net, gap: bound.gap(net))
        }
        steps = result.steps
        let stored = result.steps.map(\.stored)
        endurance = Endurance(site.plant, site.series, horizon: site.horizon, stored: stored)
        ride = site.needs.rideThrough.map {
            RideThrough(site.plant, site.series, length: $0)
        }
        var losses: [SiteContingency.Loss] = []
        if site.plant.fleet.count > 0 { losses.append(.unit) }
        if site.plant.store.capacity > 0 { losses.append(.store) }
        contingencies = losses.map {
            SiteContingency($0, run, steps: result.steps, length: site.needs.rideThrough)
        }
        unservedBySample = site.samples.map { Adequacy(site.plant, $0).shortage.energy }
        sizing = site.sizes.map { SiteSizing($0, site.sizing) }
    }

    /// Whether the bound says anything; it needs the worths that the search for the optimum finds.
    package var isBounded: Bool { controls.contains { $0.gap.isFinite } }

    /// The control whose figures stand first.
    package var main: Control { controls[0] }
}
