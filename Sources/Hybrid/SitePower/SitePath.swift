/// The cheapest path through the numbers of units, for given worths of the store.
struct SitePath {
    let run: SiteRun
    private let start: SiteState
    private let end: SiteEndValue
    /// Blocks in which no unit may run.
    private let isCalm: [Bool]
    private let tank: TankWorth?

    /// A point of the dual, in USD, and its slope in J where all worths change alike.
    struct Value {
        var cost: Double
        var slope: Double
    }

    /// `tank`: what the fuel on site is worth; nothing where it counts as endless.
    init(_ run: SiteRun, _ start: SiteState, _ end: SiteEndValue, tank: TankWorth? = nil) {
        self.run = run
        self.start = start
        self.end = end
        let isBeside = run.plant.fleet.runsBesideGrid
        self.tank = tank
        isCalm = isBeside ? [Bool](repeating: false, count: run.series.blocks.count) : run.calm
    }

    func value(_ worth: (Int) -> Double) -> Value {
        let capacity = run.plant.store.capacity
        var sweep = SiteSweep(run, units: start.units)
        var last = worth(0)
        // What the store holds at its beginning, at the seams between blocks and at its end, and the tank.
        var seams = (end.price - last) * start.stored - (tank?.credit ?? 0)
        var slope = -start.stored
        for (index, block) in run.series.blocks.enumerated() {
            let now = worth(index)
            if now > last { seams += (last - now) * capacity }
            last = now
            let plant = tank?.plant(run.plant, index) ?? run.plant
            let price = SitePrice(plant: plant, worth: now)
            if isCalm[index] { sweep.stop(block, price) } else { sweep.advance(block, price) }
        }
        if last < end.price {
            seams += (last - end.price) * capacity
            slope += capacity
        }
        return Value(cost: sweep.best.cost + seams, slope: sweep.best.drain + slope)
    }
}

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

/// Seeks the one worth of all blocks that makes the bound highest: see ``WorthSearch``.
struct SiteWorthSearch {
    private let path: SitePath
    private(set) var best = -Double.infinity
    private(set) var bestWorth = 0.0
    private(set) var evaluations = 0

    private static let mostEvaluations = 24

    init(_ path: SitePath) { self.path = path }

    private struct Point {
        var worth: Double
        var cost: Double
        var slope: Double
    }

    /// The dual is concave: the next worth is where the lines of the two ends meet.
    mutating func run() {
        let most = path.run.plant.unservedCost
        guard path.run.plant.store.capacity > 0 else {
            _ = evaluate(0)
            return
        }
        // Not 0, where the slope may be anything.
        var low = evaluate(1e-7 * most)
        guard low.slope > 0 else { return }
        var high = evaluate(most)
        guard high.slope < 0 else { return }
        while evaluations < Self.mostEvaluations {
            let meeting =
                (high.cost - low.cost + low.slope * low.worth - high.slope * high.worth)
                / (low.slope - high.slope)
            let top = low.cost + (meeting - low.worth) * low.slope
            guard top - best > 1e-7 * abs(best), meeting > low.worth, meeting < high.worth else {
                return
            }
            let middle = evaluate(meeting)
            if middle.slope > 0 { low = middle } else { high = middle }
        }
    }

    private mutating func evaluate(_ worth: Double) -> Point {
        evaluations += 1
        let value = path.value { _ in worth }
        if value.cost > best {
            best = value.cost
            bestWorth = worth
        }
        return Point(worth: worth, cost: value.cost, slope: value.slope)
    }
}
