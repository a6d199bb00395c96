/// The cheapest way to each number of units, block after block.
struct SiteSweep {
    struct Reach {
        /// In USD.
        var cost: Double
        /// Out of the store, in J.
        var drain: Double
    }

    private let step: Double
    private let ready: Double
    private let start: Double
    private var reach: [Reach]
    private var values: [SitePrice.Value]
    private var kept: [Reach]

    init(_ run: SiteRun, units: Int) {
        let fleet = run.plant.fleet
        step = run.series.step
        ready = min(fleet.readyTime, step)
        start = fleet.costOfStart
        reach = Array(repeating: Reach(cost: .infinity, drain: 0), count: fleet.count + 1)
        reach[min(units, fleet.count)] = Reach(cost: 0, drain: 0)
        kept = reach
        values = Array(repeating: SitePrice.Value(cost: 0, drain: 0), count: fleet.count + 1)
    }

    var best: Reach { reach.min { $0.cost < $1.cost } ?? Reach(cost: .infinity, drain: 0) }

    /// No unit runs in the block, whichever did.
    mutating func stop(_ block: SiteBlock, _ price: SitePrice) {
        let from = best
        let value = price.value(block, 0)
        for units in reach.indices { reach[units].cost = .infinity }
        reach[0] = Reach(
            cost: from.cost + step * value.cost,
            drain: from.drain + step * value.drain
        )
    }

    /// O(N): the cheapest way down is kept from above, and the cheapest way up from below.
    ///
    /// Units that start give nothing until they are ready; those before them bridge that.
    @inline(__always)
    mutating func advance(_ block: SiteBlock, _ price: SitePrice) {
        let rest = step - ready
        var up = Reach(cost: .infinity, drain: 0)
        for units in reach.indices {
            let value = price.value(block, units)
            values[units] = value
            let from = reach[units]
            let started = Reach(
                cost: up.cost + start * Double(units) + rest * value.cost,
                drain: up.drain + rest * value.drain
            )
            let cost = from.cost - start * Double(units) + ready * value.cost
            if cost < up.cost { up = Reach(cost: cost, drain: from.drain + ready * value.drain) }
            // Kept for the way down, which comes from above.
            reach[units] = started
            kept[units] = from
        }
        var down = Reach(cost: .infinity, drain: 0)
        for units in reach.indices.reversed() {
            if kept[units].cost < down.cost { down = kept[units] }
            let cost = down.cost + step * values[units].cost
            if cost <= reach[units].cost {
                reach[units] = Reach(cost: cost, drain: down.drain + step * values[units].drain)
            }
        }
    }
}
