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
        // A plant is large: two are made here, and none in a block.
        var plenty = SitePrice(plant: run.plant, worth: last)
        var scarce = SitePrice(plant: tank?.scarce(run.plant) ?? run.plant, worth: last)
        for (index, block) in run.series.blocks.enumerated() {
            let now = worth(index)
            if now > last { seams += (last - now) * capacity }
            last = now
            plenty.worth = now
            scarce.worth = now
            if isCalm[index] {
                sweep.stop(block, plenty)
            } else {
                sweep.advance(block, tank?.isScarce(index) == true ? scarce : plenty)
            }
        }
        if last < end.price {
            seams += (last - end.price) * capacity
            slope += capacity
        }
        return Value(cost: sweep.best.cost + seams, slope: sweep.best.drain + slope)
    }
}
