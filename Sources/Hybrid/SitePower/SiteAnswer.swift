/// What there is to say about the power of a site.
package struct SiteAnswer: Sendable {
    /// A control, what it came to, and how far it is from the bound.
    package struct Control: Sendable, Hashable {
        package var name: String
        package var account: SiteAccount
        /// Of energy, fuel, upkeep, starts and what is not served in USD, net of what the store gained.
        package var net: Double
        /// In USD.
        package var demand: Double
        /// How far the total is above the bound, as a share of that.
        package var gap: Double

        /// With the demand charge, in USD: by this controls are ranked and bounded.
        package var total: Double { net + demand }
    }

    /// A cap on the import that makes `merit` cheaper.
    package struct CapAdvice: Sendable, Hashable {
        /// In W.
        package var cap: Double
        /// In USD.
        package var saving: Double
    }

    /// In the blocks in which it was reckoned.
    package let site: SiteCase
    package let months: [BillingMonth]
    /// Of the load before it was taken in blocks, in W, and the length of its steps, in s.
    package let highest: Double
    package let finest: Double
    /// On the total of any control.
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
    /// What stands as a size; nothing where sizes are not asked or nothing stands.
    package let standing: SiteSizing.Choice?
    /// Nothing where none helps, or no charge asks for one.
    package let advice: CapAdvice?

    /// Asks everything of a site at once.
    ///
    /// `findsOptimum`: also by dynamic programming, which a year takes a second for. `original`: what
    /// stands, where another size is answered for in its place, and `search` how that was found.
    package init(
        _ asked: SiteCase,
        inPlaceOf original: SiteCase? = nil,
        search: SiteSizing? = nil,
        findsOptimum: Bool = true
    ) {
        let site = asked.inBlocks
        self.site = site
        highest = asked.series.peak
        finest = asked.series.step
        let run = SiteRun(site.plant, site.series)
        let end = SiteEndValue(site.plant, site.series)
        let months = site.demandCharge.months(of: site.series)
        self.months = months
        var merit = site.merit(run)
        let result = run.run(&merit, keepsSteps: true)
        var standby = StandbyControl(site.plant)
        var results = [("merit", result), ("standby", run.run(&standby))]
        var bound = SiteBound(run, months, from: run.full, end: end)
        var caps: [Double] = []
        if findsOptimum {
            let search = PeakSearch(run, months, from: run.full, end: end, raising: &bound)
            if let optimum = search.optimum { results.append(("optimum", optimum.result)) }
            if !site.demandCharge.isNone { caps = search.caps }
        }
        self.bound = bound
        controls = results.map { name, result in
            let net = end.net(result.account)
            let demand = DemandCharge.cost(result.account, months)
            return Control(
                name: name,
                account: result.account,
                net: net,
                demand: demand,
                gap: bound.gap(net + demand)
            )
        }
        advice = Self.advice(site, run, end, months, caps, than: controls[0].total)
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
        // With the grid of the size that stands in its place larger ones could not be told apart.
        sizing = search ?? site.sizes.map { SiteSizing($0, site.sizing) }
        let stands = original?.inBlocks ?? site
        standing =
            site.sizes == nil
            ? nil : stands.standing(SiteEndValue(stands.plant, stands.series))
    }

    /// The single cap, of those that the optimum has in the months and a little above, under which
    /// `merit` pays least: a battery that is told no more than that.
    private static func advice(
        _ site: SiteCase,
        _ run: SiteRun,
        _ end: SiteEndValue,
        _ months: [BillingMonth],
        _ caps: [Double],
        than known: Double
    ) -> CapAdvice? {
        guard let most = caps.max(), site.plant.store.capacity > 0 else { return nil }
        var best: CapAdvice?
        for share in [1, 1.005, 1.01, 1.02, 1.04] {
            var capped = site
            // Upward to the digits that are shown.
            let digit = most >= 10e6 ? 1e5 : most >= 1e6 ? 1e4 : 1e3
            capped.trade.cap = (share * most / digit).rounded(.up) * digit
            guard capped.trade.cap < site.trade.cap else { continue }
            var control = capped.merit(run)
            let account = run.run(&control).account
            let saving = known - end.net(account) - DemandCharge.cost(account, months)
            if saving > max(best?.saving ?? 0, 1e-4 * known) {
                best = CapAdvice(cap: capped.trade.cap, saving: saving)
            }
        }
        return best
    }

    /// Whether the bound says anything; it needs the worths that the search for the optimum finds.
    package var isBounded: Bool { controls.contains { $0.gap.isFinite } }

    /// The control whose figures stand first.
    package var main: Control { controls[0] }
}
