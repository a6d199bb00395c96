/// The best run of a site that a dynamic program over its store and its units finds.
///
/// Backward over a grid of energies, forward by the very steps of ``SiteState``: what comes out is a
/// run like that of any control, to the spacing of the grid as good as any. It knows outages and
/// prices ahead, and holds fleets for their minimum time. In an outage that the tank does not last for
/// it plans with the fuel at what it is worth, as the bound does: see ``TankWorth``.
/// Layers are kept at every √T-th block and computed again in between.
package struct SiteOptimum: Sendable {
    package let result: SiteRun.Result
    /// What a J in the store is worth in each block, in USD/J.
    ///
    /// Constant while it is neither full nor empty; for ``SiteBound/raise(_:from:end:worths:)``.
    package let worths: [Double]

    /// Transitions that are looked at at most: some seconds.
    package static let mostWork = 2.5e9
    /// Energies of the store: as many as that allows.
    package static let levels = [41, 21, 11]

    /// Of the φ of ``TankWorth``: what is planned with where a tank ends, the best of which counts.
    ///
    /// At the whole of it nothing would say whether a unit at its best runs or not; the more it is
    /// the rather do units that would run at a bad efficiency stand still.
    private static let tankShares = [0, 0.8, 0.999]

    /// With as many energies as there is time for; nothing where that is too few.
    ///
    /// `capped`: the series of the run with the most that is to be drawn in each block.
    package init?(
        _ run: SiteRun,
        capped: SiteSeries? = nil,
        from start: SiteState,
        end: SiteEndValue
    ) {
        let levels = Self.levels.first {
            Self.work(run, capped: capped, levels: $0) <= Self.mostWork
        }
        guard let levels else { return nil }
        let ends = !TankWorth(run).isNone
        var best: Self?
        for share in ends ? Self.tankShares : [0] {
            let tank = share > 0 ? TankWorth(run, share: share) : .none
            let plan = Self(
                run,
                capped: capped,
                from: start,
                end: end,
                tank: tank,
                levels: levels
            )
            guard let plan else { continue }
            let cost = end.net(plan.result.account)
            if cost < best.map({ end.net($0.result.account) }) ?? .infinity { best = plan }
        }
        guard let best else { return nil }
        self = best
    }

    /// Transitions that are looked at, about.
    static func work(_ run: SiteRun, capped: SiteSeries? = nil, levels: Int) -> Double {
        SiteBackward(run, capped: capped, end: SiteEndValue(price: 0), levels: levels).work
    }

    /// Nothing where it would be too much work.
    init?(
        _ run: SiteRun,
        capped: SiteSeries? = nil,
        from start: SiteState,
        end: SiteEndValue,
        tank: TankWorth = .none,
        levels: Int
    ) {
        let sweep = SiteBackward(run, capped: capped, end: end, tank: tank, levels: levels)
        guard sweep.work <= Self.mostWork, !run.series.blocks.isEmpty else { return nil }
        let count = run.series.blocks.count
        let span = max(1, Int(Double(count).squareRoot()))
        var marks: [Int: [Double]] = [:]
        var layer = sweep.last
        for index in stride(from: count - 1, through: 0, by: -1) {
            if (index + 1) % span == 0 || index + 1 == count { marks[index + 1] = layer }
            if index >= span { layer = sweep.layer(index, layer) }
        }
        var state = start
        var account = SiteAccount()
        account.storedStart = start.stored
        var steps: [SiteStep] = []
        var worths: [Double] = []
        steps.reserveCapacity(count)
        for begin in stride(from: 0, to: count, by: span) {
            let stop = min(begin + span, count)
            var layers = [marks[stop] ?? sweep.last]
            for index in stride(from: stop - 1, through: begin, by: -1) {
                layers.append(sweep.layer(index, layers[layers.count - 1]))
            }
            for index in begin..<stop {
                let next = layers[stop - 1 - index]
                let before = sweep.grid.worth(layers[stop - index], state)
                let step = sweep.advance(&state, index, next)
                account.enter(step, index, run.plant, run.series.step)
                steps.append(step)
                let after = sweep.grid.worth(next, state)
                worths.append(Self.worth(step, before, after, run.plant.store.capacity))
            }
        }
        account.storedEnd = state.stored
        result = SiteRun.Result(account: account, steps: steps, end: state)
        self.worths = Self.pooled(worths, steps.map(\.storedAfter), run.plant.store.capacity)
    }

    /// λ of a block from what a J more is worth before it and after it.
    ///
    /// Both are the same where the store is neither full nor empty. Where it is, a J more after the
    /// block is worth what can be bought or sold then, and a J more before it what can be now: of a
    /// store that stays full the smaller counts, of one that stays empty the larger.
    private static func worth(
        _ step: SiteStep,
        _ before: Double,
        _ after: Double,
        _ capacity: Double
    ) -> Double {
        func isEnd(_ stored: Double) -> Bool {
            stored >= capacity * (1 - 1e-3) || stored <= capacity * 1e-3
        }
        if !isEnd(step.stored) { return before }
        if !isEnd(step.storedAfter) { return after }
        let isFull = step.stored > 0.5 * capacity
        guard isFull == (step.storedAfter > 0.5 * capacity) else { return 0.5 * (before + after) }
        return isFull ? min(before, after) : max(before, after)
    }

    /// The nearest worths that may be multipliers of that run.
    ///
    /// λ rises only where the store is full, falls only where it is empty, and stays between: blocks
    /// that break this are pooled to their mean (pool adjacent violators).
    static func pooled(
        _ worths: [Double],
        _ storedAfter: [Double],
        _ capacity: Double
    ) -> [Double] {
        struct Pool {
            var mean: Double
            var count: Int
            /// What the store holds as the pool ends.
            var stored: Double
        }
        var pools: [Pool] = []
        for (worth, stored) in zip(worths, storedAfter) {
            pools.append(Pool(mean: worth, count: 1, stored: stored))
            while pools.count > 1 {
                let last = pools[pools.count - 1]
                let before = pools[pools.count - 2]
                let isFull = before.stored >= capacity * (1 - 1e-3)
                let isEmpty = before.stored <= capacity * 1e-3
                if isFull, last.mean >= before.mean { break }
                if isEmpty, last.mean <= before.mean { break }
                let count = before.count + last.count
                let sum = before.mean * Double(before.count) + last.mean * Double(last.count)
                pools.removeLast()
                pools[pools.count - 1] = Pool(
                    mean: sum / Double(count),
                    count: count,
                    stored: last.stored
                )
            }
        }
        return pools.flatMap { [Double](repeating: $0.mean, count: $0.count) }
    }
}
