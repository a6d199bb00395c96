/// How long a site lasts without grid, from any hour on.
package struct Endurance: Sendable, Hashable {
    /// In s from each start until anything is not served; at most ``horizon``.
    package let times: [Double]
    /// The blocks in which the outages begin.
    package let starts: [Int]
    /// How far is looked, in s.
    package let horizon: Double
    /// In the order of length.
    private let sorted: [Double]

    /// Runs the site from the start of every hour with a full tank and what its store holds.
    ///
    /// Without grid no outage can begin: hours without it are left out, and where there is never any
    /// the store is full at every hour. As few units run as burn least, the store helps where they
    /// cannot. The series begins again where it ends. `stored`: at the start of each block, in J; full
    /// where it is empty. `begins`: blocks in which outages begin, in the place of every hour.
    package init(
        _ plant: SitePlant,
        _ series: SiteSeries,
        horizon: Double,
        stored: [Double] = [],
        from begins: [Int]? = nil
    ) {
        let blocks = series.blocks
        let stride = max(1, Int((3600 / series.step).rounded()))
        let count = max(1, Int((horizon / series.step).rounded(.up)))
        let units = IslandUnits(plant.fleet, series).units
        self.horizon = Double(count) * series.step
        var starts: [Int] = []
        var times: [Double] = []
        let endless = Self.endless(plant.fleet, series)
        let hours = begins ?? Array(Swift.stride(from: 0, to: blocks.count, by: stride))
        let fed = hours.filter { !blocks[$0].isOut }
        for begin in fed.isEmpty ? hours : fed {
            let isKnown = !fed.isEmpty && begin < stored.count
            var state = SiteState(
                stored: isKnown ? stored[begin] : plant.store.capacity,
                fuel: plant.fleet.tank
            )
            var lasted = Double(count) * series.step
            for place in 0..<count {
                if place > endless { break }
                let index = (begin + place) % blocks.count
                var block = blocks[index]
                block.limit = 0
                let most = Double(units[index]) * plant.fleet.unit.maximum
                let power = max(0, block.mean - most)
                let order = SiteState.Order(units: units[index], store: power)
                let before = state
                let step = state.step(block, order, plant, series.step)
                if step.unserved > 1e-9 * max(1, block.load) {
                    lasted = Double(place) * series.step
                    lasted += Self.part(of: step, from: before, plant, series.step)
                    break
                }
            }
            starts.append(begin)
            times.append(lasted)
        }
        self.starts = starts
        self.times = times
        sorted = times.sorted()
    }

    /// Blocks after which nothing more can happen, as the units carry any load and their fuel has no end.
    private static func endless(_ fleet: GeneratorFleet, _ series: SiteSeries) -> Int {
        guard fleet.capacity >= series.peak else { return .max }
        let ready = 1 + Int(fleet.readyTime / series.step)
        if fleet.tank == .infinity { return ready }
        guard fleet.delivery.power >= fleet.fuel(fleet.capacity, fleet.count) else { return .max }
        return max(ready, 2 + Int(fleet.delivery.delay / series.step))
    }

    /// How long a block is served that is not served to its end, in s.
    private static func part(
        of step: SiteStep,
        from before: SiteState,
        _ plant: SitePlant,
        _ duration: Double
    ) -> Double {
        let need = step.block.mean
        let ready = step.starts > 0 ? min(plant.fleet.readyTime, duration) : 0
        func lasts(_ units: Int) -> Double {
            let lack = need - Double(units) * plant.fleet.unit.maximum
            guard lack > 0 else { return .infinity }
            guard lack <= plant.store.discharge else { return 0 }
            return before.stored / plant.store.drain(lack)
        }
        // Units without fuel stop as the block begins.
        let alone = lasts(min(before.units, step.units))
        guard ready > 0, alone >= ready else { return min(alone, duration) }
        let left = before.stored - (alone < .infinity ? before.stored * ready / alone : 0)
        let lack = need - Double(step.units) * plant.fleet.unit.maximum
        guard lack > 0, lack <= plant.store.discharge else { return lack > 0 ? ready : duration }
        return min(ready + left / plant.store.drain(lack), duration)
    }

    /// The shortest, in s.
    package var worst: Double { sorted.first ?? 0 }
    /// The block in which the shortest begins.
    package var worstBlock: Int? { times.indices.min { times[$0] < times[$1] }.map { starts[$0] } }

    /// So that this share of the outages lasts no longer, in s.
    package func percentile(_ share: Double) -> Double {
        guard !sorted.isEmpty else { return 0 }
        let place = share * Double(sorted.count - 1)
        return sorted[min(max(Int(place.rounded()), 0), sorted.count - 1)]
    }
}
