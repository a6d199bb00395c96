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
        let tank = TankSpan(plant.fleet, series)
        let span = Self.span(plant, series, count)
        var needs = [Double](repeating: 0, count: blocks.count)
        var worst = Shortage()
        var worstBlock: Int?
        for begin in Self.order(blocks, isSorted: stopsEarly && span > 4) {
            var short = Shortage()
            var held = 0.0
            // Blocks after which the fuel is gone for the first time.
            let burning = tank.blocks(from: begin, most: count)
            let last = burning < count ? count : span
            let shares = burning < count ? tank.shares(from: begin, count) : []
            var index = (begin + last) % blocks.count
            for place in (0..<last).reversed() {
                index = (index > 0 ? index : blocks.count) - 1
                var block = blocks[index]
                let capacity =
                    place < burning
                    ? plant.fleet.capacity
                    : plant.fleet.power(with: shares[place], for: block.mean)
                // The units serve it, and nothing has to be held for later.
                if held == 0, place > 0, block.mean <= capacity { continue }
                block.limit = 0
                held = reserve.needed(
                    block,
                    after: held,
                    capacity: capacity,
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
}
