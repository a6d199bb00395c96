/// A site with its series, made ready to be run under any control.
package struct SiteRun: Sendable {
    package let plant: SitePlant
    package let series: SiteSeries

    package init(_ plant: SitePlant, _ series: SiteSeries) {
        self.plant = plant
        self.series = series
    }

    /// Blocks in which no unit needs to run, nor those before and after: the grid has it all, and a
    /// unit may not run beside it or it costs more.
    ///
    /// Before an outage units may start, and after it they may have to stay.
    var calm: [Bool] {
        let blocks = series.blocks
        let fleet = plant.fleet
        let isBeside = fleet.runsBesideGrid
        let before = fleet.locks(series.step)
        var calm = [Bool](repeating: true, count: blocks.count)
        for (index, block) in blocks.enumerated()
        where block.mean > block.limit || (isBeside && fleet.bestCost < block.price) {
            for near in max(0, index - 1)...min(blocks.count - 1, index + before) {
                calm[near] = false
            }
        }
        return calm
    }

    /// With the store full and the tank too.
    package var full: SiteState {
        SiteState(stored: plant.store.capacity, fuel: plant.fleet.tank)
    }

    /// What a run came to, and its blocks where they are kept.
    package struct Result: Sendable, Hashable {
        package var account: SiteAccount
        package var steps: [SiteStep]
        package var end: SiteState
    }

    package func run(
        _ control: inout some SiteControl,
        from start: SiteState? = nil,
        keepsSteps: Bool = false
    ) -> Result {
        var state = start ?? full
        var account = SiteAccount()
        account.storedStart = state.stored
        var steps: [SiteStep] = []
        if keepsSteps { steps.reserveCapacity(series.blocks.count) }
        for (index, block) in series.blocks.enumerated() {
            let order = control.order(index, block, state)
            let step = state.step(block, order, plant, series.step)
            account.enter(step, index, plant, series.step)
            if keepsSteps { steps.append(step) }
        }
        account.storedEnd = state.stored
        return Result(account: account, steps: steps, end: state)
    }
}
