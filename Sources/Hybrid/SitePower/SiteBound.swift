/// A lower bound on what any control of a site pays: proven, not estimated.
///
/// What the store holds from block to block is priced (a Lagrange multiplier λ(k) on each balance),
/// so that the blocks come apart but for the number of units that run: a path through 0...N units
/// costs least (Viterbi). Where λ is one number this is the bound of ``FuelBound``; where the store is
/// full or empty on the way λ may change, and each change adds the least of (λ(k-1) - λ(k)) E over
/// what the store can hold. Any λ gives a bound; the best that are found are kept.
/// A demand charge is part of it as a price on the energy of each block, see ``DemandShares``: the sum
/// of both relaxations is one, so that the bound is on the total of energy, fuel, starts, what is not
/// served and demand charge, whatever λ and the shares are.
/// The fuel on site has a multiplier too, see ``TankWorth``.
///
/// What makes it one for every control: units may stop at once, and the load of a block does not vary.
/// Units that may not run beside the grid run where ``SiteRun/calm`` lets them.
package struct SiteBound: Sendable, Hashable {
    /// In USD, net of what the store gained: see ``SiteEndValue``.
    package private(set) var cost: Double
    /// λ of each block in USD/J, or one for all of them.
    package private(set) var worths: [Double]
    /// Paths that were tried.
    package private(set) var evaluations: Int

    /// With one λ for all blocks, fuel on site that does not end, and a demand charge that is shared
    /// evenly by those with grid.
    package init(
        _ run: SiteRun,
        _ months: [BillingMonth] = [],
        from start: SiteState,
        end: SiteEndValue
    ) {
        let isCharged = months.contains { $0.charge > 0 }
        let run = isCharged ? DemandShares(even: months, run.series).priced(run) : run
        let path = SitePath(run, start, end)
        var search = WorthSearch(tolerance: 1e-7) { worth in
            let value = path.value { _ in worth }
            return WorthSearch.Line(
                worth: worth,
                intercept: value.cost - value.slope * worth,
                slope: value.slope
            )
        }
        if run.plant.store.capacity > 0 {
            let most = run.plant.unservedCost
            // Not from 0, where the slope may be anything.
            search.run(from: 1e-7 * most, guess: most, most: most)
        } else {
            _ = search.evaluate(0)
        }
        cost = search.best
        worths = [search.bestWorth]
        evaluations = search.evaluations
    }

    /// Also with a λ and a share for each block, as a dynamic program finds them; keeps the higher
    /// bound.
    package mutating func raise(
        _ run: SiteRun,
        from start: SiteState,
        end: SiteEndValue,
        worths: [Double],
        shares: DemandShares? = nil
    ) {
        let path = SitePath(shares?.priced(run) ?? run, start, end, tank: TankWorth(run))
        evaluations += 1
        let value = path.value { worths[$0] }
        if value.cost > cost {
            cost = value.cost
            self.worths = worths
        }
    }

    /// How far a net cost in USD is above the bound, as a share of the bound.
    package func gap(_ cost: Double) -> Double {
        FuelBound.gap(cost, above: self.cost)
    }
}
