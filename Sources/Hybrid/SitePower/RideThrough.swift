/// What must be held so that an outage of a given length that begins at any block is survived.
///
/// The recursion of ``Adequacy``, from the end of each such outage back to its beginning. The series
/// begins again where it ends.
package struct RideThrough: Sendable, Hashable {
    /// Of the outage, in s.
    package let length: Double
    /// To be held at the start of each block, in J, cut at what the store can hold.
    package let needs: [Double]
    /// What is missing in the outage that is worst.
    package let worst: Shortage
    /// The block in which that begins.
    package let worstBlock: Int?

    /// `stopsEarly`: ends with the first outage that is not survived.
    package init(
        _ plant: SitePlant,
        _ series: SiteSeries,
        length: Double,
        stopsEarly: Bool = false
    ) {
        self.length = length
        let blocks = series.blocks
        let count = max(1, Int((length / series.step).rounded(.up)))
        let reserve = ReserveStep(plant: plant, step: series.step)
        let fuel = plant.fleet.tank < .infinity ? IslandUnits(plant.fleet, series).fuel : []
        let span = Self.span(plant, series, count)
        var needs = [Double](repeating: 0, count: blocks.count)
        var worst = Shortage()
        var worstBlock: Int?
        for begin in Self.order(blocks, isSorted: stopsEarly && span > 4) {
            var short = Shortage()
            var held = 0.0
            // Blocks after which the fuel on site is gone.
            let burning = Self.burning(fuel, begin, count, plant.fleet.tank, series.step)
            for place in (0..<(burning < count ? count : span)).reversed() {
                var block = blocks[(begin + place) % blocks.count]
                block.limit = 0
                held = reserve.needed(
                    block,
                    after: held,
                    capacity: place < burning ? plant.fleet.capacity : 0,
                    isStart: place == 0,
                    &short
                )
            }
            needs[begin] = held
            if short.energy > worst.energy {
                worst = short
                worstBlock = begin
                if stopsEarly, !short.isNone { break }
            }
        }
        self.needs = needs
        self.worst = worst
        self.worstBlock = worst.isNone ? nil : worstBlock
    }

    package var isSurvived: Bool { worst.isNone }

    /// With units for any load only the start of an outage counts.
    private static func span(_ plant: SitePlant, _ series: SiteSeries, _ count: Int) -> Int {
        guard plant.fleet.capacity >= series.peak else { return count }
        return min(count, 1 + Int(plant.fleet.readyTime / series.step))
    }

    /// The highest loads first, when one failure is enough.
    private static func order(_ blocks: [SiteBlock], isSorted: Bool) -> [Int] {
        guard isSorted else { return Array(blocks.indices) }
        return blocks.indices.sorted { blocks[$0].mean > blocks[$1].mean }
    }

    private static func burning(
        _ fuel: [Double],
        _ begin: Int,
        _ count: Int,
        _ tank: Double,
        _ step: Double
    ) -> Int {
        guard !fuel.isEmpty else { return count }
        var left = tank
        for place in 0..<count {
            left -= fuel[(begin + place) % fuel.count] * step
            if left < 0 { return place }
        }
        return count
    }
}

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
    /// As few units run as burn least, the store helps where they cannot. The series begins again
    /// where it ends. `stored`: at the start of each block, in J; full where it is empty.
    package init(
        _ plant: SitePlant,
        _ series: SiteSeries,
        horizon: Double,
        stored: [Double] = []
    ) {
        let blocks = series.blocks
        let stride = max(1, Int((3600 / series.step).rounded()))
        let count = max(1, Int((horizon / series.step).rounded(.up)))
        let units = IslandUnits(plant.fleet, series).units
        self.horizon = Double(count) * series.step
        var starts: [Int] = []
        var times: [Double] = []
        let isEndless = plant.fleet.tank == .infinity && plant.fleet.capacity >= series.peak
        for begin in Swift.stride(from: 0, to: blocks.count, by: stride) {
            var state = SiteState(
                stored: begin < stored.count ? stored[begin] : plant.store.capacity,
                fuel: plant.fleet.tank
            )
            var lasted = Double(count) * series.step
            for place in 0..<count {
                // Once they all run for ever, nothing more can happen.
                if isEndless, place > 1 + Int(plant.fleet.readyTime / series.step) { break }
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
        let alone = lasts(before.units)
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
